use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident};

use super::{field_refs, tag};
use crate::emit::{choice_stub, field_type_impl, stub as form_stub};
use crate::variants::{VariantData, Variants};

/// Writes the forms of an enum with errors, without rules, so that one mistake gives one error.
pub(crate) fn stub(variants: &Variants) -> TokenStream {
    let (name, root, draft) = (&variants.model.ident, &variants.model.root, variants.draft());
    let models = || {
        variants.variants.iter().filter_map(|variant| match &variant.data {
            VariantData::Struct(model) => Some(model),
            _ => None,
        })
    };
    let mut seen = HashSet::from([draft.to_string(), variants.tag.choice.ident.to_string()]);
    let mut written = models().flat_map(|model| [model.ident.to_string(), format!("{}Draft", model.ident)]);
    if !written.all(|name| seen.insert(name)) || variants.variants.is_empty() {
        return TokenStream::new();
    }
    let forms = models().map(|model| form_stub(model));
    let named = [tag(variants), field_refs(variants), choice_stub(&variants.tag.choice)];
    let drafts = variants.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let data = match &variant.data {
            VariantData::Struct(model) => {
                let draft = format_ident!("{}Draft", model.ident);
                Some(emitted!((#draft)))
            }
            _ => None,
        };
        emitted!(#ident #data)
    });
    let context =
        variants.model.forms[0].context.as_ref().map_or_else(|| emitted!(()), ToTokens::to_token_stream);
    let (title, visibility) = (name.to_string(), &variants.model.visibility);
    let field_type = field_type_impl::field_type_impl(root, name, &TokenStream::new());
    emitted! {
        #(#forms)*
        #(#named)*
        #[allow(dead_code, missing_copy_implementations, missing_debug_implementations, missing_docs)]
        #visibility enum #draft { #(#drafts,)* }
        #[allow(deprecated)]
        const _: () = {
            static __SCHEMA: #root::FormSchema = #root::FormSchema::new(#title, &[]);
            #[automatically_derived]
            impl #root::Form for #name {
                type Model = #name;
                type Draft = ::core::option::Option<#draft>;
                type Present<'m> = &'m #name;
                type Context = #context;
                const SCHEMA: &'static #root::FormSchema = &__SCHEMA;
                fn field(
                    _: &mut ::core::option::Option<#draft>,
                    _: ::core::primitive::usize,
                    _: #root::__private::FieldInput<'_, '_, Self::Present<'_>>,
                ) {
                }
                fn finish(_: ::core::option::Option<#draft>) -> ::core::option::Option<Self> {
                    ::core::option::Option::None
                }
                fn apply(self, _: &mut #name, _: &mut #root::__private::Changes<'_>) {}
                fn merge(self, _: &mut Self, _: &mut #root::__private::Changes<'_>) {}
                fn show(_: &Self::Present<'_>, _: &mut #root::__private::Shown) {}
            }
            #field_type
        };
    }
}
