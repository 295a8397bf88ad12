//! `bool` as a field.

use super::{FieldInput, FieldType, validate};
use crate::{
    BindContext, RawValue,
    body::{Format, Given},
    error::Fault,
    schema::{FieldSchema, Kind},
};
use std::borrow::Cow;

impl FieldType for bool {
    type Subject = Self;
    const KIND: Kind = Kind::Boolean;
    const REQUIRED: bool = false;
    const MAY_BE_EMPTY: bool = true;
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    #[inline(always)]
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        let value = match raw.0 {
            Given::Json => match cx.json.boolean() {
                Some(value) => value,
                None if field.lenient && cx.json.first() == b'"' => parse(&cx.text(raw, field)?, cx)?,
                None => {
                    cx.misfit(raw);
                    return None;
                }
            },
            Given::Text("", _) if field.needs_explicit_choice() => return cx.refuse(Fault::Required),
            Given::Text("", _) => false,
            Given::Text(..) => parse(&cx.text(raw, field)?, cx)?,
            _ => {
                cx.misfit(raw);
                return None;
            }
        };
        validate_boolean(value, field, cx)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(if *self { "true" } else { "false" }))
    }
    fn is_blank(&self) -> bool {
        !self
    }
    #[inline(always)]
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        *out = Self::clean(input.raw, input.field, input.context);
    }
    /// A browser sends nothing for a checkbox that is not ticked.
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        match cx.format {
            // no radio button was chosen
            Format::Form if field.needs_explicit_choice() => cx.refuse(Fault::Required),
            Format::Form => validate_boolean(false, field, cx),
            Format::Json => cx.refuse(Fault::Required),
        }
    }
}

/// Checks that a required checkbox is ticked, as in Django's `BooleanField`, and runs the rules of the field.
#[inline(always)]
fn validate_boolean(value: bool, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<bool> {
    if field.must_be_ticked() && !value {
        return cx.refuse(Fault::Required);
    }
    validate(&value, field, cx).then_some(value)
}

/// Parses a text. Ignores case, because some programs write `True` or `TRUE`.
fn parse(text: &str, cx: &mut BindContext<'_>) -> Option<bool> {
    let is_one_of = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_one_of(["true", "on", "1"]) {
        Some(true)
    } else if is_one_of(["false", "off", "0"]) {
        Some(false)
    } else {
        cx.refuse(Fault::Invalid)
    }
}
