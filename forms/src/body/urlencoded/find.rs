//! Looks up one value in an urlencoded body that has been read before.

use super::decode;
use std::borrow::Cow;

/// Returns the first value of a key. For an item of a list (`tags[1]`), returns the item with that index, in
/// whichever of the allowed spellings it was sent.
pub(crate) fn find(body: &str, path: &str) -> Option<String> {
    if let Some(text) = all(body, path).next() {
        return Some(text);
    }
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    let index: usize = index.parse().ok()?;
    let appended = format!("{list}[]");
    all(body, list).chain(all(body, &appended)).nth(index)
}

fn all<'b>(body: &'b str, key: &'b str) -> impl Iterator<Item = String> + use<'b> {
    body.split('&').filter_map(move |pair| {
        let (raw_key, value) = pair.split_once('=').unwrap_or((pair, ""));
        // a file is not a text
        #[cfg(feature = "multipart")]
        if crate::body::part_marker(value).is_some() {
            return None;
        }
        let is_it = raw_key == key || decode(raw_key).is_ok_and(|(decoded, _)| decoded == key);
        if is_it { decode(value).ok().map(|(text, _)| text) } else { None }
    })
}

/// Returns the value of a key that may occur at most once.
///
/// # Errors
/// Returns an error if the key is repeated, instead of choosing one of the values.
pub(crate) fn only(body: &str, key: &str) -> Result<Option<String>, InvalidOrRepeated> {
    let is_it = |raw: &str| {
        // an escape takes three bytes per decoded byte
        raw == key
            || ((key.len()..=3 * key.len()).contains(&raw.len())
                && decoded(raw).is_some_and(|decoded| decoded == key))
    };
    let mut values = body.split('&').filter_map(|pair| {
        let (raw_key, value) = pair.split_once('=').unwrap_or((pair, ""));
        is_it(raw_key).then_some(value)
    });
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => decode(value).map(|(text, _)| Some(text)).map_err(|_| InvalidOrRepeated),
        (Some(_), Some(_)) => Err(InvalidOrRepeated),
    }
}

/// The error for a repeated key, or for a value that is not UTF-8.
#[derive(Debug)]
pub(crate) struct InvalidOrRepeated;

/// Decodes a key or a value. Returns `None` if it is not UTF-8.
pub(crate) fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    if raw.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        decode(raw).ok().map(|(text, _)| Cow::Owned(text))
    } else {
        Some(Cow::Borrowed(raw))
    }
}
