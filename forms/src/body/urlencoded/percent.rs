//! Percent-decoding, exactly once, as the WHATWG URL standard has it (section 5.1): a `%` that no two hexadecimal
//! digits follow stands for itself.

use crate::body::scan::{HEX, percent_in};
use zeroize::Zeroize;

/// Bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// The decoded text, and whether there may be control characters in it.
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

/// The decoded text of a secret: in a buffer exactly as large as it, with no copy left behind.
pub(crate) fn decode_secret(raw: &str) -> Result<(String, bool), NotUtf8> {
    let (mut decoded, controls) = decode_bytes(raw.as_bytes());
    let text = std::str::from_utf8(&decoded).map(str::to_owned);
    decoded.zeroize();
    text.map(|text| (text, controls)).map_err(|_| NotUtf8)
}

/// The longest raw text that [`decode_short`] takes.
pub(crate) const SHORT: usize = 128;
const CHUNK: usize = 16;

/// Room for a short text, on the stack.
pub(crate) type Short = [u8; SHORT + CHUNK];

/// The decoded text of a raw one of at most [`SHORT`] bytes, in a buffer of the caller's, and whether there may be
/// control characters in it.
pub(crate) fn decode_short<'s>(raw: &str, buffer: &'s mut Short) -> Result<(&'s str, bool), NotUtf8> {
    let (len, controls) = decode_into(raw.as_bytes(), buffer);
    match std::str::from_utf8(&buffer[..len]) {
        Ok(text) => Ok((text, controls)),
        Err(_) => Err(NotUtf8),
    }
}

fn decode_bytes(bytes: &[u8]) -> (Vec<u8>, bool) {
    // not zeroes: an allocator has a slower path for those
    let mut decoded = vec![b' '; bytes.len() + CHUNK];
    let (len, controls) = decode_into(bytes, &mut decoded);
    decoded.truncate(len);
    (decoded, controls)
}

/// Sixteen bytes at a time are copied whole, and the next copy begins where a percent sign ended the last: a plus costs
/// nothing, only escapes stop. The buffer has a chunk more than the text.
fn decode_into(bytes: &[u8], decoded: &mut [u8]) -> (usize, bool) {
    let (mut at, mut len) = (0, 0);
    let (mut controls, mut least) = (false, 0xff);
    while let (Some(from), Some(to)) = (
        bytes.get(at..).and_then(|rest| rest.first_chunk::<CHUNK>()),
        decoded.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<CHUNK>()),
    ) {
        let mut plain = *from;
        for byte in &mut plain {
            *byte = if *byte == b'+' { b' ' } else { *byte };
        }
        *to = plain;
        let (run, control) = percent_in(from);
        controls |= control;
        at += run;
        len += run;
        if run < CHUNK {
            let (byte, used) = escape(bytes, at);
            least = byte.min(least);
            decoded[len] = byte;
            at += used;
            len += 1;
        }
    }
    while at < bytes.len() {
        let (byte, used) = match bytes[at] {
            b'%' => escape(bytes, at),
            b'+' => (b' ', 1),
            byte => (byte, 1),
        };
        least = byte.min(least);
        decoded[len] = byte;
        at += used;
        len += 1;
    }
    (len, controls || (least < 0x20))
}

/// At a percent sign: the byte it stands for, and how many it takes.
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

/// Whether a value that no field decodes would decode to UTF-8: so that one bad value is found whoever reads it.
pub(crate) fn is_utf8(raw: &str) -> bool {
    // only an escape of a byte above ASCII can break what was UTF-8 before
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
    fn decodes_once_and_exactly() {
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
    fn refuses_what_is_not_utf8() {
        for raw in ["%ff", "%C0%80", "%ED%A0%80", "%C3", "padding-to-sixteen-bytes%C3x", "%F5%80%80%80"] {
            assert_eq!(text(raw), None, "{raw}");
            assert!(!is_utf8(raw), "{raw}");
        }
        assert!(is_utf8("%C3%89") && is_utf8("%zz") && is_utf8("%8"));
    }

    #[test]
    fn a_secret_fits_its_buffer() {
        for raw in ["%41%42%43", "a+b%20c", "%zz%41", "plain", "%4%41%"] {
            let (text, _) = decode_secret(raw).unwrap();
            assert_eq!(text.capacity(), text.len(), "{raw}");
        }
    }
}
