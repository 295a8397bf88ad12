//! Checks the attributes of one field: its key, its widget, `nested`.

use std::collections::HashMap;

use proc_macro2::Span;
use quote::ToTokens;
use syn::Type;

use crate::errors::Errors;
use crate::model::{Field, Model, is_plain_value, type_name};
use crate::suggest::did_you_mean;

/// The keys that can be combined with `nested`. The others need a single value.
const ALLOWED_WITH_NESTED: [&str; 22] = [
    "key",
    "can_add",
    "can_delete",
    "can_order",
    "keys",
    "ordered",
    "nested",
    "read_only",
    "immutable",
    "rename",
    "label",
    "help",
    "item_label",
    "messages",
    "default",
    "required",
    "required_if",
    "required_unless",
    "min_items",
    "max_items",
    "validate",
    "clean",
];

const WIDGETS: [&str; 16] = [
    "text",
    "search",
    "email",
    "url",
    "tel",
    "password",
    "textarea",
    "number",
    "date",
    "time",
    "datetime_local",
    "checkbox",
    "select",
    "radio",
    "file",
    "hidden",
];

/// Names that other libraries use for widgets. `datetime` is also what remains of `datetime-local`, which is not one word.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("datetime", "datetime_local"),
    ("dropdown", "select"),
    ("multiselect", "select"),
    ("phone", "tel"),
    ("range", "number"),
    ("slider", "number"),
    ("upload", "file"),
];

/// The runtime does not look up a longer key: it is `unknown`.
const LONGEST_KEY: usize = 128;

pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        combinations(field, errors);
        form_type(field, errors);
        widget(field, errors);
        for (word, text) in [("label", &field.label), ("item_label", &field.item_label)] {
            if let Some(text) = text {
                super::has_text(word, text, errors);
            }
        }
        if field.flatten.is_none() {
            wire_name(&field.wire.text, field.wire.span, errors);
        }
    }
    collisions(model, errors);
}

/// Checks the other keys of a field with `flatten` or `nested`: most belong on the fields of the inner form.
fn combinations(field: &Field, errors: &Errors) {
    for word in &field.words {
        let text = word.to_string();
        if field.flatten.is_some() && text != "flatten" {
            errors.over(
                word,
                format!(
                    "`{text}` cannot be combined with `flatten`, which puts the fields of `{}` in its place: write `{text}` on \
                     one of those fields, or remove it",
                    field.name
                ),
            );
        } else if field.flatten.is_none()
            && field.nested.is_some()
            && !ALLOWED_WITH_NESTED.contains(&text.as_str())
        {
            errors.over(
                word,
                format!(
                    "`{text}` needs a single value, and `{}` is a nested form: write `{text}` on a field of that form",
                    field.name
                ),
            );
        }
    }
}

/// Checks the type of a `flatten` or `nested` field by its name. The compiler checks the rest.
fn form_type(field: &Field, errors: &Errors) {
    let Some(name) = type_name(&field.ty) else { return };
    let plain = is_plain_value(&field.ty);
    match (&field.flatten, &field.nested) {
        (Some(flatten), _) if plain => errors.over(
            flatten,
            format!("`flatten` needs a form, and `{}` is not one: remove `flatten`", written(&field.ty)),
        ),
        (Some(_), _) if !field.is_flattened() => errors.over(
            &field.ty,
            format!(
                "`flatten` needs the form itself, found `{name}`: write the form as the type, or use `nested` in place of `flatten`"
            ),
        ),
        (None, Some(nested)) if plain => {
            errors.over(nested, format!("`nested` needs a form, and `{}` is not one: remove `nested`", written(&field.ty)));
        }
        _ => {}
    }
}

fn written(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

fn widget(field: &Field, errors: &Errors) {
    let Some(widget) = &field.widget else { return };
    let name = widget.to_string();
    if !WIDGETS.contains(&name.as_str()) {
        let meant = OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, widget)| *widget);
        let near = meant
            .map_or_else(|| did_you_mean(&name, WIDGETS), |widget| format!(": write `widget = {widget}`"));
        let known = if near.is_empty() { format!("; expected {}", super::listed(WIDGETS)) } else { near };
        errors.over(widget, format!("unknown widget `{name}`{known}"));
    }
    let one_line = !matches!(name.as_str(), "textarea" | "checkbox" | "select" | "radio");
    if let (Some(multiline), true) = (field.rule("multiline"), one_line) {
        errors.over(
            &multiline.word,
            format!(
                "`multiline` needs several lines, and `widget = {name}` has one: write `widget = textarea`, or remove one of them"
            ),
        );
    }
}

/// Checks a name on the wire: `.`, `[` and `]` are part of the syntax of keys.
pub(crate) fn wire_name(text: &str, span: Span, errors: &Errors) {
    if text.is_empty() {
        errors.at(span, "a name on the wire cannot be empty: write one, or remove `rename`");
    } else if let Some(mark) = text.chars().find(|letter| matches!(letter, '.' | '[' | ']')) {
        errors.at(
            span,
            format!(
                "a name on the wire cannot contain `{mark}`, which separates the names of nested fields (`address.city`, \
                 `phones[0].number`): remove it"
            ),
        );
    } else if let Some(mark) =
        text.chars().find(|letter| matches!(letter, '&' | '=' | '+' | '%' | '"' | '\\'))
    {
        errors.at(
            span,
            format!(
                "a name on the wire cannot contain `{mark}`, which is escaped in forms or in JSON: remove it"
            ),
        );
    } else if text.chars().any(char::is_control) {
        errors.at(span, "a name on the wire cannot contain control characters: remove them");
    } else if text.trim() != text {
        errors.at(span, "a name on the wire cannot begin or end with white space: remove it");
    } else if text == "_rows" {
        errors.at(
            span,
            "`_rows` is reserved for the buttons that add, remove and move rows: choose another name",
        );
    } else if text == "_cut" {
        errors.at(span, "`_cut` is reserved for pages that could not show everything: choose another name");
    } else if text == "__all__" {
        errors.at(span, "`__all__` is reserved for errors of the whole form: choose another name");
    } else if text.len() > LONGEST_KEY {
        errors.at(
            span,
            format!(
                "a name on the wire has at most {LONGEST_KEY} bytes, found {}: choose a shorter one",
                text.len()
            ),
        );
    }
}

/// Checks that no two fields of a form have the same name on the wire or the same constant.
fn collisions(model: &Model, errors: &Errors) {
    let mut reported = Vec::new();
    for form in &model.forms {
        let mut wires: HashMap<&str, &Field> = HashMap::new();
        let mut field_refs: HashMap<String, &Field> = HashMap::new();
        for row in &form.rows {
            let field = &model.fields[row.field];
            if reported.contains(&row.field) {
                continue;
            }
            if field.flatten.is_none()
                && let Some(earlier) = wires.insert(&field.wire.text, field)
            {
                errors.at(
                    field.wire.span,
                    format!(
                        "the fields `{}` and `{}` have the same name on the wire, `{}`: write another one on one of them, as in \
                         `rename = \"...\"`",
                        earlier.name, field.name, field.wire.text
                    ),
                );
                reported.push(row.field);
                continue;
            }
            if let Some(earlier) = field_refs.insert(field.ref_name(), field) {
                errors.over(
                    &field.ident,
                    format!(
                        "the fields `{}` and `{}` have the same constant `{}::{}`: rename one of them, and keep its name on the wire with \
                         `rename = \"...\"`",
                        earlier.name,
                        field.name,
                        form.ident,
                        field.ref_name()
                    ),
                );
                reported.push(row.field);
            }
        }
    }
}
