//! Values that are not texts, and are written as one.

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

/// What a text is that no value of the kind is written so.
fn misfit(kind: &Kind) -> Fault {
    match kind.of_item() {
        Kind::Choice(_) => Fault::InvalidChoice,
        _ => Fault::Invalid,
    }
}

impl<'b> BindContext<'b> {
    /// The text of a value that is not one in the end: stripped, decoded, not blank, within the field's length.
    /// Reports `required`, `invalid` or what is wrong with the text.
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
                return self.refuse(if is_stripped { Fault::Required } else { misfit(&field.kind) });
            }
            Cow::Borrowed(text) => Cow::Borrowed(strip(text)),
            Cow::Owned(text) => match strip(&text) {
                stripped if stripped.len() == text.len() => Cow::Owned(text),
                stripped => Cow::Owned(stripped.to_owned()),
            },
        };
        self.usable(text, field)
    }
    /// [`text`](Self::text), with the white space at its ends.
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
    /// Whether nothing is to be done to a text, and nothing wrong with it: so most are. The scan that found its end says
    /// what it holds.
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
            // of a number, a date or a choice there is more to say than which character does not belong there
            return self.refuse(match field.kind.of_item() {
                Kind::Text | Kind::Secret => fault,
                kind => misfit(kind),
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
    /// What a text of so many characters is, which are more than the field's.
    #[cold]
    fn too_long(&self, text: &str, actual: usize, field: &FieldSchema) -> Fault {
        let is_of_digits = || text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-'));
        match field.kind.of_item() {
            Kind::Integer | Kind::Float | Kind::Decimal if is_of_digits() => {
                Fault::MaxDigits(self.limits.max_digits)
            }
            kind @ (Kind::Integer | Kind::Float | Kind::Decimal) => misfit(kind),
            _ => Fault::MaxLength {
                limit: field.longest(&self.limits),
                actual: actual.min(u32::MAX as usize) as u32,
            },
        }
    }
    /// A value that is written as a text: what [`text`](Self::text) gives, parsed. What a type of your own most often
    /// wants.
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
