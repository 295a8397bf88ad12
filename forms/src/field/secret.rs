//! A secret: redacted, wiped, never shown again.

use super::{FieldType, Make, SecretField, TextField, text::fill_text};
use crate::{
    BindContext, RawValue,
    body::Given,
    error::Fault,
    password::{PasswordPolicy, Spellings, equal_in_constant_time, normalized, wipe},
    schema::{FieldSchema, Kind},
};
use std::{borrow::Cow, fmt};

/// A password as it was typed, or another secret: `Debug` is redacted, the memory is wiped when it drops, no form
/// shows it again, and two are compared in a time that does not tell where they differ.
///
/// White space at its ends belongs to it. It does not bind from a query ([`Body::query`](crate::Body::query)).
///
/// It is read as a `&str`, to hash it, in [one form](crate::password#one-form): whatever the keyboard, what is hashed at
/// the sign-up and what is verified at a login agree.
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
    /// if that is another; boxed, as it seldom is, so that a password is no larger for it
    #[expect(clippy::box_collection, reason = "three words less in every password")]
    typed: Option<Box<String>>,
}

impl Password {
    /// That secret.
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
    /// The secret, to hash or verify it: in NFKC, as NIST SP 800-63B recommends and Django does not. What is copied from
    /// here is not wiped.
    pub fn expose(&self) -> &str {
        &self.normal
    }
    /// The secret as it was typed, to verify a hash that was made of that, as Django's are: where it differs from
    /// [`expose`](Self::expose), try both, and store a new hash of the latter.
    pub fn as_typed(&self) -> &str {
        self.typed.as_ref().map_or(&self.normal, |typed| typed)
    }
    pub(crate) fn spellings(&self) -> Spellings<'_> {
        Spellings::new(&self.normal, self.as_typed())
    }
}

impl Make for Password {
    #[inline(always)]
    fn make(
        text: Cow<'_, str>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'_>,
        out: &mut Option<Self>,
    ) {
        let password = Password::in_one_form(text.into_owned());
        if obeys(password.spellings(), field, cx) {
            *out = Some(password);
        }
    }
    #[inline(always)]
    fn make_ascii(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>, out: &mut Option<Self>) {
        // judged before it is copied: what was just written is slow to read
        if obeys(Spellings::ascii(text), field, cx) {
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
        let mut out = None;
        Self::fill(&mut out, raw, field, None, cx);
        out
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    /// Only where secrets are asked for: a fuzzer submits the value again.
    #[cfg(feature = "fuzzing")]
    fn show(&self, shown: &mut super::initial::Shown) {
        shown.secret(self.as_typed());
    }
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        _present: Option<&Self>,
        cx: &mut BindContext<'b>,
    ) {
        cx.secret = true;
        if cx.query && !matches!(raw.0, Given::Text("", _)) {
            return cx.fault(Fault::SecretInQuery);
        }
        fill_text(out, raw, field, cx);
    }
}

/// Whether it is a value: what the policy asks for, or what the form still compares with other fields. Every problem is
/// reported.
#[inline(always)]
fn obeys(password: Spellings<'_>, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    field.policy.is_none_or(|policy| obeys_policy(password, policy, cx))
}

#[inline(never)]
fn obeys_policy(password: Spellings<'_>, policy: &PasswordPolicy, cx: &mut BindContext<'_>) -> bool {
    if let Some(fault) = policy.too_long(password) {
        cx.fault(fault);
        return false;
    }
    let mut right = true;
    let mut report = |fault| {
        cx.fault(fault);
        right = false;
    };
    policy.judge_alone(password, &mut report);
    if policy.deferred {
        return true;
    }
    policy.too_weak(password, std::iter::empty()).into_iter().for_each(report);
    right
}

impl TextField for Password {}
impl SecretField for Password {}
