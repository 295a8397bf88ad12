//! An enum with data that derives `Form`: the meaning of its attributes, and their errors.
//!
//! It becomes a form whose first field is the tag, a choice, and which has a nested form for each variant with data. The
//! fields of a struct variant become a struct of their own, which is a form like any other.

use std::collections::HashMap;

use proc_macro2::Span;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{
    Attribute, Data, DeriveInput, Fields, FieldsNamed, Ident, LitStr, Meta, Type, Variant, parse_quote,
};

use crate::check;
use crate::choice::{Choice, ChoiceVariant};
use crate::convention::Convention;
use crate::errors::Errors;
use crate::label;
use crate::model::{self, Form, ItemSettings, Model};
use crate::syntax::{Argument, Declaration, Entry, FormAttribute, Target, form_attributes, struct_key};

/// The most variants: as many as a form has fields, without the tag.
const MOST_VARIANTS: usize = 63;

/// An enum with data.
#[expect(clippy::struct_field_names, reason = "an enum has variants")]
pub(crate) struct Variants {
    /// The enum as a form that has settings and no fields.
    pub(crate) model: Model,
    pub(crate) tag: Tag,
    pub(crate) variants: Vec<FormVariant>,
}

/// The key that names the variant.
pub(crate) struct Tag {
    pub(crate) wire: LitStr,
    pub(crate) label: LitStr,
    pub(crate) help: Option<LitStr>,
    pub(crate) widget: Option<Ident>,
    /// The name of its field reference.
    pub(crate) field_ref: Ident,
    /// The enum of the names of the variants, which the derive writes.
    pub(crate) choice: Choice,
}

pub(crate) struct FormVariant {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) wire: LitStr,
    pub(crate) label: LitStr,
    pub(crate) help: Option<LitStr>,
    pub(crate) field_ref: Ident,
    pub(crate) data: VariantData,
    /// The fields as written.
    pub(crate) shape: Shape,
}

/// The fields of a variant as written, which may be wrong.
pub(crate) enum Shape {
    Unit,
    Named,
    Unnamed,
}

pub(crate) enum VariantData {
    /// `Invoice`
    Nothing,
    /// `Card { number: String }`: the struct that the derive writes for the fields.
    Struct(Box<Model>),
    /// `Card(CardForm)`
    Form(Box<Type>),
}

impl FormVariant {
    pub(crate) const fn has_data(&self) -> bool {
        !matches!(self.data, VariantData::Nothing)
    }

    /// Returns the type of the form that holds its data.
    pub(crate) fn form(&self) -> Option<Type> {
        match &self.data {
            VariantData::Nothing => None,
            VariantData::Struct(model) => {
                let ident = &model.ident;
                Some(parse_quote!(#ident))
            }
            VariantData::Form(ty) => Some((**ty).clone()),
        }
    }
}

impl Variants {
    pub(crate) fn draft(&self) -> Ident {
        format_ident!("{}Draft", self.model.ident)
    }

    /// Returns the variants with data, each with the index of its field in the schema.
    pub(crate) fn with_data(&self) -> impl Iterator<Item = (usize, &FormVariant)> {
        self.variants.iter().filter(|variant| variant.has_data()).zip(1..).map(|(variant, i)| (i, variant))
    }

    /// Returns the index of the field of a variant in the schema, or `None` if it has no data.
    pub(crate) fn index_of(&self, variant: &FormVariant) -> Option<usize> {
        self.with_data().find(|(_, other)| std::ptr::eq(*other, variant)).map(|(i, _)| i)
    }

    pub(crate) fn of(item: &DeriveInput, errors: &Errors) -> Self {
        let attributes = form_attributes(&item.attrs, Target::TaggedEnum, errors);
        let entries: Vec<&Entry> = attributes.iter().flat_map(|attribute| &attribute.entries).collect();
        check::duplicates(entries.iter().copied(), errors);
        check::rename_all(entries.iter().copied(), errors);
        check::serde_ignore(entries.iter().copied(), errors);
        check::generics(&item.generics, errors);
        let settings = ItemSettings::of(&attributes);
        let span = attributes.first().map_or_else(|| item.ident.span(), |attribute| attribute.span);
        let model = Model {
            ident: item.ident.clone(),
            visibility: item.vis.clone(),
            root: settings.root.clone(),
            fields: Vec::new(),
            forms: vec![Form::of_enum(&item.ident, span, &entries)],
            is_variant: false,
        };
        let Data::Enum(data) = &item.data else { unreachable!("the caller has an enum") };
        let mut variants = Vec::new();
        for variant in &data.variants {
            variants.push(FormVariant::of(variant, item, &attributes, &settings, errors));
        }
        let tag = Tag::of(item, &entries, &variants, &settings, errors);
        let variants = Self { model, tag, variants };
        check::serde_on_a_tagged_enum(&item.attrs, &variants.tag.wire, &settings, errors);
        variants.check(&attributes, errors);
        variants
    }

    fn check(&self, attributes: &[FormAttribute], errors: &Errors) {
        let is_readable = attributes.iter().all(|attribute| attribute.readable);
        let has_tag = attributes.iter().any(|attribute| attribute.entry("tag").is_some());
        if is_readable && !has_tag {
            errors.over(
                &self.model.ident,
                format!(
                    "`{}` has variants with data, and the form needs a key that names the variant: write `#[form(tag = \"kind\")]`",
                    self.model.ident
                ),
            );
        }
        if self.variants.iter().all(|variant| matches!(variant.shape, Shape::Unit)) {
            errors.over(
                &self.model.ident,
                format!("no variant of `{}` has data: derive `Choice`, and remove `tag`", self.model.ident),
            );
        }
        if self.variants.len() > MOST_VARIANTS {
            errors.over(
                &self.model.ident,
                format!(
                    "a form has at most {MOST_VARIANTS} variants, and `{}` has {}: move some of them to another enum, nested in a variant",
                    self.model.ident,
                    self.variants.len()
                ),
            );
        }
        check::wire_name(&self.tag.wire.value(), self.tag.wire.span(), errors);
        if let Some(widget) =
            self.tag.widget.as_ref().filter(|widget| *widget != "radio" && *widget != "select")
        {
            errors
                .over(widget, format!("expected `radio` or `select`, found `{widget}`: the tag is a choice"));
        }
        check::form_of_an_enum(&self.model, errors);
        self.check_wire_names(errors);
        self.check_field_refs(errors);
        self.check_generated_names(errors);
    }

    fn check_wire_names(&self, errors: &Errors) {
        let tag = self.tag.wire.value();
        let mut seen: HashMap<String, &Ident> = HashMap::new();
        for variant in &self.variants {
            let (text, span) = (variant.wire.value(), variant.wire.span());
            check::wire_name(&text, span, errors);
            if text == tag {
                errors.at(
                    span,
                    format!(
                        "`{text}` is the tag of `{}`, and cannot be the name of a variant too: write `#[form(rename = \"...\")]` on the \
                         variant",
                        self.model.ident
                    ),
                );
            }
            if let Some(earlier) = seen.insert(text.clone(), &variant.ident) {
                errors.at(
                    span,
                    format!(
                        "the variants `{earlier}` and `{}` have the same name `{text}`: write `#[form(rename = \"...\")]` on one of them",
                        variant.ident
                    ),
                );
            }
            if let VariantData::Struct(model) = &variant.data {
                for field in model.fields.iter().filter(|field| field.wire.text == tag) {
                    errors.at(
                        field.wire.span,
                        format!(
                            "`{tag}` is the tag of `{}`, and JSON has the fields of a variant beside it: write `rename = \"...\"` on \
                             the field",
                            self.model.ident
                        ),
                    );
                }
            }
        }
    }

    /// Checks that the field references differ from each other.
    fn check_field_refs(&self, errors: &Errors) {
        let mut seen = vec![(&self.tag.field_ref, "the tag".to_owned())];
        for (_, variant) in self.with_data() {
            let name = format!("the variant `{}`", variant.ident);
            if let Some((_, earlier)) = seen.iter().find(|(known, _)| **known == variant.field_ref) {
                errors.over(
                    &variant.ident,
                    format!(
                        "{earlier} and {name} have the same constant `{}::{}`: rename one of them",
                        self.model.ident, variant.field_ref
                    ),
                );
            }
            seen.push((&variant.field_ref, name));
        }
    }

    /// Checks that no variant has the name of a type that the derive writes.
    fn check_generated_names(&self, errors: &Errors) {
        let mut taken = vec![
            (self.draft().to_string(), format!("the draft that checks of `{}` see", self.model.ident)),
            (
                self.tag.choice.ident.to_string(),
                format!("the names of the variants of `{}`", self.model.ident),
            ),
        ];
        for variant in &self.variants {
            let VariantData::Struct(model) = &variant.data else { continue };
            let fields = format!("the fields of the variant `{}`", variant.ident);
            let draft = format!("the draft of the variant `{}`", variant.ident);
            for (name, what) in [(model.ident.to_string(), fields), (format!("{}Draft", model.ident), draft)]
            {
                if let Some((_, earlier)) = taken.iter().find(|(known, _)| *known == name) {
                    errors.over(
                        &variant.ident,
                        format!(
                            "the derive writes `{name}` for {earlier}, and would write it for {what} too: rename the variant, and keep \
                             its name on the wire with `#[form(rename = \"...\")]`"
                        ),
                    );
                }
                taken.push((name, what));
            }
        }
    }
}

impl Tag {
    fn of(
        item: &DeriveInput,
        entries: &[&Entry],
        variants: &[FormVariant],
        settings: &ItemSettings,
        errors: &Errors,
    ) -> Self {
        let wire = text(entries, "tag").cloned().unwrap_or_else(|| LitStr::new("kind", item.ident.span()));
        let label = text(entries, "label").cloned();
        if let Some(label) = &label {
            check::has_text("label", label, errors);
        }
        let name = wire.value();
        let words: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let widget = entries.iter().find_map(|entry| match (entry.key.name, &entry.argument) {
            ("widget", Argument::Word(word)) => Some(word.clone()),
            _ => None,
        });
        let options = variants
            .iter()
            .map(|variant| ChoiceVariant {
                ident: variant.ident.clone(),
                value: variant.wire.value(),
                value_span: variant.wire.span(),
                label: variant.label.value(),
                group: None,
            })
            .collect();
        let ident = format_ident!("{}Tag", item.ident);
        Self {
            label: label.unwrap_or_else(|| LitStr::new(&label::of_field(&words), wire.span())),
            help: text(entries, "help").cloned(),
            widget,
            field_ref: constant(&words, wire.span(), item),
            wire,
            choice: Choice { ident, root: settings.root.clone(), options },
        }
    }
}

impl FormVariant {
    fn of(
        variant: &Variant,
        item: &DeriveInput,
        outer: &[FormAttribute],
        settings: &ItemSettings,
        errors: &Errors,
    ) -> Self {
        let attributes = form_attributes(&variant.attrs, Target::TaggedVariant, errors);
        let span = attributes.first().map_or_else(|| variant.ident.span(), |attribute| attribute.span);
        let entries: Vec<Entry> = attributes.into_iter().flat_map(|attribute| attribute.entries).collect();
        let all: Vec<&Entry> = entries.iter().collect();
        check::duplicates(all.iter().copied(), errors);
        check::rename_all(all.iter().copied(), errors);
        let name = variant.ident.unraw().to_string();
        let value = text(&all, "rename").cloned().unwrap_or_else(|| {
            let name = settings.convention().map_or_else(|| name.clone(), |case| case.of_variant(&name));
            LitStr::new(&name, variant.ident.span())
        });
        check::serde_on_a_variant(variant, &all, &value.value(), settings, errors);
        let label = text(&all, "label").cloned();
        if let Some(label) = &label {
            check::has_text("label", label, errors);
        }
        let help = text(&all, "help").cloned();
        let data = match &variant.fields {
            Fields::Unit => {
                misplaced(&all, errors, |word| {
                    format!("`{word}` is for the fields of a variant, and `{name}` has none: remove it")
                });
                VariantData::Nothing
            }
            Fields::Named(fields) if fields.named.is_empty() => {
                errors.over(fields, format!("`{name}` has no fields: write `{name}` without braces"));
                VariantData::Nothing
            }
            Fields::Named(fields) => VariantData::Struct(Box::new(struct_of(
                variant,
                fields,
                item,
                outer,
                (span, entries),
                errors,
            ))),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                let field = &fields.unnamed[0];
                let ty = &field.ty;
                if let Some(attribute) =
                    field.attrs.iter().find(|attribute| attribute.path().is_ident("form"))
                {
                    errors.over(
                        attribute,
                        "this attribute belongs on the variant, or on a field of its form: move it",
                    );
                }
                let on_variant: Vec<&Entry> =
                    all.iter().copied().filter(|entry| entry.key.name != "help").collect();
                misplaced(&on_variant, errors, |word| {
                    let form = quote::quote!(#ty).to_string();
                    format!("`{word}` belongs on the form in the variant: write it on `{form}`")
                });
                if model::is_plain_value(ty)
                    || model::type_name(ty).is_some_and(|ty| ty == "Option" || ty == "Vec" || ty == "Box")
                {
                    let written = quote::quote!(#ty).to_string().replace(' ', "");
                    errors.over(
                        ty,
                        format!(
                            "a variant holds a form, and `{written}` is not one: name the value, as in `{name} {{ value: {written} }}`"
                        ),
                    );
                }
                VariantData::Form(Box::new(ty.clone()))
            }
            Fields::Unnamed(fields) => {
                let message = if fields.unnamed.is_empty() {
                    format!("`{name}` has no fields: write `{name}` without parentheses")
                } else {
                    format!(
                        "a request names each value, and those of `{name}` have no names: write `{name} {{ ... }}` with named fields, or \
                         `{name}(...)` with one form"
                    )
                };
                errors.over(fields, message);
                VariantData::Nothing
            }
        };
        Self {
            ident: variant.ident.clone(),
            docs: variant
                .attrs
                .iter()
                .filter(|attribute| attribute.path().is_ident("doc"))
                .cloned()
                .collect(),
            wire: value,
            label: label.unwrap_or_else(|| LitStr::new(&label::of_variant(&name), variant.ident.span())),
            help,
            field_ref: constant(&Convention::Snake.of_variant(&name), variant.ident.span(), item),
            data,
            shape: match variant.fields {
                Fields::Unit => Shape::Unit,
                Fields::Named(_) => Shape::Named,
                Fields::Unnamed(_) => Shape::Unnamed,
            },
        }
    }
}

/// Reports the keys that only a struct variant takes.
fn misplaced(entries: &[&Entry], errors: &Errors, message: impl Fn(&str) -> String) {
    let is_shown = |name: &str| matches!(name, "rename" | "label");
    for entry in entries.iter().filter(|entry| !is_shown(entry.key.name)) {
        errors.over(&entry.word, message(entry.key.name));
    }
}

/// Returns the struct of the fields of a variant, as if it had been declared with `fields = all`.
fn struct_of(
    variant: &Variant,
    fields: &FieldsNamed,
    item: &DeriveInput,
    outer: &[FormAttribute],
    (span, entries): (Span, Vec<Entry>),
    errors: &Errors,
) -> Model {
    let ident = format_ident!("{}{}", item.ident, variant.ident.unraw(), span = variant.ident.span());
    let mut fields = fields.clone();
    for field in &mut fields.named {
        field.vis = item.vis.clone();
    }
    let visibility = &item.vis;
    let docs = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let struct_item: DeriveInput = parse_quote!(#(#docs)* #visibility struct #ident #fields);
    let mut own: Vec<Entry> = entries
        .into_iter()
        .filter(|entry| !matches!(entry.key.name, "rename" | "label" | "help"))
        .filter_map(|entry| Some(Entry { key: struct_key(entry.key.name)?, ..entry }))
        .collect();
    for entry in outer.iter().flat_map(|attribute| &attribute.entries) {
        let name = match entry.key.name {
            "rename_all_fields" if !own.iter().any(|own| own.key.name == "rename_all") => "rename_all",
            name @ ("context" | "unknown" | "ignore" | "accept" | "browser_validation" | "csrf" | "crate"
            | "serde") => name,
            _ => continue,
        };
        let argument = match &entry.argument {
            Argument::Text(text) => Argument::Text(text.clone()),
            Argument::Type(ty) => Argument::Type(ty.clone()),
            Argument::Word(word) => Argument::Word(word.clone()),
            Argument::Names(span, names) => Argument::Names(*span, names.clone()),
            Argument::Paths(paths) => Argument::Paths(paths.clone()),
            Argument::Nothing => Argument::Nothing,
            _ => continue,
        };
        own.extend(struct_key(name).map(|key| Entry { key, word: entry.word.clone(), argument }));
    }
    let word = Ident::new("fields", span);
    own.extend(struct_key("fields").map(|key| Entry { key, word, argument: Argument::All }));
    let declaration = Declaration::of_variant(&struct_item, span, own, errors);
    let mut model = Model::of(&declaration);
    model.is_variant = true;
    check::form_of_variant(&declaration, &model, errors);
    model
}

fn text<'e>(entries: &[&'e Entry], key: &str) -> Option<&'e LitStr> {
    entries.iter().find(|entry| entry.key.name == key).and_then(|entry| match &entry.argument {
        Argument::Text(text) => Some(text),
        _ => None,
    })
}

/// Returns the name of a field reference. It is not the name of a variant, which has priority in Rust, nor that of the constant
/// `SCHEMA` of the trait `Form`.
fn constant(words: &str, span: Span, item: &DeriveInput) -> Ident {
    let mut name = words.to_uppercase();
    if syn::parse_str::<Ident>(&name).is_err() {
        name.insert(0, '_');
    }
    let Data::Enum(data) = &item.data else { unreachable!("the caller has an enum") };
    if name == "SCHEMA" || data.variants.iter().any(|variant| variant.ident == name) {
        name.push('_');
    }
    Ident::new(if syn::parse_str::<Ident>(&name).is_ok() { &name } else { "TAG" }, span)
}

/// Returns whether the item is an enum with data, or one that has a tag.
pub(crate) fn is_tagged(item: &DeriveInput) -> bool {
    let has_tag = |attribute: &Attribute| match &attribute.meta {
        Meta::List(list) => list.tokens.clone().into_iter().any(|token| token.to_string() == "tag"),
        _ => false,
    };
    match &item.data {
        Data::Enum(data) => {
            data.variants.iter().any(|variant| !matches!(variant.fields, Fields::Unit))
                || item.attrs.iter().any(|attribute| attribute.path().is_ident("form") && has_tag(attribute))
        }
        Data::Struct(_) | Data::Union(_) => false,
    }
}
