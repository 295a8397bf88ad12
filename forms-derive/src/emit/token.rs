use std::collections::HashSet;

use proc_macro2::TokenStream;
use syn::Ident;

use super::Layout;

/// A constant for each field, by which code names it: `Signup::EMAIL`.
pub(super) fn tokens(layout: &Layout<'_>) -> TokenStream {
    let (root, name) = (layout.root(), layout.name());
    // Only a stub has two of one name; that they are two was said already.
    let mut seen = HashSet::new();
    let rows = layout.rows.iter().filter(|row| seen.insert(row.field.token()));
    let tokens = rows.map(|row| {
        let (visibility, ty) = (&row.field.visibility, &row.field.ty);
        let token = Ident::new(&row.field.token(), row.field.ident.span());
        let doc = format!("The field `{}`.", row.field.name);
        let kind = if row.is_flattened() { emitted!(flattened) } else { emitted!(field) };
        let at = row.place_in_full(root);
        emitted! {
            #[doc = #doc]
            #visibility const #token: #root::FieldRef<Self, #ty> = #root::FieldRef::#kind(#at);
        }
    });
    // a token that no one names is no mistake
    emitted! { #[allow(dead_code, deprecated)] impl #name { #(#tokens)* } }
}
