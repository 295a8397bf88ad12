//! Writes the draft of a form.

use proc_macro2::TokenStream;

use super::Layout;

/// Writes the draft, which checks receive.
pub(super) fn draft(layout: &Layout<'_>) -> TokenStream {
    let (root, name, visibility) = (layout.root(), &layout.draft, layout.visibility());
    let doc =
        format!("The draft of [`{}`] for checks: each field has its value if that is valid.", layout.name());
    let fields = layout.held().map(|row| {
        let (docs, visibility) = (&row.field.docs, &row.field.visibility);
        let (ident, ty) = (&row.field.ident, &row.field.ty);
        let ty = if row.is_flattened() {
            let ty = row.ty();
            emitted_at!(row.span(), root => <#ty as #root::Form>::Draft)
        } else {
            emitted!(::core::option::Option<#ty>)
        };
        emitted!(#(#docs)* #visibility #ident: #ty)
    });
    // no `Debug`: it would show submitted values
    emitted! {
        #[doc = #doc]
        #[derive(::core::default::Default)]
        #[allow(deprecated, missing_copy_implementations, missing_debug_implementations, missing_docs)]
        #visibility struct #name { #(#fields,)* }
    }
}
