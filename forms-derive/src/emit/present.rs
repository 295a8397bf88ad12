//! Writes the struct of the present values.

use proc_macro2::TokenStream;

use super::Layout;

/// Writes the struct of references to the present values of an update. A struct that is its own form needs only a reference.
pub(super) fn present(layout: &Layout<'_>) -> TokenStream {
    let (root, name, model) = (layout.root(), layout.name(), &layout.model.ident);
    if layout.borrows_itself() {
        return TokenStream::new();
    }
    let fields = layout.rows.iter().map(|row| {
        let (ident, ty) = (&row.field.ident, &row.field.ty);
        if row.is_flattened() {
            let ty = row.ty();
            emitted_at!(row.span(), root => #ident: <#ty as #root::Form>::Present<'m>)
        } else if row.is_bound() || layout.is_variant() {
            emitted!(#ident: &'m #ty)
        } else {
            // only the model has it, not the projection
            emitted!(#ident: ::core::option::Option<&'m #ty>)
        }
    });
    let of_model = from(layout, &emitted!(#model), true);
    let of_form =
        if layout.is_variant() { from_parts(layout) } else { from(layout, &emitted!(#name), false) };
    emitted! {
        #[allow(missing_debug_implementations, unnameable_types, unreachable_pub)]
        pub struct __Present<'m> { #(#fields,)* }
        #[automatically_derived]
        impl ::core::clone::Clone for __Present<'_> {
            fn clone(&self) -> Self { *self }
        }
        #[automatically_derived]
        impl ::core::marker::Copy for __Present<'_> {}
        #of_model
        #of_form
    }
}

/// Writes the conversion from references to the fields of a variant, which are in the enum.
fn from_parts(layout: &Layout<'_>) -> TokenStream {
    let types: Vec<_> = layout.rows.iter().map(|row| &row.field.ty).collect();
    let fields = layout.rows.iter().map(|row| {
        let (ident, local) = (&row.field.ident, row.local());
        if row.is_flattened() {
            emitted_at!(row.span()=> #ident: ::core::convert::From::from(#local))
        } else {
            emitted!(#ident: #local)
        }
    });
    let locals = layout.rows.iter().map(super::layout::Placed::local);
    emitted! {
        #[automatically_derived]
        impl<'m> ::core::convert::From<(#(&'m #types,)*)> for __Present<'m> {
            fn from((#(#locals,)*): (#(&'m #types,)*)) -> Self { Self { #(#fields,)* } }
        }
    }
}

fn from(layout: &Layout<'_>, source: &TokenStream, has_all: bool) -> TokenStream {
    let fields = layout.rows.iter().map(|row| {
        let ident = &row.field.ident;
        if row.is_flattened() {
            emitted_at!(row.span()=> #ident: ::core::convert::From::from(&__value.#ident))
        } else if row.is_bound() || layout.is_variant() {
            emitted!(#ident: &__value.#ident)
        } else if has_all {
            emitted!(#ident: ::core::option::Option::Some(&__value.#ident))
        } else {
            emitted!(#ident: ::core::option::Option::None)
        }
    });
    emitted! {
        #[automatically_derived]
        impl<'m> ::core::convert::From<&'m #source> for __Present<'m> {
            fn from(__value: &'m #source) -> Self { Self { #(#fields,)* } }
        }
    }
}
