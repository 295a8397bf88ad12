//! Writes the struct of a form over a model.

use proc_macro2::TokenStream;

use super::Layout;

/// Writes the struct of the fields that the form binds, unless the model is the form.
pub(super) fn projection(layout: &Layout<'_>) -> TokenStream {
    if layout.is_variant() {
        return variant(layout);
    }
    if layout.is_own() {
        return TokenStream::new();
    }
    let (name, visibility) = (layout.name(), layout.visibility());
    let doc = format!("The fields of [`{}`] that the form `{name}` binds.", layout.model.ident);
    let derives = layout.form.derives.as_ref().map(|(_, paths)| emitted!(#[derive(#(#paths),*)]));
    let fields = layout.bound().map(|row| {
        let (docs, visibility) = (&row.field.docs, &row.field.visibility);
        let (ident, ty) = (&row.field.ident, &row.field.ty);
        emitted!(#(#docs)* #visibility #ident: #ty)
    });
    emitted! {
        #[doc = #doc]
        #[allow(deprecated, missing_copy_implementations, missing_docs)]
        #derives
        #visibility struct #name { #(#fields,)* }
    }
}

/// Writes the struct of the fields of a variant.
fn variant(layout: &Layout<'_>) -> TokenStream {
    let (name, visibility) = (layout.name(), layout.visibility());
    let doc = "The fields of a variant, as a form of their own.";
    let fields = layout.rows.iter().map(|row| {
        let (docs, visibility) = (&row.field.docs, &row.field.visibility);
        let (ident, ty) = (&row.field.ident, &row.field.ty);
        emitted!(#(#docs)* #visibility #ident: #ty)
    });
    emitted! {
        #[doc = #doc]
        #[allow(deprecated, missing_copy_implementations, missing_debug_implementations, missing_docs)]
        #visibility struct #name { #(#fields,)* }
    }
}
