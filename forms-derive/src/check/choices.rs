use std::collections::HashSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::Type;

use crate::errors::Errors;
use crate::model::{Demand, Field, Model};
use crate::syntax::{Choices, FixedChoice};

/// What a field offers: something, nothing twice, and values that its type has.
pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        for rule in &field.rules {
            let Demand::Choices(choices) = &rule.demand else { continue };
            if let Some(one_of) = field.rule("one_of") {
                errors.over(
                    &rule.word,
                    format!("`{}` says already what there is to choose: keep one of the two", one_of.word),
                );
            }
            if let Choices::Fixed(span, choices) = choices {
                fixed(*span, choices, errors);
                of_type(field, choices, errors);
            }
        }
    }
}

fn fixed(span: Span, choices: &[FixedChoice], errors: &Errors) {
    if choices.is_empty() {
        errors.at(span, "`choices` leaves nothing to choose: offer at least one value");
    }
    let (mut seen, mut groups) = (HashSet::new(), HashSet::new());
    let mut before = None;
    for choice in choices {
        if !seen.insert(&choice.value) {
            errors.at(choice.span, format!("`{}` is offered twice", choice.value));
        } else if choice.value.trim() != choice.value || choice.value.is_empty() {
            errors.at(
                choice.span,
                "a choice's value is stripped when it is read: it cannot be empty, nor begin or end with white space",
            );
        } else if choice.value.chars().any(char::is_control) {
            errors.at(choice.span, "a choice's value cannot hold control characters or line breaks");
        }
        if let Some(label) = &choice.label {
            super::has_text("label", label, errors);
        }
        let group = choice.group.as_ref().map(syn::LitStr::value);
        if group != before
            && let (Some(text), Some(name)) = (&choice.group, &group)
            && !groups.insert(name.clone())
        {
            errors.over(text, format!("there is a group \"{name}\" already: put its choices together"));
        }
        before = group;
    }
}

fn of_type(field: &Field, choices: &[FixedChoice], errors: &Errors) {
    let Some(is_text) = is_text(&field.ty) else { return };
    for choice in choices.iter().filter(|choice| choice.is_text != is_text) {
        let value = &choice.value;
        let written = if is_text { format!("\"{value}\"") } else { value.clone() };
        let kind = if is_text { "texts" } else { "numbers" };
        let advice = if is_text || value.parse::<i128>().is_ok() {
            format!(": write `{written}`")
        } else {
            String::new()
        };
        errors.at(choice.span, format!("the values of `{}` are {kind}{advice}", field.name));
    }
}

/// Whether a value of the type is a text, within an `Option` or a `Vec` too; none where its name does not tell.
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
