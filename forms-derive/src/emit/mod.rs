//! Writes the code: data, and calls of generic functions of the runtime, which do the work.
//!
//! Names in the code begin with `__`, those of variables too, and paths are absolute, so that no type, constant or macro of the
//! user's module changes the meaning of the code. (Hygiene is not enough: a pattern that is the name of a constant or a unit
//! struct compares with it.) Variables are short: `__d` is the draft, `__p` the present values, `__in` the input of a field, `__m` the
//! model, `__c` the changes, `__s` the values to show.

/// `quote!` with local variables that the user's expressions cannot see.
macro_rules! emitted {
    ($($tokens:tt)*) => { quote::quote_spanned!(proc_macro2::Span::mixed_site()=> $($tokens)*) };
}

/// `emitted!` with a span, so that errors of the compiler mark what the user wrote. The first token of a path decides the span
/// of the whole path, so the path of the runtime crate is passed as `$root` to get the span too.
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
mod field_refs;
mod field_type_impl;
mod form_impl;
mod format;
mod inner_forms;
mod layout;
mod map;
mod newtype;
mod present;
mod projection;
mod rest;
mod row_key;
mod rule;
mod schema;
mod stub;
mod variants;
mod visit;

use proc_macro2::TokenStream;

pub(crate) use self::choice::{choice, stub as choice_stub};
use self::layout::Layout;
pub(crate) use self::newtype::{newtype, stub as newtype_stub};
pub(crate) use self::stub::stub;
pub(crate) use self::variants::{stub as variants_stub, variants};
use crate::model::Model;

/// Writes the code of all forms of the struct.
pub(crate) fn forms(model: &Model) -> TokenStream {
    model.forms.iter().map(|form| one_form(&Layout::of(model, form))).collect()
}

fn one_form(layout: &Layout<'_>) -> TokenStream {
    let named = [
        projection::projection(layout),
        draft::draft(layout),
        rest::rest(layout),
        field_refs::field_refs(layout),
    ];
    let unnamed = [
        layout.constants(),
        map::keys(layout),
        schema::table(layout),
        present::present(layout),
        form_impl::form_impl(layout),
        if layout.is_variant() {
            form_impl::write_variant(layout)
        } else {
            field_type_impl::field_type_impl(layout.root(), layout.name(), &TokenStream::new())
        },
        inner_forms::bounds(layout),
        visit::visit(layout),
    ];
    let root = layout.root();
    let maps = map::import(layout);
    emitted! {
        #(#named)*
        #[allow(deprecated, trivial_numeric_casts)]
        const _: () = {
            #[allow(unused_imports)]
            use #root::__private::{FormField as __F, NestedFormField as __N, row as __row};
            #maps
            #(#unnamed)*
        };
    }
}
