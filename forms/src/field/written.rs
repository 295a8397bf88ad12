//! Reads values that are written as texts but are not texts.

use super::{
    text::{decoded, is_stripped, strip},
    text_rules::forbidden,
};
use crate::{
    BindContext, RawValue,
    body::{Escaping, swar},
    error::Fault,
    schema::{FieldSchema, Kind},
    validator::is_blank,
};
use std::borrow::Cow;

/// Returns the fault for a text that is not a valid value of the kind.
fn invalid_value(kind: &Kind) -> Fault {
    match kind.of_item() {
        Kind::Choice(_) => Fault::InvalidChoice,
        _ => Fault::Invalid,
    }
}

impl<'b> BindContext<'b> {
    /// Returns the text of a value that is not a text itself. The text is decoded and stripped, not blank,
    /// and within the field's maximum length. Reports `required`, `invalid` or another problem with the text.
    pub fn text(&mut self, raw: &RawValue<'b>, field: &'static FieldSchema) -> Option<Cow<'b, str>> {
        let (text, escaping) = self.raw_text(raw)?;
        if self.is_usable(text, escaping, field) && is_stripped(text) {
            return Some(Cow::Borrowed(text));
        }
        self.other_text(text, escaping, field)
    }
    #[inline(never)]
    fn other_text(
        &mut self,
        text: &'b str,
        escaping: Escaping,
        field: &'static FieldSchema,
    ) -> Option<Cow<'b, str>> {
        let text = match self.whole_text(text, escaping, field)? {
            text if !text.is_empty() && is_blank(&text) => {
                let is_stripped = field.kind.of_item().is_stripped();
                return self.refuse(if is_stripped { Fault::Required } else { invalid_value(&field.kind) });
            }
            Cow::Borrowed(text) => Cow::Borrowed(strip(text)),
            Cow::Owned(text) => match strip(&text) {
                stripped if stripped.len() == text.len() => Cow::Owned(text),
                stripped => Cow::Owned(stripped.to_owned()),
            },
        };
        self.usable(text, field)
    }
    /// Like [`text`](Self::text), but does not strip white space.
    pub(crate) fn unstripped_text(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
    ) -> Option<Cow<'b, str>> {
        let (text, escaping) = self.raw_text(raw)?;
        if self.is_usable(text, escaping, field) {
            return Some(Cow::Borrowed(text));
        }
        let text = self.whole_text(text, escaping, field)?;
        self.usable(text, field)
    }
    /// Returns whether a text is valid without decoding, as most texts are. The scanner has checked its
    /// characters.
    #[inline(always)]
    fn is_usable(&self, text: &str, escaping: Escaping, field: &'static FieldSchema) -> bool {
        let longest = u64::from(field.longest(&self.limits));
        escaping == Escaping::Plain && !text.is_empty() && text.len() as u64 <= longest
    }
    fn whole_text(
        &mut self,
        text: &'b str,
        escaping: Escaping,
        field: &'static FieldSchema,
    ) -> Option<Cow<'b, str>> {
        if let Escaping::Plain | Escaping::None = escaping {
            return Some(Cow::Borrowed(text));
        }
        decoded(text, escaping, field.kind.is_secret(), self).map(Cow::Owned)
    }
    fn usable(&mut self, text: Cow<'b, str>, field: &'static FieldSchema) -> Option<Cow<'b, str>> {
        if text.is_empty() {
            return self.refuse(Fault::Required);
        }
        if !swar::is_printable_ascii(text.as_bytes())
            && let Some(fault) = forbidden(text.as_bytes(), field.multiline)
        {
            // for a number, a date or a choice, `invalid` is more useful than the forbidden character
            return self.refuse(match field.kind.of_item() {
                Kind::Text | Kind::Secret => fault,
                kind => invalid_value(kind),
            });
        }
        let limit = field.longest(&self.limits);
        if text.len() as u64 > u64::from(limit) {
            let actual = text.chars().count();
            if actual as u64 > u64::from(limit) {
                return self.refuse(self.too_long(&text, actual, field));
            }
        }
        Some(text)
    }
    /// Returns the fault for a text that is too long for the field. `actual` is its number of characters.
    #[cold]
    fn too_long(&self, text: &str, actual: usize, field: &FieldSchema) -> Fault {
        let is_of_digits = || text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-'));
        match field.kind.of_item() {
            Kind::Integer | Kind::Float | Kind::Decimal if is_of_digits() => {
                Fault::MaxDigits(self.limits.max_digits)
            }
            kind @ (Kind::Integer | Kind::Float | Kind::Decimal) => invalid_value(kind),
            _ => Fault::MaxLength {
                limit: field.longest(&self.limits),
                actual: actual.min(u32::MAX as usize) as u32,
            },
        }
    }
    /// Returns the [`text`](Self::text) of a value, converted by `parse`. Most custom types use this method.
    pub fn parse<T>(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        parse: impl FnOnce(&str) -> Result<T, crate::Problem>,
    ) -> Option<T> {
        let text = self.text(raw, field)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem(problem);
                None
            }
        }
    }
}
