//! Looks up one value in a JSON body that has been read before.

use super::{Reader, unescape};
use crate::schema::MOST_DEPTH;

/// Returns the scalar at a path of keys and indices (`phones[0].number`) as text. Returns `None` for
/// malformed JSON, which was reported when the body was read.
pub(crate) fn find(text: &str, path: &str) -> Option<String> {
    let mut json = Reader::new(text, MOST_DEPTH);
    let mut rest = path;
    json.blanks();
    while !rest.is_empty() {
        if let Some(index) = rest.strip_prefix('[') {
            let (index, after) = index.split_once(']')?;
            let index: usize = index.parse().ok()?;
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
            rest = after;
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let (name, after) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
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
            rest = after;
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
