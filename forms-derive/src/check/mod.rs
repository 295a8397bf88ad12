//! Reports the errors of a declaration that its tokens show. Errors of types are left to the compiler: the emitted code has
//! the user's spans, so that the compiler marks the declaration.

mod attributes;
mod choices;
mod cross_field;
mod date_time;
mod field;
mod field_names;
pub(crate) mod file;
mod format;
mod literal;
mod map;
mod marker;
mod message;
mod row_key;
mod rule;
mod selection;
mod serde;
mod shape;

pub(crate) use self::attributes::{duplicates, rename_all, serde as serde_ignore};
pub(crate) use self::choices::unusable_value;
pub(crate) use self::field::wire_name;
pub(crate) use self::serde::{
    choice as serde_on_a_choice, tagged_enum as serde_on_a_tagged_enum, variant as serde_on_a_variant,
};
pub(crate) use self::shape::{generics, named_struct};
use crate::errors::Errors;
use crate::model::Model;
use crate::syntax::Declaration;

/// Reports the errors of `model`, a struct with named fields.
pub(crate) fn form(declaration: &Declaration<'_>, model: &Model, errors: &Errors) {
    generics(&declaration.item.generics, errors);
    attributes::declaration(declaration, errors);
    selection::check(model, errors);
    fields(declaration, model, errors);
}

/// Reports the errors of the rules of a newtype. `model` has one field, and no form.
pub(crate) fn newtype(model: &Model, errors: &Errors) {
    field::check(model, errors);
    rule::check(model, errors);
    message::check(model, errors);
    choices::check(model, errors);
}

/// Reports the errors of the struct that the derive writes for the fields of a variant. Settings of the enum are checked once,
/// by [`form_of_an_enum`].
pub(crate) fn form_of_variant(declaration: &Declaration<'_>, model: &Model, errors: &Errors) {
    attributes::fields(declaration, errors);
    selection::variant(model, errors);
    fields(declaration, model, errors);
}

/// Reports the errors of the fields, of a struct or of a variant.
fn fields(declaration: &Declaration<'_>, model: &Model, errors: &Errors) {
    field_names::check(model, errors);
    marker::check(model, errors);
    map::check(model, errors);
    field::check(model, errors);
    row_key::check(model, errors);
    rule::check(model, errors);
    message::check(model, errors);
    choices::check(model, errors);
    cross_field::check(model, errors);
    serde::form(declaration, model, errors);
}

/// Reports the errors of the settings of an enum with data.
pub(crate) fn form_of_an_enum(model: &Model, errors: &Errors) {
    selection::enum_settings(model, errors);
    message::check(model, errors);
}

/// Reports a label without a text.
pub(crate) fn has_text(word: &str, label: &syn::LitStr, errors: &Errors) {
    if label.value().trim().is_empty() {
        errors.over(
            label,
            format!("`{word}` cannot be empty, because people and screen readers know the control by it: write a text, or remove `{word}`"),
        );
    }
}

/// Returns the names as in "`one`, `two` or `three`".
fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
