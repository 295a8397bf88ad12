//! Checks keys that are written twice, or that exclude each other.

use std::collections::HashSet;

use crate::convention::Convention;
use crate::errors::Errors;
use crate::model::{Form, ItemSettings};
use crate::suggest::did_you_mean;
use crate::syntax::{Argument, Declaration, Entry, FormAttribute};

pub(super) fn declaration(declaration: &Declaration<'_>, errors: &Errors) {
    for attribute in &declaration.attributes {
        duplicates(attribute.entries.iter().filter(|entry| !is_item_setting(entry)), errors);
        pairs(attribute, errors);
    }
    let all = || declaration.attributes.iter().flat_map(|attribute| &attribute.entries);
    duplicates(all().filter(|entry| is_item_setting(entry)), errors);
    rename_all(all(), errors);
    serde(all(), errors);
    fields(declaration, errors);
}

/// Reports keys that a field has twice.
pub(super) fn fields(declaration: &Declaration<'_>, errors: &Errors) {
    for field in &declaration.fields {
        duplicates(field.attributes.iter().flat_map(|attribute| &attribute.entries), errors);
    }
}

fn is_item_setting(entry: &Entry) -> bool {
    ItemSettings::KEYS.contains(&entry.key.name)
}

/// Reports keys that are written twice and may be written only once.
pub(crate) fn duplicates<'e>(entries: impl IntoIterator<Item = &'e Entry>, errors: &Errors) {
    let mut seen = HashSet::new();
    for entry in entries {
        let name = entry.key.name;
        if !entry.key.repeats && !seen.insert(name) {
            errors.over(&entry.word, format!("`{name}` is written twice: keep one of them"));
        }
        if let Argument::Options(options) = &entry.argument {
            duplicates(options, errors);
        }
    }
}

pub(crate) fn rename_all<'e>(entries: impl IntoIterator<Item = &'e Entry>, errors: &Errors) {
    for entry in entries {
        let (true, Argument::Text(text)) = (entry.key.name == "rename_all", &entry.argument) else {
            continue;
        };
        let name = text.value();
        if Convention::named(&name).is_none() {
            let near = did_you_mean(&name, Convention::names());
            let known = super::listed(Convention::names());
            let known = if near.is_empty() { format!("; expected {known}") } else { near };
            errors.over(text, format!("unknown `rename_all` case `{name}`{known}"));
        }
    }
}

/// Reports a value of `serde` other than `ignore`.
pub(crate) fn serde<'e>(entries: impl IntoIterator<Item = &'e Entry>, errors: &Errors) {
    for entry in entries {
        if let ("serde", Argument::Word(word)) = (entry.key.name, &entry.argument)
            && word != "ignore"
        {
            errors.over(word, format!("expected `serde = ignore`, found `{word}`"));
        }
    }
}

/// Reports keys of one attribute that cannot be combined.
fn pairs(attribute: &FormAttribute, errors: &Errors) {
    if !Form::is_declared_by(attribute) {
        return;
    }
    let (fields, exclude) = (attribute.entry("fields"), attribute.entry("exclude"));
    if let (Some(_), Some(exclude)) = (fields, exclude) {
        errors.over(
            &exclude.word,
            "expected `fields` or `exclude`, found both: keep one of them, or write a second `#[form(...)]` for a second form",
        );
    }
    if let Some(Entry { argument: Argument::All, .. }) = fields {
        if let Some(name) = attribute.entry("name") {
            errors.over(
                &name.word,
                "with `fields = all` the struct is the form, and has its name already: remove `name`, or list the fields of \
                 another form",
            );
        }
        if let Some(derive) = attribute.entry("derive") {
            errors.over(
                &derive.word,
                "with `fields = all` the struct is the form: write `#[derive(...)]` on the struct itself",
            );
        }
    }
    if let Some(Entry { argument: Argument::Paths(paths), word, .. }) = attribute.entry("derive")
        && paths.is_empty()
    {
        errors.over(word, "`derive()` is empty: name a trait, as in `derive(Debug)`, or remove it");
    }
}
