//! A type for secrets. They are redacted, wiped from memory, and never displayed again.

use super::{FieldInput, FieldType, FromText, SecretField, TextField, text::fill_text};
use crate::{
    BindContext, RawValue,
    body::Given,
    error::Fault,
    password::{PasswordPolicy, Spellings, equal_in_constant_time, normalized, wipe},
    schema::{FieldSchema, Kind},
};
use std::{borrow::Cow, fmt};

/// A password, or another secret.
///
/// `Debug` is redacted, and the memory is wiped when the value is dropped. Forms never display the value
/// again. The time of a comparison does not depend on where two values differ.
///
/// White space at the ends is part of the secret. A secret is not bound from a query
/// ([`Body::query`](crate::Body::query)).
///
/// To hash it, read it as a `&str` in its [normal form](crate::password#normal-form). The text is then the same at
/// sign-up and at login, whatever keyboard was used.
///
/// ```
/// use forms::Password;
/// let password = Password::new("cafe\u{301} noir et croissant");
/// assert_eq!(password.expose(), "caf\u{e9} noir et croissant");
/// assert_eq!(password, Password::new("caf\u{e9} noir et croissant"));
/// assert_eq!(format!("{password:?}"), "Password(..)");
/// ```
#[derive(Clone)]
pub struct Password {
    normal: String,
    /// if it differs from `normal`; boxed, because it seldom does, and a password stays small
    #[expect(clippy::box_collection, reason = "saves three words in every password")]
    typed: Option<Box<String>>,
}

impl Password {
    /// Creates a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self::in_one_form(text.into())
    }
    fn in_one_form(typed: String) -> Self {
        match normalized(&typed) {
            None => Password { normal: typed, typed: None },
            Some(mut normal) => {
                Password { normal: std::mem::take(&mut normal), typed: Some(Box::new(typed)) }
            }
        }
    }
    /// Returns the secret in NFKC, to hash or verify it. NIST SP 800-63B recommends this normalisation;
    /// Django does not apply it. Copies of the returned text are not wiped.
    pub fn expose(&self) -> &str {
        &self.normal
    }
    /// Returns the secret as it was typed, to verify a hash of that text, such as those of Django. If it
    /// differs from [`expose`](Self::expose), try both, and then store a new hash of `expose`.
    pub fn as_typed(&self) -> &str {
        self.typed.as_ref().map_or(&self.normal, |typed| typed)
    }
    pub(crate) fn spellings(&self) -> Spellings<'_> {
        Spellings::new(&self.normal, self.as_typed())
    }
}

impl FromText for Password {
    #[inline(always)]
    fn make(
        text: Cow<'_, str>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'_>,
        out: &mut Option<Self>,
    ) {
        let password = Password::in_one_form(text.into_owned());
        if meets_policy(password.spellings(), field, cx) {
            *out = Some(password);
        }
    }
    #[inline(always)]
    fn make_ascii(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>, out: &mut Option<Self>) {
        // validate before copying: reading data right after writing it is slow
        if meets_policy(Spellings::ascii(text), field, cx) {
            *out = Some(Password { normal: text.to_owned(), typed: None });
        }
    }
}

impl Drop for Password {
    fn drop(&mut self) {
        wipe(&mut self.normal);
        if let Some(typed) = &mut self.typed {
            wipe(typed);
        }
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        equal_in_constant_time(self.normal.as_bytes(), other.normal.as_bytes())
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
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        FieldInput::new(raw, field, cx).clean()
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    /// Called only if secrets are included, because the value is written as a body.
    #[cfg(feature = "encode")]
    fn show(&self, shown: &mut super::initial::Shown) {
        shown.secret(self.as_typed());
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        input.context.secret = true;
        if input.context.query && !matches!(input.raw.0, Given::Text("", _)) {
            return input.context.fault(Fault::SecretInQuery);
        }
        fill_text(input, out);
    }
}

/// Returns whether a password may be used as a value. Reports all problems with its policy. Returns `true`
/// for a deferred policy, which the form checks after comparing the password with other fields.
#[inline(always)]
fn meets_policy(password: Spellings<'_>, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    field.policy.is_none_or(|policy| check_policy(password, policy, cx))
}

#[inline(never)]
fn check_policy(password: Spellings<'_>, policy: &PasswordPolicy, cx: &mut BindContext<'_>) -> bool {
    if let Some(fault) = policy.too_long(password) {
        cx.fault(fault);
        return false;
    }
    let mut valid = true;
    let mut report = |fault| {
        cx.fault(fault);
        valid = false;
    };
    policy.judge_alone(password, &mut report);
    if policy.deferred {
        return true;
    }
    policy.too_weak(password, std::iter::empty()).into_iter().for_each(report);
    valid
}

impl TextField for Password {}
impl SecretField for Password {}
