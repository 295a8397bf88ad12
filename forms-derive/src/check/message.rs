//! Checks custom messages: their codes and placeholders.

use std::collections::HashSet;

use crate::codes::CODES;
use crate::errors::Errors;
use crate::model::Model;
use crate::suggest::did_you_mean;
use crate::syntax::Message;

/// Checks messages: the code must exist, and have the placeholders.
pub(super) fn check(model: &Model, errors: &Errors) {
    let of_fields = model.fields.iter().map(|field| &field.messages);
    for messages in of_fields.chain(model.forms.iter().map(|form| &form.messages)) {
        let mut seen = HashSet::new();
        for message in messages {
            if !seen.insert(&message.code) {
                errors.at(message.span, format!("`{}` has two messages: keep one of them", message.code));
            }
            check_message(message, errors);
        }
    }
}

fn check_message(message: &Message, errors: &Errors) {
    let code = &message.code;
    let Some((_, params)) = CODES.iter().find(|(known, _)| known == code) else {
        if code.is_empty() {
            errors.at(message.span, "a code cannot be empty: write one, as in `\"not_even\" = \"...\"`");
        } else if !message.is_quoted {
            let near = did_you_mean(code, CODES.iter().map(|(known, _)| *known));
            let near = if near.is_empty() { ".".to_owned() } else { near };
            errors.at(
                message.span,
                format!("unknown code `{code}`{near} Write a code of your own in quotes: `\"{code}\" = ...`"),
            );
        }
        return;
    };
    for name in placeholders(&message.text.value()) {
        let is_known = ["label", "Label"].contains(&name.as_str())
            || params.contains(&name.as_str())
            || params.iter().any(|param| is_declared(&name, param))
            || (name == *code && !params.is_empty());
        if !is_known {
            let known: Vec<_> = ["label", "Label"].into_iter().chain(params.iter().copied()).collect();
            let near = did_you_mean(&name, known.iter().copied());
            let near = if near.is_empty() { ".".to_owned() } else { near };
            let has = known.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ");
            errors.over(
                &message.text,
                format!(
                    "unknown placeholder `{{{name}}}` in the message of `{code}`{near} Write one of {has}"
                ),
            );
        }
    }
}

/// Returns whether the placeholder is for the label as declared, such as `{Other}`. `{other}` is for the label inside a sentence.
fn is_declared(name: &str, param: &str) -> bool {
    ["other", "verbose_name"].contains(&param)
        && name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name[..1].eq_ignore_ascii_case(&param[..1])
        && name[1..] == param[1..]
}

/// Returns the names in `{name}` and `{name:one|other}`.
fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in text.split('{').skip(1) {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        if let Some(end) = end.filter(|end| *end > 0)
            && rest[end..].starts_with(['}', ':'])
        {
            names.push(rest[..end].to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn names_in_braces_are_placeholders() {
        assert_eq!(placeholders("{label} {n:a|b} {{x}} {} {no name} {n"), ["label", "n", "x"]);
    }
}
