//! Checks whether the output about a body contains parts of the submission.
//!
//! A value can appear in a message by chance: "required" may also be a user name. So a value that appears in the
//! output is changed in the body, and the body is bound again. If the new output contains the changed value, it
//! reveals the submission.

use crate::{body::Format, error::Errors};
use std::ops::Range;

/// The letters and digits of a part. Shorter parts appear in messages by chance.
const MIN_PART_CHARS: usize = 5;
/// The maximum number of other characters between two letters or digits of a part.
const MAX_GAP: usize = 2;
/// The maximum number of parts of values that are searched for.
const MAX_PARTS: usize = 96;

/// Returns all output about the errors, in every format.
pub(super) fn output_of(errors: &Errors) -> String {
    if errors.is_empty() {
        return String::new();
    }
    let problem = errors.to_problem_details();
    format!(
        "{errors}\n{errors:?}\n{problem}\n{problem:?}\n{}\n{}\n{}\n{}",
        errors.by_field(),
        errors.nested(),
        errors.to_json(),
        errors.to_nested_json(),
    )
}

/// A part of a value that appears in the output, and the body with all such parts changed. Each part is changed in
/// several ways, because the changed value must still reach the rule that reveals it.
pub(super) struct Suspicion {
    pub(super) part: String,
    pub(super) changed: String,
    pub(super) body: Vec<u8>,
}

/// Returns the parts of the body's values that appear in the output.
pub(super) fn suspicions(bytes: &[u8], format: Format, output: &str) -> Vec<Suspicion> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let ranges = match format {
        Format::Form => of_form(text),
        Format::Json => of_json(text),
    };
    let values: Vec<Value> = ranges.into_iter().map(|range| Value::read(text, range, format)).collect();
    let output = output.to_ascii_lowercase();
    let mut parts: Vec<&[Letter]> = values.iter().flat_map(Value::parts).take(MAX_PARTS).collect();
    parts.sort_unstable_by_key(|part| text_of(part));
    parts.dedup_by_key(|part| text_of(part));
    let found = parts.into_iter().filter(|part| output.contains(&text_of(part).to_ascii_lowercase()));
    found.flat_map(|part| changes(part).map(|changed| suspicion(bytes, &values, part, changed))).collect()
}

fn suspicion(bytes: &[u8], values: &[Value], part: &[Letter], changed: String) -> Suspicion {
    let mut body = bytes.to_vec();
    let part = text_of(part);
    for value in values {
        for window in value.0.windows(part.chars().count()) {
            if text_of(window) == part {
                for (letter, new) in window.iter().zip(changed.chars()) {
                    if let (Some(at), Ok(new)) = (letter.at, u8::try_from(new)) {
                        body[at] = new;
                    }
                }
            }
        }
    }
    Suspicion { part, changed, body }
}

/// Returns whether a part appears in the output, ignoring case.
pub(super) fn contains(output: &str, part: &str) -> bool {
    output.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

/// One character of a value.
#[derive(Clone, Copy)]
struct Letter {
    decoded: char,
    /// the position of its byte in the body, if it is not escaped
    at: Option<usize>,
}

/// A decoded value.
struct Value(Vec<Letter>);

impl Value {
    fn read(text: &str, range: Range<usize>, format: Format) -> Self {
        let (bytes, mut at, mut letters) = (text.as_bytes(), range.start, Vec::new());
        while at < range.end {
            let escaped = match (format, bytes[at]) {
                (Format::Form, b'+') => Some((' ', 1)),
                (Format::Form, b'%') => hex(text, at + 1..at + 3).map(|decoded| (decoded, 3)),
                (Format::Json, b'\\') => Some(match bytes.get(at + 1) {
                    Some(b'u') => (hex(text, at + 2..at + 6).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
                    Some(b'n') => ('\n', 2),
                    Some(b't') => ('\t', 2),
                    Some(b'r') => ('\r', 2),
                    Some(byte) if byte.is_ascii() => (char::from(*byte), 2),
                    _ => (char::REPLACEMENT_CHARACTER, 1),
                }),
                _ => None,
            };
            let (letter, len) = if let Some((decoded, len)) = escaped {
                (Letter { decoded, at: None }, len)
            } else {
                let decoded = text[at..].chars().next().unwrap_or_default();
                let is_word = decoded.is_ascii_alphanumeric();
                (Letter { decoded, at: is_word.then_some(at) }, decoded.len_utf8())
            };
            letters.push(letter);
            at += len;
        }
        Value(letters)
    }
    /// Returns the beginnings and ends of words, because a value may be cut off in the output. Also treats words with
    /// other characters between them as one, as in `2027-03-31`.
    fn parts(&self) -> impl Iterator<Item = &[Letter]> {
        [0, MAX_GAP].into_iter().flat_map(|gap| self.runs(gap)).flat_map(move |run| {
            let words: Vec<usize> = (0..run.len()).filter(|i| run[*i].is_word()).collect();
            let ends = (words.len() >= MIN_PART_CHARS)
                .then(|| [&run[..=words[MIN_PART_CHARS - 1]], &run[words[words.len() - MIN_PART_CHARS]..]]);
            ends.into_iter().flatten()
        })
    }
    /// Returns runs of letters and digits with at most `gap` other characters between them.
    fn runs(&self, gap: usize) -> Vec<&[Letter]> {
        let (mut runs, mut from, mut last) = (Vec::new(), None, 0);
        for (i, letter) in self.0.iter().enumerate().filter(|(_, letter)| letter.is_word()) {
            match from {
                Some(start) if i - last > gap + 1 => {
                    runs.push(&self.0[start..=last]);
                    from = Some(i);
                }
                Some(_) => {}
                None => from = Some(i),
            }
            let _ = letter;
            last = i;
        }
        runs.extend(from.map(|start| &self.0[start..=last]));
        runs
    }
}

impl Letter {
    fn is_word(&self) -> bool {
        self.decoded.is_ascii_alphanumeric()
    }
}

fn text_of(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.decoded).collect()
}

/// Returns the character of hexadecimal digits, or a replacement for a byte that is not ASCII.
fn hex(text: &str, range: Range<usize>) -> Option<char> {
    let digits = text.get(range).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    Some(
        char::from_u32(code)
            .filter(|_| code < 0x80 || digits.len() > 2)
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    )
}

/// Returns changed versions of a part: with all letters and digits changed, and with one digit changed, so that a date
/// stays a date.
fn changes(part: &[Letter]) -> impl Iterator<Item = String> {
    let all = |another: fn(u8) -> u8| part.iter().map(|letter| letter.changed(another)).collect::<String>();
    let mut changed = vec![all(rotated), all(stepped)];
    for (i, letter) in part.iter().enumerate() {
        if letter.at.is_some() && letter.decoded.is_ascii_digit() {
            for another in [stepped, stepped_back] {
                let one = |(k, letter): (usize, &Letter)| {
                    if k == i { letter.changed(another) } else { letter.decoded }
                };
                changed.push(part.iter().enumerate().map(one).collect());
            }
        }
    }
    changed.into_iter()
}

impl Letter {
    fn changed(&self, another: fn(u8) -> u8) -> char {
        match (self.at, u8::try_from(self.decoded)) {
            (Some(_), Ok(byte)) => char::from(another(byte)),
            _ => self.decoded,
        }
    }
}

/// Returns another letter for a letter, and the digit plus 2 for a digit, so that an even number stays even.
const fn rotated(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => (byte - b'a' + 13) % 26 + b'a',
        b'A'..=b'Z' => (byte - b'A' + 13) % 26 + b'A',
        b'8' => b'2',
        b'9' => b'1',
        b'0'..=b'7' => byte + 2,
        other => other,
    }
}

/// Returns the next letter or digit. Never returns a zero, because numbers do not begin with one.
const fn stepped(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => (byte - b'a' + 1) % 26 + b'a',
        b'A'..=b'Z' => (byte - b'A' + 1) % 26 + b'A',
        b'0'..=b'9' => (byte - b'0') % 9 + b'1',
        other => other,
    }
}

/// Returns the previous digit.
const fn stepped_back(byte: u8) -> u8 {
    match byte {
        b'0' => b'1',
        b'1'..=b'9' => byte - 1,
        other => other,
    }
}

/// Returns the values of pairs. A pair without `=` counts as a value, because it may be a part of one in which `&` was
/// not escaped.
fn of_form(text: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut start = 0;
    for pair in text.split('&') {
        let from = pair.find('=').map_or(0, |equals| equals + 1);
        // the path of an error has the index of a row, also if its key has no value
        let is_key_of_row = from == 0 && ["[", "%5B", "%5b"].iter().any(|bracket| pair.contains(bracket));
        if !is_key_of_row {
            values.push(start + from..start + pair.len());
        }
        start += pair.len() + 1;
    }
    values
}

/// Returns the texts and numbers of JSON, without keys.
fn of_json(text: &str) -> Vec<Range<usize>> {
    let (bytes, mut values, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] != b'"' {
            let end = bytes[at..].iter().position(|byte| *byte == b'"').map_or(bytes.len(), |more| at + more);
            values.push(at..end);
            at = end;
            continue;
        }
        let start = at + 1;
        at = start;
        while at < bytes.len() && bytes[at] != b'"' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        let end = at.min(bytes.len());
        at = end + 1;
        let following = bytes.get(at..).unwrap_or_default().iter().find(|byte| !byte.is_ascii_whitespace());
        if following != Some(&b':') {
            values.push(start..end);
        }
    }
    values
}
