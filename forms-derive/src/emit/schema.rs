//! Writes the schema, with the settings of each field.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use super::layout::Placed;
use super::{Layout, form_impl, map, row_key, rule};
use crate::label;
use crate::model::{Access, Rule, RuleKind};
use crate::syntax::{Condition, Message};

/// Writes the schema: a row for each field, including those of flattened forms.
pub(super) fn table(layout: &Layout<'_>) -> TokenStream {
    let (root, length) = (layout.root(), layout.length());
    let name = layout.name().to_string();
    let rows = rows(layout);
    let settings = settings(layout);
    let flattened = layout.flattened().map(|row| {
        let (at, ty) = (row.place(), row.ty());
        emitted_at!(row.span(), root => #root::__private::Flattened::new(#at, <#ty as #root::Form>::SCHEMA))
    });
    let flattened: Vec<_> = flattened.collect();
    // the span of the last flattened form: an error about two fields with one key is about it or one before it
    let schema = match layout.flattened().last() {
        None => emitted!(#root::FormSchema::new(#name, &__FIELDS)),
        Some(row) => {
            emitted_at!(row.span(), root => #root::FormSchema::flattening(#name, &__FIELDS, const { &[#(#flattened),*] }))
        }
    };
    emitted! {
        static __FIELDS: [#root::FieldSchema; #length] = #rows;
        static __SCHEMA: #root::FormSchema = #schema #settings;
    }
}

fn rows(layout: &Layout<'_>) -> TokenStream {
    let root = layout.root();
    if layout.flattened().next().is_none() {
        let rows = layout.rows.iter().map(|row| row_builder(layout, row));
        return emitted!([#(#rows,)*]);
    }
    let parts =
        layout.rows.chunk_by(|left, right| !left.is_flattened() && !right.is_flattened()).map(|rows| {
            match rows {
                [row] if row.is_flattened() => {
                    let ty = row.ty();
                    emitted_at!(row.span(), root => <#ty as #root::Form>::SCHEMA.fields)
                }
                rows => {
                    let rows = rows.iter().map(|row| row_builder(layout, row));
                    emitted!(&[#(#rows,)*])
                }
            }
        });
    emitted!(#root::__private::concat(&[#(#parts,)*]))
}

fn row_builder(layout: &Layout<'_>, row: &Placed<'_>) -> TokenStream {
    let (root, field) = (layout.root(), row.field);
    let ty = &field.ty;
    let wire = LitStr::new(&field.wire.text, field.wire.span);
    let label =
        field.label.clone().unwrap_or_else(|| LitStr::new(&label::of_field(&field.name), field.ident.span()));
    let rust_name = (field.name != field.wire.text).then(|| {
        let name = LitStr::new(&field.name, field.ident.span());
        quote_spanned!(ty.span()=> .rust_name(#name))
    });
    let help = field.help.as_ref().map(|help| quote_spanned!(ty.span()=> .help(#help)));
    let item_label = field.item_label.as_ref().map(|text| quote_spanned!(text.span()=> .item_label(#text)));
    let access = match row.access {
        Access::Bound => TokenStream::new(),
        Access::Immutable => quote_spanned!(ty.span()=> .immutable()),
        Access::ReadOnly => quote_spanned!(ty.span()=> .read_only()),
    };
    let default =
        (row.is_bound() && field.default.is_some()).then(|| quote_spanned!(ty.span()=> .has_default()));
    let widget = field.widget.as_ref().map(|widget| rule::widget(root, widget));
    let autocomplete =
        field.autocomplete.as_ref().map(|text| quote_spanned!(text.span()=> .autocomplete(#text)));
    let context = form_impl::context(layout);
    if row.is_map() {
        // the other rules are about the values
        let rules = map::rules_of_map(field).map(|rule| rule::call(root, ty, rule, &context));
        let start = map::start(layout, row, &wire);
        let messages = messages(root, &field.messages);
        return emitted!(#start.label(#label) #rust_name #help #messages #access #(#rules)* .build());
    }
    let row_key = row_key::row_key(root, field);
    let rules = field.rules.iter().map(|rule| rule::call(root, ty, rule, &context));
    let field_trait = row.field_trait();
    // the span of the type, so that a rule that does not fit marks the type and the rule
    let row_constant = emitted_at!(row.span()=> #field_trait::ROW);
    let start = quote_spanned!(ty.span()=> __row::<#ty>(#row_constant, #wire).label(#label));
    let validators = rule::validators(root, field);
    let compared = rule::compared(layout, row).filter(|_| row.is_bound());
    let messages = messages(root, &field.messages);
    // `build` checks that the widget fits the kind
    let end = field.widget.as_ref().map_or_else(proc_macro2::Span::mixed_site, proc_macro2::Ident::span);
    let build = quote_spanned!(end=> .build());
    emitted!(#start #rust_name #help #item_label #messages #access #default #widget #autocomplete #row_key #(#rules)* #compared #validators #build)
}

pub(super) fn settings(layout: &Layout<'_>) -> TokenStream {
    let (root, form) = (layout.root(), layout.form);
    let unknown = form.unknown.as_ref().map(|answer| {
        if answer == "ignore" { emitted!(.ignore_unknown()) } else { emitted!(.refuse_unknown()) }
    });
    let keys: Vec<_> = form.ignore.iter().map(|key| &key.text).collect();
    let ignored = (!keys.is_empty()).then(|| emitted!(.ignore(&[#(#keys),*])));
    let limits = form.limits.as_ref().map(|limits| emitted!(.limits(#limits)));
    let messages = messages(root, &form.messages);
    let rules = form_rules(layout);
    // the module makes the name unique in the crate
    let csrf = form.csrf.as_ref().filter(|_| !layout.is_variant()).map(|word| {
        let name = format!("::{}", layout.name());
        emitted_at!(word.span()=> .csrf(::core::concat!(::core::module_path!(), #name)))
    });
    let browser_validation = form.browser_validation.as_ref().map(|answer| {
        if answer == "off" {
            emitted!(.without_browser_validation())
        } else {
            emitted!(.with_browser_validation())
        }
    });
    let json = form.accept.as_ref().map(|word| emitted_at!(word.span()=> .accept_json()));
    emitted!(#unknown #ignored #csrf #limits #json #browser_validation #messages #rules)
}

/// Writes the rules between fields and of the whole form as text, for the reference of the form.
fn form_rules(layout: &Layout<'_>) -> Option<TokenStream> {
    let root = layout.root();
    let mut rules = Vec::new();
    let mut add = |text: String, field: &str, codes: &[&str]| {
        rules.push(emitted!(#root::__private::FormRule::new(#text, #field, &[#(#codes),*])));
    };
    for row in layout.bound() {
        let field = &row.field.wire.text;
        for Rule { word, kind } in &row.field.rules {
            match kind {
                RuleKind::Equals(other) => add(format!("equals = {}", other.text), field, &["mismatch"]),
                RuleKind::NotEquals(other) => add(format!("not_equals = {}", other.text), field, &["same"]),
                RuleKind::Compared(other) => {
                    let word = word.to_string();
                    add(format!("{word} = {}", other.text), field, &[&word]);
                }
                RuleKind::RequiredIf(condition) | RuleKind::RequiredUnless(condition) => {
                    let condition = match condition {
                        Condition::Given(name) => format!("({})", name.text),
                        Condition::Is(name, value) => format!("({} = {})", name.text, rule::written(value)),
                        Condition::Function(path) => format!(" = {}", rule::written(path)),
                    };
                    add(format!("{word}{condition}"), field, &["required"]);
                }
                RuleKind::Clean(path) => add(format!("clean = {}", rule::written(path)), field, &[]),
                _ => {}
            }
        }
    }
    for (word, names) in &layout.form.count_rules {
        let names: Vec<_> = names.iter().map(|name| name.text.as_str()).collect();
        let codes: &[&str] = match word.to_string().as_str() {
            "at_least_one_of" => &["at_least_one"],
            "at_most_one_of" => &["at_most_one"],
            _ => &["at_least_one", "at_most_one"],
        };
        add(format!("{word} = [{}]", names.join(", ")), "", codes);
    }
    for path in &layout.form.checks {
        add(format!("check = {}", rule::written(path)), "", &[]);
    }
    (!rules.is_empty()).then(|| emitted!(.rules(const { &[#(#rules),*] })))
}

pub(super) fn messages(root: &Path, messages: &[Message]) -> Option<TokenStream> {
    let texts =
        messages.iter().map(|Message { code, text, .. }| emitted!(#root::schema::Message::new(#code, #text)));
    let texts: Vec<_> = texts.collect();
    (!texts.is_empty()).then(|| emitted!(.messages(const { &[#(#texts),*] })))
}
