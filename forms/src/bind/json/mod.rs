//! Walks a JSON body according to the schema of a form.

mod object;
#[cfg(feature = "multipart")]
mod part;
mod skip;
mod submitted;
mod variants;

pub(crate) use object::{document, items_ahead, next_item, object};
#[cfg(feature = "multipart")]
pub(crate) use part::part;
pub(crate) use skip::skip_item;
pub(crate) use submitted::submitted;
pub(crate) use variants::{bits, chosen_variants, field_beside_tag, variant};
