use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use super::layout::located;
use crate::model::Field;

/// Writes the call for `key`: a static with the name of the key and a function that returns it. The function has the span of the
/// name, so that the compiler marks a name that the row does not have.
pub(super) fn row_key(root: &Path, field: &Field) -> Option<TokenStream> {
    let key = field.row_key.as_ref()?;
    let name = key.field.parts.first()?;
    let (ty, span) = (located(&field.ty, field.ty.span()), key.field.span);
    let row = emitted_at!(field.ty.span(), root => <#ty as #root::__private::NestedField>::Form);
    let text = LitStr::new(&key.field.text, span);
    let column =
        emitted_at!(span, root => const { &#root::__private::KeyColumn::new(|__row: &#row| &__row.#name) });
    // these check what the form of a row must have
    let checks = ["can_add", "can_delete"].map(|right| {
        let word = field.words.iter().find(|word| *word == right)?;
        Some(quote_spanned!(word.span()=> .#word()))
    });
    let checks = checks.iter().flatten();
    let start = emitted_at!(span, root => #root::__private::RowKey::new(<#row as #root::Form>::SCHEMA, #text, #column));
    Some(quote_spanned! {key.word.span()=>
        .key({ static __KEY: #root::__private::RowKey<#row> = #start #(#checks)*; &__KEY })
    })
}
