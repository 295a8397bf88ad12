//! The code: data and typed glue. What it does is done by generic functions of the runtime.
//!
//! Our own names, those of variables too, begin with `__`, and everything else is named by its full path: no type,
//! constant or macro of the module around a declaration can mean something else within the expansion. (Hygiene is not
//! enough: a pattern that is the name of a constant or of a unit struct compares with it.) They are short: `__d` is the draft,
//! `__p` the present values, `__r` the raw value, `__m` the model, `__c` the changes, `__s` what is shown.

/// `quote!`, with local variables that no user's expression sees.
macro_rules! emitted {
    ($($tokens:tt)*) => { quote::quote_spanned!(proc_macro2::Span::mixed_site()=> $($tokens)*) };
}

/// `emitted!`, where the compiler's complaints are to point at what the user wrote. The first token of a path decides
/// where all of it stands, so the root is named to stand there too.
macro_rules! emitted_at {
    ($span:expr, $root:ident => $($tokens:tt)*) => {{
        let $root = $crate::emit::layout::located($root, $span);
        emitted_at!($span=> $($tokens)*)
    }};
    ($span:expr=> $($tokens:tt)*) => {
        quote::quote_spanned!(proc_macro2::Span::mixed_site().located_at($span)=> $($tokens)*)
    };
}

mod choice;
mod draft;
mod field_type_impl;
mod form_impl;
mod format;
mod layout;
mod present;
mod projection;
mod rest;
mod rule;
mod schema;
mod stub;
mod token;
mod visit;
mod within;

use proc_macro2::TokenStream;

pub(crate) use self::choice::{choice, stub as choice_stub};
use self::layout::Layout;
pub(crate) use self::stub::stub;
use crate::model::Model;

/// Every form that is declared over the struct.
pub(crate) fn forms(model: &Model) -> TokenStream {
    model.forms.iter().map(|form| one(&Layout::of(model, form))).collect()
}

fn one(layout: &Layout<'_>) -> TokenStream {
    let named =
        [projection::projection(layout), draft::draft(layout), rest::rest(layout), token::tokens(layout)];
    let unnamed = [
        layout.constants(),
        schema::table(layout),
        present::present(layout),
        form_impl::form_impl(layout),
        field_type_impl::field_type_impl(layout),
        within::bounds(layout),
        visit::visit(layout),
    ];
    let root = layout.root();
    emitted! {
        #(#named)*
        #[allow(deprecated, trivial_numeric_casts)]
        const _: () = {
            #[allow(unused_imports)]
            use #root::__private::{At as __At, FormField as __F, NestedFormField as __N, row as __row};
            #(#unnamed)*
        };
    }
}
