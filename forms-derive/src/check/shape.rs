use quote::ToTokens;
use syn::{Data, DeriveInput, Fields, GenericParam, Generics};

use crate::errors::Errors;

/// Whether there are named fields to bind; if not, says what to write.
pub(crate) fn named_struct(item: &DeriveInput, errors: &Errors) -> bool {
    let name = &item.ident;
    match &item.data {
        Data::Struct(data) => {
            match &data.fields {
                Fields::Named(fields) if fields.named.is_empty() => {
                    errors.over(name, format!("`{name}` has no fields: a form binds at least one"));
                    false
                }
                Fields::Named(_) => true,
                Fields::Unnamed(fields) => {
                    errors.over(
                        fields,
                        format!(
                            "a form has named fields, since a request names what it sets: write \
                         `struct {name} {{ value: ... }}`"
                        ),
                    );
                    false
                }
                Fields::Unit => {
                    errors.over(
                    name,
                    format!("`{name}` has no fields: write `struct {name} {{ ... }}` with what a request may set"),
                );
                    false
                }
            }
        }
        Data::Enum(data) => {
            errors.over(
                data.enum_token,
                "`Form` is for structs with named fields; an enum whose variants a person chooses from derives \
                 `Choice`",
            );
            false
        }
        Data::Union(data) => {
            errors.over(data.union_token, "`Form` is for structs with named fields: make it a `struct`");
            false
        }
    }
}

pub(crate) fn generics(generics: &Generics, errors: &Errors) {
    for parameter in &generics.params {
        let message = match parameter {
            GenericParam::Lifetime(lifetime) => {
                format!(
                    "a form owns its values: take `{}` away and write `String` for a `&str`",
                    lifetime.lifetime
                )
            }
            GenericParam::Type(parameter) => format!(
                "a form has no type parameters, since its table is built once: write the type in place of `{}`",
                parameter.ident
            ),
            GenericParam::Const(parameter) => format!(
                "a form has no const parameters, since its table is built once: write the value in place of `{}`",
                parameter.ident
            ),
        };
        errors.over(parameter.to_token_stream(), message);
    }
}
