//! An enum that derives `Choice`: what its attributes mean, and what can be wrong with them.

use std::collections::{HashMap, HashSet};

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path, Variant};

use crate::check;
use crate::errors::Errors;
use crate::label;
use crate::model::Wide;
use crate::syntax::{Argument, Entry, Place, form_attributes};

pub(crate) struct Choice {
    pub(crate) ident: Ident,
    pub(crate) root: Path,
    pub(crate) options: Vec<ChosenVariant>,
}

pub(crate) struct ChosenVariant {
    pub(crate) ident: Ident,
    pub(crate) value: String,
    pub(crate) value_span: Span,
    pub(crate) label: String,
    pub(crate) group: Option<LitStr>,
}

impl Choice {
    pub(crate) fn of(item: &DeriveInput, errors: &Errors) -> Self {
        let attributes = form_attributes(&item.attrs, Place::Enum, errors);
        let entries = || attributes.iter().flat_map(|attribute| &attribute.entries);
        check::duplicates(entries(), errors);
        check::rename_all(entries(), errors);
        check::serde_ignore(entries(), errors);
        let wide = Wide::of(&attributes);
        check::serde_on_a_choice(&item.attrs, &wide, errors);
        let variants = match &item.data {
            Data::Enum(data) => data.variants.iter().collect(),
            Data::Struct(_) | Data::Union(_) => Vec::new(),
        };
        let options = variants.into_iter().map(|variant| option(variant, &wide, errors)).collect();
        let choice = Self { ident: item.ident.clone(), root: wide.root, options };
        choice.check(item, errors);
        choice
    }

    fn check(&self, item: &DeriveInput, errors: &Errors) {
        check::generics(&item.generics, errors);
        let Data::Enum(data) = &item.data else {
            errors.over(
                &item.ident,
                "`Choice` is for enums: each variant is one of the values. A struct whose fields are submitted \
                 derives `Form`",
            );
            return;
        };
        if data.variants.is_empty() {
            errors.over(
                &item.ident,
                format!("`{}` leaves nothing to choose: write at least one variant", item.ident),
            );
        }
        for variant in &data.variants {
            if !matches!(variant.fields, Fields::Unit) {
                errors.over(
                    &variant.fields,
                    format!(
                        "a choice is a name alone, so `{}` cannot hold data: put that into a field of the form, \
                         beside the choice",
                        variant.ident
                    ),
                );
            }
        }
        self.groups(errors);
        let mut seen: HashMap<&str, &Ident> = HashMap::new();
        for option in &self.options {
            value(option, errors);
            if let Some(earlier) = seen.insert(&option.value, &option.ident) {
                errors.at(
                    option.value_span,
                    format!(
                        "the variant `{earlier}` has the value `{}` already: rename one of them",
                        option.value
                    ),
                );
            }
        }
    }
}

impl Choice {
    /// The variants of a group stand together, for so they are drawn.
    fn groups(&self, errors: &Errors) {
        let (mut seen, mut before) = (HashSet::new(), None);
        for option in &self.options {
            let group = option.group.as_ref().map(LitStr::value);
            if let Some(text) = &option.group
                && group != before
            {
                if text.value().is_empty() {
                    errors.over(text, "a group has a name");
                } else if !seen.insert(text.value()) {
                    errors.over(
                        text,
                        format!("there is a group \"{}\" already: put its variants together", text.value()),
                    );
                }
            }
            before = group;
        }
    }
}

/// Unlike the name of a field, a value may hold a dot; nobody can submit an empty one, which is blank.
fn value(option: &ChosenVariant, errors: &Errors) {
    if option.value.trim() != option.value || option.value.is_empty() {
        errors.at(
            option.value_span,
            "a choice's value is stripped when it is read: it cannot be empty, nor begin or end with white space",
        );
    } else if option.value.chars().any(char::is_control) {
        errors.at(option.value_span, "a choice's value cannot hold control characters");
    }
}

fn option(variant: &Variant, wide: &Wide, errors: &Errors) -> ChosenVariant {
    let attributes = form_attributes(&variant.attrs, Place::Variant, errors);
    let entries: Vec<&Entry> = attributes.iter().flat_map(|attribute| &attribute.entries).collect();
    check::duplicates(entries.iter().copied(), errors);
    let text = |key: &str| {
        entries.iter().find(|entry| entry.key.name == key).and_then(|entry| match &entry.argument {
            Argument::Text(text) => Some(text),
            _ => None,
        })
    };
    if let Some(label) = text("label") {
        check::has_text("label", label, errors);
    }
    let name = variant.ident.unraw().to_string();
    let written = text("rename");
    let value = written.map_or_else(
        || wide.convention().map_or_else(|| name.clone(), |convention| convention.of_variant(&name)),
        LitStr::value,
    );
    check::serde_on_a_variant(variant, &entries, &value, wide, errors);
    ChosenVariant {
        ident: variant.ident.clone(),
        value,
        value_span: written.map_or_else(|| variant.ident.span(), LitStr::span),
        group: text("group").cloned(),
        label: text("label").map_or_else(|| label::of_variant(&name), LitStr::value),
    }
}
