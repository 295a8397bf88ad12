//! The unknown keys of a body: which are reported, and which of them an output may show.
//!
//! A key comes from the sender, and may be a secret: the whole body, sent with the wrong content type, or a part of a
//! password in which `&` was not escaped. The manual's page on binding has the rule. It looks at a body as a whole, so
//! that the order of the keys does not matter.

use super::{
    Fault, Record,
    path::{Path, UNKNOWN},
};
use crate::schema::FormSchema;

/// The most unknown keys that are reported.
const MOST: usize = 16;
/// The longest key that is shown. It is ASCII: these are bytes and characters.
pub(super) const LONGEST_SHOWN: usize = 64;

/// How a key was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeySyntax {
    /// The name of a JSON member.
    Member,
    /// `key=value`.
    Pair,
    /// A pair of an urlencoded body that has no `=`.
    Bare,
}

/// The unknown keys of one body.
#[derive(Debug, Default)]
pub(super) struct UnknownKeys {
    /// Sorted, without repeats; the first of them are kept. A key that does not look like one is `None`.
    keys: Vec<(Path, Option<String>)>,
    /// Whether no key is shown.
    hidden: bool,
    /// Whether a key of an urlencoded body is the beginning of a JSON document.
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
    /// Forgets the keys, for a second reading of the same body.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }
    /// Notes what the key says about the body as a whole.
    pub(super) fn inspect(&mut self, path: Path, key: &str, syntax: KeySyntax) {
        if syntax == KeySyntax::Member {
            return;
        }
        let is_improper = syntax == KeySyntax::Bare || !looks_like_key(key);
        self.hidden |= is_improper;
        self.is_json |= is_improper && path == Path::ROOT && key.trim_start().starts_with(['{', '[']);
    }
    /// Returns false if the key had no room.
    pub(super) fn add(&mut self, path: Path, key: &str) -> bool {
        let key = looks_like_key(key).then_some(key);
        // most of many keys sort after those that are kept
        if self.keys.len() == MOST
            && let Some((last, last_key)) = self.keys.last()
            && (*last, last_key.as_deref()) <= (path, key)
        {
            return (*last, last_key.as_deref()) == (path, key);
        }
        let place = self.keys.binary_search_by(|(p, k)| (*p, k.as_deref()).cmp(&(path, key)));
        let Err(place) = place else { return true };
        let has_room = self.keys.len() < MOST;
        let mut room = None;
        if !has_room {
            // the new key takes the room of the one that it displaces
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
    /// Adds a record for each key, and one for all keys of a form that are not shown.
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

/// Whether the name of a secret is a part of the key.
fn follows_secret(key: &str, secrets: &[&'static str]) -> bool {
    is_compound(key) && names_secret(key, secrets)
}

/// Whether a key goes on after a name.
fn is_compound(key: &str) -> bool {
    key.contains(['.', '[', ']'])
}

/// Whether one of the names in the key is a secret's, in letters of either case.
pub(crate) fn names_secret(key: &str, secrets: &[&'static str]) -> bool {
    key.split(['.', '[', ']']).any(|name| secrets.iter().any(|secret| name.eq_ignore_ascii_case(secret)))
}

/// Whether the key has only ASCII letters, digits, `_`, `-`, `.`, `[` and `]`, and at most 64 of them.
fn looks_like_key(key: &str) -> bool {
    let may_be_in_key =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'[' | b']');
    (1..=LONGEST_SHOWN).contains(&key.len()) && key.bytes().all(may_be_in_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_look_like_keys() {
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
    fn the_first_keys_are_kept_in_any_order() {
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
        assert_eq!(in_order.len(), MOST);
    }
}
