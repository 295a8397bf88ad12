use std::collections::HashMap;

use crate::errors::Errors;
use crate::model::{Access, Field, Form, Model, Row, Selection};
use crate::suggest::did_you_mean;

/// The key of a token, which `csrf` lets through.
const TOKEN_KEY: &str = "csrf_token";

/// One bit of a word for each field that was seen.
const MOST_FIELDS: usize = 64;

pub(super) fn check(model: &Model, errors: &Errors) {
    for form in &model.forms {
        selected(model, form, errors);
        answers(model, form, errors);
        csrf(model, form, errors);
        size(form, errors);
    }
    names(model, errors);
    generated_names(model, errors);
}

fn selected(model: &Model, form: &Form, errors: &Errors) {
    match &form.selection {
        Selection::Missing => errors.at(form.span, missing(model)),
        Selection::Fields(span, names) if names.is_empty() => {
            errors.at(*span, format!("this form binds nothing: {}", spellings(model)));
        }
        Selection::All => {
            for row in form.rows.iter().filter(|row| !binds(row)) {
                needs_default(form, &model.fields[row.field], errors);
            }
            if !form.rows.iter().any(binds) {
                errors.at(form.span, "every field of this form is `read_only`: it binds nothing");
            }
        }
        Selection::Exclude(_) => {
            for row in form.bound() {
                decided(form, &model.fields[row.field], errors);
            }
            if !form.rows.iter().any(binds) {
                errors.at(form.span, "nothing is left to bind: `exclude` fewer fields, or drop this form");
            }
        }
        Selection::Fields(..) | Selection::Unreadable => {}
    }
}

fn binds(row: &Row) -> bool {
    row.access != Access::ReadOnly
}

fn missing(model: &Model) -> String {
    format!("which fields may a request set? {}", spellings(model))
}

fn spellings(model: &Model) -> String {
    let names: Vec<_> = model.fields.iter().take(2).map(|field| field.name.as_str()).collect();
    let last = model.fields.last().map_or("id", |field| field.name.as_str());
    format!(
        "write `#[form(fields = [{}])]` to name them, `#[form(exclude = [{last}])]` to name the others, or \
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
            "no request sets `{name}`, so a new `{}` needs a value for it: write `#[form(read_only, default)]`, or \
             `default = ...`",
            form.ident
        ),
    );
}

fn decided(form: &Form, field: &Field, errors: &Errors) {
    let (name, form) = (&field.name, &form.ident);
    if name == "id" {
        errors.over(
            &field.ident,
            format!(
                "`{form}` would let a request set `id`: mark it `#[form(read_only)]` or exclude it. If requests \
                 really choose it, say so with `fields = [id, ...]`"
            ),
        );
    } else if field.decided.is_none() {
        errors.over(
            &field.ident,
            format!(
                "may a request set `{name}` through `{form}`? Under `exclude` every bound field says so: write \
                 `#[form()]` on it, `#[form(read_only)]`, or name it in `exclude`"
            ),
        );
    }
}

/// `browser_validation`, `accept`, `unknown` and `ignore`.
fn answers(model: &Model, form: &Form, errors: &Errors) {
    if let Some(answer) =
        form.browser_validation.as_ref().filter(|answer| *answer != "on" && *answer != "off")
    {
        errors.over(
            answer,
            format!("`{answer}` is no answer: write `browser_validation = off`, or take it away"),
        );
    }
    if let Some(format) = form.accept.as_ref().filter(|format| *format != "json") {
        errors.over(
            format,
            format!(
                "`{format}` is no format that a form takes alone: write `accept = json`, or take it away for urlencoded \
                 bodies and JSON"
            ),
        );
    }
    if let Some(unknown) = &form.unknown {
        let word = unknown.to_string();
        if word != "ignore" && word != "refuse" {
            let near = did_you_mean(&word, ["ignore", "refuse"]);
            let known = if near.is_empty() { ": write `ignore` or `refuse`" } else { near.as_str() };
            errors.over(unknown, format!("`{word}` is no answer to unknown keys{known}"));
        }
        if let (true, Some(name)) = (word == "ignore", form.ignore.first()) {
            errors.at(name.span, "`unknown = ignore` lets every key through already: keep one of the two");
        }
    }
    for (index, name) in form.ignore.iter().enumerate() {
        let text = &name.text;
        if form.ignore[..index].iter().any(|earlier| earlier.text == *text) {
            errors.at(name.span, format!("`{text}` is named twice"));
        }
        if form.rows.iter().any(|row| model.fields[row.field].wire.text == *text) {
            errors
                .at(name.span, format!("`{text}` is a field of `{}`: it cannot be ignored too", form.ident));
        }
        if text.is_empty() {
            errors.at(name.span, "an empty key needs no ignoring: name a key");
        }
    }
}

fn csrf(model: &Model, form: &Form, errors: &Errors) {
    let Some(word) = &form.csrf else { return };
    if cfg!(not(feature = "csrf")) {
        errors.over(word, "`csrf` needs the feature `csrf` of the crate `forms`: switch it on in Cargo.toml");
    }
    if let Some(name) = form.ignore.iter().find(|name| name.text == TOKEN_KEY) {
        errors.at(name.span, format!("`csrf` lets `{TOKEN_KEY}` through already: drop it from `ignore`"));
    }
    for row in &form.rows {
        let field = &model.fields[row.field];
        if field.flatten.is_none() && field.wire.text == TOKEN_KEY {
            errors.at(
                field.wire.span,
                format!("`{TOKEN_KEY}` is the key of the token that `csrf` asks for: rename the field"),
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
                "`{}` has {fields} fields, and a form has at most {MOST_FIELDS}: put some of them into a struct of \
                 their own, `#[form(nested)]`",
                form.ident
            ),
        );
    }
}

/// Every form needs a name of its own.
fn names(model: &Model, errors: &Errors) {
    let mut taken: HashMap<String, &Form> = HashMap::new();
    for form in &model.forms {
        let name = form.ident.to_string();
        let span = form.name.as_ref().map_or(form.span, syn::Ident::span);
        if !form.own && form.name.is_some() && form.ident == model.ident {
            errors.at(
                span,
                format!(
                    "`{name}` is the struct itself: give this form another name, or write `fields = all` without one"
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
                    "`fields = all` is given twice: the struct is one form. Name the fields of the other",
                );
            }
            Some(_)
                if form.name.is_none()
                    && matches!(form.selection, Selection::Missing | Selection::Unreadable) => {}
            Some(_) if form.name.is_none() => errors.at(
                span,
                format!("two forms without a name: one is `{name}`, so write `name = ...` in this one"),
            ),
            Some(_) => errors.at(span, format!("two forms are called `{name}`: rename one of them")),
        }
    }
}

/// Each form brings structs with it, whose names are its own with another ending.
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
                        "`{generated}` is this struct, and would be {what} too: give this form another name"
                    ),
                );
            }
            for other in model.forms.iter().filter(|other| other.ident == generated) {
                let span = other.name.as_ref().map_or(other.span, syn::Ident::span);
                errors.at(span, format!("`{generated}` is {what}: give this form another name"));
            }
        }
    }
}
