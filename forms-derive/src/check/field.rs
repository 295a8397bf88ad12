use std::collections::HashMap;

use proc_macro2::Span;

use crate::errors::Errors;
use crate::model::{Field, Model, is_surely_no_form, type_name};
use crate::suggest::did_you_mean;

/// What may stand beside `nested`: everything else asks something of a single value.
const BESIDE_NESTED: [&str; 17] = [
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

const WIDGETS: [&str; 15] = [
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
    "hidden",
];

/// What controls are called elsewhere. `datetime` is also what is read of `datetime-local`.
const ELSEWHERE: [(&str, &str); 6] = [
    ("datetime", "datetime_local"),
    ("dropdown", "select"),
    ("multiselect", "select"),
    ("phone", "tel"),
    ("range", "number"),
    ("slider", "number"),
];

/// A longer key is `unknown` before it is looked up.
const LONGEST_KEY: usize = 128;

pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        inner(field, errors);
        form_within(field, errors);
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

/// `flatten` and `nested` hand everything on to another form.
fn inner(field: &Field, errors: &Errors) {
    for word in &field.words {
        let text = word.to_string();
        if field.flatten.is_some() && text != "flatten" {
            errors.over(
                word,
                format!(
                    "`flatten` stands alone, so `{text}` has no place here: the keys of `{}` stand beside ours, \
                     and each of them has its own",
                    field.name
                ),
            );
        } else if field.flatten.is_none() && field.nested.is_some() && !BESIDE_NESTED.contains(&text.as_str())
        {
            errors.over(
                word,
                format!(
                    "`{text}` asks something of a single value, and `{}` is a form: write it on a field of that form",
                    field.name
                ),
            );
        }
    }
}

/// What the type's name tells; whether another one is a form only the compiler knows.
fn form_within(field: &Field, errors: &Errors) {
    let Some(name) = type_name(&field.ty) else { return };
    let plain = is_surely_no_form(&field.ty);
    match (&field.flatten, &field.nested) {
        (Some(flatten), _) if plain => errors.over(
            flatten,
            format!("`flatten` lets the keys of a form stand beside ours, and `{name}` is none: take it away"),
        ),
        (Some(_), _) if !field.is_flattened() => errors.over(
            &field.ty,
            format!(
                "a flattened form is there as a whole, once: write the form itself in place of `{name}`, or nest it \
                 with `#[form(nested)]`"
            ),
        ),
        (None, Some(nested)) if plain => {
            errors.over(nested, format!("`nested` is for a form within the form, and `{name}` is none: take it away"));
        }
        _ => {}
    }
}

fn widget(field: &Field, errors: &Errors) {
    let Some(widget) = &field.widget else { return };
    let name = widget.to_string();
    if name == "file" {
        errors.over(
            widget,
            "there are no fields for files yet: no body that forms read carries one. Write the control in the page, with \
             `accept` from `FileExtension::accept`",
        );
    } else if !WIDGETS.contains(&name.as_str()) {
        let meant = ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == name).map(|(_, widget)| *widget);
        let near = meant
            .map_or_else(|| did_you_mean(&name, WIDGETS), |widget| format!("; write `widget = {widget}`"));
        let known = if near.is_empty() { format!(": write {}", super::listed(WIDGETS)) } else { near };
        errors.over(widget, format!("there is no widget `{name}`{known}"));
    }
    let one_line = !matches!(name.as_str(), "textarea" | "checkbox" | "select" | "radio");
    if let (Some(multiline), true) = (field.rule("multiline"), one_line) {
        errors.over(
            &multiline.word,
            format!(
                "`widget = {name}` is a single line: write `widget = textarea`, which is `multiline` already"
            ),
        );
    }
}

/// The grammar of form keys keeps `.`, `[` and `]` for itself.
fn wire_name(text: &str, span: Span, errors: &Errors) {
    if text.is_empty() {
        errors.at(span, "a name on the wire cannot be empty");
    } else if let Some(mark) = text.chars().find(|letter| matches!(letter, '.' | '[' | ']')) {
        errors.at(
            span,
            format!(
                "a name on the wire cannot hold `{mark}`, which leads into nested fields (`address.city`, \
                 `phones[0].number`)"
            ),
        );
    } else if let Some(mark) =
        text.chars().find(|letter| matches!(letter, '&' | '=' | '+' | '%' | '"' | '\\'))
    {
        errors.at(
            span,
            format!("a name on the wire cannot hold `{mark}`, which forms or JSON write another way"),
        );
    } else if text.chars().any(char::is_control) {
        errors.at(span, "a name on the wire cannot hold control characters");
    } else if text.trim() != text {
        errors.at(span, "a name on the wire cannot begin or end with white space");
    } else if text == "_rows" {
        errors.at(
            span,
            "`_rows` is the key of the buttons that add, remove and move rows: choose another name",
        );
    } else if text == "_cut" {
        errors.at(span, "`_cut` is what a page sends that could not show everything: choose another name");
    } else if text == "__all__" {
        errors.at(span, "`__all__` is where errors of the whole form stand: choose another name");
    } else if text.len() > LONGEST_KEY {
        errors.at(
            span,
            format!("a name on the wire has at most {LONGEST_KEY} bytes, and this has {}", text.len()),
        );
    }
}

/// Two fields of one form under one name, on the wire or as a token.
fn collisions(model: &Model, errors: &Errors) {
    let mut reported = Vec::new();
    for form in &model.forms {
        let mut wires: HashMap<&str, &Field> = HashMap::new();
        let mut tokens: HashMap<String, &Field> = HashMap::new();
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
                        "the field `{}` has the name `{}` on the wire already: rename one of them",
                        earlier.name, field.wire.text
                    ),
                );
                reported.push(row.field);
                continue;
            }
            if let Some(earlier) = tokens.insert(field.token(), field) {
                errors.over(
                    &field.ident,
                    format!(
                        "`{}` and `{}` would both be `{}::{}`: rename one of the fields, and keep its name on the \
                         wire with `rename = \"...\"`",
                        earlier.name,
                        field.name,
                        form.ident,
                        field.token()
                    ),
                );
                reported.push(row.field);
            }
        }
    }
}
