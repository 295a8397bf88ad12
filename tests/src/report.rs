//! A report as one line, to be compared.

use forms::{Error, Errors};

/// `path:code`, and for a key that no field has `path?key:unknown`, in the report's order.
pub fn report(errors: &Errors) -> String {
    let all: Vec<String> = errors.iter().map(|error| entry(&error)).collect();
    all.join(" ")
}

/// [`report`] without the names of unknown keys, and with one entry for all those of a form. Formats and orders agree in it
/// also where one of them may not show a key.
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

/// The key of an error about an unknown key, if it is shown.
pub fn unknown_key(error: &Error<'_>) -> Option<String> {
    if !error.is_unknown_key() {
        return None;
    }
    error.params().into_iter().find(|(name, _)| *name == "key").map(|(_, key)| key.to_string())
}
