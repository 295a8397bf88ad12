//! Texts as fields. A text is decoded once, stripped, and validated in place; memory is allocated only for a
//! valid text.

use super::{
    FieldInput, FieldType, TextField,
    text_rules::{validate_ascii, validate_text},
};
use crate::{
    BindContext, RawValue,
    body::{Escaping, json, urlencoded},
    error::{Fault, Unreadable},
    password::wipe,
    schema::{FieldSchema, Kind},
};
use std::borrow::Cow;

/// A type that can be created from a validated text.
pub(crate) trait FromText: Sized {
    /// `true` if an empty text is valid for a field that is not required.
    const MAY_BE_EMPTY: bool = false;
    /// Creates the value and stores it in `out`. Reports a problem if the text is not valid after all.
    /// Writing to `out` avoids a copy of the value.
    fn make(
        text: Cow<'_, str>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'_>,
        out: &mut Option<Self>,
    );
    /// Like [`make`](Self::make), for a text that is ASCII and needs no decoding.
    #[inline(always)]
    fn make_ascii(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>, out: &mut Option<Self>) {
        Self::make(Cow::Borrowed(text), field, cx, out);
    }
}

impl FromText for String {
    const MAY_BE_EMPTY: bool = true;
    #[inline(always)]
    fn make(text: Cow<'_, str>, _: &'static FieldSchema, _: &mut BindContext<'_>, out: &mut Option<Self>) {
        *out = Some(text.into_owned());
    }
}

/// Calls [`fill_text`] and returns the value.
#[inline(always)]
pub(super) fn clean_text<'b, T: FromText>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<T> {
    let mut out = None;
    fill_text(FieldInput::new(raw, field, cx), &mut out);
    out
}

/// Reads a text: strips it, checks its characters, length and format, and converts it to `T`.
#[inline(always)]
pub(super) fn fill_text<T: FromText>(input: FieldInput<'_, '_, T>, out: &mut Option<T>) {
    let FieldInput { raw, field, context: cx, .. } = input;
    if !field.required && T::MAY_BE_EMPTY && cx.is_null(raw) {
        return T::make(Cow::Borrowed(""), field, cx, out);
    }
    let Some((text, escaping)) = cx.raw_text(raw) else { return };
    if escaping != Escaping::Plain {
        return fill_decoded(out, text, escaping, field, cx);
    }
    let text = if field.strip { strip(text) } else { text };
    match validate_ascii(text, field, cx) {
        Some(Cow::Borrowed(text)) => T::make_ascii(text, field, cx, out),
        Some(kept) => T::make(kept, field, cx, out),
        None => {}
    }
}

#[inline(never)]
fn fill_decoded<T: FromText>(
    out: &mut Option<T>,
    raw: &str,
    escaping: Escaping,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) {
    if escaping == Escaping::None {
        let text = if field.strip { strip(raw) } else { raw };
        if let Some(valid_text) = validate_text(text, field, cx) {
            T::make(valid_text, field, cx, out);
        }
        return;
    }
    let secret = field.kind.is_secret();
    if escaping == Escaping::Percent && raw.len() <= urlencoded::SHORT && !secret {
        if raw.len() <= urlencoded::BUFFER_SIZE {
            if fill_short(out, raw, field, cx) {
                return;
            }
        } else if let Some(text) = urlencoded::decode_printable(raw) {
            return fill_printable(out, text, field, cx);
        }
    }
    let Some(mut text) = decoded(raw, escaping, secret, cx) else { return };
    let stripped = if field.strip { strip(&text) } else { &text };
    let is_unchanged = stripped.len() == text.len();
    let valid_text = match validate_text(stripped, field, cx) {
        Some(Cow::Borrowed(kept)) if is_unchanged && kept.len() == text.len() => None,
        Some(valid_text) => Some(Some(valid_text.into_owned())),
        None => Some(None),
    };
    match valid_text {
        None => T::make(Cow::Owned(text), field, cx, out),
        Some(other) => {
            if secret {
                wipe(&mut text);
            }
            if let Some(other) = other {
                T::make(Cow::Owned(other), field, cx, out);
            }
        }
    }
}

/// Reads a text of a few bytes without an allocation. Most short texts with escapes are rejected. Returns
/// `false` if the text contains anything but printable ASCII.
#[inline(never)]
fn fill_short<T: FromText>(
    out: &mut Option<T>,
    raw: &str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let mut decoded = [0; urlencoded::BUFFER_SIZE];
    let Some(text) = urlencoded::decode_to_buffer(raw, &mut decoded) else { return false };
    let text = if field.strip { strip(text) } else { text };
    if let Some(valid_text) = validate_ascii(text, field, cx) {
        T::make(valid_text, field, cx, out);
    }
    true
}

/// Reads a decoded text of printable ASCII.
#[inline(always)]
fn fill_printable<T: FromText>(
    out: &mut Option<T>,
    text: String,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) {
    let stripped = if field.strip { strip(&text) } else { &text };
    let text = match validate_ascii(stripped, field, cx) {
        Some(Cow::Borrowed(valid_text)) if valid_text.len() == text.len() => text,
        Some(valid_text) => valid_text.into_owned(),
        None => return,
    };
    T::make(Cow::Owned(text), field, cx, out);
}

/// Decodes a text and converts CRLF and a lone CR to LF, as in the value of a `textarea` (WHATWG HTML
/// 4.10.11). Otherwise, a text with CR CR LF would change when it is submitted again.
#[inline(never)]
pub(super) fn decoded(
    raw: &str,
    escaping: Escaping,
    secret: bool,
    cx: &mut BindContext<'_>,
) -> Option<String> {
    let (mut text, controls) = match escaping {
        Escaping::Percent => {
            if let Ok(decoded) = if secret { urlencoded::decode_secret(raw) } else { urlencoded::decode(raw) }
            {
                decoded
            } else {
                cx.fatal(Unreadable::Encoding);
                return None;
            }
        }
        Escaping::Json => (json::unescape(raw), true),
        Escaping::Plain | Escaping::None => (raw.to_owned(), true),
    };
    if controls && text.as_bytes().contains(&b'\r') {
        let normal = with_line_feeds(&text);
        if secret {
            wipe(&mut text);
        }
        text = normal;
    }
    Some(text)
}

/// Converts line breaks to LF. The buffer never grows, so that no copy of a secret is left in memory.
#[cold]
fn with_line_feeds(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        if !(after_return && c == '\n') {
            normal.push(if c == '\r' { '\n' } else { c });
        }
        after_return = c == '\r';
    }
    normal
}

/// Removes white space from both ends.
#[inline(always)]
pub(super) fn strip(text: &str) -> &str {
    if is_stripped(text) { text } else { trim(text) }
}

/// Returns whether both ends are graphic ASCII characters, so that there is no white space to strip.
#[inline(always)]
pub(super) fn is_stripped(text: &str) -> bool {
    matches!(text.as_bytes(), [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic())
}

#[inline(never)]
fn trim(text: &str) -> &str {
    text.trim()
}

impl FieldType for String {
    type Subject = str;
    const KIND: Kind = Kind::Text;
    const MAY_BE_EMPTY: bool = true;
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        clean_text(raw, field, cx)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
    #[inline(always)]
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        fill_text(input, out);
    }
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        if field.required { cx.refuse(Fault::Required) } else { Some(String::new()) }
    }
}

impl TextField for String {}
