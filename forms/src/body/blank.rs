//! Blank texts: white space and invisible characters alone.

use super::{Escaping, json, urlencoded};
use crate::validator::is_blank;
use zeroize::Zeroize;

/// Returns whether a text that is not empty is blank: white space and invisible characters alone.
#[inline(always)]
pub(crate) fn is_blank_text(text: &str, escaping: Escaping) -> bool {
    let begins_blank = |byte: &u8| *byte <= b' ' || matches!(byte, b'%' | b'+' | 0x80..);
    text.as_bytes().first().is_some_and(begins_blank) && is_blank_slowly(text, escaping)
}

#[inline(never)]
fn is_blank_slowly(text: &str, escaping: Escaping) -> bool {
    match escaping {
        Escaping::Plain | Escaping::None => is_blank(text),
        Escaping::Percent => urlencoded::decode(text).is_ok_and(|(text, _)| is_blank_copy(text)),
        Escaping::Json => is_blank_copy(json::unescape(text)),
    }
}

/// Whether a decoded copy is blank; it may be a secret's, and is wiped.
pub(crate) fn is_blank_copy(mut text: String) -> bool {
    let blank = is_blank(&text);
    text.zeroize();
    blank
}
