use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::Layout;
use super::form_impl::context;

/// What only the compiler knows of forms within the form: that they are some, and that they can be asked with the
/// same context.
pub(super) fn bounds(layout: &Layout<'_>) -> TokenStream {
    let (root, outer) = (layout.root(), context(layout));
    let inner = layout.bound().filter_map(|row| {
        let ty = &row.field.ty;
        let (assertion, form) = match (&row.field.nested, &row.field.flatten) {
            (_, Some(_)) => (quote_spanned!(ty.span()=> assert_flattened), emitted!(#ty)),
            (Some(_), None) => (
                quote_spanned!(ty.span()=> assert_nested),
                emitted!(<#ty as #root::__private::NestedField>::Form),
            ),
            (None, None) => return None,
        };
        let contexts = quote_spanned! {ty.span()=>
            #root::__private::Contexts::<<#form as #root::Form>::Context, #outer>::new()
                .a_form_within_must_have_the_same_context_or_none();
        };
        Some(emitted! {
            #root::__private::#assertion::<#ty>();
            #contexts
        })
    });
    let inner: Vec<_> = inner.collect();
    if inner.is_empty() {
        return TokenStream::new();
    }
    emitted! {
        #[allow(dead_code, unused_imports)]
        fn __forms_within() {
            use #root::__private::NoContext as _;
            #(#inner)*
        }
    }
}
