//! An e-mail address as a type.

use super::{FieldType, Make, text::fill_text};
use crate::{
    Cleaner, Raw,
    spec::{FieldSpec, Kind, TextField, TextFormat},
    validator::EMAIL,
};
use std::{borrow::Cow, fmt, ops::Deref};

/// A text that is an e-mail address: only a form, or [`parse`](Self::parse), makes one. Django's `EmailField`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// The address in that text, if it is one.
    pub fn parse(text: &str) -> Result<Self, crate::Problem> {
        crate::validator::validate_email(text)?;
        Ok(Email(text.to_owned()))
    }
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The text that it is.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Make for Email {
    fn make(text: String) -> Option<Self> {
        Some(Email(text))
    }
}

impl Deref for Email {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Email {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FieldType for Email {
    type Subject = str;
    const KIND: Kind = Kind::Text;
    const FORMAT: Option<&'static TextFormat> = Some(&EMAIL);
    fn clean<'b>(raw: &Raw<'b>, field: &'static FieldSpec, cx: &mut Cleaner<'b>) -> Option<Self> {
        let mut out = None;
        fill_text(&mut out, raw, field, cx);
        out
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(&self.0))
    }
    #[inline(always)]
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &Raw<'b>,
        field: &'static FieldSpec,
        _present: Option<&Self>,
        cx: &mut Cleaner<'b>,
    ) {
        fill_text(out, raw, field, cx);
    }
}

impl TextField for Email {}
