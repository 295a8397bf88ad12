//! Writes the schema of maps with declared keys: a form with an optional field for each key.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::LitStr;
use syn::spanned::Spanned;

use super::layout::Placed;
use super::{Layout, form_impl, rule, schema};
use crate::model::{Field, Rule};
use crate::syntax::Choices;

/// Writes the import of the trait that fields with `keys` use.
pub(super) fn import(layout: &Layout<'_>) -> Option<TokenStream> {
    let root = layout.root();
    layout.rows.iter().any(Placed::is_map).then(|| {
        emitted! {
            #[allow(unused_imports)]
            use #root::__private::MapField as __M;
        }
    })
}

/// Writes the keys of each map, the schema of its values, and the type that names both.
pub(super) fn keys(layout: &Layout<'_>) -> TokenStream {
    layout.rows.iter().filter_map(|row| keys_of(layout, row)).collect()
}

fn keys_of(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, keys, field) = (layout.root(), row.keys(), row.field);
    let declared = field.keys.as_ref()?;
    let (value, name) = (field.value_type(), LitStr::new(&field.wire.text, field.wire.span));
    let options = match &declared.keys {
        Choices::Fixed(_, listed) => {
            let options = listed.iter().map(|key| {
                let text = &key.value;
                let label = key.label.as_ref().map_or_else(|| text.clone(), LitStr::value);
                emitted!(#root::schema::FixedOption::new(#text, #label))
            });
            emitted!(&[#(#options),*])
        }
        Choices::FromContext(path) => emitted_at!(path.span(), root => <#path as #root::Choice>::OPTIONS),
    };
    let value_row = value_row(layout, row);
    // a key that is not a name on the wire is reported at `keys`
    let fields =
        emitted_at!(declared.word.span(), root => #root::__private::fields_of_keys(#value_row, __KEYS));
    Some(emitted! {
        struct #keys;
        #[automatically_derived]
        impl #root::__private::MapKeys for #keys {
            type Value = #value;
            const SCHEMA: &'static #root::FormSchema = {
                const __KEYS: &[#root::schema::FixedOption] = #options;
                static __VALUES: [#root::FieldSchema; __KEYS.len()] = #fields;
                static __MAP: #root::FormSchema = #root::FormSchema::new(#name, &__VALUES);
                &__MAP
            };
        }
    })
}

/// Writes the schema of a value, with all rules of the field but `required`.
fn value_row(layout: &Layout<'_>, row: &Placed<'_>) -> TokenStream {
    let (root, field) = (layout.root(), row.field);
    let (ty, context) = (field.value_type(), form_impl::context(layout));
    let field_trait = Ident::new(if field.nested.is_some() { "__N" } else { "__F" }, row.value_span());
    let rules = field.rules.iter().filter(|rule| !is_of_map(rule));
    let rules = rules.map(|rule| rule::call(root, ty, rule, &context));
    let validators = rule::validators(root, field);
    let item_label = field.item_label.as_ref().map(|text| quote_spanned!(text.span()=> .item_label(#text)));
    let widget = field.widget.as_ref().map(|widget| rule::widget(root, widget));
    let autocomplete =
        field.autocomplete.as_ref().map(|text| quote_spanned!(text.span()=> .autocomplete(#text)));
    let messages = schema::messages(root, &field.messages);
    let row_constant = emitted_at!(ty.span()=> #field_trait::ROW);
    let start = quote_spanned!(ty.span()=> __row::<::core::option::Option<#ty>>(#row_constant, "_"));
    let end = field.widget.as_ref().map_or_else(proc_macro2::Span::mixed_site, Ident::span);
    let build = quote_spanned!(end=> .build());
    emitted!(#start #messages #item_label #widget #autocomplete #(#rules)* #validators #build)
}

/// Writes the builder of the map itself.
pub(super) fn start(layout: &Layout<'_>, row: &Placed<'_>, wire: &LitStr) -> TokenStream {
    let (root, keys) = (layout.root(), row.keys());
    emitted_at!(row.span(), root => #root::__private::map_row::<#keys>(#wire))
}

/// Returns the rules of a field that are about the map, not about its values.
pub(super) fn rules_of_map(field: &Field) -> impl Iterator<Item = &Rule> {
    field.rules.iter().filter(|rule| is_of_map(rule))
}

fn is_of_map(rule: &Rule) -> bool {
    rule.word == "required"
}
