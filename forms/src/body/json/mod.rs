//! `application/json`: a pull reader of our own, and the walker that drives any form by its table.

mod escape;
mod find;
mod object;
mod reader;
mod skip;
mod value;

pub(crate) use escape::{unescape, unescaped};
pub(crate) use find::{find, submitted};
pub(crate) use object::{document, items_ahead, next_item, object};
pub(crate) use reader::Reader;
pub(crate) use value::read_value;
