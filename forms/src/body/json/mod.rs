//! A pull reader for `application/json`.

mod escape;
mod find;
mod reader;
mod value;

pub(crate) use escape::{unescape, unescape_key, unescaped};
pub(crate) use find::find;
pub(crate) use reader::Reader;
pub(crate) use value::read_value;
