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

fn last_segment(ty: &Type) -> Option<(&Ident, &PathArguments)> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|last| (&last.ident, &last.arguments))
}
