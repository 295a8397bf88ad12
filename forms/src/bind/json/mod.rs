//! Walks a JSON body according to the schema of a form.

mod object;
mod skip;
mod submitted;
mod variants;

pub(crate) use object::{document, items_ahead, next_item, object};
pub(crate) use skip::skip_item;
pub(crate) use submitted::submitted;
pub(crate) use variants::{bits, chosen_variants, field_beside_tag, variant};
