//! Checks that the item is a struct with named fields.

use quote::ToTokens;
use syn::{Data, DeriveInput, Fields, GenericParam, Generics};

use crate::errors::Errors;

/// Returns whether the item is a struct with named fields, and reports an error if it is not.
pub(crate) fn named_struct(item: &DeriveInput, errors: &Errors) -> bool {
    let name = &item.ident;
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if fields.named.is_empty() => {
                errors.over(name, format!("`{name}` has no fields: write at least one"));
                false
            }
            Fields::Named(_) => true,
            Fields::Unnamed(fields) => {
                errors.over(
                        fields,
                        format!(
                            "expected named fields, because a request names each value, found a tuple: write `struct {name} {{ value: ... }}`"
                        ),
                    );
                false
            }
            Fields::Unit => {
                errors.over(
                    name,
                    format!("`{name}` has no fields: write `struct {name} {{ ... }}` with the fields that a request may set"),
                );
                false
            }
        },
        Data::Enum(data) => {
            errors.over(
                data.enum_token,
                "`Form` needs a struct with named fields, found an enum: derive `Choice` if its variants are what a person chooses from",
            );
            false
        }
        Data::Union(data) => {
            errors.over(
                data.union_token,
                "`Form` needs a struct with named fields, found a union: make it a `struct`",
            );
            false
        }
    }
}

pub(crate) fn generics(generics: &Generics, errors: &Errors) {
    for parameter in &generics.params {
        let message = match parameter {
            GenericParam::Lifetime(lifetime) => {
                format!(
                    "a form owns its values and has no lifetimes: remove `{}`, and write `String` in place of `&str`",
                    lifetime.lifetime
                )
            }
            GenericParam::Type(parameter) => format!(
                "a form has no type parameters, because its schema is built once: write the type in place of `{}`",
                parameter.ident
            ),
            GenericParam::Const(parameter) => format!(
                "a form has no const parameters, because its schema is built once: write the value in place of `{}`",
                parameter.ident
            ),
        };
        errors.over(parameter.to_token_stream(), message);
    }
}
