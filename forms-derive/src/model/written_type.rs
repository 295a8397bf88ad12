use syn::{GenericArgument, Ident, PathArguments, Type};

/// No names of the library: a form of one's own may be called `Email`, and would pass for a plain value.
const PLAIN: [&str; 16] = [
    "String", "bool", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// A type whose last word says that it is a plain value, or an `Option` or `Vec` of one. What a name really stands
/// for only the compiler knows.
pub(crate) fn is_surely_no_form(ty: &Type) -> bool {
    match last(ty) {
        Some((name, PathArguments::AngleBracketed(inner))) if name == "Option" || name == "Vec" => {
            inner.args.iter().all(|inner| matches!(inner, GenericArgument::Type(ty) if is_surely_no_form(ty)))
        }
        Some((name, PathArguments::None)) => PLAIN.iter().any(|plain| name == plain),
        _ => false,
    }
}

/// A type whose last word is that name, or an `Option` or `Vec` of one.
pub(crate) fn holds(ty: &Type, wanted: &str) -> bool {
    match last(ty) {
        Some((name, PathArguments::AngleBracketed(inner))) if name == "Option" || name == "Vec" => {
            inner.args.iter().any(|inner| matches!(inner, GenericArgument::Type(ty) if holds(ty, wanted)))
        }
        Some((name, _)) => name == wanted,
        None => false,
    }
}

/// The last word of a path: `Option` of `std::option::Option<T>`.
pub(crate) fn type_name(ty: &Type) -> Option<&Ident> {
    last(ty).map(|(name, _)| name)
}

fn last(ty: &Type) -> Option<(&Ident, &PathArguments)> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|last| (&last.ident, &last.arguments))
}
