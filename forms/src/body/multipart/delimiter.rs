//! Delimiters: what is between two parts (RFC 2046, section 5.1.1).

use memchr::{memmem, memrchr};

/// `CRLF--boundary`, and a search for it.
pub(super) struct Delimiter {
    finder: memmem::Finder<'static>,
}

impl Delimiter {
    pub(super) fn new(boundary: &str) -> Self {
        Delimiter { finder: memmem::Finder::new(&[b"\r\n--", boundary.as_bytes()].concat()).into_owned() }
    }
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.finder.needle()
    }
    pub(super) fn len(&self) -> usize {
        self.finder.needle().len()
    }
    /// Returns the number of bytes before the first delimiter, and the number of its bytes that are there: all of them, or
    /// fewer at the end of the bytes, or none.
    #[inline]
    pub(super) fn find(&self, bytes: &[u8]) -> (usize, usize) {
        if let Some(at) = self.finder.find(bytes) {
            return (at, self.len());
        }
        // only the last CR can begin a delimiter, since a delimiter has no other
        let from = bytes.len() - bytes.len().min(self.len() - 1);
        match memrchr(b'\r', &bytes[from..]) {
            Some(at) if self.as_bytes().starts_with(&bytes[from + at..]) => {
                (from + at, bytes.len() - from - at)
            }
            _ => (bytes.len(), 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delimiter_is_found_whole_or_at_the_end() {
        let delimiter = Delimiter::new("B");
        for (bytes, expected) in [
            ("", (0, 0)),
            ("x", (1, 0)),
            ("x\r\n--B", (1, 5)),
            ("x\r\n--By", (1, 5)),
            ("x\r\n--", (1, 4)),
            ("x\r", (1, 1)),
            ("x\r\r", (2, 1)),
            ("x\r\n--\r\n-", (5, 3)),
            ("x\r\n-y", (5, 0)),
            ("\r\n--A\r\n--B", (5, 5)),
        ] {
            assert_eq!(delimiter.find(bytes.as_bytes()), expected, "{bytes:?}");
        }
    }
}
