//! Attributes of serde. A form does not read them, so one that changes how serde reads is an error, unless the declaration has
//! the same for the form, or `serde = ignore`.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaNameValue, Token, Variant};

use crate::errors::Errors;
use crate::model::{Access, Field, ItemSettings, Model, type_name};
use crate::syntax::{Argument, Declaration, Entry};

const STRUCT: &str = "the struct";
const ENUM: &str = "the enum";

pub(super) fn form(declaration: &Declaration<'_>, model: &Model, errors: &Errors) {
    let settings = ItemSettings::of(&declaration.attributes);
    if settings.serde.is_some() {
        return;
    }
    for meta in metas(&declaration.item.attrs) {
        container(&meta, &settings, STRUCT, errors);
        if word(&meta) == "default" && model.fields.iter().any(|field| field.default.is_none()) {
            report_with_equivalent(
                &meta,
                "#[form(default)]` on each field that may be left out",
                STRUCT,
                errors,
            );
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

/// Checks the attributes of an enum that derives `Choice`.
pub(crate) fn choice(attributes: &[Attribute], settings: &ItemSettings, errors: &Errors) {
    if settings.serde.is_none() {
        for meta in &metas(attributes) {
            container(meta, settings, ENUM, errors);
        }
    }
}

/// Checks the attributes of an enum with data that derives `Form`.
pub(crate) fn tagged_enum(attributes: &[Attribute], tag: &LitStr, settings: &ItemSettings, errors: &Errors) {
    if settings.serde.is_some() {
        return;
    }
    for meta in &metas(attributes) {
        container(meta, settings, ENUM, errors);
        match word(meta).as_str() {
            "tag" if value_of(meta).is_some_and(|text| text.value() != tag.value()) => {
                let ours = value_of(meta).map(|text| text.to_token_stream().to_string()).unwrap_or_default();
                report_with_equivalent(meta, &format!("#[form(tag = {ours})]`"), ENUM, errors);
            }
            "content" | "untagged" => {
                report_without_equivalent(
                    meta,
                    "JSON has the tag beside the fields of the variant",
                    ENUM,
                    errors,
                );
            }
            _ => {}
        }
    }
}

/// Checks the attributes of a variant. `value` is its value on the wire.
pub(crate) fn variant(
    variant: &Variant,
    entries: &[&Entry],
    value: &str,
    settings: &ItemSettings,
    errors: &Errors,
) {
    if settings.serde.is_some() {
        return;
    }
    let is_renamed =
        entries.iter().any(|entry| entry.key.name == "rename" && matches!(entry.argument, Argument::Text(_)));
    for meta in metas(&variant.attrs) {
        match word(&meta).as_str() {
            "rename" => renamed(&meta, is_renamed, value, ENUM, errors),
            "alias" => {
                report_without_equivalent(&meta, "each variant of a choice has one value", ENUM, errors);
            }
            "skip" | "skip_deserializing" | "other" => {
                report_without_equivalent(
                    &meta,
                    "a choice takes every variant, and nothing else",
                    ENUM,
                    errors,
                );
            }
            _ => {}
        }
    }
}

fn container(meta: &Meta, settings: &ItemSettings, place: &str, errors: &Errors) {
    match word(meta).as_str() {
        "rename_all" if settings.rename_all.is_none() => {
            if let Some(text) = read_as(meta) {
                report_with_equivalent(
                    meta,
                    &format!("#[form(rename_all = {})]`", text.to_token_stream()),
                    place,
                    errors,
                );
            }
        }
        "from" | "try_from" | "transparent" => {
            report_without_equivalent(meta, "a form reads each field by itself", place, errors);
        }
        _ => {}
    }
}

fn field(meta: &Meta, field: &Field, is_bound: bool, errors: &Errors) {
    let says = |key: &str| field.words.iter().any(|word| word == key);
    match word(meta).as_str() {
        "rename" => renamed(meta, says("rename"), &field.wire.text, STRUCT, errors),
        "flatten" if field.flatten.is_none() => {
            report_with_equivalent(meta, "#[form(flatten)]`", STRUCT, errors);
        }
        "default"
            if is_bound
                && field.default.is_none()
                && type_name(&field.ty).is_none_or(|name| name != "Option") =>
        {
            let path = value_of(meta).and_then(|path| path.parse::<syn::Path>().ok());
            let ours = path.map_or("#[form(default)]`".to_owned(), |path| {
                format!("#[form(default = {}())]`", path.to_token_stream().to_string().replace(' ', ""))
            });
            report_with_equivalent(meta, &ours, STRUCT, errors);
        }
        "alias" if is_bound => {
            report_without_equivalent(meta, "a field has one name in a form", STRUCT, errors);
        }
        "skip" | "skip_deserializing" if is_bound => {
            let ours = format!("#[form(read_only)]`, or leave `{}` out of the form", field.name);
            report_with_equivalent(meta, &ours, STRUCT, errors);
        }
        "with" | "deserialize_with" if is_bound => report_without_equivalent(
            meta,
            "the type of a field decides how it is read: implement `forms::FieldType` for a type of your own, or write `clean = function`",
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
        report_with_equivalent(
            meta,
            &format!("#[form(rename = {})]`", text.to_token_stream()),
            place,
            errors,
        );
    }
}

/// Reports an attribute that has an equivalent. `ours` begins inside an open code span.
fn report_with_equivalent(meta: &Meta, ours: &str, place: &str, errors: &Errors) {
    let word = word(meta);
    errors.over(
        meta,
        format!(
            "serde's `{word}` has no effect on a form: write `{ours}, or `#[form(serde = ignore)]` on {place} if the form \
             should differ from serde"
        ),
    );
}

fn report_without_equivalent(meta: &Meta, why: &str, place: &str, errors: &Errors) {
    let word = word(meta);
    errors.over(
        meta,
        format!(
            "serde's `{word}` has no effect on a form ({why}): remove it, or write `#[form(serde = ignore)]` on {place} if the \
             form should differ from serde"
        ),
    );
}

/// Returns the contents of the `#[serde(...)]` attributes. Serde reports those that are malformed.
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

/// Returns the name that serde reads: `x` of `= "x"`, or of `(serialize = "y", deserialize = "x")`.
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
