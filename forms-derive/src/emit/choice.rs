//! Writes the code of `#[derive(Choice)]`.

use proc_macro2::{Literal, TokenStream};
use quote::quote_spanned;

use crate::choice::Choice;

/// Writes `impl Choice` and `impl FieldType`.
pub(crate) fn choice(choice: &Choice) -> TokenStream {
    let Choice { ident, root, options } = choice;
    let variants: Vec<_> = options.iter().map(|option| &option.ident).collect();
    let table = options.iter().map(|option| {
        let (value, label) = (&option.value, &option.label);
        let group = option.group.as_ref().map(|group| emitted!(.group(#group)));
        emitted!(#root::schema::FixedOption::new(#value, #label) #group)
    });
    let indices = (0..options.len()).map(Literal::usize_unsuffixed);
    // one error at the name of the enum, instead of one for each use of its values
    let asserted = quote_spanned!(ident.span()=> #root::__private::assert_choice::<#ident>());
    emitted! {
        #[allow(deprecated)]
        const _: () = {
        const _: () = #asserted;
        #[automatically_derived]
        impl #root::Choice for #ident
        where
            for<'forms> #ident: ::core::marker::Copy,
        {
            const OPTIONS: &'static [#root::schema::FixedOption] = &[#(#table,)*];
            const VARIANTS: &'static [Self] = &[#(Self::#variants,)*];
            fn index(self) -> ::core::primitive::usize {
                match self { #(Self::#variants => #indices,)* }
            }
        }
        #[automatically_derived]
        impl #root::FieldType for #ident
        where
            for<'forms> #ident: ::core::marker::Copy + ::core::cmp::PartialEq,
        {
            type Subject = Self;
            const KIND: #root::Kind = #root::Kind::Choice(<Self as #root::Choice>::OPTIONS);
            const HASHES: ::core::primitive::bool = true;
            fn hash_value<__H: ::core::hash::Hasher>(&self, __state: &mut __H) {
                ::core::hash::Hasher::write_usize(__state, #root::Choice::index(*self));
            }
            fn clean<'b>(
                __raw: &#root::RawValue<'b>,
                __field: &'static #root::FieldSchema,
                __cx: &mut #root::BindContext<'b>,
            ) -> ::core::option::Option<Self> {
                #root::__private::clean_choice(__raw, __field, __cx)
            }
            fn to_text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, ::core::primitive::str>> {
                ::core::option::Option::Some(::std::borrow::Cow::Borrowed(#root::Choice::value(*self)))
            }
        }
        };
    }
}

/// Writes an `impl FieldType` for an enum with errors, so that forms with a field of the enum add no errors.
pub(crate) fn stub(choice: &Choice) -> TokenStream {
    let Choice { ident, root, .. } = choice;
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
