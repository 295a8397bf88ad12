use std::collections::HashSet;

use proc_macro2::Span;
use syn::{Ident, LitStr};

use crate::errors::Errors;
use crate::model::{Demand, Field, Format};

/// A text has one shape.
pub(super) fn only_one(field: &Field, errors: &Errors) {
    let mut formats = field.rules.iter().filter(|rule| matches!(rule.demand, Demand::Format(_)));
    let Some(first) = formats.next() else { return };
    for other in formats {
        errors.over(
            &other.word,
            format!("a text has one format, and `{}` says what it is already: keep one of them", first.word),
        );
    }
}

pub(super) fn check(word: &Ident, format: &Format, errors: &Errors) {
    if let [_, second, ..] = &*format.variants {
        errors.over(second, format!("one option of `{word}` says what it is: keep one of them"));
    }
    if let Some((span, schemes)) = &format.schemes {
        each_scheme(*span, schemes, errors);
        if let Some(assumed) = &format.assume_scheme
            && !schemes.iter().any(|scheme| scheme.value() == assumed.value())
        {
            errors.over(
                assumed,
                format!(
                    "`{}` is none of the `schemes`, so an address that begins with it would not fit",
                    assumed.value()
                ),
            );
        }
    } else if let Some(assumed) = &format.assume_scheme
        && !["http", "https", "ftp", "ftps"].contains(&&*assumed.value())
    {
        errors.over(
            assumed,
            "the schemes are `http`, `https`, `ftp` and `ftps`: name others in `schemes = [...]`",
        );
    }
    if let Some(separator) = &format.separator {
        let sign = separator.value();
        if sign.is_empty() || sign.contains(|c: char| c.is_ascii_digit() || c == '-' || c == '{' || c == '}')
        {
            errors.over(
                separator,
                "a `separator` is a sign that no number has, such as `\"|\"`, and no curly bracket",
            );
        }
    }
}

fn each_scheme(span: Span, schemes: &[LitStr], errors: &Errors) {
    if schemes.is_empty() {
        errors.at(
            span,
            "`schemes` leaves no address to give: name at least one, as in `schemes = [\"https\"]`",
        );
    }
    let mut seen = HashSet::new();
    for scheme in schemes {
        let text = scheme.value();
        let signs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) || !text.chars().all(signs) {
            errors.over(
                scheme,
                format!(
                    "`{text}` is no scheme: write it in small letters and without `://`, as in `\"https\"`"
                ),
            );
        }
        if !seen.insert(text) {
            errors.over(scheme, format!("\"{}\" is named twice", scheme.value()));
        }
    }
}
