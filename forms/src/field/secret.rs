//! A secret: redacted, wiped, never shown again.

use super::{FieldType, Make, text::fill_text};
use crate::{
    Cleaner, Raw,
    error::Fault,
    password::equal_in_constant_time,
    raw::Given,
    spec::{FieldSpec, Kind, SecretField, TextField},
    wipe::wipe,
};
use std::{borrow::Cow, fmt};

/// A password as it was typed, or another secret: `Debug` is redacted, the memory is wiped when it drops, no form
/// shows it again, and two are compared in a time that does not tell where they differ.
///
/// White space at its ends belongs to it. It does not bind from a query ([`Body::query`](crate::Body::query)).
///
/// It is read as a `&str`, to hash it:
///
/// ```
/// use forms::Password;
/// let password = Password::new("correct horse battery staple");
/// assert_eq!(password.expose().len(), 28);
/// assert_eq!(format!("{password:?}"), "Password(..)");
/// ```
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// That secret.
    pub fn new(text: impl Into<String>) -> Self {
        Password(text.into())
    }
    /// The secret, to hash or verify it. What is copied from here is not wiped.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Make for Password {
    fn make(text: String) -> Option<Self> {
        Some(Password(text))
    }
}

impl Drop for Password {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        equal_in_constant_time(self.0.as_bytes(), other.0.as_bytes())
    }
}

impl Eq for Password {}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

impl FieldType for Password {
    type Subject = str;
    const KIND: Kind = Kind::Secret;
    fn clean<'b>(raw: &Raw<'b>, field: &'static FieldSpec, cx: &mut Cleaner<'b>) -> Option<Self> {
        let mut out = None;
        Self::fill(&mut out, raw, field, None, cx);
        out
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &Raw<'b>,
        field: &'static FieldSpec,
        _present: Option<&Self>,
        cx: &mut Cleaner<'b>,
    ) {
        cx.secret = true;
        if cx.query && !matches!(raw.0, Given::Text("", _)) {
            return cx.fault(Fault::SecretInQuery);
        }
        fill_text(out, raw, field, cx);
    }
}

impl TextField for Password {}
impl SecretField for Password {}
