//! `char` as a field: a text of one Unicode code point.

use super::{Field, FieldInput, FieldType, FromText, TextField, text::clean_text, validate_value};
use crate::{
    BindContext, RawValue,
    error::Fault,
    schema::{FieldSchema, Kind},
};
use std::borrow::Cow;

/// The rules of the type: a page lets the user type one character.
static ONE: FieldSchema = Field::<String>::new("value").max_length(1).build();

impl FromText for char {
    fn make(text: Cow<'_, str>, _: &'static FieldSchema, cx: &mut BindContext<'_>, out: &mut Option<Self>) {
        let mut characters = text.chars();
        *out = match (characters.next(), characters.next()) {
            (Some(character), None) => Some(character),
            (None, _) => cx.refuse(Fault::Required),
            (Some(_), Some(_)) => {
                let actual = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
                cx.refuse(Fault::MaxLength { limit: 1, actual })
            }
        };
    }
}

impl FieldType for char {
    type Subject = Self;
    const KIND: Kind = Kind::Text;
    const OF_TYPE: Option<&'static FieldSchema> = Some(&ONE);
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        clean_text(raw, field, cx)
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        let FieldInput { raw, field, context, .. } = input;
        *out = Self::clean(raw, field, context);
        if field.is_judged {
            validate_value(out, field, context);
        }
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl TextField for char {}
