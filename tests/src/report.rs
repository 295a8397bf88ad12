//! A report as one line, to be compared.

use forms::{Error, Errors};

/// `path:code`, and for a key that no field has `path?key:unknown`, in the report's order.
pub fn report(errors: &Errors) -> String {
    let all: Vec<String> = errors.iter().map(|error| entry(&error)).collect();
    all.join(" ")
}

fn entry(error: &Error<'_>) -> String {
    let key = unknown_key(error).map(|key| format!("?{key}"));
    format!("{}{}:{}", error.path(), key.unwrap_or_default(), error.code())
}

/// The key, cut and escaped, of an error about a key that no field has.
pub fn unknown_key(error: &Error<'_>) -> Option<String> {
    if !error.is_unknown_key() {
        return None;
    }
    error.params().into_iter().find(|(name, _)| *name == "key").map(|(_, key)| key.to_string())
}
