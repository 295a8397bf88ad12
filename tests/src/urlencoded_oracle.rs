//! Compares our urlencoded reader with `form_urlencoded`.

use crate::report::{looks_like_key, report, unknown_key};
use forms::{Body, Errors, Form, Limits};
use std::collections::{BTreeMap, BTreeSet};

const WIDE: Limits = Limits::DEFAULT.max_items(10_000).max_fields(10_000);

/// Declares the keys that are compared: as lists, which keep all values that are not blank.
macro_rules! lists {
    ($($field:ident = $name:literal),* $(,)?) => {
        #[derive(Form)]
        #[form(fields = all, limits = WIDE)]
        struct Lists {
            $(#[form(rename = $name, strip = false, multiline)] $field: Vec<String>,)*
        }
        impl Lists {
            const NAMES: &[&str] = &[$($name),*];
            fn into_map(self) -> BTreeMap<&'static str, Vec<String>> {
                BTreeMap::from([$(($name, self.$field)),*])
            }
        }
        /// And as scalars, which must not be repeated.
        #[derive(Form)]
        #[form(fields = all, limits = WIDE)]
        struct Scalars {
            $(#[form(rename = $name, strip = false, multiline)] $field: Option<String>,)*
        }
    };
}
lists! {
    a = "a", b = "b", c = "c", d = "d", test = "test", dagger = "\u{2020}", marked = "\u{feff}test", last = "\u{ffff}",
    charset = "_charset_", spaced = "a b", accent = "\u{e9}",
}

/// The values by key.
type Values = BTreeMap<&'static str, Vec<String>>;

/// Returns what `form_urlencoded` reads, in the shape of our form. Returns `None` if a byte sequence is not UTF-8.
fn expected(body: &str) -> Option<(Values, BTreeSet<String>)> {
    let (mut lists, mut unknown) = (BTreeMap::<_, Vec<_>>::new(), BTreeSet::new());
    for name in Lists::NAMES {
        lists.insert(*name, Vec::new());
    }
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        decoded(key).and(decoded(value))?;
    }
    for (key, value) in form_urlencoded::parse(body.as_bytes()) {
        match Lists::NAMES.iter().find(|name| **name == key) {
            Some(name) => lists.get_mut(name).expect("every name is there").push(value.into_owned()),
            None => drop(unknown.insert(key.into_owned())),
        }
    }
    Some((lists, unknown))
}

/// Decodes byte by byte, without replacement characters.
fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        match (bytes[at], hex) {
            (b'%', Some(hex)) => {
                let hex = std::str::from_utf8(hex).expect("ASCII");
                out.push(u8::from_str_radix(hex, 16).expect("two digits"));
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).ok()
}

fn normal(value: &str) -> String {
    value.replace("\r\n", "\n").replace('\r', "\n")
}

fn has_controls(value: &str) -> bool {
    value.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n'))
}

/// Returns our report of the body.
pub fn ours(body: &str) -> String {
    report(Lists::bind(&Body::form(body)).errors())
}

/// Calls [`compare`] for a fuzzer's body. Skips bodies that another target compares.
///
/// # Panics
/// Panics if the results differ.
pub fn compare_within_limits(bytes: &[u8]) {
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    let mut pairs = form_urlencoded::parse(bytes);
    // our grammar gives brackets a meaning
    if !pairs.any(|(key, _)| key.contains('[') || key == "_rows") {
        compare(body);
    }
}

/// Reads the body with our form and with `form_urlencoded`.
///
/// # Panics
/// Panics if the results differ.
pub fn compare(body: &str) {
    let bound = Lists::bind(&Body::form(body));
    let errors = bound.errors().clone();
    let Some((lists, unknown)) = expected(body) else {
        assert_eq!((report(&errors).as_str(), errors.status()), (":encoding", 400), "{body:?}");
        assert_eq!(report(Scalars::bind(&Body::form(body)).errors()), ":encoding", "{body:?}");
        return;
    };
    compare_unknown(&errors, &unknown, body);
    compare_scalars(body, &lists);
    let given = |value: &&String| !value.is_empty();
    if unknown.is_empty() && !lists.values().flatten().any(|value| has_controls(value)) {
        let clean = bound.into_result().unwrap_or_else(|form| panic!("{body:?}: {}", form.errors()));
        for (name, ours) in clean.into_inner().into_map() {
            let theirs: Vec<String> = lists[name].iter().filter(given).map(|value| normal(value)).collect();
            assert_eq!(ours, theirs, "{body:?} {name:?}");
        }
    } else {
        assert!(!bound.is_valid(), "{body:?}");
    }
}

fn compare_unknown(errors: &Errors, unknown: &BTreeSet<String>, body: &str) {
    let ours: Vec<Option<String>> =
        errors.iter().filter(forms::Error::is_unknown_key).map(|error| unknown_key(&error)).collect();
    let bare = body.split('&').filter(|pair| !pair.is_empty() && !pair.contains('='));
    let hides = unknown.iter().any(|key| !looks_like_key(key))
        || bare.filter_map(decoded).any(|key| unknown.contains(&key));
    let room = 64 - errors.iter().filter(|error| !error.is_unknown_key()).count();
    let theirs: Vec<Option<String>> = if hides {
        vec![None; room.min(1)]
    } else {
        unknown.iter().take(16.min(room)).cloned().map(Some).collect()
    };
    assert_eq!(ours, theirs, "{body:?}");
}

fn compare_scalars(body: &str, lists: &Values) {
    let bound = Scalars::bind(&Body::form(body));
    for (name, values) in lists {
        let twice = bound.errors().has_error(name, "duplicate");
        assert_eq!(twice, values.len() > 1, "{body:?} {name:?}");
    }
}
