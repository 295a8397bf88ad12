use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::{any, form_of, parts, present};
use crate::variants::{FormVariant, VariantData, Variants};

/// Writes `impl Form`.
pub(super) fn form_impl(variants: &Variants) -> TokenStream {
    let (name, root, draft, tag) =
        (&variants.model.ident, &variants.model.root, variants.draft(), &variants.tag.choice.ident);
    let context =
        variants.model.forms[0].context.as_ref().map_or_else(|| emitted!(()), ToTokens::to_token_stream);
    let places = variants.variants.iter().map(|variant| {
        let (ident, i) = (&variant.ident, variants.index_of(variant).unwrap_or(0));
        emitted!(#tag::#ident => #i)
    });
    let drafts = variants.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let data = variant.has_data().then(|| emitted!((::core::default::Default::default())));
        emitted!(#tag::#ident => #draft::#ident #data)
    });
    let fills = variants.with_data().map(|(i, variant)| fill(variants, i, variant));
    let check = check(variants);
    let finishes = variants.variants.iter().map(|variant| finish(variants, variant));
    let merge = merge(variants);
    let shows = variants.variants.iter().map(|variant| show(variants, variant));
    let defaults = variants.with_data().map(|(i, variant)| {
        let ty = form_of(variant);
        emitted_at!(ty.span()=> __s.variant_defaults::<#ty>(#i);)
    });
    emitted! {
        #[automatically_derived]
        impl #root::Form for #name {
            type Model = #name;
            type Draft = ::core::option::Option<#draft>;
            type Present<'m> = &'m #name;
            type Context = #context;
            const SCHEMA: &'static #root::FormSchema = &__SCHEMA;
            fn field(
                __d: &mut ::core::option::Option<#draft>,
                __i: ::core::primitive::usize,
                __in: #root::__private::FieldInput<'_, '_, Self::Present<'_>>,
            ) {
                match __i {
                    0 => {
                        let __tag = #root::__private::read_tag(
                            __in,
                            |__p| <#tag as ::core::convert::From<&#name>>::from(*__p),
                            |__tag| match __tag { #(#places,)* },
                        );
                        *__d = ::core::option::Option::map(__tag, |__tag| match __tag { #(#drafts,)* });
                    }
                    #(#fills)*
                    _ => {}
                }
            }
            #check
            fn finish(__d: ::core::option::Option<#draft>) -> ::core::option::Option<Self> {
                match __d? { #(#finishes)* }
            }
            fn apply(self, __m: &mut #name, __c: &mut #root::__private::Changes<'_>) {
                #root::Form::merge(self, __m, __c);
            }
            fn merge(self, __m: &mut Self, __c: &mut #root::__private::Changes<'_>) { #merge }
            fn show(__p: &Self::Present<'_>, __s: &mut #root::__private::Shown) { match __p { #(#shows)* } }
            fn show_defaults(__s: &mut #root::__private::Shown) { #(#defaults)* }
        }
    }
}

/// Writes the arm of `Form::field` that reads the fields of a variant.
fn fill(variants: &Variants, i: usize, variant: &FormVariant) -> TokenStream {
    let (name, root, draft) = (&variants.model.ident, &variants.model.root, variants.draft());
    let (ident, ty, parts) = (&variant.ident, form_of(variant), parts(variant, ""));
    let (pattern, present) = (&parts.pattern, present(root, variant, &parts));
    // written in place, so that its argument has the type of the present value
    let present = emitted! {
        |__p| match *__p {
            #name::#ident #pattern => ::core::option::Option::Some(#present),
            _ => ::core::option::Option::None,
        }
    };
    let fill = emitted_at!(ty.span(), root => #root::__private::fill_variant::<#ty, _>(__in, __d, #present));
    emitted! {
        #i => {
            if let ::core::option::Option::Some(#draft::#ident(__d)) = __d {
                #fill;
            } else {
                #root::__private::skip_variant(__in);
            }
        }
    }
}

fn check(variants: &Variants) -> Option<TokenStream> {
    let (root, draft) = (&variants.model.root, variants.draft());
    let checks: Vec<_> = variants.model.forms[0]
        .checks
        .iter()
        .map(|path| emitted_at!(path.span(), root => #root::__private::check::<Self, _>(#path, __d, __report);))
        .collect();
    (!checks.is_empty()).then(|| {
        emitted! {
            fn check(__d: &::core::option::Option<#draft>, __report: &mut #root::Report<'_, Self>) { #(#checks)* }
        }
    })
}

fn show(variants: &Variants, variant: &FormVariant) -> TokenStream {
    let (name, root, tag) = (&variants.model.ident, &variants.model.root, &variants.tag.choice.ident);
    let (ident, parts) = (&variant.ident, parts(variant, ""));
    let pattern = &parts.pattern;
    let data = variants.index_of(variant).map(|i| {
        let (ty, present) = (form_of(variant), present(root, variant, &parts));
        emitted_at!(ty.span()=> __s.variant::<#ty>(#i, &#present);)
    });
    emitted! {
        #name::#ident #pattern => {
            __F::show(&#tag::#ident, __s, 0, &__FIELDS[0]);
            #data
        }
    }
}

fn finish(variants: &Variants, variant: &FormVariant) -> TokenStream {
    let (name, root, draft, ident) =
        (&variants.model.ident, &variants.model.root, variants.draft(), &variant.ident);
    match &variant.data {
        VariantData::Nothing => {
            emitted!(#draft::#ident => ::core::option::Option::Some(#name::#ident),)
        }
        VariantData::Form(_) => {
            let ty = form_of(variant);
            let value = emitted_at!(ty.span(), root => <#ty as #root::Form>::finish(__d)?);
            emitted!(#draft::#ident(__d) => ::core::option::Option::Some(#name::#ident(#value)),)
        }
        VariantData::Struct(model) => {
            let (ty, fields) = (&model.ident, parts(variant, "").fields);
            emitted! {
                #draft::#ident(__d) => {
                    let __value = <#ty as #root::Form>::finish(__d)?;
                    ::core::option::Option::Some(#name::#ident { #(#fields: __value.#fields,)* })
                }
            }
        }
    }
}

/// Writes `Form::merge`: an update of the present variant writes its fields, another variant replaces it.
fn merge(variants: &Variants) -> TokenStream {
    let name = &variants.model.ident;
    let arms = variants.variants.iter().map(|variant| merge_variant(variants, variant));
    let places = variants.variants.iter().map(|variant| {
        let (ident, any, i) = (&variant.ident, any(variant), variants.index_of(variant).unwrap_or(0));
        emitted!(#name::#ident #any => #i)
    });
    emitted! {
        match (self, __m) {
            #(#arms)*
            (__value, __m) => {
                let __i = match &__value { #(#places,)* };
                __c.other_variant(__i, &__FIELDS, __value, __m);
            }
        }
    }
}

fn merge_variant(variants: &Variants, variant: &FormVariant) -> TokenStream {
    let (name, root, ident) = (&variants.model.ident, &variants.model.root, &variant.ident);
    let (new, old) = (parts(variant, ""), parts(variant, "m"));
    let (new_pattern, old_pattern, new_locals, old_locals) =
        (&new.pattern, &old.pattern, &new.locals, &old.locals);
    let Some(i) = variants.index_of(variant) else {
        return emitted!((#name::#ident, #name::#ident) => {});
    };
    let write = if let VariantData::Struct(model) = &variant.data {
        let (ty, fields) = (&model.ident, &new.fields);
        emitted!(#ty { #(#fields: #new_locals,)* }.__write((#(#old_locals,)*), __c))
    } else {
        let ty = form_of(variant);
        emitted_at!(ty.span(), root => <#ty as #root::Form>::merge(#(#new_locals,)* #(#old_locals,)* __c))
    };
    emitted! {
        (#name::#ident #new_pattern, #name::#ident #old_pattern) => {
            __c.variant(#i, &__FIELDS, |__c| #write);
        }
    }
}
