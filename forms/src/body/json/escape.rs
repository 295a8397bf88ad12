//! Escapes of JSON strings (RFC 8259 section 7). The reader checks them; they are decoded only when the text
//! is needed.

use crate::body::{
    key::KeyBuffer,
    swar::{HEX, json_special},
};

/// Checks a string from its first special byte on. Returns the position of its closing quote, or `None` if
/// the string is malformed.
#[inline(never)]
pub(super) fn end_of_escaped(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at = after_escape(bytes, at)?,
            _ => return None,
        }
        at = json_special(bytes, at);
    }
}

/// Returns the position after the escape that begins with the backslash at `at`. Surrogates are valid only in
/// pairs.
fn after_escape(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => match four_digits(bytes, at + 2)? {
            0xD800..=0xDBFF => {
                let low = bytes.get(at + 6) == Some(&b'\\')
                    && bytes.get(at + 7) == Some(&b'u')
                    && matches!(four_digits(bytes, at + 8), Some(0xDC00..=0xDFFF));
                low.then_some(at + 12)
            }
            0xDC00..=0xDFFF => None,
            _ => Some(at + 6),
        },
        _ => None,
    }
}

fn four_digits(bytes: &[u8], at: usize) -> Option<u32> {
    let mut value = 0;
    for byte in bytes.get(at..at + 4)? {
        let digit = HEX[*byte as usize];
        if digit > 15 {
            return None;
        }
        value = value << 4 | u32::from(digit);
    }
    Some(value)
}

/// A sink that receives a text in pieces.
trait TextSink {
    fn text(&mut self, piece: &str);
    #[inline]
    fn character(&mut self, character: char) {
        self.text(character.encode_utf8(&mut [0; 4]));
    }
}

impl TextSink for String {
    #[inline]
    fn text(&mut self, piece: &str) {
        self.push_str(piece);
    }
    #[inline]
    fn character(&mut self, character: char) {
        self.push(character);
    }
}

impl TextSink for KeyBuffer {
    fn text(&mut self, piece: &str) {
        self.push_str(piece);
    }
}

/// Returns the decoded text of a checked string. The buffer never grows, so that no copy of a secret is left
/// in memory.
pub(crate) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    write_unescaped(raw, &mut text);
    text
}

/// Decodes the key of a checked string into `buffer` and returns it.
pub(crate) fn unescape_key<'k>(raw: &str, buffer: &'k mut KeyBuffer) -> &'k str {
    write_unescaped(raw, buffer);
    buffer.as_str()
}

/// Returns an iterator that decodes the characters of a checked string one by one.
pub(crate) fn unescaped(raw: &str) -> impl Iterator<Item = char> + Clone {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if first != '\\' {
            rest = &rest[first.len_utf8()..];
            return Some(first);
        }
        let (escape, after) = rest.split_at(after_escape(rest.as_bytes(), 0)?);
        rest = after;
        let mut character = Character(None);
        write_unescaped(escape, &mut character);
        character.0
    })
}

/// A sink for the one character of an escape.
struct Character(Option<char>);

impl TextSink for Character {
    fn text(&mut self, _: &str) {}
    fn character(&mut self, character: char) {
        self.0 = Some(character);
    }
}

#[inline(always)]
fn write_unescaped(raw: &str, text: &mut impl TextSink) {
    let bytes = raw.as_bytes();
    let (mut at, mut from) = (0, 0);
    loop {
        // in a checked string, the next special byte is a backslash
        at = json_special(bytes, at);
        if at == bytes.len() {
            break;
        }
        text.text(&raw[from..at]);
        at += 2;
        match bytes.get(at - 1) {
            Some(b'b') => text.character('\u{8}'),
            Some(b'f') => text.character('\u{c}'),
            Some(b'n') => text.character('\n'),
            Some(b'r') => text.character('\r'),
            Some(b't') => text.character('\t'),
            Some(b'u') => {
                let mut code = four_digits(bytes, at).unwrap_or(0);
                at += 4;
                if let 0xD800..=0xDBFF = code {
                    let low = four_digits(bytes, at + 2).unwrap_or(0xDC00);
                    code = 0x10000 + ((code - 0xD800) << 10) + (low & 0x3FF);
                    at += 6;
                }
                // always a character: the reader has rejected lone surrogates
                if let Some(character) = char::from_u32(code) {
                    text.character(character);
                }
            }
            Some(other) => text.character(*other as char),
            None => {}
        }
        from = at;
    }
    text.text(&raw[from..]);
}
