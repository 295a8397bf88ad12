//! Attributes of serde: a form does not read them, so each one that looks as if it did is an error, unless the declaration
//! says the same for the form or `serde = ignore`.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaNameValue, Token, Variant};

use crate::errors::Errors;
use crate::model::{Access, Field, Model, Wide, type_name};
use crate::syntax::{Argument, Declaration, Entry};

const STRUCT: &str = "the struct";
const ENUM: &str = "the enum";

pub(super) fn form(declaration: &Declaration<'_>, model: &Model, errors: &Errors) {
    let wide = Wide::of(&declaration.attributes);
    if wide.serde.is_some() {
        return;
    }
    for meta in metas(&declaration.item.attrs) {
        container(&meta, &wide, STRUCT, errors);
        if word(&meta) == "default" && model.fields.iter().any(|field| field.default.is_none()) {
            report(&meta, "#[form(default)]` on each field that may be left out", STRUCT, errors);
        }
    }
    for (index, (field, declared)) in model.fields.iter().zip(&declaration.fields).enumerate() {
        let mut rows = model.forms.iter().filter_map(|form| form.row(index)).peekable();
        if rows.peek().is_some() {
            let is_bound = rows.any(|row| row.access != Access::ReadOnly);
            for meta in metas(&declared.item.attrs) {
                self::field(&meta, field, is_bound, errors);
            }
        }
    }
}

/// Of an enum that derives `Choice`.
pub(crate) fn choice(attributes: &[Attribute], wide: &Wide, errors: &Errors) {
    if wide.serde.is_none() {
        for meta in &metas(attributes) {
            container(meta, wide, ENUM, errors);
        }
    }
}

/// Of a variant of such an enum, whose value on the wire is this.
pub(crate) fn variant(variant: &Variant, entries: &[&Entry], value: &str, wide: &Wide, errors: &Errors) {
    if wide.serde.is_some() {
        return;
    }
    let is_renamed =
        entries.iter().any(|entry| entry.key.name == "rename" && matches!(entry.argument, Argument::Text(_)));
    for meta in metas(&variant.attrs) {
        match word(&meta).as_str() {
            "rename" => renamed(&meta, is_renamed, value, ENUM, errors),
            "alias" => nothing_like_it(&meta, "a choice has one value", ENUM, errors),
            "skip" | "skip_deserializing" | "other" => {
                nothing_like_it(
                    &meta,
                    "every variant of a choice is offered, and nothing else",
                    ENUM,
                    errors,
                );
            }
            _ => {}
        }
    }
}

fn container(meta: &Meta, wide: &Wide, place: &str, errors: &Errors) {
    match word(meta).as_str() {
        "rename_all" if wide.rename_all.is_none() => {
            if let Some(text) = read_as(meta) {
                report(meta, &format!("#[form(rename_all = {})]`", text.to_token_stream()), place, errors);
            }
        }
        "from" | "try_from" | "transparent" => {
            nothing_like_it(meta, "it reads field by field", place, errors);
        }
        _ => {}
    }
}

fn field(meta: &Meta, field: &Field, is_bound: bool, errors: &Errors) {
    let says = |key: &str| field.words.iter().any(|word| word == key);
    match word(meta).as_str() {
        "rename" => renamed(meta, says("rename"), &field.wire.text, STRUCT, errors),
        "flatten" if field.flatten.is_none() => report(meta, "#[form(flatten)]`", STRUCT, errors),
        "default"
            if is_bound
                && field.default.is_none()
                && type_name(&field.ty).is_none_or(|name| name != "Option") =>
        {
            let path = value_of(meta).and_then(|path| path.parse::<syn::Path>().ok());
            let ours = path.map_or("#[form(default)]`".to_owned(), |path| {
                format!("#[form(default = {}())]`", path.to_token_stream().to_string().replace(' ', ""))
            });
            report(meta, &ours, STRUCT, errors);
        }
        "alias" if is_bound => nothing_like_it(meta, "a field has one name in a form", STRUCT, errors),
        "skip" | "skip_deserializing" if is_bound => {
            let ours = format!("#[form(read_only)]`, or leave `{}` out of the form", field.name);
            report(meta, &ours, STRUCT, errors);
        }
        "with" | "deserialize_with" if is_bound => nothing_like_it(
            meta,
            "a form reads a value by its type: implement `forms::FieldType` for a type of your own, or write `clean = function`",
            STRUCT,
            errors,
        ),
        _ => {}
    }
}

fn renamed(meta: &Meta, says_so: bool, name: &str, place: &str, errors: &Errors) {
    if let Some(text) = read_as(meta)
        && !says_so
        && text.value() != name
    {
        report(meta, &format!("#[form(rename = {})]`", text.to_token_stream()), place, errors);
    }
}

/// `ours` begins within a code span that is open.
fn report(meta: &Meta, ours: &str, place: &str, errors: &Errors) {
    let word = word(meta);
    errors.over(
        meta,
        format!(
            "serde's `{word}` has no effect on a form: write `{ours}, or `#[form(serde = ignore)]` on {place} if the form is to \
             differ from serde"
        ),
    );
}

fn nothing_like_it(meta: &Meta, why: &str, place: &str, errors: &Errors) {
    let word = word(meta);
    errors.over(
        meta,
        format!(
            "serde's `{word}` has no effect on a form ({why}): take it away, or write `#[form(serde = ignore)]` on {place} if the \
             form is to differ from serde"
        ),
    );
}

/// Returns the contents of the `#[serde(...)]` attributes. Serde itself reports those that cannot be read.
fn metas(attributes: &[Attribute]) -> Vec<Meta> {
    let attributes = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    attributes
        .filter_map(|attribute| {
            attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
        })
        .flatten()
        .collect()
}

fn word(meta: &Meta) -> String {
    meta.path().get_ident().map(Ident::to_string).unwrap_or_default()
}

/// The name under which serde reads: of `= "x"`, or of `(serialize = "y", deserialize = "x")`.
fn read_as(meta: &Meta) -> Option<LitStr> {
    match meta {
        Meta::List(list) => {
            let pairs = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
            pairs.iter().find(|pair| pair.path().is_ident("deserialize")).and_then(value_of)
        }
        _ => value_of(meta),
    }
}

fn value_of(meta: &Meta) -> Option<LitStr> {
    match meta {
        Meta::NameValue(MetaNameValue { value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }), .. }) => {
            Some(text.clone())
        }
        _ => None,
    }
}
