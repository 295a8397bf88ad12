//! Reads attributes as they are written, each word with its span. Nothing is resolved yet.

mod entry;
mod keys;
mod newtype_keys;

use proc_macro2::Span;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Meta};

pub(crate) use self::entry::{Argument, Choices, Condition, Entry, FixedChoice, Message, Name};
pub(crate) use self::keys::{Target, struct_key};
use crate::errors::Errors;

/// A struct that derives `Form`, with its attributes as written.
pub(crate) struct Declaration<'i> {
    pub(crate) item: &'i DeriveInput,
    pub(crate) attributes: Vec<FormAttribute>,
    pub(crate) fields: Vec<DeclaredField<'i>>,
}

pub(crate) struct DeclaredField<'i> {
    pub(crate) item: &'i syn::Field,
    pub(crate) attributes: Vec<FormAttribute>,
}

/// One `#[form(...)]`.
pub(crate) struct FormAttribute {
    pub(crate) span: Span,
    pub(crate) entries: Vec<Entry>,
    /// False if the attribute is malformed; the error was reported.
    pub(crate) readable: bool,
}

impl FormAttribute {
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.name == key)
    }
}

impl<'i> Declaration<'i> {
    pub(crate) fn read(item: &'i DeriveInput, errors: &Errors) -> Self {
        let fields = match &item.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => fields.named.iter().collect(),
                Fields::Unnamed(_) | Fields::Unit => Vec::new(),
            },
            Data::Enum(_) | Data::Union(_) => Vec::new(),
        };
        Self {
            item,
            attributes: form_attributes(&item.attrs, Target::Struct, errors),
            fields: fields
                .into_iter()
                .map(|item| DeclaredField {
                    item,
                    attributes: form_attributes(&item.attrs, Target::Field, errors),
                })
                .collect(),
        }
    }
}

impl<'i> Declaration<'i> {
    /// Returns the declaration of the struct that holds the fields of a variant, with those entries of the variant that
    /// a struct takes.
    pub(crate) fn of_variant(
        item: &'i DeriveInput,
        span: Span,
        entries: Vec<Entry>,
        errors: &Errors,
    ) -> Self {
        let mut declaration = Self::read(item, errors);
        declaration.attributes = vec![FormAttribute { span, entries, readable: true }];
        declaration
    }
}

/// Reads the `#[form]` attributes among `attributes`.
pub(crate) fn form_attributes(
    attributes: &[Attribute],
    target: Target,
    errors: &Errors,
) -> Vec<FormAttribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("form"))
        .map(|attribute| {
            let entries = entries(attribute, target, errors);
            FormAttribute {
                span: attribute.meta.span(),
                readable: entries.is_some(),
                entries: entries.unwrap_or_default(),
            }
        })
        .collect()
}

fn entries(attribute: &Attribute, target: Target, errors: &Errors) -> Option<Vec<Entry>> {
    match &attribute.meta {
        Meta::Path(_) => Some(Vec::new()),
        Meta::List(list) => {
            let parser = |input: ParseStream<'_>| Ok(entry::entries(input, target.keys(), target, errors));
            parser.parse2(list.tokens.clone()).map_err(|error| errors.push(error)).ok()
        }
        Meta::NameValue(pair) => {
            let example = target.keys()[0].example;
            errors.over(pair, format!("expected parentheses: write `#[form(...)]`, as in `{example}`"));
            None
        }
    }
}
