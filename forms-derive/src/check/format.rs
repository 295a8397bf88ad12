//! Checks the format of a text, such as `email`.

use std::collections::HashSet;

use proc_macro2::Span;
use syn::{Ident, LitStr};

use crate::errors::Errors;
use crate::model::{Field, Format, RuleKind};

/// Checks that a field has only one format.
pub(super) fn only_one(field: &Field, errors: &Errors) {
    let mut formats = field.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Format(_)));
    let Some(first) = formats.next() else { return };
    for other in formats {
        errors.over(
            &other.word,
            format!("a field has one format, found `{}` and `{}`: keep one of them", first.word, other.word),
        );
    }
}

pub(super) fn check(word: &Ident, format: &Format, errors: &Errors) {
    if let [first, second, ..] = &*format.variants {
        errors.over(
            second,
            format!("`{word}` takes one of these options, found `{first}` and `{second}`: keep one of them"),
        );
    }
    if let Some((span, schemes)) = &format.schemes {
        each_scheme(*span, schemes, errors);
        if let Some(assumed) = &format.assume_scheme
            && !schemes.iter().any(|scheme| scheme.value() == assumed.value())
        {
            errors.over(
                assumed,
                format!(
                    "`assume_scheme` must be one of the `schemes`, found `{}`: write one of them, or add it to `schemes`",
                    assumed.value()
                ),
            );
        }
    } else if let Some(assumed) = &format.assume_scheme
        && !["http", "https", "ftp", "ftps"].contains(&&*assumed.value())
    {
        errors.over(
            assumed,
            format!(
                "expected `http`, `https`, `ftp` or `ftps`, found `{}`: list other schemes in `schemes = [...]`",
                assumed.value()
            ),
        );
    }
    if let Some(separator) = &format.separator {
        let sign = separator.value();
        if sign.is_empty() || sign.contains(|c: char| c.is_ascii_digit() || c == '-' || c == '{' || c == '}')
        {
            errors.over(
                separator,
                "a `separator` cannot be empty or contain digits, `-`, `{` or `}`: write for example `separator = \"|\"`",
            );
        }
    }
}

fn each_scheme(span: Span, schemes: &[LitStr], errors: &Errors) {
    if schemes.is_empty() {
        errors.at(span, "`schemes` is empty: name at least one, as in `schemes = [\"https\"]`");
    }
    let mut seen = HashSet::new();
    for scheme in schemes {
        let text = scheme.value();
        let signs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) || !text.chars().all(signs) {
            errors.over(
                scheme,
                format!(
                    "invalid scheme `{text}`: write it in lower case and without `://`, as in `\"https\"`"
                ),
            );
        }
        if !seen.insert(text) {
            errors.over(scheme, format!("\"{}\" is listed twice: remove one of them", scheme.value()));
        }
    }
}
