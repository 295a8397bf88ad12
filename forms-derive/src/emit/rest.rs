//! Writes the struct of the fields that a form does not bind, and `create`.

use proc_macro2::TokenStream;

use super::Layout;
use crate::model::Field;

/// Writes the struct of the fields that the form does not bind, and `create`, which makes a model of both.
pub(super) fn rest(layout: &Layout<'_>) -> TokenStream {
    if layout.is_own() {
        return TokenStream::new();
    }
    let (name, rest, visibility) = (layout.name(), &layout.rest, layout.visibility());
    let (model, root) = (&layout.model.ident, &layout.model.root);
    let others: Vec<&Field> = layout.others().collect();
    let from_form = layout.bound().map(|row| {
        let ident = &row.field.ident;
        emitted!(#ident: self.#ident)
    });
    let create_doc = format!("Creates a new [`{model}`].");
    if others.is_empty() {
        return emitted! {
            #[allow(dead_code, deprecated)]
            impl #name {
                #[doc = #create_doc]
                #[must_use]
                #visibility fn create(self) -> #model { #model { #(#from_form,)* } }
            }
            #[automatically_derived]
            #[allow(deprecated)]
            impl #root::CreateWith<()> for #name {
                fn create_with(self, (): ()) -> #model { self.create() }
            }
        };
    }
    let doc = format!("The fields of a new [`{model}`] that [`{name}`] does not bind.");
    let fields = others.iter().map(|field| {
        let Field { ident, ty, docs, visibility, .. } = field;
        emitted!(#(#docs)* #visibility #ident: #ty)
    });
    let from_rest = others.iter().map(|field| {
        let ident = &field.ident;
        emitted!(#ident: __rest.#ident)
    });
    emitted! {
        #[doc = #doc]
        #[allow(deprecated, missing_copy_implementations, missing_debug_implementations, missing_docs)]
        #visibility struct #rest { #(#fields,)* }
        #[allow(dead_code, deprecated)]
        impl #name {
            #[doc = #create_doc]
            #[must_use]
            #visibility fn create(self, __rest: #rest) -> #model { #model { #(#from_form,)* #(#from_rest,)* } }
        }
        #[automatically_derived]
        #[allow(deprecated)]
        impl #root::CreateWith<#rest> for #name {
            fn create_with(self, __rest: #rest) -> #model { self.create(__rest) }
        }
    }
}
