//! Writes a report as one line, for comparisons.

use forms::{Error, Errors};

/// Returns `path:code` for each error, and `path?key:unknown` for an unknown key, in the report's order.
pub fn report(errors: &Errors) -> String {
    let all: Vec<String> = errors.iter().map(|error| entry(&error)).collect();
    all.join(" ")
}

/// Returns [`report`] without the names of unknown keys, and with only one entry for all unknown keys of a form. It is equal
/// for both formats and for all orders, although one of them may not show a key.
pub fn report_without_keys(errors: &Errors) -> String {
    let mut all: Vec<String> =
        errors.iter().map(|error| format!("{}:{}", error.path(), error.code())).collect();
    all.dedup_by(|one, before| one == before && one.ends_with(":unknown"));
    all.join(" ")
}

/// Returns whether the name of an unknown key looks like one.
pub fn looks_like_key(key: &str) -> bool {
    let may_be_in_key = |c: char| c.is_ascii_alphanumeric() || "_-.[]".contains(c);
    (1..=64).contains(&key.chars().count()) && key.chars().all(may_be_in_key)
}

fn entry(error: &Error<'_>) -> String {
    let key = unknown_key(error).map(|key| format!("?{key}"));
    format!("{}{}:{}", error.path(), key.unwrap_or_default(), error.code())
}

/// Returns the key in an error about an unknown key, if the error shows it.
pub fn unknown_key(error: &Error<'_>) -> Option<String> {
    if !error.is_unknown_key() {
        return None;
    }
    error.params().into_iter().find(|(name, _)| *name == "key").map(|(_, key)| key.to_string())
}
