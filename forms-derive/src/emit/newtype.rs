//! Writes the code of `#[derive(FieldType)]`.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::{rule, schema};
use crate::newtype::Newtype;

/// Writes `impl Newtype`, the conversions, and serde's traits if they are asked for.
pub(crate) fn newtype(newtype: &Newtype) -> TokenStream {
    let Newtype { ident, root, .. } = newtype;
    let field = newtype.field();
    let (ty, name, label) = (newtype.ty(), ident.to_string(), newtype.label());
    let help = field.help.as_ref().map(|help| quote_spanned!(help.span()=> .help(#help)));
    let messages = schema::messages(root, &field.messages);
    let widget = field.widget.as_ref().map(|widget| rule::widget(root, widget));
    let autocomplete =
        field.autocomplete.as_ref().map(|text| quote_spanned!(text.span()=> .autocomplete(#text)));
    let context = emitted!(());
    let rules = field.rules.iter().map(|rule| rule::call(root, ty, rule, &context));
    let validators = rule::validators(root, field);
    let row_constant = emitted_at!(ty.span(), root => <#ident as #root::__private::Newtype>::ROW);
    let start = quote_spanned!(ty.span()=> __row::<#ty>(#row_constant, "value").label(#label));
    let end = field.widget.as_ref().map_or_else(proc_macro2::Span::mixed_site, proc_macro2::Ident::span);
    let build = quote_spanned!(end=> .build());
    let fits = emitted_at!(ty.span(), root => #root::__private::assert_newtype(&__FIELDS[0]));
    // one error at the name of the type, instead of one for each use of its values
    let cloned = quote_spanned!(ident.span()=> #root::__private::assert_value::<#ident>());
    let (conversions, serde) = (conversions(newtype), newtype.serde.then(|| serde(newtype)));
    emitted! {
        #[allow(deprecated, trivial_numeric_casts)]
        const _: () = {
            #[allow(unused_imports)]
            use #root::__private::row as __row;
            const _: () = #cloned;
            const _: () = #fits;
            static __FIELDS: [#root::FieldSchema; 1] =
                [#start #help #messages #widget #autocomplete #(#rules)* #validators #build];
            static __SCHEMA: #root::FormSchema =
                #root::FormSchema::new(#name, &__FIELDS).limits(#root::__private::CONVERSION);
            #[automatically_derived]
            impl #root::__private::Newtype for #ident {
                type Inner = #ty;
                const SCHEMA: &'static #root::FormSchema = &__SCHEMA;
                fn wrap(__value: #ty, _: #root::__private::Valid) -> Self {
                    Self(__value)
                }
                fn inner(&self) -> &#ty {
                    &self.0
                }
            }
            #conversions
            #serde
        };
    }
}

fn conversions(newtype: &Newtype) -> TokenStream {
    let (Newtype { ident, root, .. }, ty) = (newtype, newtype.ty());
    // not checked where the type lacks `Clone`, which has an error of its own
    let is_cloned = emitted!(where for<'forms> #ident: ::core::clone::Clone + ::core::cmp::PartialEq);
    let result = emitted!(::core::result::Result<Self, #root::InvalidValue>);
    let as_ref = if newtype.is_string() {
        emitted! {
            #[automatically_derived]
            impl ::core::convert::AsRef<::core::primitive::str> for #ident {
                fn as_ref(&self) -> &::core::primitive::str {
                    &self.0
                }
            }
            #[automatically_derived]
            impl ::core::convert::TryFrom<&::core::primitive::str> for #ident #is_cloned {
                type Error = #root::InvalidValue;
                fn try_from(__text: &::core::primitive::str) -> #result {
                    #root::__private::convert(&<#ty as ::core::convert::From<_>>::from(__text))
                }
            }
            #[automatically_derived]
            impl ::core::str::FromStr for #ident #is_cloned {
                type Err = #root::InvalidValue;
                fn from_str(__text: &::core::primitive::str) -> #result {
                    #root::__private::convert(&<#ty as ::core::convert::From<_>>::from(__text))
                }
            }
        }
    } else {
        emitted! {
            #[automatically_derived]
            impl ::core::convert::AsRef<#ty> for #ident {
                fn as_ref(&self) -> &#ty {
                    &self.0
                }
            }
        }
    };
    emitted! {
        #as_ref
        #[automatically_derived]
        impl ::core::convert::TryFrom<#ty> for #ident #is_cloned {
            type Error = #root::InvalidValue;
            fn try_from(__value: #ty) -> #result {
                #root::__private::convert(&__value)
            }
        }
        #[automatically_derived]
        impl ::core::convert::From<#ident> for #ty {
            fn from(__value: #ident) -> Self {
                __value.0
            }
        }
    }
}

/// Writes serde's traits, with the serde of the runtime crate.
fn serde(newtype: &Newtype) -> TokenStream {
    let (Newtype { ident, root, .. }, ty) = (newtype, newtype.ty());
    emitted! {
        #[automatically_derived]
        impl #root::__private::serde::Serialize for #ident {
            fn serialize<__S: #root::__private::serde::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #root::__private::serde::Serialize::serialize(&self.0, __serializer)
            }
        }
        #[automatically_derived]
        impl<'de> #root::__private::serde::Deserialize<'de> for #ident
        where
            for<'forms> #ident: ::core::clone::Clone + ::core::cmp::PartialEq,
        {
            fn deserialize<__D: #root::__private::serde::Deserializer<'de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let __value = <#ty as #root::__private::serde::Deserialize<'de>>::deserialize(__deserializer)?;
                #root::__private::convert(&__value).map_err(<__D::Error as #root::__private::serde::de::Error>::custom)
            }
        }
    }
}

/// Writes the traits of a newtype with errors, without its rules, so that its uses add no errors.
pub(crate) fn stub(newtype: &Newtype) -> TokenStream {
    let Newtype { ident, root, .. } = newtype;
    emitted! {
        #[allow(deprecated)]
        const _: () = {
            #[automatically_derived]
            impl #root::FieldType for #ident
            where
                for<'forms> #ident: ::core::clone::Clone + ::core::cmp::PartialEq,
            {
                type Subject = Self;
                const KIND: #root::Kind = #root::Kind::Text;
                fn clean<'b>(
                    _: &#root::RawValue<'b>,
                    _: &'static #root::FieldSchema,
                    _: &mut #root::BindContext<'b>,
                ) -> ::core::option::Option<Self> {
                    ::core::option::Option::None
                }
                fn to_text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, ::core::primitive::str>> {
                    ::core::option::Option::None
                }
            }
        };
    }
}
