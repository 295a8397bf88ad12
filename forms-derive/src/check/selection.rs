//! Checks the forms over a struct: their fields, names and settings.

use std::collections::HashMap;

use crate::errors::Errors;
use crate::model::{Access, Field, Form, Model, Row, Selection, contains_type};
use crate::suggest::did_you_mean;

/// The key of the CSRF token.
const TOKEN_KEY: &str = "csrf_token";

/// The runtime has one bit of a `u64` for each field of a form.
const MOST_FIELDS: usize = 64;

pub(super) fn check(model: &Model, errors: &Errors) {
    for form in &model.forms {
        selected(model, form, errors);
        settings(model, form, errors);
        csrf(model, form, errors);
        size(form, errors);
    }
    duplicate_names(model, errors);
    generated_names(model, errors);
}

/// Checks the struct that the derive writes for a variant.
pub(super) fn variant(model: &Model, errors: &Errors) {
    for form in &model.forms {
        selected(model, form, errors);
        size(form, errors);
    }
}

/// Checks the settings of an enum with data.
pub(super) fn enum_settings(model: &Model, errors: &Errors) {
    for form in &model.forms {
        settings(model, form, errors);
        csrf(model, form, errors);
    }
}

fn selected(model: &Model, form: &Form, errors: &Errors) {
    match &form.selection {
        Selection::Missing => errors.at(form.span, missing(model)),
        Selection::Fields(span, names) if names.is_empty() => {
            errors.at(*span, format!("`fields` is empty, so the form binds nothing: {}", spellings(model)));
        }
        Selection::All => {
            for row in form.rows.iter().filter(|row| !binds(row)) {
                needs_default(form, &model.fields[row.field], errors);
            }
            if !form.rows.iter().any(binds) {
                errors.at(form.span, "every field of this form is `read_only`, so it binds nothing: remove `read_only` from one of them");
            }
        }
        Selection::Exclude(_) => {
            for row in form.bound() {
                needs_attribute(form, &model.fields[row.field], errors);
            }
            if !form.rows.iter().any(binds) {
                errors.at(
                    form.span,
                    "`exclude` leaves no field to bind: exclude fewer fields, or remove this form",
                );
            }
        }
        Selection::Fields(..) | Selection::Unreadable => {}
    }
}

fn binds(row: &Row) -> bool {
    row.access != Access::ReadOnly
}

fn missing(model: &Model) -> String {
    format!("this form does not say which fields a request may set: {}", spellings(model))
}

fn spellings(model: &Model) -> String {
    let names: Vec<_> = model.fields.iter().take(2).map(|field| field.name.as_str()).collect();
    let last = model.fields.last().map_or("id", |field| field.name.as_str());
    format!(
        "write `#[form(fields = [{}])]` to list them, `#[form(exclude = [{last}])]` to list the others, or \
         `#[form(fields = all)]` if the struct exists for the request",
        names.join(", ")
    )
}

fn needs_default(form: &Form, field: &Field, errors: &Errors) {
    if field.default.is_some() {
        return;
    }
    let name = &field.name;
    let listed = form.read_only.iter().find(|listed| listed.text == *name).map(|listed| listed.span);
    let span = field.read_only.as_ref().map(syn::Ident::span).or(listed).unwrap_or(form.span);
    errors.at(
        span,
        format!(
            "no request sets `{name}`, so a new `{}` needs a default value for it: write `#[form(read_only, default)]`, or \
             `default = ...`",
            form.ident
        ),
    );
}

fn needs_attribute(form: &Form, field: &Field, errors: &Errors) {
    let (name, form) = (&field.name, &form.ident);
    if name == "id" {
        errors.over(
            &field.ident,
            format!(
                "`{form}` would let a request set `id`: mark it `#[form(read_only)]`, or add it to `exclude`. If requests choose it, \
                 list the fields with `fields = [id, ...]`"
            ),
        );
    } else if field.form_attribute.is_none() {
        errors.over(
            &field.ident,
            format!(
                "`{form}` would let a request set `{name}`, and with `exclude` each bound field must have an attribute: write \
                 `#[form()]` or `#[form(read_only)]` on it, or add it to `exclude`"
            ),
        );
    }
}

/// Checks `browser_validation`, `accept`, `unknown` and `ignore`.
fn settings(model: &Model, form: &Form, errors: &Errors) {
    if let Some(answer) =
        form.browser_validation.as_ref().filter(|answer| *answer != "on" && *answer != "off")
    {
        errors.over(answer, format!("expected `on` or `off`, found `{answer}`"));
    }
    if let Some(accept) = &form.accept
        && let Some(file) = form
            .rows
            .iter()
            .map(|row| &model.fields[row.field])
            .find(|field| contains_type(&field.ty, "UploadedFile"))
    {
        errors.over(
            accept,
            format!("JSON has no files, and `{}` is one: remove `accept = json`, or the field", file.name),
        );
    }
    if let Some(format) = form.accept.as_ref().filter(|format| *format != "json") {
        errors.over(
            format,
            format!(
                "expected `json`, found `{format}`: write `accept = json`, or remove `accept` to take urlencoded bodies and JSON"
            ),
        );
    }
    if let Some(unknown) = &form.unknown {
        let word = unknown.to_string();
        if word != "ignore" && word != "refuse" {
            let near = did_you_mean(&word, ["ignore", "refuse"]);
            errors.over(unknown, format!("expected `ignore` or `refuse`, found `{word}`{near}"));
        }
        if let (true, Some(name)) = (word == "ignore", form.ignore.first()) {
            errors.at(
                name.span,
                "`unknown = ignore` ignores every key that is not a field: remove it, or remove `ignore`",
            );
        }
    }
    for (index, name) in form.ignore.iter().enumerate() {
        let text = &name.text;
        if form.ignore[..index].iter().any(|earlier| earlier.text == *text) {
            errors.at(name.span, format!("`{text}` is named twice: remove one of them"));
        }
        if form.rows.iter().any(|row| model.fields[row.field].wire.text == *text) {
            errors.at(name.span, format!("`{text}` is a field of `{}`: remove it from `ignore`", form.ident));
        }
        if text.is_empty() {
            errors.at(name.span, "expected a key, found an empty text: write a key, or remove it");
        }
    }
}

fn csrf(model: &Model, form: &Form, errors: &Errors) {
    let Some(word) = &form.csrf else { return };
    if cfg!(not(feature = "csrf")) {
        errors.over(word, "`csrf` needs the feature `csrf` of the crate `forms`: enable it in Cargo.toml");
    }
    if let Some(name) = form.ignore.iter().find(|name| name.text == TOKEN_KEY) {
        errors.at(name.span, format!("`csrf` reads `{TOKEN_KEY}` itself: remove it from `ignore`"));
    }
    for row in &form.rows {
        let field = &model.fields[row.field];
        if field.flatten.is_none() && field.wire.text == TOKEN_KEY {
            errors.at(
                field.wire.span,
                format!("`{TOKEN_KEY}` is reserved for the token of `csrf`: rename the field"),
            );
        }
    }
}

fn size(form: &Form, errors: &Errors) {
    let fields = form.rows.len();
    if fields > MOST_FIELDS {
        errors.at(
            form.span,
            format!(
                "a form has at most {MOST_FIELDS} fields, and `{}` has {fields}: move some of them to a nested form (`#[form(nested)]`)",
                form.ident
            ),
        );
    }
}

/// Checks that no two forms have the same name.
fn duplicate_names(model: &Model, errors: &Errors) {
    let mut taken: HashMap<String, &Form> = HashMap::new();
    for form in &model.forms {
        let name = form.ident.to_string();
        let span = form.name.as_ref().map_or(form.span, syn::Ident::span);
        if !form.own && form.name.is_some() && form.ident == model.ident {
            errors.at(
                span,
                format!(
                    "`{name}` is the name of the struct: write another name, or write `fields = all` without `name`"
                ),
            );
            continue;
        }
        match taken.get(&name) {
            None => {
                taken.insert(name, form);
            }
            Some(_) if form.own => {
                errors.at(
                    span,
                    "`fields = all` is written twice, and the struct is only one form: list the fields of the other with `fields = [...]`",
                );
            }
            Some(_)
                if form.name.is_none()
                    && matches!(form.selection, Selection::Missing | Selection::Unreadable) => {}
            Some(_) if form.name.is_none() => errors.at(
                span,
                format!(
                    "two forms have no `name`, and both would be `{name}`: write `name = ...` in this one"
                ),
            ),
            Some(_) => errors.at(span, format!("two forms are called `{name}`: rename one of them")),
        }
    }
}

/// Checks that no form has the name of a struct that the derive writes, such as `NewUserDraft`.
fn generated_names(model: &Model, errors: &Errors) {
    for form in &model.forms {
        let has_rest = !form.own && form.bound().count() < model.fields.len();
        let rest = has_rest.then(|| ("Rest", format!("the struct that `{}::create` takes", form.ident)));
        let draft = ("Draft", format!("the draft that checks of `{}` see", form.ident));
        for (ending, what) in rest.into_iter().chain([draft]) {
            let generated = format!("{}{ending}", form.ident);
            if model.ident == generated {
                let span = form.name.as_ref().map_or(form.span, syn::Ident::span);
                errors.at(
                    span,
                    format!(
                        "`{generated}` is this struct, and the derive writes {what} with the same name: give this form another name"
                    ),
                );
            }
            for other in model.forms.iter().filter(|other| other.ident == generated) {
                let span = other.name.as_ref().map_or(other.span, syn::Ident::span);
                errors.at(
                    span,
                    format!("`{generated}` is {what}, which the derive writes: give this form another name"),
                );
            }
        }
    }
}
