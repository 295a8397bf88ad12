//! Walks an urlencoded body by a form's schema: resolves each key to its field.

mod nested_key;
mod pairs;
mod submitted;

pub(crate) use pairs::{document, nested};
pub(crate) use submitted::submitted;
