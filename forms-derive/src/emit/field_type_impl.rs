//! Writes `impl FieldType` for a form.

use proc_macro2::TokenStream;

use syn::{Ident, Path};

/// Writes `impl FieldType`, so that the form can be nested. It is bound on `Clone` and `PartialEq`, which the compiler checks
/// where the form is nested: without `for<'forms>`, an unmet bound would be an error here.
///
/// `more` are further functions of the implementation.
pub(super) fn field_type_impl(root: &Path, name: &Ident, more: &TokenStream) -> TokenStream {
    emitted! {
        #[automatically_derived]
        impl #root::FieldType for #name
        where
            for<'forms> #name: ::core::clone::Clone + ::core::cmp::PartialEq,
        {
            type Subject = Self;
            const KIND: #root::Kind = #root::Kind::Form(|| &__SCHEMA);
            const MERGES: ::core::primitive::bool = true;
            fn clean<'b>(
                __raw: &#root::RawValue<'b>,
                __field: &'static #root::FieldSchema,
                __cx: &mut #root::BindContext<'b>,
            ) -> ::core::option::Option<Self> {
                #root::__private::clean_nested(__raw, __field, __cx)
            }
            fn to_text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, ::core::primitive::str>> {
                ::core::option::Option::None
            }
            fn fill(__in: #root::__private::FieldInput<'_, '_, Self>, __value: &mut ::core::option::Option<Self>) {
                #root::__private::fill_nested(__in, __value);
            }
            fn note_change(&self, _: &Self, _: &mut #root::BindContext<'_>) {}
            fn apply(self, __target: &mut Self, __changes: &mut #root::__private::Changes<'_>) -> ::core::primitive::bool {
                #root::__private::apply_nested(self, __target, __changes)
            }
            fn show(&self, __shown: &mut #root::__private::Shown) {
                #root::__private::show_nested(self, __shown);
            }
            fn show_defaults(__shown: &mut #root::__private::Shown) {
                <Self as #root::Form>::show_defaults(__shown);
            }
            #more
        }
    }
}
