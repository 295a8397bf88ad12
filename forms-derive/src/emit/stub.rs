use proc_macro2::TokenStream;
use syn::Ident;

use super::{Layout, draft, field_type_impl, projection, rest, token};
use crate::model::{Form, Model};

/// What a declaration with mistakes would have declared, without any rules: the code that uses its forms has nothing
/// to complain about, so that one mistake is one message.
pub(crate) fn stub(model: &Model) -> TokenStream {
    let mut seen = Vec::new();
    let forms = model.forms.iter().filter(|form| {
        let first = !seen.contains(&&form.ident);
        seen.push(&form.ident);
        first && (form.own || form.ident != model.ident) && !is_generated(model, form)
    });
    forms.map(|form| one(&Layout::of(model, form))).collect()
}

/// Its name is that of a struct that another form brings with it, or the model's is that of one of its own.
fn is_generated(model: &Model, form: &Form) -> bool {
    let is_one_of = |name: &Ident, form: &Form| {
        name == &format!("{}Draft", form.ident) || name == &format!("{}Rest", form.ident)
    };
    is_one_of(&model.ident, form) || model.forms.iter().any(|other| is_one_of(&form.ident, other))
}

fn one(layout: &Layout<'_>) -> TokenStream {
    let (root, name, draft, model) = (layout.root(), layout.name(), &layout.draft, &layout.model.ident);
    let context = super::form_impl::context(layout);
    let named =
        [projection::projection(layout), draft::draft(layout), rest::rest(layout), token::tokens(layout)];
    let field_type = field_type_impl::field_type_impl(layout);
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
                fn field<'b>(
                    _: &mut #draft,
                    _: ::core::option::Option<&__Present>,
                    _: ::core::primitive::usize,
                    _: &#root::RawValue<'b>,
                    _: &mut #root::BindContext<'b>,
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
