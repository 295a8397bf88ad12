//! The unknown keys of a body: which ones are reported, and which ones an output may show.
//!
//! A key comes from the sender and may contain a secret: the whole body, sent with the wrong content type, or a part of
//! a password in which `&` was not escaped. The manual's page on binding has the rule. It considers the body as a
//! whole, so that the order of the keys does not matter.

use super::{
    Fault, Record,
    path::{Path, UNKNOWN},
};
use crate::schema::FormSchema;

/// The maximum number of unknown keys that are reported.
pub(crate) const MOST_UNKNOWN_KEYS: usize = 16;
/// The longest key that is shown. Shown keys are ASCII, so this counts both bytes and characters.
pub(crate) const LONGEST_SHOWN_KEY: usize = 64;

/// The syntax of a key in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeySyntax {
    /// The name of a JSON member.
    Member,
    /// The key of `key=value`.
    Pair,
    /// A pair of an urlencoded body without `=`.
    Bare,
}

/// The unknown keys of one body.
#[derive(Debug, Default)]
pub(super) struct UnknownKeys {
    /// The first keys, sorted and without duplicates. A key that does not look like one is `None`.
    keys: Vec<(Path, Option<String>)>,
    /// True if all keys are hidden.
    hidden: bool,
    /// True if a key of an urlencoded body is the beginning of a JSON document.
    is_json: bool,
}

impl UnknownKeys {
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
    pub(super) fn has_shown(&self) -> bool {
        !self.hidden && !self.keys.is_empty()
    }
    pub(super) fn hide(&mut self) {
        self.hidden = true;
    }
    /// Removes the keys, for a second reading of the same body.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }
    /// Updates what is known about the body as a whole.
    pub(super) fn inspect(&mut self, path: Path, key: &str, syntax: KeySyntax) {
        if syntax == KeySyntax::Member {
            return;
        }
        let is_improper = syntax == KeySyntax::Bare || !looks_like_key(key);
        self.hidden |= is_improper;
        self.is_json |= is_improper && path == Path::ROOT && key.trim_start().starts_with(['{', '[']);
    }
    /// Adds a key. Returns false if a key was dropped for lack of room.
    pub(super) fn add(&mut self, path: Path, key: &str) -> bool {
        let key = looks_like_key(key).then_some(key);
        // most keys of a long list sort after those that are kept
        if self.keys.len() == MOST_UNKNOWN_KEYS
            && let Some((last, last_key)) = self.keys.last()
            && (*last, last_key.as_deref()) <= (path, key)
        {
            return (*last, last_key.as_deref()) == (path, key);
        }
        let place = self.keys.binary_search_by(|(p, k)| (*p, k.as_deref()).cmp(&(path, key)));
        let Err(place) = place else { return true };
        let has_room = self.keys.len() < MOST_UNKNOWN_KEYS;
        let mut room = None;
        if !has_room {
            // the new key reuses the memory of the dropped one
            room = self.keys.pop().and_then(|(_, displaced)| displaced);
        } else if self.keys.is_empty() {
            self.keys.reserve(4);
        }
        let kept = key.map(|key| {
            let mut kept = room.unwrap_or_default();
            kept.clear();
            kept.push_str(key);
            kept
        });
        self.keys.insert(place, (path, kept));
        has_room
    }
    /// Adds a record for each key, or one for all keys of a form if they are hidden.
    pub(super) fn report(self, spec: &'static FormSchema, records: &mut Vec<Record>) {
        let UnknownKeys { keys, hidden, is_json } = self;
        let may_follow_secret =
            |(_, key): &(Path, Option<String>)| key.as_ref().is_some_and(|key| is_compound(key));
        let secrets =
            if !hidden && keys.iter().any(may_follow_secret) { spec.secret_names() } else { Vec::new() };
        let mut last_hidden = None;
        let mut push = |path: Path, fault: Fault| {
            records.push(Record { path: path.then(UNKNOWN), problem: fault.into() });
        };
        if is_json {
            push(Path::ROOT, Fault::JsonAsForm);
            last_hidden = Some(Path::ROOT);
        }
        for (path, key) in keys {
            match key.filter(|key| !(hidden || follows_secret(key, &secrets))) {
                Some(key) => push(path, Fault::Unknown(Box::new(key.into_boxed_str()))),
                None if last_hidden == Some(path) => {}
                None => {
                    last_hidden = Some(path);
                    push(path, Fault::UnknownHidden);
                }
            }
        }
    }
}

/// Returns whether the key contains the name of a secret field.
fn follows_secret(key: &str, secrets: &[&'static str]) -> bool {
    is_compound(key) && names_secret(key, secrets)
}

/// Returns whether a key continues after a name.
fn is_compound(key: &str) -> bool {
    key.contains(['.', '[', ']'])
}

/// Returns whether one of the names in the key is that of a secret field, ignoring ASCII case.
pub(crate) fn names_secret(key: &str, secrets: &[&'static str]) -> bool {
    key.split(['.', '[', ']']).any(|name| secrets.iter().any(|secret| name.eq_ignore_ascii_case(secret)))
}

/// Returns whether the key consists of at most 64 ASCII letters, digits, `_`, `-`, `.`, `[` and `]`.
fn looks_like_key(key: &str) -> bool {
    let may_be_in_key =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'[' | b']');
    (1..=LONGEST_SHOWN_KEY).contains(&key.len()) && key.bytes().all(may_be_in_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_keys() {
        for key in ["a", "is_admin", "data-id", "rows[0].sku", "a[b][c]", "__proto__", &"k".repeat(64)] {
            assert!(looks_like_key(key), "{key}");
        }
        for key in
            ["", " ", "a b", "{\"a\":1}", "a:b", "a=b", "p\u{e4}ss", "\u{202e}", "a\n", &"k".repeat(65)]
        {
            assert!(!looks_like_key(key), "{key}");
        }
    }

    #[test]
    fn keeps_the_first_keys_in_any_order() {
        let keys: Vec<String> = (10..40).map(|i| format!("k{i}")).chain([" ".into(), "+".into()]).collect();
        let kept = |keys: &mut dyn Iterator<Item = &String>| {
            let mut unknown = UnknownKeys::default();
            let crowded = keys.fold(false, |crowded, key| crowded | !unknown.add(Path::ROOT, key));
            assert!(crowded);
            unknown.keys
        };
        let in_order = kept(&mut keys.iter());
        assert_eq!(in_order, kept(&mut keys.iter().rev()));
        assert_eq!(in_order[0].1, None);
        assert_eq!(in_order.len(), MOST_UNKNOWN_KEYS);
    }
}
