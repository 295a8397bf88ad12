//! Texts: decoded once, stripped, judged where they lie, allocated last.

use super::{
    FieldType, TextField,
    text_rules::{fits_in_ascii, fitting},
};
use crate::{
    BindContext, RawValue,
    body::{Escaping, json, urlencoded},
    error::{Fault, Unreadable},
    password::wipe,
    schema::{FieldSchema, Kind},
};
use std::borrow::Cow;

/// How a judged text becomes a value.
pub(crate) trait Make: Sized {
    /// Whether an empty text is a value, where none must be given.
    const MAY_BE_EMPTY: bool = false;
    /// Nothing, and a report, where the text does not stand for a value after all. Made where it belongs: a value that is
    /// handed back is written twice.
    fn make(
        text: Cow<'_, str>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'_>,
        out: &mut Option<Self>,
    );
    /// The same, of a text that stands in the body as it is and is known to be ASCII alone.
    #[inline(always)]
    fn make_ascii(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>, out: &mut Option<Self>) {
        Self::make(Cow::Borrowed(text), field, cx, out);
    }
}

impl Make for String {
    const MAY_BE_EMPTY: bool = true;
    #[inline(always)]
    fn make(text: Cow<'_, str>, _: &'static FieldSchema, _: &mut BindContext<'_>, out: &mut Option<Self>) {
        *out = Some(text.into_owned());
    }
}

/// What [`fill_text`] fills in.
#[inline(always)]
pub(super) fn clean_text<'b, T: Make>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<T> {
    let mut out = None;
    fill_text(&mut out, raw, field, cx);
    out
}

/// A text: stripped, without characters that no text has, of the right length and shape, and made into a `T`.
#[inline(always)]
pub(super) fn fill_text<'b, T: Make>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) {
    if !field.required && T::MAY_BE_EMPTY && cx.is_null(raw) {
        return T::make(Cow::Borrowed(""), field, cx, out);
    }
    let Some((text, escaping)) = cx.raw_text(raw) else { return };
    if escaping != Escaping::Plain {
        return fill_decoded(out, text, escaping, field, cx);
    }
    let text = if field.strip { strip(text) } else { text };
    match fits_in_ascii(text, field, cx) {
        Some(Cow::Borrowed(text)) => T::make_ascii(text, field, cx, out),
        Some(kept) => T::make(kept, field, cx, out),
        None => {}
    }
}

#[inline(never)]
fn fill_decoded<T: Make>(
    out: &mut Option<T>,
    raw: &str,
    escaping: Escaping,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) {
    if escaping == Escaping::None {
        let text = if field.strip { strip(raw) } else { raw };
        if let Some(fitting) = fitting(text, field, cx) {
            T::make(fitting, field, cx, out);
        }
        return;
    }
    let secret = field.kind.is_secret();
    if escaping == Escaping::Percent && raw.len() <= urlencoded::SHORT && !secret {
        if raw.len() <= urlencoded::BRIEF {
            if fill_brief(out, raw, field, cx) {
                return;
            }
        } else if let Some(text) = urlencoded::decode_printable(raw) {
            return fill_printable(out, text, field, cx);
        }
    }
    let Some(mut text) = decoded(raw, escaping, secret, cx) else { return };
    let stripped = if field.strip { strip(&text) } else { &text };
    let whole = stripped.len() == text.len();
    let fitting = match fitting(stripped, field, cx) {
        Some(Cow::Borrowed(kept)) if whole && kept.len() == text.len() => None,
        Some(fitting) => Some(Some(fitting.into_owned())),
        None => Some(None),
    };
    match fitting {
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

/// A text of a few bytes, if it is of printable ASCII: most of those with escapes are refused, and need no memory for that.
#[inline(never)]
fn fill_brief<T: Make>(
    out: &mut Option<T>,
    raw: &str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let mut decoded = [0; urlencoded::BRIEF];
    let Some(text) = urlencoded::decode_briefly(raw, &mut decoded) else { return false };
    let text = if field.strip { strip(text) } else { text };
    if let Some(fitting) = fits_in_ascii(text, field, cx) {
        T::make(fitting, field, cx, out);
    }
    true
}

/// A text of printable ASCII that was decoded.
#[inline(always)]
fn fill_printable<T: Make>(
    out: &mut Option<T>,
    text: String,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) {
    let stripped = if field.strip { strip(&text) } else { &text };
    let text = match fits_in_ascii(stripped, field, cx) {
        Some(Cow::Borrowed(fitting)) if fitting.len() == text.len() => text,
        Some(fitting) => fitting.into_owned(),
        None => return,
    };
    T::make(Cow::Owned(text), field, cx, out);
}

/// The decoded text, with CRLF and lone CR as LF (as `textarea` values are measured, WHATWG HTML 4.10.11): else what
/// CR CR LF leaves would be another text when it is submitted again.
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

/// In a buffer that never grows, so that a secret leaves no copy behind.
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

/// Without white space at both ends.
#[inline(always)]
pub(super) fn strip(text: &str) -> &str {
    if is_stripped(text) { text } else { trim(text) }
}

/// Whether a graphic byte at both ends says that there is no white space.
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
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        _present: Option<&Self>,
        cx: &mut BindContext<'b>,
    ) {
        fill_text(out, raw, field, cx);
    }
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        if field.required { cx.refuse(Fault::Required) } else { Some(String::new()) }
    }
}

impl TextField for String {}
