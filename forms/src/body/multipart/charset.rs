//! The charsets of names and texts.

use super::super::content_type::is_utf8;
use std::borrow::Cow;

/// The charset of a name or a text: the one that the part or the body declares, otherwise UTF-8. It is never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Charset {
    /// UTF-8, and US-ASCII, which is a part of it.
    #[default]
    Utf8,
    /// ISO-8859-1: each byte is the code point of that number. Apache `HttpClient` declares it.
    ///
    /// Bytes that are UTF-8 all the same are refused, if they are not only ASCII: one of its options declares ISO-8859-1
    /// and sends UTF-8.
    Iso8859_1,
}

impl Charset {
    /// Returns the charset of a label.
    pub(super) fn named(label: &[u8]) -> Option<Charset> {
        let label = std::str::from_utf8(label).ok()?;
        let is = |names: &[&str]| names.iter().any(|name| label.trim().eq_ignore_ascii_case(name));
        if is_utf8(label) || is(&["us-ascii", "ascii"]) {
            Some(Charset::Utf8)
        } else if is(&["iso-8859-1", "iso8859-1", "iso_8859-1", "latin1"]) {
            Some(Charset::Iso8859_1)
        } else {
            None
        }
    }
    /// Decodes a whole content. Returns `None` if it is not in this charset.
    ///
    /// ```
    /// use forms::multipart::Charset;
    /// assert_eq!(Charset::Utf8.decode(b"caf\xc3\xa9").as_deref(), Some("café"));
    /// assert_eq!(Charset::Utf8.decode(b"caf\xe9"), None);
    /// assert_eq!(Charset::Iso8859_1.decode(b"caf\xe9").as_deref(), Some("café"));
    /// assert_eq!(Charset::Iso8859_1.decode(b"caf\xc3\xa9"), None);
    /// ```
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match (self, std::str::from_utf8(bytes)) {
            (Charset::Utf8, Ok(text)) => Some(Cow::Borrowed(text)),
            (Charset::Iso8859_1, Ok(text)) if text.is_ascii() => Some(Cow::Borrowed(text)),
            (Charset::Iso8859_1, Err(_)) => Some(Cow::Owned(bytes.iter().copied().map(char::from).collect())),
            _ => None,
        }
    }
    /// Appends decoded bytes to a text. Returns whether they are in this charset.
    pub(super) fn append(self, bytes: &[u8], text: &mut String) -> bool {
        match self.decode(bytes) {
            Some(decoded) => {
                text.push_str(&decoded);
                true
            }
            None => false,
        }
    }
}
