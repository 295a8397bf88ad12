use proc_macro2::TokenStream;

use super::Layout;

/// The form's fields, one by one, for each visitor that takes all of their types.
pub(super) fn visit(layout: &Layout<'_>) -> TokenStream {
    let (root, name) = (layout.root(), layout.name());
    let bounds = layout.bound().map(|row| {
        let ty = row.ty();
        if row.is_flattened() {
            emitted_at!(row.span(), root => #ty: #root::VisitFields<__V>,)
        } else {
            emitted_at!(row.span(), root => __V: #root::VisitField<#ty>,)
        }
    });
    let visits = layout.bound().map(|row| {
        let (ident, ty, span, at) = (row.member(), row.ty(), row.span(), row.place());
        let value = if layout.is_own() {
            emitted_at!(span=> &present.#ident)
        } else {
            emitted_at!(span=> present.#ident)
        };
        match (row.is_flattened(), layout.is_own()) {
            (true, true) => emitted_at! {span, root =>
                <#ty as #root::VisitFields<__V>>::visit_fields(
                    &::core::convert::From::from(#value), base + #at, wanted, visitor,
                );
            },
            (true, false) => emitted_at! {span, root =>
                <#ty as #root::VisitFields<__V>>::visit_fields(&#value, base + #at, wanted, visitor);
            },
            (false, _) => emitted_at! {span, root =>
                if #root::__private::is_wanted(#at, base, wanted) {
                    #root::VisitField::<#ty>::visit(visitor, &__FIELDS[#at], #value);
                }
            },
        }
    });
    emitted! {
        #[automatically_derived]
        #[allow(private_bounds)]
        impl<__V> #root::VisitFields<__V> for #name
        where
            #(#bounds)*
        {
            fn visit_fields(present: &Self::Present<'_>, base: usize, wanted: &[u16], visitor: &mut __V) {
                #(#visits)*
            }
        }
    }
}
