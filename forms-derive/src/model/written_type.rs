//! What the written type of a field tells.

use syn::{GenericArgument, Ident, PathArguments, Type};

/// Types that are plain values. Names of the library are not listed: a form of the user may be called `Email` too.
const PLAIN: [&str; 17] = [
    "String", "bool", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64", "char",
];

/// Returns whether the name of the type is that of a plain value, or the type is an `Option` or `Vec` of one. Only the compiler
/// knows which type the name means.
pub(crate) fn is_plain_value(ty: &Type) -> bool {
    match last_segment(ty) {
        Some((name, PathArguments::AngleBracketed(inner))) if name == "Option" || name == "Vec" => {
            inner.args.iter().all(|inner| matches!(inner, GenericArgument::Type(ty) if is_plain_value(ty)))
        }
        Some((name, PathArguments::None)) => PLAIN.iter().any(|plain| name == plain),
        _ => false,
    }
}

/// Returns whether the type has that name, or is an `Option` or `Vec` of a type with that name.
pub(crate) fn contains_type(ty: &Type, wanted: &str) -> bool {
    match last_segment(ty) {
        Some((name, PathArguments::AngleBracketed(inner))) if name == "Option" || name == "Vec" => inner
            .args
            .iter()
            .any(|inner| matches!(inner, GenericArgument::Type(ty) if contains_type(ty, wanted))),
        Some((name, _)) => name == wanted,
        None => false,
    }
}

/// Returns the last name of the path of a type: `Option` of `std::option::Option<T>`.
pub(crate) fn type_name(ty: &Type) -> Option<&Ident> {
    last_segment(ty).map(|(name, _)| name)
}

/// Returns whether the type is a `BTreeMap` or a `HashMap`, by its name.
pub(crate) fn is_map(ty: &Type) -> bool {
    type_name(ty).is_some_and(|name| name == "BTreeMap" || name == "HashMap")
}

/// Returns the type of the keys of a map.
pub(crate) fn map_key(ty: &Type) -> Option<&Type> {
    map_parameter(ty, 0)
}

/// Returns the type of the values of a map.
pub(crate) fn map_value(ty: &Type) -> Option<&Type> {
    map_parameter(ty, 1)
}

fn map_parameter(ty: &Type, number: usize) -> Option<&Type> {
    let Some((_, PathArguments::AngleBracketed(inner))) = last_segment(ty).filter(|_| is_map(ty)) else {
        return None;
    };
    let mut types = inner.args.iter().filter_map(|inner| match inner {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.nth(number)
}

fn last_segment(ty: &Type) -> Option<(&Ident, &PathArguments)> {
    let path = match ty {
        Type::Path(path) => path,
        // a type that a macro has passed on
        Type::Group(group) => return last_segment(&group.elem),
        _ => return None,
    };
    path.path.segments.last().map(|last| (&last.ident, &last.arguments))
}
