//! Percent-decoding, exactly once, as the WHATWG URL standard has it (section 5.1): a `%` that no two hexadecimal
//! digits follow stands for itself.

use crate::body::scan::{HEX, percent_in};

/// Bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// The decoded text, in a buffer that is exactly as large as it (so that a secret leaves no copy behind), and
/// whether there may be control characters in it.
pub(crate) fn decode(raw: &str) -> Result<(String, bool), NotUtf8> {
    let bytes = raw.as_bytes();
    let mut decoded = Vec::with_capacity(decoded_len(bytes));
    let controls = decode_into(bytes, &mut decoded);
    String::from_utf8(decoded).map(|text| (text, controls)).map_err(|error| {
        zeroize::Zeroize::zeroize(&mut error.into_bytes());
        NotUtf8
    })
}

/// How many bytes the decoded text has.
fn decoded_len(bytes: &[u8]) -> usize {
    let (mut at, mut escapes) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'%') {
        let (_, used) = escape(bytes, at + found);
        escapes += used / 3;
        at += found + used;
    }
    bytes.len() - 2 * escapes
}

/// Runs of plain bytes are copied whole; only a percent sign stops the copy.
fn decode_into(bytes: &[u8], decoded: &mut Vec<u8>) -> bool {
    let mut controls = false;
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        let mut plain = *chunk;
        for byte in &mut plain {
            *byte = if *byte == b'+' { b' ' } else { *byte };
        }
        let (len, control) = percent_in(chunk);
        controls |= control;
        decoded.extend_from_slice(&plain[..len]);
        at += len;
        if len < 16 {
            let (byte, used) = escape(bytes, at);
            controls |= byte < 0x20;
            decoded.push(byte);
            at += used;
        }
    }
    while at < bytes.len() {
        let (byte, used) = match bytes[at] {
            b'%' => escape(bytes, at),
            b'+' => (b' ', 1),
            byte => (byte, 1),
        };
        controls |= byte < 0x20;
        decoded.push(byte);
        at += used;
    }
    controls
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
    let suspect = bytes.windows(2).any(|pair| pair[0] == b'%' && matches!(pair[1], b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'));
    !suspect || decode(raw).is_ok()
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
        assert_eq!(text("long+enough+for+a+whole+chunk%21+and+more").as_deref(), Some("long enough for a whole chunk! and more"));
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
            let (text, _) = decode(raw).unwrap();
            assert_eq!(text.capacity(), text.len(), "{raw}");
        }
    }
}
