mod form_impl;
mod stub;

use std::collections::HashSet;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned;
use syn::{Ident, LitStr, Path, Type};

use self::form_impl::form_impl;
pub(crate) use self::stub::stub;
use super::layout::{Layout, located};
use super::{choice::choice, field_type_impl, inner_forms, one_form, rule, schema};
use crate::variants::{FormVariant, Shape, VariantData, Variants};

/// Writes the code of an enum with data: its tag as a choice, a form for each struct variant, and the form of the enum.
pub(crate) fn variants(variants: &Variants) -> TokenStream {
    let forms = variants.variants.iter().filter_map(|variant| match &variant.data {
        VariantData::Struct(model) => Some(one_form(&Layout::of(model, &model.forms[0]))),
        _ => None,
    });
    let named = [tag(variants), draft(variants), field_refs(variants)];
    let choice = choice(&variants.tag.choice);
    let unnamed =
        [table(variants), form_impl(variants), field_type(variants), bounds(variants), visit(variants)];
    let root = &variants.model.root;
    emitted! {
        #(#forms)*
        #(#named)*
        #choice
        #[allow(deprecated, trivial_numeric_casts)]
        const _: () = {
            #[allow(unused_imports)]
            use #root::__private::{FormField as __F, row as __row};
            #(#unnamed)*
        };
    }
}

/// Writes the enum of the names of the variants.
fn tag(variants: &Variants) -> TokenStream {
    let (name, tag, visibility) =
        (&variants.model.ident, &variants.tag.choice.ident, &variants.model.visibility);
    let doc = format!("The names of the variants of [`{name}`]: what its tag says.");
    let options = variants.variants.iter().map(|variant| {
        let (docs, ident) = (&variant.docs, &variant.ident);
        emitted!(#(#docs)* #ident)
    });
    let arms = variants.variants.iter().map(|variant| {
        let (ident, any) = (&variant.ident, any(variant));
        emitted!(#name::#ident #any => #tag::#ident)
    });
    emitted! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq, ::core::cmp::Eq)]
        #[allow(deprecated, missing_docs)]
        #visibility enum #tag { #(#options,)* }
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::convert::From<&#name> for #tag {
            fn from(__value: &#name) -> Self { match __value { #(#arms,)* } }
        }
    }
}

/// Writes the draft, which checks receive.
fn draft(variants: &Variants) -> TokenStream {
    let (name, draft, visibility) = (&variants.model.ident, variants.draft(), &variants.model.visibility);
    let root = &variants.model.root;
    let doc = format!("The draft of [`{name}`] for checks: the variant that was chosen, with its own draft.");
    let drafts = variants.variants.iter().map(|variant| {
        let (docs, ident) = (&variant.docs, &variant.ident);
        let data = variant.form().map(|ty| {
            let located = located(&ty, ty.span());
            emitted_at!(ty.span(), root => (<#located as #root::Form>::Draft))
        });
        emitted!(#(#docs)* #ident #data)
    });
    emitted! {
        #[doc = #doc]
        #[allow(deprecated, missing_copy_implementations, missing_debug_implementations, missing_docs)]
        #visibility enum #draft { #(#drafts,)* }
    }
}

/// Writes a field reference for the tag and for each variant with data.
fn field_refs(variants: &Variants) -> TokenStream {
    let (name, root, visibility) = (&variants.model.ident, &variants.model.root, &variants.model.visibility);
    let (tag, tag_ref) = (&variants.tag.choice.ident, &variants.tag.field_ref);
    let mut seen = HashSet::from([tag_ref]);
    let forms =
        variants.with_data().filter(|(_, variant)| seen.insert(&variant.field_ref)).map(|(i, variant)| {
            let (field_ref, ty) = (&variant.field_ref, variant.form());
            let doc = format!("The fields of the variant `{}`.", variant.ident);
            emitted! {
                #[doc = #doc]
                #visibility const #field_ref: #root::FieldRef<Self, #ty> = #root::FieldRef::field(#i);
            }
        });
    emitted! {
        #[allow(dead_code, deprecated)]
        impl #name {
            /// The tag, which names the variant.
            #visibility const #tag_ref: #root::FieldRef<Self, #tag> = #root::FieldRef::field(0);
            #(#forms)*
        }
    }
}

/// Writes the schema: a row for the tag, and one for each variant with data.
fn table(variants: &Variants) -> TokenStream {
    let (root, tag) = (&variants.model.root, &variants.tag);
    let (wire, label, choice) = (&tag.wire, &tag.label, &tag.choice.ident);
    let help = tag.help.as_ref().map(|help| emitted!(.help(#help)));
    let radio = Ident::new("radio", Span::mixed_site());
    let widget = rule::widget(root, tag.widget.as_ref().unwrap_or(&radio));
    let rows = variants.with_data().map(|(_, variant)| {
        let (wire, label, ty) = (&variant.wire, &variant.label, form_of(variant));
        let help = variant.help.clone().unwrap_or_else(|| LitStr::new("", variant.ident.span()));
        let rust_name = variant.ident.to_string();
        emitted_at!(ty.span(), root => #root::__private::variant_row::<#ty>(#wire, #rust_name, #label, #help))
    });
    let forms = variants.with_data().map(|(_, variant)| {
        let ty = form_of(variant);
        emitted_at!(ty.span(), root => <#ty as #root::Form>::SCHEMA)
    });
    let length = Literal::usize_unsuffixed(1 + variants.with_data().count());
    let name = variants.model.ident.to_string();
    let settings = schema::settings(&Layout::of(&variants.model, &variants.model.forms[0]));
    let span =
        variants.with_data().last().map_or_else(Span::mixed_site, |(_, variant)| form_of(variant).span());
    let schema = emitted_at! {span, root =>
        #root::FormSchema::tagged(#name, &__FIELDS, const { &[#(#forms),*] })
    };
    emitted! {
        static __FIELDS: [#root::FieldSchema; #length] = [
            __row::<#choice>(__F::ROW, #wire).label(#label) #help #widget.build(),
            #(#rows,)*
        ];
        static __SCHEMA: #root::FormSchema = #schema #settings;
    }
}

/// Returns the type of the form of a variant with data, with its span.
fn form_of(variant: &FormVariant) -> TokenStream {
    let ty: Type = variant.form().expect("the variant has data");
    located(&ty, ty.span())
}

/// Returns the pattern for the data of a variant that ignores it.
fn any(variant: &FormVariant) -> Option<TokenStream> {
    match variant.shape {
        Shape::Unit => None,
        Shape::Named => Some(emitted!({ .. })),
        Shape::Unnamed => Some(emitted!((..))),
    }
}

/// The data of a variant: names of local variables that begin with `prefix`.
struct Parts {
    /// The pattern that binds them.
    pattern: TokenStream,
    locals: Vec<Ident>,
    fields: Vec<Ident>,
}

fn parts(variant: &FormVariant, prefix: &str) -> Parts {
    let local = |i: usize| format_ident!("__{prefix}{i}", span = Span::mixed_site());
    match &variant.data {
        VariantData::Nothing => Parts { pattern: TokenStream::new(), locals: Vec::new(), fields: Vec::new() },
        VariantData::Form(_) => {
            let local = local(0);
            Parts { pattern: emitted!((#local)), locals: vec![local], fields: Vec::new() }
        }
        VariantData::Struct(model) => {
            let fields: Vec<_> = model.fields.iter().map(|field| field.ident.clone()).collect();
            let locals: Vec<_> = (0..fields.len()).map(local).collect();
            Parts { pattern: emitted!({ #(#fields: #locals,)* }), locals, fields }
        }
    }
}

/// Returns the present values of a variant, from references to its data.
fn present(root: &Path, variant: &FormVariant, parts: &Parts) -> TokenStream {
    let (ty, locals) = (form_of(variant), &parts.locals);
    let source = if let VariantData::Struct(_) = variant.data {
        emitted!((#(#locals,)*))
    } else {
        emitted!(#(#locals)*)
    };
    emitted_at!(ty.span(), root => <<#ty as #root::Form>::Present<'_> as ::core::convert::From<_>>::from(#source))
}

fn field_type(variants: &Variants) -> TokenStream {
    let root = &variants.model.root;
    let more = emitted! {
        fn is_nothing<'b>(__raw: &#root::RawValue<'b>, __cx: &mut #root::BindContext<'b>) -> ::core::primitive::bool {
            #root::__private::has_blank_tag(__raw, __cx)
        }
    };
    field_type_impl::field_type_impl(root, &variants.model.ident, &more)
}

/// Writes the checks of forms in variants that need types.
fn bounds(variants: &Variants) -> TokenStream {
    let form = &variants.model.forms[0];
    let context = form.context.as_ref().map_or_else(|| emitted!(()), ToTokens::to_token_stream);
    let forms = variants.with_data().filter(|(_, variant)| matches!(variant.data, VariantData::Form(_)));
    let checks = forms.map(|(_, variant)| {
        inner_forms::of_variant(&variants.model.root, &form_of(variant), &context, form.csrf.is_some())
    });
    emitted!(#(#checks)*)
}

fn visit(variants: &Variants) -> TokenStream {
    let (name, root, tag) = (&variants.model.ident, &variants.model.root, &variants.tag.choice.ident);
    let mut seen = HashSet::new();
    let bounds = variants.with_data().filter_map(|(_, variant)| {
        let ty = form_of(variant);
        seen.insert(ty.to_string()).then(|| emitted_at!(ty.span(), root => #ty: #root::VisitFields<__V>,))
    });
    let bounds: Vec<_> = bounds.collect();
    let arms = variants.variants.iter().map(|variant| {
        let (ident, parts) = (&variant.ident, parts(variant, ""));
        let pattern = &parts.pattern;
        let visit = variants.index_of(variant).map(|i| {
            let (ty, present) = (form_of(variant), present(root, variant, &parts));
            emitted_at!(ty.span()=> __v.variant::<#ty>(#i, &#present);)
        });
        emitted!(#name::#ident #pattern => { #visit })
    });
    emitted! {
        #[automatically_derived]
        #[allow(private_bounds)]
        impl<__V> #root::VisitFields<__V> for #name
        where
            __V: #root::VisitField<#tag>,
            #(#bounds)*
        {
            fn visit_fields(
                __p: &Self::Present<'_>,
                __base: ::core::primitive::usize,
                __wanted: &[::core::primitive::u16],
                __v: &mut __V,
            ) {
                let __v = &mut #root::__private::Visit::new(__base, __wanted, __v);
                __v.field(0, &__FIELDS[0], &<#tag as ::core::convert::From<&#name>>::from(*__p));
                match __p { #(#arms)* }
            }
        }
    }
}
