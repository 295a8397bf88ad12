//! The meaning of the attributes. This module reports no errors: `check` finds contradictions.

mod field;
mod form;
mod format;
mod time_zone;
mod written_type;

use quote::format_ident;
use syn::{DeriveInput, Ident, LitStr, Path, Visibility, parse_quote};

pub(crate) use self::field::{
    Default, Field, Image, Password, Preset, RowKey, Rule, RuleKind, field_ref_name,
};
pub(crate) use self::form::{Access, Form, Row, Selection};
pub(crate) use self::format::Format;
pub(crate) use self::time_zone::Zone;
pub(crate) use self::written_type::{contains_type, is_map, is_plain_value, map_key, map_value, type_name};
use crate::convention::Convention;
use crate::syntax::{Argument, Declaration, FormAttribute};

/// A struct and the forms over it.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    /// The path of the runtime crate: `::forms`, or that of `crate = ..`.
    pub(crate) root: Path,
    pub(crate) fields: Vec<Field>,
    pub(crate) forms: Vec<Form>,
    /// The struct holds the fields of a variant, and the derive writes it.
    pub(crate) is_variant: bool,
}

/// The settings of the whole item, for all of its forms.
pub(crate) struct ItemSettings {
    pub(crate) root: Path,
    pub(crate) rename_all: Option<LitStr>,
    /// `serde = ignore`: serde attributes are not meant for forms.
    pub(crate) serde: Option<Ident>,
}

impl ItemSettings {
    pub(crate) const KEYS: [&'static str; 3] = ["rename_all", "serde", "crate"];

    pub(crate) fn of(attributes: &[FormAttribute]) -> Self {
        let mut settings = Self { root: parse_quote!(::forms), rename_all: None, serde: None };
        for entry in attributes.iter().flat_map(|attribute| &attribute.entries) {
            match (entry.key.name, &entry.argument) {
                ("crate", Argument::Paths(paths)) => {
                    if let [path] = paths.as_slice() {
                        settings.root = path.clone();
                    }
                }
                ("rename_all", Argument::Text(text)) => settings.rename_all = Some(text.clone()),
                ("serde", Argument::Word(word)) => settings.serde = Some(word.clone()),
                _ => {}
            }
        }
        settings
    }

    pub(crate) fn convention(&self) -> Option<Convention> {
        self.rename_all.as_ref().and_then(|text| Convention::named(&text.value()))
    }
}

impl Model {
    pub(crate) fn of(declaration: &Declaration<'_>) -> Self {
        let DeriveInput { ident, vis, .. } = declaration.item;
        let settings = ItemSettings::of(&declaration.attributes);
        let convention = settings.convention();
        let fields: Vec<_> =
            declaration.fields.iter().filter_map(|field| Field::of(field, convention)).collect();
        let unnamed = format_ident!("{ident}Form");
        let mut forms: Vec<_> = declaration
            .attributes
            .iter()
            .filter(|attribute| Form::is_declared_by(attribute))
            .map(|attribute| Form::of(attribute, ident, &unnamed, &fields))
            .collect();
        if forms.is_empty() {
            forms.push(Form::undeclared(ident, &fields));
        }
        Self {
            ident: ident.clone(),
            visibility: vis.clone(),
            root: settings.root,
            fields,
            forms,
            is_variant: false,
        }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
