use proc_macro2::TokenStream;

use super::Layout;

/// The form as the field of another. Only for forms that can be compared and cloned, which is asked where one is
/// nested: a bound that is never met would not compile, unless it is for all lifetimes.
pub(super) fn field_type_impl(layout: &Layout<'_>) -> TokenStream {
    let (root, name) = (layout.root(), layout.name());
    emitted! {
        #[automatically_derived]
        impl #root::FieldType for #name
        where
            for<'forms> #name: ::core::clone::Clone + ::core::cmp::PartialEq,
        {
            type Subject = Self;
            const KIND: #root::Kind = #root::Kind::Form(|| &__SPEC);
            const MERGES: bool = true;
            fn clean<'b>(
                raw: &#root::Raw<'b>,
                field: &'static #root::FieldSpec,
                cx: &mut #root::Cleaner<'b>,
            ) -> ::core::option::Option<Self> {
                #root::__private::clean_nested(raw, field, cx)
            }
            fn to_text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, str>> {
                ::core::option::Option::None
            }
            fn fill<'b>(
                value: &mut ::core::option::Option<Self>,
                raw: &#root::Raw<'b>,
                field: &'static #root::FieldSpec,
                present: ::core::option::Option<&Self>,
                cx: &mut #root::Cleaner<'b>,
            ) {
                #root::__private::fill_nested(value, raw, field, present, cx);
            }
            fn note_change(&self, _: &Self, _: &mut #root::Cleaner<'_>) {}
            fn apply(self, target: &mut Self, changes: &mut #root::__private::Changes<'_>) -> bool {
                #root::__private::apply_nested(self, target, changes)
            }
            fn show(&self, shown: &mut #root::__private::Shown) {
                #root::__private::show_nested(self, shown);
            }
            fn show_defaults(shown: &mut #root::__private::Shown) {
                <Self as #root::Form>::show_defaults(shown);
            }
        }
    }
}
