//! Writes a form whose declaration has errors.

use proc_macro2::TokenStream;
use syn::Ident;

use super::{Layout, draft, field_refs, field_type_impl, projection, rest};
use crate::model::{Form, Model};

/// Writes the forms of a declaration with errors, without rules. Code that uses the forms compiles, so that one mistake gives one
/// error.
pub(crate) fn stub(model: &Model) -> TokenStream {
    let mut seen = Vec::new();
    let forms = model.forms.iter().filter(|form| {
        let first = !seen.contains(&&form.ident);
        seen.push(&form.ident);
        first && (form.own || form.ident != model.ident) && !is_generated(model, form)
    });
    forms.map(|form| form_stub(&Layout::of(model, form))).collect()
}

/// Returns whether the form, or the model, has the name of a struct that the derive writes.
fn is_generated(model: &Model, form: &Form) -> bool {
    let is_one_of = |name: &Ident, form: &Form| {
        name == &format!("{}Draft", form.ident) || name == &format!("{}Rest", form.ident)
    };
    is_one_of(&model.ident, form) || model.forms.iter().any(|other| is_one_of(&form.ident, other))
}

fn form_stub(layout: &Layout<'_>) -> TokenStream {
    let (root, name, draft, model) = (layout.root(), layout.name(), &layout.draft, &layout.model.ident);
    let context = super::form_impl::context(layout);
    let named = [
        projection::projection(layout),
        draft::draft(layout),
        rest::rest(layout),
        field_refs::field_refs(layout),
    ];
    let field_type = field_type_impl::field_type_impl(root, name, &TokenStream::new());
    let title = name.to_string();
    emitted! {
        #(#named)*
        #[allow(deprecated)]
        const _: () = {
            static __SCHEMA: #root::FormSchema = #root::FormSchema::new(#title, &[]);
            #[derive(::core::clone::Clone, ::core::marker::Copy)]
            pub struct __Present;
            #[automatically_derived]
            impl<T> ::core::convert::From<&T> for __Present {
                fn from(_: &T) -> Self { Self }
            }
            #[automatically_derived]
            impl #root::Form for #name {
                type Model = #model;
                type Draft = #draft;
                type Present<'m> = __Present;
                type Context = #context;
                const SCHEMA: &'static #root::FormSchema = &__SCHEMA;
                fn field(
                    _: &mut #draft,
                    _: ::core::primitive::usize,
                    _: #root::__private::FieldInput<'_, '_, __Present>,
                ) {
                }
                fn finish(_: #draft) -> ::core::option::Option<Self> { ::core::option::Option::None }
                fn apply(self, _: &mut #model, _: &mut #root::__private::Changes<'_>) {}
                fn merge(self, _: &mut Self, _: &mut #root::__private::Changes<'_>) {}
                fn show(_: &__Present, _: &mut #root::__private::Shown) {}
            }
            #field_type
        };
    }
}
