//! Transfer encodings of a part (RFC 2045, section 6). Only the option `encoder=` of curl still uses them.

use super::{ErrorKind, disposition::hex};

/// The most bytes that are decoded at once.
pub(super) const STEP: usize = 4096;

/// How the content of a part is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// as it is: no header, or `7bit`, `8bit`, `binary`
    #[default]
    None,
    Base64,
    QuotedPrintable,
}

impl Encoding {
    pub(super) fn named(value: &[u8]) -> Option<Encoding> {
        let is = |known: &str| value.eq_ignore_ascii_case(known.as_bytes());
        if is("binary") || is("8bit") || is("7bit") {
            Some(Encoding::None)
        } else if is("base64") {
            Some(Encoding::Base64)
        } else if is("quoted-printable") {
            Some(Encoding::QuotedPrintable)
        } else {
            None
        }
    }
}

/// Decodes a content piece by piece.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// the last bytes that do not make a value yet
    kept: [u8; 4],
    len: usize,
    is_padded: bool,
}

type Refusal = (ErrorKind, &'static str);

const BASE64: Refusal = (ErrorKind::Malformed, "the content is not valid base64");
const QUOTED_PRINTABLE: Refusal = (ErrorKind::Malformed, "the content is not valid quoted-printable");

impl Decoder {
    /// Appends what the bytes decode to. An error comes with the position of the byte.
    pub(super) fn push(
        &mut self,
        encoding: Encoding,
        bytes: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), (ErrorKind, &'static str, usize)> {
        for (at, byte) in bytes.iter().enumerate() {
            let decoded = match encoding {
                Encoding::None => {
                    out.push(*byte);
                    Some(())
                }
                Encoding::Base64 => self.base64(*byte, out),
                Encoding::QuotedPrintable => self.quoted_printable(*byte, out),
            };
            if decoded.is_none() {
                let (kind, reason) = if encoding == Encoding::Base64 { BASE64 } else { QUOTED_PRINTABLE };
                return Err((kind, reason, at));
            }
        }
        Ok(())
    }
    /// Ends the content.
    pub(super) fn finish(&mut self, encoding: Encoding) -> Result<(), Refusal> {
        let is_complete = self.len == 0;
        *self = Decoder::default();
        match encoding {
            _ if is_complete => Ok(()),
            Encoding::QuotedPrintable => Err(QUOTED_PRINTABLE),
            _ => Err(BASE64),
        }
    }
    fn base64(&mut self, byte: u8, out: &mut Vec<u8>) -> Option<()> {
        let value = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => return Some(()),
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            // two or three characters before the padding
            b'=' if self.len >= 2 => 64,
            _ => return None,
        };
        let after_padding = self.len == 3 && self.kept[2] == 64;
        if self.is_padded || after_padding && value != 64 {
            return None;
        }
        self.kept[self.len] = value;
        self.len += 1;
        if self.len < 4 {
            return Some(());
        }
        self.len = 0;
        let [a, b, c, d] = self.kept;
        self.is_padded = d == 64;
        out.push(a << 2 | b >> 4);
        if c < 64 {
            out.push(b << 4 | c >> 2);
        }
        if d < 64 {
            out.push(c << 6 | d);
        }
        Some(())
    }
    /// `=` with two hexadecimal digits is a byte, and with a line break it is nothing.
    fn quoted_printable(&mut self, byte: u8, out: &mut Vec<u8>) -> Option<()> {
        if self.len == 0 && byte != b'=' {
            out.push(byte);
            return Some(());
        }
        self.kept[self.len] = byte;
        self.len += 1;
        if let [_, b'\r', b'\n'] = self.kept[..self.len] {
            self.len = 0;
        } else if let [_, high, low] = self.kept[..self.len] {
            out.push(hex(high)? << 4 | hex(low)?);
            self.len = 0;
        }
        Some(())
    }
}
