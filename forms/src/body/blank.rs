//! Detection of blank text: text that contains only white space and invisible characters.

use super::{Escaping, json, urlencoded};
use crate::validator::is_blank;
use zeroize::Zeroize;

/// Returns whether a text contains only white space and invisible characters. Returns `false` for an empty
/// text.
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

/// Returns whether a decoded copy is blank. Wipes the copy, which may contain a secret.
pub(crate) fn is_blank_copy(mut text: String) -> bool {
    let blank = is_blank(&text);
    text.zeroize();
    blank
}
