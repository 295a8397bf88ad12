//! Whether what is said about a body holds what was submitted.
//!
//! A value may stand in a message by chance: the word "required" is a user name too. So a value that is found in what is said
//! is changed in the body, and the body bound again: what then says the changed value, reveals it.

use crate::{body::Format, error::Errors};
use std::ops::Range;

/// Shorter values are told from what a message says anyway by no one.
const SHORTEST: usize = 5;
/// So many parts of values are looked for.
const MOST: usize = 96;

/// Everything that is ever said about what is wrong.
pub(super) fn said(errors: &Errors) -> String {
    if errors.is_empty() {
        return String::new();
    }
    let problem = errors.problem();
    format!(
        "{errors}\n{errors:?}\n{problem}\n{problem:?}\n{}\n{}\n{}\n{}",
        errors.by_field(),
        errors.nested(),
        errors.to_json(),
        errors.to_nested_json(),
    )
}

/// A part of a value that was found in what is said, and the body with all such parts changed. What is changed may be
/// accepted: it is changed in two ways.
pub(super) struct Suspicion {
    pub(super) part: String,
    pub(super) changed: String,
    pub(super) body: Vec<u8>,
}

/// Parts of the body's values that stand in what is said.
pub(super) fn suspicions(bytes: &[u8], format: Format, said: &str) -> Vec<Suspicion> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let values = match format {
        Format::Form => of_form(text),
        Format::Json => of_json(text),
    };
    let said = said.to_ascii_lowercase();
    let mut parts: Vec<&str> = values
        .iter()
        .flat_map(|value| words(text, value.clone()))
        // where a value begins and where it ends: it may be cut
        .flat_map(|word| [&word[..SHORTEST], &word[word.len() - SHORTEST..]])
        .take(MOST)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let found = parts.into_iter().filter(|part| said.contains(&part.to_ascii_lowercase()));
    found
        .flat_map(|part| [rotated, stepped].map(|another| suspicion(bytes, &values, part, another)))
        .collect()
}

fn suspicion(bytes: &[u8], values: &[Range<usize>], part: &str, another: fn(u8) -> u8) -> Suspicion {
    let changed: String = part.bytes().map(|byte| char::from(another(byte))).collect();
    let mut body = bytes.to_vec();
    for value in values {
        for at in value.clone() {
            if bytes[at..value.end].starts_with(part.as_bytes()) {
                body[at..at + part.len()].copy_from_slice(changed.as_bytes());
            }
        }
    }
    Suspicion { part: part.to_owned(), changed, body }
}

/// Whether that part, in letters of either case, stands in what is said.
pub(super) fn holds(said: &str, part: &str) -> bool {
    said.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

/// Another letter for a letter, and for a digit the next but one: an even number stays even.
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

/// The next letter for a letter, the next digit for a digit: never a zero, with which no number begins.
const fn stepped(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => (byte - b'a' + 1) % 26 + b'a',
        b'A'..=b'Z' => (byte - b'A' + 1) % 26 + b'A',
        b'0'..=b'9' => (byte - b'0') % 9 + b'1',
        other => other,
    }
}

/// Letters and digits that stand together, and are no part of an escape.
fn words(text: &str, within: Range<usize>) -> impl Iterator<Item = &str> {
    let value = text.get(within).unwrap_or_default();
    value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= SHORTEST)
}

fn of_form(text: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut start = 0;
    for pair in text.split('&') {
        if let Some(equals) = pair.find('=') {
            values.push(start + equals + 1..start + pair.len());
        }
        start += pair.len() + 1;
    }
    values
}

/// Texts and numbers of JSON that are no keys.
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
        let behind = bytes.get(at..).unwrap_or_default().iter().find(|byte| !byte.is_ascii_whitespace());
        if behind != Some(&b':') {
            values.push(start..end);
        }
    }
    values
}
