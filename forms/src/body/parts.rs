//! A multipart body as one text: its texts are urlencoded, in the order of their parts, and markers refer to its files and
//! to its JSON. The text is bound in the same way as an urlencoded body.

use super::Given;
use crate::upload::UploadedFile;
use zeroize::Zeroize;

/// The first byte of a marker. A text that begins with this byte is escaped.
const MARKER: u8 = 0;
/// The number of a file that was not kept.
const NOT_KEPT: u32 = u32::MAX;

/// A file of a body.
pub(crate) enum ReceivedFile {
    Kept(UploadedFile),
    /// The size of a file that is larger than its field accepts.
    TooLarge(u64),
}

/// What a multipart body has besides its text.
#[derive(Default)]
pub(crate) struct ReceivedParts {
    pub(crate) files: Vec<ReceivedFile>,
    /// the texts of the parts that are JSON
    pub(crate) json: Vec<String>,
    /// the bytes of the body without those of files
    pub(crate) bytes: u64,
}

/// Returns the part that a value of the text refers to, or `None` if the value is a text.
pub(crate) fn part_marker(text: &str) -> Option<Given<'static>> {
    let (kind, number) = text.strip_prefix(MARKER as char)?.split_at_checked(1)?;
    match kind {
        "f" => Some(Given::File(number.parse().unwrap_or(NOT_KEPT))),
        "j" => Some(Given::JsonPart(number.parse().ok()?)),
        _ => None,
    }
}

/// The text of a multipart body while it is received.
pub(crate) struct PartsText {
    bytes: Vec<u8>,
    /// `true` if the text may contain a secret, and copies of it must be wiped
    is_secret: bool,
}

impl PartsText {
    pub(crate) fn new(is_secret: bool) -> Self {
        PartsText { bytes: Vec::new(), is_secret }
    }
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }
    /// Begins a pair.
    pub(crate) fn key(&mut self, name: &str) {
        if !self.bytes.is_empty() {
            self.push(b"&");
        }
        self.escape(name.as_bytes(), |byte| matches!(byte, b'%' | b'&' | b'+' | b'=' | MARKER));
        self.push(b"=");
    }
    /// Appends to the value of the pair.
    pub(crate) fn value(&mut self, bytes: &[u8]) {
        self.escape(bytes, |byte| matches!(byte, b'%' | b'&' | b'+' | MARKER));
    }
    /// Sets the value of the pair to a file, which is `None` if it was not kept.
    pub(crate) fn file(&mut self, number: Option<usize>) {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        self.push(format!("\0f{number}").as_bytes());
    }
    /// Sets the value of the pair to a part that is JSON.
    pub(crate) fn json(&mut self, number: usize) {
        self.push(format!("\0j{number}").as_bytes());
    }
    fn escape(&mut self, bytes: &[u8], is_special: impl Fn(u8) -> bool) {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|byte| is_special(*byte)) {
            self.push(&rest[..at]);
            let (high, low) = (rest[at] >> 4, rest[at] & 15);
            self.push(&[b'%', b"0123456789ABCDEF"[high as usize], b"0123456789ABCDEF"[low as usize]]);
            rest = &rest[at + 1..];
        }
        self.push(rest);
    }
    fn push(&mut self, bytes: &[u8]) {
        let needed = self.bytes.len() + bytes.len();
        if needed > self.bytes.capacity() {
            // a quarter more, because the text may be three times as long as the body
            let more = needed.max(self.bytes.capacity() * 5 / 4).max(256);
            if self.is_secret {
                let mut larger = Vec::with_capacity(more);
                larger.extend_from_slice(&self.bytes);
                self.bytes.zeroize();
                self.bytes = larger;
            } else {
                self.bytes.reserve_exact(more - self.bytes.len());
            }
        }
        self.bytes.extend_from_slice(bytes);
    }
    /// Returns the whole text, or `None` if it is not UTF-8.
    pub(crate) fn finish(mut self) -> Option<String> {
        let bytes = std::mem::take(&mut self.bytes);
        String::from_utf8(bytes).map_err(|error| error.into_bytes().zeroize()).ok()
    }
}

impl Drop for PartsText {
    fn drop(&mut self) {
        if self.is_secret {
            self.bytes.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_look_like_markers() {
        let mut text = PartsText::new(false);
        text.key("a=&+%\0b");
        text.value(b"\0f0");
        text.value(b"1 & 2 + 3 = 100%");
        text.key("c");
        text.file(Some(7));
        text.key("d");
        text.file(None);
        text.key("e");
        text.json(2);
        let text = text.finish().unwrap();
        assert_eq!(text, "a%3D%26%2B%25%00b=%00f01 %26 2 %2B 3 = 100%25&c=\0f7&d=\0f&e=\0j2");
        assert!(part_marker("%00f01").is_none() && part_marker("").is_none() && part_marker("\0").is_none());
        assert!(matches!(part_marker("\0f7"), Some(Given::File(7))));
        assert!(matches!(part_marker("\0f"), Some(Given::File(NOT_KEPT))));
        assert!(matches!(part_marker("\0j2"), Some(Given::JsonPart(2))));
    }
}
