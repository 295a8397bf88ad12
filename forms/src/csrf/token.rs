//! Tokens for one form, one session and a limited time.

use super::{Key, TOKEN_KEY};
use crate::{
    Form,
    error::CsrfFault,
    html::{Html, View},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{fmt, marker::PhantomData};

const VERSION: u8 = 1;
const NONCE: usize = 16;
const TAG: usize = 32;
const SIGNED: usize = 1 + 8 + NONCE;
const BYTES: usize = SIGNED + TAG;
/// The length of a token's text. A multiple of three bytes needs no padding and has only one encoding.
const TEXT_LENGTH: usize = BYTES / 3 * 4;
const _: () = assert!(BYTES.is_multiple_of(3));

/// Separates the tag from other uses of the key.
const PURPOSE: &[u8] = b"forms csrf token 1";

/// A token for the form `F`. [`Session::token`](super::Session::token) creates it, and
/// [`View::csrf`](crate::html::View::csrf) puts it into the form. It is valid for no other form: the compiler checks
/// that when it is rendered, and the signature when it is submitted.
pub struct FormToken<F> {
    text: String,
    of: PhantomData<fn() -> F>,
}

impl<F: Form> FormToken<F> {
    pub(super) fn new(text: String) -> Self {
        FormToken { text, of: PhantomData }
    }
    /// Returns the hidden field, for a page that renders the form field by field.
    pub fn to_html(&self) -> Html {
        Html::new(format!("<input type=\"hidden\" name=\"{TOKEN_KEY}\" value=\"{}\">", self.text))
    }
    /// Returns the token, for a script that sends it as `csrf_token` among the form's fields.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<F: Form> View<'_, F> {
    /// Adds the token in a hidden field before the others. A page that renders the form field by field puts
    /// [`FormToken::to_html`] inside its `<form>` element. Feature `csrf`.
    pub fn csrf(self, token: &FormToken<F>) -> Self {
        self.with_hidden(token.to_html())
    }
}

/// The contents of a token, except its nonce and expiry.
pub(super) struct Claim<'c> {
    pub(super) session: &'c [u8],
    pub(super) form: &'c str,
}

/// Creates a token that is valid until `expires` (seconds since the Unix epoch).
pub(super) fn issue(key: &Key, claim: &Claim<'_>, expires: u64) -> String {
    let mut token = [0; BYTES];
    token[0] = VERSION;
    token[1..9].copy_from_slice(&expires.to_be_bytes());
    fill_with_random_bytes(&mut token[9..SIGNED]);
    let tag = hmac(key, claim, &token[..SIGNED]).finalize().into_bytes();
    token[SIGNED..].copy_from_slice(&tag);
    Base64UrlUnpadded::encode_string(&token)
}

/// Checks that one of the keys made the token for this session and form, and that it has not expired.
pub(super) fn verify(keys: &[Key], claim: &Claim<'_>, text: &str, now: u64) -> Result<(), CsrfFault> {
    let mut token = [0; BYTES];
    if claim.session.is_empty()
        || text.len() != TEXT_LENGTH
        || Base64UrlUnpadded::decode(text, &mut token).map(<[u8]>::len) != Ok(BYTES)
        || token[0] != VERSION
    {
        return Err(CsrfFault::Invalid);
    }
    let (signed, tag) = token.split_at(SIGNED);
    // in constant time
    if !keys.iter().any(|key| hmac(key, claim, signed).verify_slice(tag).is_ok()) {
        return Err(CsrfFault::Invalid);
    }
    let mut expires = [0; 8];
    expires.copy_from_slice(&signed[1..9]);
    if u64::from_be_bytes(expires) <= now { Err(CsrfFault::Expired) } else { Ok(()) }
}

/// Hashes each part after its length, so that different claims never have the same bytes.
fn hmac(key: &Key, claim: &Claim<'_>, signed: &[u8]) -> Hmac<Sha256> {
    let mut hmac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("a key may have any length");
    for part in [PURPOSE, claim.session, claim.form.as_bytes(), signed] {
        hmac.update(&(part.len() as u64).to_be_bytes());
        hmac.update(part);
    }
    hmac
}

pub(super) fn fill_with_random_bytes(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives random bytes");
}

impl<F> fmt::Debug for FormToken<F> {
    /// Shows nothing of the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormToken(..)")
    }
}
