//! Percent-decoding as in the WHATWG URL standard (section 5.1). Each text is decoded exactly once. A `%`
//! that is not followed by two hexadecimal digits is kept as it is.

use crate::body::{
    key::KeyBuffer,
    swar::{HEX, percent_in, percent_in_word, printable_end},
};
use zeroize::Zeroize;

/// The error for bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// Decodes a text. Also returns whether it may contain control characters.
///
/// # Errors
/// Returns an error if the decoded bytes are not UTF-8.
pub(crate) fn decode(raw: &str) -> Result<(String, bool), NotUtf8> {
    let (decoded, controls) = decode_bytes(raw.as_bytes());
    match String::from_utf8(decoded) {
        Ok(text) => Ok((text, controls)),
        Err(error) => {
            error.into_bytes().zeroize();
            Err(NotUtf8)
        }
    }
}

/// Decodes the text of a secret into a buffer of exactly its length. Wipes all intermediate copies.
///
/// # Errors
/// Returns an error if the decoded bytes are not UTF-8.
pub(crate) fn decode_secret(raw: &str) -> Result<(String, bool), NotUtf8> {
    let (mut decoded, controls) = decode_bytes(raw.as_bytes());
    let text = std::str::from_utf8(&decoded).map(str::to_owned);
    decoded.zeroize();
    text.map(|text| (text, controls)).map_err(|_| NotUtf8)
}

/// Decodes a key into `buffer` and returns it.
///
/// # Errors
/// Returns an error if the decoded bytes are not UTF-8.
pub(crate) fn decode_key<'k>(raw: &str, buffer: &'k mut KeyBuffer) -> Result<&'k str, NotUtf8> {
    let bytes = raw.as_bytes();
    if bytes.len() + CHUNK > buffer.short().len() {
        return decode(raw).map(|(key, _)| buffer.set(key));
    }
    let short = buffer.short();
    let len = decode_into(bytes, short);
    std::str::from_utf8(&short[..len]).map_err(|_| NotUtf8)
}

/// The maximum raw length for [`decode_to_buffer`].
pub(crate) const BUFFER_SIZE: usize = 8;

/// Decodes a short text into a buffer of the caller, byte by byte. Returns `None` if it contains anything but
/// printable ASCII. Such a short text is checked without an allocation.
#[inline(always)]
pub(crate) fn decode_to_buffer<'t>(raw: &str, decoded: &'t mut [u8; BUFFER_SIZE]) -> Option<&'t str> {
    let bytes = raw.as_bytes();
    let (mut at, mut len) = (0, 0);
    // an escape never decodes to more than one byte, so that the buffer is large enough
    while let (Some(byte), Some(place)) = (bytes.get(at), decoded.get_mut(len)) {
        let (byte, used) = match byte {
            b'%' => escape(bytes, at),
            b'+' => (b' ', 1),
            byte => (*byte, 1),
        };
        if !matches!(byte, b' '..=b'~') {
            return None;
        }
        *place = byte;
        at += used;
        len += 1;
    }
    if at < bytes.len() { None } else { std::str::from_utf8(&decoded[..len]).ok() }
}

/// The maximum raw length for which [`decode_printable`] is likely to be faster than [`decode`].
pub(crate) const SHORT: usize = 64;

/// Decodes a text. Returns `None` if it contains anything but printable ASCII.
///
/// Joins the pieces between escapes and needs no UTF-8 check. [`decode`] is faster for texts with many
/// pieces.
#[inline(never)]
pub(crate) fn decode_printable(raw: &str) -> Option<String> {
    let bytes = raw.as_bytes();
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    loop {
        let end = printable_end(bytes, at);
        text.push_str(&raw[at..end]);
        match bytes.get(end) {
            None => return Some(text),
            Some(b'+') => {
                text.push(' ');
                at = end + 1;
            }
            Some(b'%') => {
                let (byte, used) = escape(bytes, end);
                if !matches!(byte, b' '..=b'~') {
                    return None;
                }
                text.push(byte as char);
                at = end + used;
            }
            Some(_) => return None,
        }
    }
}

const CHUNK: usize = 16;

fn decode_bytes(bytes: &[u8]) -> (Vec<u8>, bool) {
    // not zeros: an allocator may have a slower path for those
    let mut decoded = vec![b' '; bytes.len() + CHUNK];
    let len = decode_into(bytes, &mut decoded);
    decoded.truncate(len);
    let controls = decoded.iter().fold(u8::MAX, |least, byte| least.min(*byte)) < b' ';
    (decoded, controls)
}

/// Decodes `bytes` into `decoded`, which is one chunk longer, and returns the decoded length.
///
/// Copies sixteen bytes at a time and replaces each plus. At a percent sign, it decodes the escape and copies
/// on from there.
fn decode_into(bytes: &[u8], decoded: &mut [u8]) -> usize {
    let (mut at, mut len) = (0, 0);
    while let (Some(from), Some(to)) = (
        bytes.get(at..).and_then(|rest| rest.first_chunk::<CHUNK>()),
        decoded.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<CHUNK>()),
    ) {
        let mut plain = *from;
        for byte in &mut plain {
            *byte = if *byte == b'+' { b' ' } else { *byte };
        }
        *to = plain;
        let run = percent_in(from);
        at += run;
        len += run;
        if run < CHUNK {
            let (byte, used) = escape(bytes, at);
            decoded[len] = byte;
            at += used;
            len += 1;
        }
    }
    // less than a chunk is left
    while at < bytes.len()
        && let Some(to) = decoded.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<8>())
    {
        let (plain, run) = percent_in_word(bytes, at);
        *to = plain;
        at += run;
        len += run;
        if bytes.get(at) == Some(&b'%') {
            let (byte, used) = escape(bytes, at);
            decoded[len] = byte;
            at += used;
            len += 1;
        }
    }
    len
}

/// Returns an iterator over the decoded bytes of a text.
pub(crate) fn decoded_bytes(raw: &str) -> impl Iterator<Item = u8> + Clone {
    let (bytes, mut at) = (raw.as_bytes(), 0);
    std::iter::from_fn(move || {
        let (byte, used) = match *bytes.get(at)? {
            b'%' => escape(bytes, at),
            b'+' => (b' ', 1),
            byte => (byte, 1),
        };
        at += used;
        Some(byte)
    })
}

/// Returns the byte that the escape at `at` decodes to, and the length of the escape.
#[inline(always)]
fn escape(bytes: &[u8], at: usize) -> (u8, usize) {
    if let Some(&[_, high, low]) = bytes.get(at..).and_then(|rest| rest.first_chunk::<3>()) {
        let (high, low) = (HEX[high as usize], HEX[low as usize]);
        if (high | low) < 16 {
            return (high << 4 | low, 3);
        }
    }
    (b'%', 1)
}

/// Returns whether a text decodes to UTF-8. Used for values that no field decodes, so that an invalid value
/// is always found.
pub(crate) fn is_utf8(raw: &str) -> bool {
    // the raw text is UTF-8, so that only an escape of a non-ASCII byte can make it invalid
    let bytes = raw.as_bytes();
    let suspect = bytes
        .windows(2)
        .any(|pair| pair[0] == b'%' && matches!(pair[1], b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'));
    !suspect || decode_secret(raw).map(|(mut text, _)| text.zeroize()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Option<String> {
        decode(raw).ok().map(|(text, _)| text)
    }

    #[test]
    fn escapes_are_decoded_once() {
        assert_eq!(text("a%2Bb+c").as_deref(), Some("a+b c"));
        assert_eq!(text("%2541").as_deref(), Some("%41"));
        assert_eq!(text("100%").as_deref(), Some("100%"));
        assert_eq!(text("%zz%4").as_deref(), Some("%zz%4"));
        assert_eq!(text("%%41").as_deref(), Some("%A"));
        assert_eq!(
            text("long+enough+for+a+whole+chunk%21+and+more").as_deref(),
            Some("long enough for a whole chunk! and more")
        );
    }

    #[test]
    fn short_decoders_agree_with_decode() {
        for raw in [
            "a%2Bb+c", "%2541", "100%", "%zz%4", "%%41", "", "+", "%7e%20", "eight+%!", "\u{e9}", "%C3%A9",
            "%0a", "%7f",
        ] {
            let whole = text(raw).filter(|text| text.bytes().all(|byte| matches!(byte, b' '..=b'~')));
            assert_eq!(decode_to_buffer(raw, &mut [0; BUFFER_SIZE]), whole.as_deref(), "{raw}");
            assert_eq!(decode_printable(raw), whole, "{raw}");
        }
        assert_eq!(decode_to_buffer("nine+more", &mut [0; BUFFER_SIZE]), None);
    }

    #[test]
    fn keys_decode_like_values() {
        for raw in ["a%2Bb", "100%", "%zz%4", "phones%5B0%5D.number", "", "%C3%A9", "%ff"] {
            for times in [1, 30, 200] {
                let raw = raw.repeat(times);
                assert_eq!(decode_key(&raw, &mut KeyBuffer::new()).ok(), text(&raw).as_deref(), "{raw}");
            }
        }
    }

    #[test]
    fn invalid_utf8_is_rejected() {
        for raw in ["%ff", "%C0%80", "%ED%A0%80", "%C3", "padding-to-sixteen-bytes%C3x", "%F5%80%80%80"] {
            assert_eq!(text(raw), None, "{raw}");
            assert!(!is_utf8(raw), "{raw}");
        }
        assert!(is_utf8("%C3%89") && is_utf8("%zz") && is_utf8("%8"));
    }

    #[test]
    fn secrets_are_decoded_into_an_exact_buffer() {
        for raw in ["%41%42%43", "a+b%20c", "%zz%41", "plain", "%4%41%"] {
            let (text, _) = decode_secret(raw).unwrap();
            assert_eq!(text.capacity(), text.len(), "{raw}");
        }
    }
}
