//! Templates of messages: text with placeholders.

use super::Param;
use crate::schema::code::{is_of_label, is_of_name};
use std::fmt::{self, Display, Write};

/// The values of the placeholders of a template.
pub(super) struct Values<'v> {
    /// the label at the beginning of a sentence
    pub(super) subject: &'v dyn Display,
    /// the label inside a sentence
    pub(super) object: &'v dyn Display,
    /// the label as declared
    pub(super) label: &'v str,
    /// the code, which stands for the first parameter
    pub(super) code: &'v str,
    pub(super) params: &'v [(&'static str, Param)],
    /// the other field that the problem names, at the beginning of a sentence and inside one
    pub(super) other: Option<(&'v dyn Display, &'v dyn Display)>,
}

/// Replaces each placeholder once, without reading the result again. A placeholder that is not a parameter is left out.
///
/// `{label}` is the label: capitalised at the beginning of a sentence, and without a capital that it only has as the
/// first word elsewhere. `{Label}` is the label as declared. `{name}` is the parameter of that name, and
/// `{name:one|other}` a word that depends on it. A parameter that is the label of another field works like `{label}`:
/// `{other}`, and `{Other}` as declared.
pub(super) fn write(out: &mut dyn Write, text: &str, values: &Values<'_>) -> fmt::Result {
    let mut rest = text;
    let mut starts = true;
    while let Some(open) = rest.find('{') {
        let (before, tail) = rest.split_at(open);
        out.write_str(before)?;
        starts = if before.is_empty() { starts } else { ends_sentence(before) };
        let placeholder = tail[1..].split_once('}');
        rest = match placeholder {
            Some(("label", after)) => {
                write!(out, "{}", if starts { values.subject } else { values.object })?;
                after
            }
            Some(("Label", after)) => {
                out.write_str(values.label)?;
                after
            }
            Some((inner, after)) if put(out, inner, values, starts)? => after,
            _ => {
                out.write_char('{')?;
                &tail[1..]
            }
        };
        starts = false;
    }
    out.write_str(rest)
}

/// Writes the value of the placeholder between the braces. Returns false if the text is not a placeholder.
fn put(out: &mut dyn Write, inner: &str, values: &Values<'_>, starts: bool) -> Result<bool, fmt::Error> {
    let (name, words) = match inner.split_once(':') {
        Some((name, words)) => (name, Some(words)),
        None => (inner, None),
    };
    if !name.bytes().all(is_of_name) {
        return Ok(false);
    }
    if words.is_none() && is_unknown(name, values.code, values.params) {
        return Ok(true);
    }
    let named = values.params.iter().find(|(param, _)| is_named(param, name));
    let value = named.or_else(|| values.params.first().filter(|_| name == values.code));
    match (value, words.map(|words| words.split_once('|'))) {
        (None, _) | (_, Some(None)) => return Ok(false),
        (Some((param, value)), None) => match values.other {
            Some((subject, object)) if is_of_label(param) && !is_declared(name) => {
                write!(out, "{}", if starts { subject } else { object })?;
            }
            _ => write!(out, "{value}")?,
        },
        (Some((_, value)), Some(Some((one, other)))) => {
            out.write_str(if *value == Param::Integer(1) { one } else { other })?;
        }
    }
    Ok(true)
}

/// Returns whether a placeholder of this name stands for the parameter.
fn is_named(param: &str, name: &str) -> bool {
    param == name
        || is_of_label(param)
            && is_declared(name)
            && param.eq_ignore_ascii_case(name)
            && param[1..] == name[1..]
}

/// Returns whether a placeholder stands for a label as declared, like `{Label}`.
fn is_declared(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Returns whether a placeholder names a parameter that does not exist. Names are not all digits, so `[0-9]{3}` stays
/// unchanged.
fn is_unknown(name: &str, code: &str, params: &[(&'static str, Param)]) -> bool {
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.bytes().all(is_of_name);
    is_name
        && !matches!(name, "label" | "Label")
        && params.iter().all(|(param, _)| !is_named(param, name))
        && (name != code || params.is_empty())
}

/// Returns the first placeholder of a template that names a parameter that does not exist.
pub(super) fn unknown_name<'t>(
    text: &'t str,
    code: &str,
    params: &[(&'static str, Param)],
) -> Option<&'t str> {
    let placeholders = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    placeholders
        .map(|inner| inner.split_once(':').map_or(inner, |(name, _)| name))
        .find(|name| is_unknown(name, code, params))
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with([' ', '\n']) && text.trim_end().ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, params: &[(&'static str, Param)]) -> String {
        let mut out = String::new();
        let values = Values {
            subject: &"Name",
            object: &"name",
            label: "NAME",
            code: "min_length",
            params,
            other: None,
        };
        write(&mut out, text, &values).unwrap();
        out
    }

    #[test]
    fn chooses_words_by_number() {
        assert_eq!(written("{label}, {label}. {label}? {Label}", &[]), "Name, name. Name? NAME");
        let text = "{label}: {n} {n:letter|letters}. {label}, {min_length:one|many}";
        assert_eq!(written(text, &[("n", 1.into())]), "Name: 1 letter. Name, one");
        assert_eq!(written(text, &[("n", 2.into())]), "Name: 2 letters. Name, many");
        assert_eq!(written(text, &[("n", 0.into())]), "Name: 0 letters. Name, many");
        assert_eq!(written(text, &[("n", 1.5.into())]), "Name: 1.5 letters. Name, many");
    }

    #[test]
    fn keeps_text_that_is_not_a_placeholder() {
        for text in ["{", "}", "{}", "{{", "{3}", "{n", "{n:a}", "{n x}", "{:a|b}", "{n:", "ä{ö}"] {
            assert_eq!(written(text, &[("n", "{n}".into())]), text);
        }
        assert_eq!(written("a {x}b{min_length}", &[]), "a b");
        assert_eq!(written("{n}{{n}}", &[("n", "{n}".into())]), "{n}{{n}}");
    }
}
