//! Everything about a declaration that can be wrong and that tokens can tell. What needs types is left to the
//! compiler, which the emitted code asks with the user's own spans.

mod choices;
mod crossing;
mod date_time;
mod field;
mod format;
mod lists;
mod literal;
mod marker;
mod message;
mod rule;
mod selection;
mod serde;
mod shape;
mod written;

pub(crate) use self::serde::{choice as serde_on_a_choice, variant as serde_on_a_variant};
pub(crate) use self::shape::{generics, named_struct};
pub(crate) use self::written::{duplicates, rename_all, serde as serde_ignore};
use crate::errors::Errors;
use crate::model::Model;
use crate::syntax::Declaration;

/// Refuses what is wrong with `model`, a struct with named fields.
pub(crate) fn form(declaration: &Declaration<'_>, model: &Model, errors: &Errors) {
    generics(&declaration.item.generics, errors);
    written::declaration(declaration, errors);
    selection::check(model, errors);
    lists::check(model, errors);
    marker::check(model, errors);
    field::check(model, errors);
    rule::check(model, errors);
    message::check(model, errors);
    choices::check(model, errors);
    crossing::check(model, errors);
    serde::form(declaration, model, errors);
}

/// Refuses a label that has no text.
pub(crate) fn has_text(word: &str, label: &syn::LitStr, errors: &Errors) {
    if label.value().trim().is_empty() {
        errors.over(
            label,
            format!("`{word}` cannot be empty: people and screen readers know the control by it. Write a text, or leave `{word}` out"),
        );
    }
}

/// `one, two or three`.
fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
