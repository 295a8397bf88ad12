//! Walks a JSON body by a form's schema.

mod object;
mod skip;
mod submitted;

pub(crate) use object::{document, items_ahead, next_item, object};
pub(crate) use submitted::submitted;
