//! Checks the choices of a field.

use std::collections::HashSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::Type;

use crate::errors::Errors;
use crate::model::{Field, Model, RuleKind};
use crate::syntax::{Choices, FixedChoice};

/// Checks the choices of a field: there is at least one, none is repeated, and each is a value of the type.
pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        for rule in &field.rules {
            let RuleKind::Choices(choices) = &rule.kind else { continue };
            if let Some(one_of) = field.rule("one_of") {
                errors.over(
                    &rule.word,
                    format!("`choices` and `{}` both list what can be chosen: keep one of them", one_of.word),
                );
            }
            if let Choices::Fixed(span, choices) = choices {
                fixed_choices(*span, choices, errors);
                values_of_type(field, choices, errors);
            }
        }
    }
}

fn fixed_choices(span: Span, choices: &[FixedChoice], errors: &Errors) {
    if choices.is_empty() {
        errors.at(span, "`choices` is empty: write at least one value");
    }
    let (mut seen, mut groups) = (HashSet::new(), HashSet::new());
    let mut before = None;
    for choice in choices {
        if !seen.insert(&choice.value) {
            errors.at(choice.span, format!("`choices` lists `{}` twice: remove one of them", choice.value));
        } else if let Some(wrong) = unusable_value(&choice.value) {
            errors.at(choice.span, wrong);
        }
        if let Some(label) = &choice.label {
            super::has_text("label", label, errors);
        }
        let group = choice.group.as_ref().map(syn::LitStr::value);
        if group != before
            && let (Some(text), Some(name)) = (&choice.group, &group)
            && !groups.insert(name.clone())
        {
            errors.over(
                text,
                format!(
                    "the choices of the group \"{name}\" are not next to each other: move these to the others"
                ),
            );
        }
        before = group;
    }
}

/// Returns what is wrong with the value of a choice: white space at the ends of input is removed, and a blank field
/// means that nothing was chosen, so no one could choose it.
pub(crate) fn unusable_value(value: &str) -> Option<String> {
    if value.trim().is_empty() {
        Some("the value of a choice cannot be blank, because a blank field means that nothing was chosen: write a text".to_owned())
    } else if value.trim() != value {
        Some(format!(
            "the value of a choice cannot begin or end with white space, because input is trimmed: write `\"{}\"`",
            value.trim()
        ))
    } else if value.chars().any(char::is_control) {
        Some("the value of a choice cannot contain control characters or line breaks: remove them".to_owned())
    } else {
        None
    }
}

fn values_of_type(field: &Field, choices: &[FixedChoice], errors: &Errors) {
    let Some(is_text) = is_text(&field.ty) else { return };
    for choice in choices.iter().filter(|choice| choice.is_text != is_text) {
        let value = &choice.value;
        let written = if is_text { format!("\"{value}\"") } else { value.clone() };
        let (kind, found) =
            if is_text { ("text", value.clone()) } else { ("whole number", format!("\"{value}\"")) };
        let advice = if is_text || value.parse::<i128>().is_ok() {
            format!(": write `{written}`")
        } else {
            String::new()
        };
        errors.at(
            choice.span,
            format!("expected a {kind} for the field `{}`, found `{found}`{advice}", field.name),
        );
    }
}

/// Returns whether values of the type are texts, also in an `Option` or a `Vec`; `None` if the name does not tell.
fn is_text(ty: &Type) -> Option<bool> {
    let tokens = ty.to_token_stream().to_string();
    let last = tokens
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .rfind(|word| !word.is_empty())?;
    match last {
        "String" => Some(true),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" => Some(false),
        _ => None,
    }
}
