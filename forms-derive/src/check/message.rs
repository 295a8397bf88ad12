use std::collections::HashSet;

use crate::codes::CODES;
use crate::errors::Errors;
use crate::model::Model;
use crate::suggest::did_you_mean;
use crate::syntax::Message;

/// Words for problems: of a code that there is, with placeholders that it has.
pub(super) fn check(model: &Model, errors: &Errors) {
    let of_fields = model.fields.iter().map(|field| &field.messages);
    for messages in of_fields.chain(model.forms.iter().map(|form| &form.messages)) {
        let mut seen = HashSet::new();
        for message in messages {
            if !seen.insert(&message.code) {
                errors
                    .at(message.span, format!("`{}` has its words already: keep one of them", message.code));
            }
            one(message, errors);
        }
    }
}

fn one(message: &Message, errors: &Errors) {
    let code = &message.code;
    let Some((_, params)) = CODES.iter().find(|(known, _)| known == code) else {
        if code.is_empty() {
            errors.at(message.span, "a code cannot be empty");
        } else if !message.is_quoted {
            let near = did_you_mean(code, CODES.iter().map(|(known, _)| *known));
            let near = if near.is_empty() { ".".to_owned() } else { near };
            let quoted = format!("A code of your own stands in quotes: `\"{code}\" = ...`");
            errors.at(
                message.span,
                format!("no problem of the library's own has the code `{code}`{near} {quoted}"),
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
                format!("problems `{code}` have no parameter `{name}`{near} There are {has}"),
            );
        }
    }
}

/// `{Other}`: the label of another field as it is declared, beside `{other}` as a sentence has it.
fn is_declared(name: &str, param: &str) -> bool {
    ["other", "verbose_name"].contains(&param)
        && name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name[..1].eq_ignore_ascii_case(&param[..1])
        && name[1..] == param[1..]
}

/// The names in `{name}` and `{name:one|other}`.
fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for behind in text.split('{').skip(1) {
        let end = behind.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        if let Some(end) = end.filter(|end| *end > 0)
            && behind[end..].starts_with(['}', ':'])
        {
            names.push(behind[..end].to_owned());
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
