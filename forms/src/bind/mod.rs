//! Binding: walks a body according to the schema of a form and passes each field its raw value.

mod context;
mod context_choices;
mod item_origins;
pub(crate) mod json;
mod matched_rows;
#[cfg(feature = "multipart")]
mod multipart;
mod nested_limits;
pub(crate) mod resolve;
mod row_notes;
pub(crate) mod row_request;
pub(crate) mod submitted;
pub(crate) mod urlencoded;

pub use context::BindContext;
pub(crate) use context::{Asked, Mode, Target};
pub(crate) use context_choices::{ChoiceValue, Offered, each_field};
pub(crate) use item_origins::{ItemOrigins, Run};
pub(crate) use matched_rows::{MatchedRows, PresentValues};
#[cfg(feature = "multipart")]
pub(crate) use multipart::{Parts, Refusal};
pub(crate) use row_notes::{ListNote, RowNotes};
pub(crate) use row_request::{CUT_KEY, ROWS_KEY, RowChange, changed as changed_rows};

use crate::{RawValue, schema::FormSchema};

/// Calls `target` for every field whose key is missing.
pub(crate) fn absent(
    spec: &'static FormSchema,
    seen: u64,
    target: &mut dyn Target,
    cx: &mut BindContext<'_>,
) {
    let all = u64::MAX.checked_shr(64 - spec.fields.len() as u32).unwrap_or(0);
    let mut missing = !seen & all;
    while missing != 0 {
        let i = missing.trailing_zeros() as usize;
        missing &= missing - 1;
        cx.errors.at(i);
        target.field(i, &RawValue::ABSENT, cx);
    }
}
