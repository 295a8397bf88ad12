//! Checks the names of fields in `fields`, `exclude`, `read_only` and rules: they must exist.

use crate::errors::Errors;
use crate::model::{Access, Form, Model, Selection};
use crate::suggest::did_you_mean;
use crate::syntax::Name;

pub(super) fn check(model: &Model, errors: &Errors) {
    for form in &model.forms {
        match &form.selection {
            Selection::Fields(_, names) => {
                known_names(model, "fields", names, errors);
                bound(model, form, names, errors);
            }
            Selection::Exclude(names) => {
                known_names(model, "exclude", names, errors);
                excluded(form, names, errors);
            }
            Selection::All | Selection::Missing | Selection::Unreadable => {}
        }
        known_names(model, "read_only", &form.read_only, errors);
        known_names(model, "immutable", &form.immutable, errors);
        immutable(model, form, errors);
        flattened(model, form, errors);
    }
}

/// Checks that each name is a field of the struct, and is named once.
fn known_names(model: &Model, list: &str, names: &[Name], errors: &Errors) {
    for (index, name) in names.iter().enumerate() {
        let text = &name.text;
        if names[..index].iter().any(|earlier| earlier.text == *text) {
            errors.at(name.span, format!("`{text}` is named twice in `{list}`: remove one of them"));
        } else if name.is_quoted() {
            errors.at(
                name.span,
                format!("expected the name of a field without quotes: write `{list} = [{text}]`"),
            );
        } else if name.parts.len() > 1 {
            errors.at(
                name.span,
                format!(
                    "`{list}` takes fields of `{}`, not of a form within it: write `{}`",
                    model.ident,
                    name.first()
                ),
            );
        } else if model.field(text).is_none() {
            errors.at(name.span, unknown(model, text));
        }
    }
}

/// The most fields that an error lists.
const MOST_LISTED: usize = 12;

/// Returns the error for a name that is not a field, with a suggestion.
pub(super) fn unknown(model: &Model, text: &str) -> String {
    let mut near = did_you_mean(text, model.fields.iter().map(|field| field.name.as_str()));
    if near.is_empty() && model.fields.len() <= MOST_LISTED {
        let names: Vec<_> = model.fields.iter().map(|field| format!("`{}`", field.name)).collect();
        near = format!("; it has {}", names.join(", "));
    }
    let by_wire = model.fields.iter().find(|field| field.wire.text == text);
    match by_wire {
        Some(field) => {
            format!("expected the name of the field, found its name on the wire: write `{}`", field.name)
        }
        None => format!("`{}` has no field `{text}`{near}", model.ident),
    }
}

fn bound(model: &Model, form: &Form, names: &[Name], errors: &Errors) {
    for name in names {
        let text = &name.text;
        if let Some(shown) = form.read_only.iter().find(|shown| shown.text == *text) {
            errors.at(
                shown.span,
                format!("`{text}` is in `fields` and in `read_only`: keep it in one of them"),
            );
        } else if model.field(text).is_some_and(|field| field.read_only.is_some()) {
            errors.at(
                name.span,
                format!(
                    "`{text}` is marked `read_only`, so no form can bind it: move it to `read_only = [{text}]`"
                ),
            );
        }
    }
}

fn excluded(form: &Form, names: &[Name], errors: &Errors) {
    for shown in &form.read_only {
        if names.iter().any(|name| name.text == shown.text) {
            errors.at(
                shown.span,
                format!(
                    "`{0}` is in `exclude`, so the form cannot show it: remove it from `exclude`",
                    shown.text
                ),
            );
        }
    }
}

fn immutable(model: &Model, form: &Form, errors: &Errors) {
    for name in &form.immutable {
        let text = &name.text;
        let Some(index) = model.fields.iter().position(|field| field.name == *text) else { continue };
        match form.row(index).map(|row| row.access) {
            None => errors.at(
                name.span,
                format!(
                    "`{}` does not bind `{text}`, so it cannot be immutable there: add it to `fields`",
                    form.ident
                ),
            ),
            Some(Access::ReadOnly) => errors.at(
                name.span,
                format!(
                    "`{text}` is already `read_only` in `{}`, which is stricter: remove it from `immutable`",
                    form.ident
                ),
            ),
            Some(Access::Bound | Access::Immutable) => {}
        }
    }
}

fn flattened(model: &Model, form: &Form, errors: &Errors) {
    for (list, names) in [("read_only", &form.read_only), ("immutable", &form.immutable)] {
        for name in names {
            if model.field(&name.text).is_some_and(|field| field.flatten.is_some()) {
                errors.at(
                    name.span,
                    format!(
                        "`{}` is a flattened form, which cannot be `{list}` as a whole: mark its fields in that form",
                        name.text
                    ),
                );
            }
        }
    }
}
