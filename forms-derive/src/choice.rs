//! An enum that derives `Choice`: the meaning of its attributes, and their errors.

use std::collections::{HashMap, HashSet};

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path, Variant};

use crate::check;
use crate::errors::Errors;
use crate::label;
use crate::model::ItemSettings;
use crate::syntax::{Argument, Entry, Target, form_attributes};

pub(crate) struct Choice {
    pub(crate) ident: Ident,
    pub(crate) root: Path,
    pub(crate) options: Vec<ChoiceVariant>,
}

pub(crate) struct ChoiceVariant {
    pub(crate) ident: Ident,
    pub(crate) value: String,
    pub(crate) value_span: Span,
    pub(crate) label: String,
    pub(crate) group: Option<LitStr>,
}

impl Choice {
    pub(crate) fn of(item: &DeriveInput, errors: &Errors) -> Self {
        let attributes = form_attributes(&item.attrs, Target::Enum, errors);
        let entries = || attributes.iter().flat_map(|attribute| &attribute.entries);
        check::duplicates(entries(), errors);
        check::rename_all(entries(), errors);
        check::serde_ignore(entries(), errors);
        let settings = ItemSettings::of(&attributes);
        check::serde_on_a_choice(&item.attrs, &settings, errors);
        let variants = match &item.data {
            Data::Enum(data) => data.variants.iter().collect(),
            Data::Struct(_) | Data::Union(_) => Vec::new(),
        };
        let options = variants.into_iter().map(|variant| option(variant, &settings, errors)).collect();
        let choice = Self { ident: item.ident.clone(), root: settings.root, options };
        choice.check(item, errors);
        choice
    }

    fn check(&self, item: &DeriveInput, errors: &Errors) {
        check::generics(&item.generics, errors);
        let Data::Enum(data) = &item.data else {
            errors.over(
                &item.ident,
                format!("`Choice` needs an enum, and `{}` is not one: derive `Form` for a struct with named fields", item.ident),
            );
            return;
        };
        if data.variants.is_empty() {
            errors.over(&item.ident, format!("`{}` has no variants: write at least one", item.ident));
        }
        for variant in &data.variants {
            if !matches!(variant.fields, Fields::Unit) {
                errors.over(
                    &variant.fields,
                    format!(
                        "the variant `{}` of a choice cannot hold data: put the data into another field of the form",
                        variant.ident
                    ),
                );
            }
        }
        self.check_groups(errors);
        let mut seen: HashMap<&str, &Ident> = HashMap::new();
        for option in &self.options {
            check_value(option, errors);
            if let Some(earlier) = seen.insert(&option.value, &option.ident) {
                errors.at(
                    option.value_span,
                    format!(
                        "the variants `{earlier}` and `{}` have the same value `{}`: write `#[form(rename = \"...\")]` on one of them",
                        option.ident, option.value
                    ),
                );
            }
        }
    }
}

impl Choice {
    /// Checks that the variants of a group are next to each other, because they are rendered in order.
    fn check_groups(&self, errors: &Errors) {
        let (mut seen, mut before) = (HashSet::new(), None);
        for option in &self.options {
            let group = option.group.as_ref().map(LitStr::value);
            if let Some(text) = &option.group
                && group != before
            {
                if text.value().is_empty() {
                    errors.over(text, "a group needs a name: write one, or remove `group`");
                } else if !seen.insert(text.value()) {
                    errors.over(
                        text,
                        format!("the variants of the group \"{}\" are not next to each other: move this one to the others", text.value()),
                    );
                }
            }
            before = group;
        }
    }
}

/// Checks the value of a variant. Unlike the name of a field, it may contain a dot.
fn check_value(option: &ChoiceVariant, errors: &Errors) {
    if let Some(wrong) = check::unusable_value(&option.value) {
        errors.at(option.value_span, wrong);
    }
}

fn option(variant: &Variant, settings: &ItemSettings, errors: &Errors) -> ChoiceVariant {
    let attributes = form_attributes(&variant.attrs, Target::Variant, errors);
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
        || settings.convention().map_or_else(|| name.clone(), |convention| convention.of_variant(&name)),
        LitStr::value,
    );
    check::serde_on_a_variant(variant, &entries, &value, settings, errors);
    ChoiceVariant {
        ident: variant.ident.clone(),
        value,
        value_span: written.map_or_else(|| variant.ident.span(), LitStr::span),
        group: text("group").cloned(),
        label: text("label").map_or_else(|| label::of_variant(&name), LitStr::value),
    }
}
