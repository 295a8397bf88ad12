//! Walks an urlencoded body according to the schema of a form: resolves each key to its field.

mod nested_key;
mod pairs;
mod submitted;
mod variants;

pub(crate) use pairs::{document, nested};
pub(crate) use submitted::submitted;
