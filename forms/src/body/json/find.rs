//! Looks up one value in a JSON body that has been read before.

use super::{Reader, unescape};
use crate::{
    body::key::{Segment, segments},
    schema::MOST_DEPTH,
};

/// Returns the scalar at a path of keys and indices (`phones[0].number`) as text. Returns `None` for
/// malformed JSON, which was reported when the body was read.
pub(crate) fn find(text: &str, path: &str) -> Option<String> {
    let mut json = Reader::new(text, MOST_DEPTH);
    json.blanks();
    for segment in segments(path) {
        match segment? {
            Segment::Item(index) => {
                if json.first() != b'[' || !json.open(b']') {
                    return None;
                }
                for _ in 0..index {
                    json.blanks();
                    json.skip();
                    if !json.more(b']') {
                        return None;
                    }
                }
                json.blanks();
            }
            Segment::Name(name) => {
                if json.first() != b'{' || !json.open(b'}') {
                    return None;
                }
                loop {
                    let (key, escaped) = json.key()?;
                    json.blanks();
                    if (escaped && unescape(key) == name) || (!escaped && key == name) {
                        break;
                    }
                    json.skip();
                    if !json.more(b'}') {
                        return None;
                    }
                }
            }
        }
    }
    json.scalar_text()
}

impl Reader<'_> {
    /// Reads the next value and returns it as text if it is a scalar.
    pub(crate) fn scalar_text(&mut self) -> Option<String> {
        match self.first() {
            b'"' => {
                let (text, escaped) = self.string()?;
                Some(if escaped { unescape(text) } else { text.to_owned() })
            }
            b't' | b'f' => self.boolean().map(|value| value.to_string()),
            b'-' | b'0'..=b'9' => self.number().map(str::to_owned),
            _ => None,
        }
    }
}
