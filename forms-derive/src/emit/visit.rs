//! Writes `impl VisitFields`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::Layout;

/// Writes `impl VisitFields`, for visitors that take the types of all fields.
pub(super) fn visit(layout: &Layout<'_>) -> TokenStream {
    let (root, name) = (layout.root(), layout.name());
    let mut seen = HashSet::new();
    let types = layout.bound().filter(|row| seen.insert(row.field.ty.to_token_stream().to_string()));
    let bounds = types.map(|row| {
        let ty = row.ty();
        if row.is_flattened() {
            emitted_at!(row.span(), root => #ty: #root::VisitFields<__V>,)
        } else {
            emitted_at!(row.span(), root => __V: #root::VisitField<#ty>,)
        }
    });
    let visits = layout.bound().map(|row| {
        let (ident, ty, span, at) = (row.member(), row.ty(), row.span(), row.place());
        let value = if layout.borrows_itself() {
            emitted_at!(span=> &__p.#ident)
        } else {
            emitted_at!(span=> __p.#ident)
        };
        match (row.is_flattened(), layout.borrows_itself()) {
            (true, true) => emitted_at! {span, root =>
                <#ty as #root::VisitFields<__V>>::visit_fields(
                    &::core::convert::From::from(#value), __base + #at, __wanted, __v.visitor,
                );
            },
            (true, false) => emitted_at! {span, root =>
                <#ty as #root::VisitFields<__V>>::visit_fields(&#value, __base + #at, __wanted, __v.visitor);
            },
            (false, _) => emitted_at!(span=> __v.field(#at, &__FIELDS[#at], #value);),
        }
    });
    emitted! {
        #[automatically_derived]
        #[allow(private_bounds)]
        impl<__V> #root::VisitFields<__V> for #name
        where
            #(#bounds)*
        {
            fn visit_fields(
                __p: &Self::Present<'_>,
                __base: ::core::primitive::usize,
                __wanted: &[::core::primitive::u16],
                __v: &mut __V,
            ) {
                let __v = &mut #root::__private::Visit::new(__base, __wanted, __v);
                #(#visits)*
            }
        }
    }
}
