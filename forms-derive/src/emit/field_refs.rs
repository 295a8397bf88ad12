//! Writes the field references.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use syn::Ident;

use super::Layout;

/// Writes a constant for each field, its field reference: `Signup::EMAIL`.
pub(super) fn field_refs(layout: &Layout<'_>) -> TokenStream {
    let (root, name) = (layout.root(), layout.name());
    // two fields can have the same reference only in a form with errors, which are already reported
    let mut seen = HashSet::new();
    let rows = layout.rows.iter().filter(|row| seen.insert(row.field.ref_name()));
    let field_refs = rows.map(|row| {
        let (visibility, ty) = (&row.field.visibility, &row.field.ty);
        let field_ref = Ident::new(&row.field.ref_name(), row.field.ident.span());
        let doc = format!("The field `{}`.", row.field.name);
        let kind = if row.is_flattened() { emitted!(flattened) } else { emitted!(field) };
        let at = row.place_in_full(root);
        emitted! {
            #[doc = #doc]
            #visibility const #field_ref: #root::FieldRef<Self, #ty> = #root::FieldRef::#kind(#at);
        }
    });
    // a constant that the user does not need is fine
    emitted! { #[allow(dead_code, deprecated)] impl #name { #(#field_refs)* } }
}
