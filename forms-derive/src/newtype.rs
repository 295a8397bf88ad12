//! A newtype that derives `FieldType`: the meaning of its attributes, and their errors.

use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path, Type, Visibility};

use crate::check;
use crate::errors::Errors;
use crate::label;
use crate::model::{Field, ItemSettings, Model, RuleKind, type_name};
use crate::syntax::{Choices, Entry, Target, form_attributes};

pub(crate) struct Newtype {
    pub(crate) ident: Ident,
    pub(crate) root: Path,
    /// One field, the value with the rules of the type, and no form.
    model: Model,
    /// Whether serde's traits are written too.
    pub(crate) serde: bool,
}

impl Newtype {
    /// Returns `None` if the item is not a struct around one value.
    pub(crate) fn of(item: &DeriveInput, errors: &Errors) -> Option<Self> {
        let attributes = form_attributes(&item.attrs, Target::Newtype, errors);
        let entries: Vec<&Entry> = attributes.iter().flat_map(|attribute| &attribute.entries).collect();
        let value = value(item, errors)?;
        check::duplicates(entries.iter().copied(), errors);
        let is_setting = |entry: &&Entry| ["serde", "crate"].contains(&entry.key.name);
        let rules = entries.iter().copied().filter(|entry| !is_setting(entry));
        let root = ItemSettings::of(&attributes).root;
        let model = Model {
            ident: item.ident.clone(),
            visibility: item.vis.clone(),
            root: root.clone(),
            fields: vec![Field::of_newtype(value, rules)],
            forms: Vec::new(),
            is_variant: false,
        };
        let newtype = Self {
            ident: item.ident.clone(),
            root,
            model,
            serde: entries.iter().any(|entry| entry.key.name == "serde"),
        };
        newtype.check(item, value, errors);
        Some(newtype)
    }

    /// Returns the label of the value where it is not in a form: the name of the type.
    pub(crate) fn label(&self) -> LitStr {
        LitStr::new(&label::of_variant(&self.ident.to_string()), self.ident.span())
    }

    pub(crate) fn field(&self) -> &Field {
        &self.model.fields[0]
    }

    pub(crate) fn ty(&self) -> &Type {
        &self.field().ty
    }

    pub(crate) fn is_string(&self) -> bool {
        type_name(self.ty()).is_some_and(|name| name == "String")
    }

    fn check(&self, item: &DeriveInput, value: &syn::Field, errors: &Errors) {
        let name = &self.ident;
        for parameter in &item.generics.params {
            errors.over(
                parameter,
                "a newtype with rules has no parameters, because its rules are for one type: write the type in their place",
            );
        }
        if !matches!(value.vis, Visibility::Inherited) {
            errors.over(
                &value.vis,
                format!(
                    "the value of `{name}` must be private, because other code could put one into it that does not meet the rules: \
                     remove this, read it with `as_ref()`, and make one with `{name}::try_from`"
                ),
            );
        }
        for attribute in value.attrs.iter().filter(|attribute| attribute.path().is_ident("form")) {
            errors.over(
                attribute,
                format!("the rules of a newtype are on the struct: move this above `struct {name}`"),
            );
        }
        for rule in &self.field().rules {
            match &rule.kind {
                RuleKind::Choices(Choices::FromContext(path)) => errors.over(
                    path,
                    "a function takes the choices from the context of a form, and a newtype has none: list them here, or write \
                     `choices` on the field",
                ),
                RuleKind::Age { on: Some(on), .. } => errors.over(
                    on,
                    "`on` takes the day from the context of a form, and a newtype has none: write `age(on = ...)` on the field",
                ),
                _ => {}
            }
        }
        check::newtype(&self.model, errors);
    }
}

/// Returns the value of a struct around one value, or reports what else the item is.
fn value<'i>(item: &'i DeriveInput, errors: &Errors) -> Option<&'i syn::Field> {
    let name = &item.ident;
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => return fields.unnamed.first(),
            Fields::Unnamed(fields) => errors.over(
                fields,
                format!("`FieldType` needs a struct around one value: write `struct {name}(String);`, or derive `Form` for several"),
            ),
            Fields::Named(fields) => errors.over(
                &fields.named,
                format!("`FieldType` needs a struct around one value: write `struct {name}(String);`, or derive `Form` for a struct of fields"),
            ),
            Fields::Unit => errors.over(
                name,
                format!("`FieldType` needs a struct around one value: write `struct {name}(String);`"),
            ),
        },
        Data::Enum(data) => errors.over(
            data.enum_token,
            "`FieldType` needs a struct around one value, found an enum: derive `Choice` if its variants are what a person chooses from",
        ),
        Data::Union(data) => {
            errors.over(data.union_token, "`FieldType` needs a struct around one value, found a union");
        }
    }
    None
}
