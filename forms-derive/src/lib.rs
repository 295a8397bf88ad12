//! The macros of the `forms` crate.
//!
//! Stages, a file each: `syntax` reads attributes as written, `model` says what they mean, `check` finds
//! everything wrong with that, `emit` writes the code, only when nothing was.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod check;
mod choice;
mod convention;
mod emit;
mod errors;
mod label;
mod model;
mod suggest;
mod syntax;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a form, or declares forms over it. See `forms::Form`.
#[proc_macro_derive(Form, attributes(form))]
pub fn derive_form(input: TokenStream) -> TokenStream {
    form(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a fieldless enum a value that a person chooses from a list. See `forms::Choice`.
#[proc_macro_derive(Choice, attributes(form))]
pub fn derive_choice(input: TokenStream) -> TokenStream {
    choice(&parse_macro_input!(input as DeriveInput)).into()
}

fn form(item: &DeriveInput) -> proc_macro2::TokenStream {
    let errors = errors::Errors::new();
    let declaration = syntax::Declaration::read(item, &errors);
    if !check::named_struct(item, &errors) {
        return errors.finish().unwrap_or_default();
    }
    let model = model::Model::of(&declaration);
    check::form(&declaration, &model, &errors);
    match errors.finish() {
        None => emit::forms(&model),
        // A stub of a form over `T` would only add that there is no `T`.
        Some(messages) if !item.generics.params.is_empty() => messages,
        Some(mut messages) => {
            messages.extend(emit::stub(&model));
            messages
        }
    }
}

fn choice(item: &DeriveInput) -> proc_macro2::TokenStream {
    let errors = errors::Errors::new();
    let choice = choice::Choice::of(item, &errors);
    match errors.finish() {
        None => emit::choice(&choice),
        Some(mut messages) => {
            messages.extend(emit::choice_stub(&choice));
            messages
        }
    }
}

#[cfg(test)]
mod tests;
