//! Bytes -> (key, raw value): one walker per format, driven by a form's table.

mod content_type;
mod index;
pub(crate) mod json;
pub(crate) mod key;
pub(crate) mod scan;
mod submission;
pub(crate) mod submitted;
pub(crate) mod urlencoded;

pub use submission::Body;

use crate::{
    RawValue,
    cleaner::{BindContext, Target},
    spec::FormSchema,
};

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Form,
    Json,
}

/// Every field whose key was not there.
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
