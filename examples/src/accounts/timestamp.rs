//! A custom field type.

use forms::{BindContext, FieldSchema, FieldType, Kind, Problem, RawValue};
use std::borrow::Cow;

/// A point in time as `SQLite` writes it: `2026-02-28T12:00:00Z`.
///
/// Forms show it and compare it, and never set it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timestamp(pub(super) String);

impl FieldType for Timestamp {
    type Subject = Self;
    const KIND: Kind = Kind::Text;

    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| {
            let digits_and_marks = text.bytes().all(|byte| byte.is_ascii_digit() || b"-:TZ".contains(&byte));
            if digits_and_marks && text.len() == "2026-02-28T12:00:00Z".len() {
                Ok(Timestamp(text.to_owned()))
            } else {
                Err(Problem::new(
                    "timestamp",
                    "Enter {label} in the correct format, like 2026-02-28T12:00:00Z.",
                ))
            }
        })
    }

    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(self.0.as_str().into())
    }
}

impl Timestamp {
    /// Returns the text of the timestamp.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
