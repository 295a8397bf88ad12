//! Checks the rules for files.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Expr, ExprLit, Ident, Lit, LitStr};

use super::literal::Amount;
use super::rule::whole;
use crate::errors::Errors;
use crate::model::{Field, Image, RuleKind};
use crate::suggest::did_you_mean;

/// The units of a size, with the number of bytes of each.
const UNITS: [(&str, u64); 8] = [
    ("B", 1),
    ("kB", 1_000),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
];

/// Returns the number of bytes of a size that is written as a text, such as `"5 MB"`. Returns `None` for another
/// expression, and an error for a text that is not a size.
pub(crate) fn bytes(size: &Expr) -> Option<Result<u64, ()>> {
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = size else { return None };
    let text = text.value();
    let text = text.trim();
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let unit = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, bytes)| *bytes);
    let number = number.trim_end().replace('_', "").parse::<u64>().ok();
    Some(number.zip(unit).and_then(|(number, unit)| number.checked_mul(unit)).ok_or(()))
}

pub(super) fn size(word: &Ident, size: &Expr, errors: &Errors) {
    match bytes(size) {
        Some(Ok(0)) if word == "max_size" => {
            errors.over(size, "expected more than 0 bytes for `max_size`: write for example `max_size = \"5 MB\"`");
        }
        Some(Ok(_)) => {}
        Some(Err(())) => errors.over(
            size,
            format!(
                "expected a size for `{word}`, found `{}`: write a whole number and a unit (`B`, `kB`, `MB`, `GB`, `KiB`, \
                 `MiB`, `GiB`), as in `{word} = \"5 MB\"`",
                size.to_token_stream()
            ),
        ),
        None => match Amount::of(size) {
            Amount::Whole(number) if number < i128::from(word == "max_size") => {
                errors.over(size, format!("expected a number of bytes for `{word}`, found `{number}`"));
            }
            Amount::Whole(_) | Amount::Unknown => {}
            Amount::Fraction(_) | Amount::NotANumber => errors.over(
                size,
                format!(
                    "expected a size for `{word}`, found `{}`: write for example `{word} = \"5 MB\"`",
                    size.to_token_stream()
                ),
            ),
        },
    }
}

/// Reports a `min_size` that is greater than `max_size`.
pub(super) fn sizes_in_order(field: &Field, errors: &Errors) {
    let known = |name: &str| match &field.rule(name)?.kind {
        RuleKind::Size(size) => match (bytes(size), Amount::of(size)) {
            (Some(Ok(bytes)), _) => Some((i128::from(bytes), size)),
            (None, Amount::Whole(bytes)) => Some((bytes, size)),
            _ => None,
        },
        _ => None,
    };
    if let (Some((least, least_size)), Some((most, most_size))) = (known("min_size"), known("max_size"))
        && least > most
    {
        errors.over(
            least_size,
            format!(
                "`min_size = {}` is greater than `max_size = {}`, so that every file is refused: change one of them",
                least_size.to_token_stream(),
                most_size.to_token_stream()
            ),
        );
    }
}

pub(super) fn types(word: &Ident, span: Span, types: &[LitStr], errors: &Errors) {
    let is_extensions = word == "extensions";
    let example = if is_extensions { "pdf" } else { "application/pdf" };
    if types.is_empty() {
        errors.at(span, format!("`{word}` is empty: write at least one, as in `{word} = [\"{example}\"]`"));
    }
    for text in types {
        let value = text.value();
        let wrong = if is_extensions {
            if value.starts_with('.') {
                Some(format!(
                    "an extension is written without the dot: write \"{}\"",
                    value.trim_start_matches('.')
                ))
            } else if value
                .contains(|c: char| matches!(c, '.' | '/' | '\\') || c.is_whitespace() || c.is_control())
            {
                Some(format!(
                    "expected an extension, found \"{value}\": write the part after the last dot, as in \"gz\""
                ))
            } else {
                None
            }
        } else {
            (!is_media_type(&value)).then(|| {
                format!(
                    "expected a media type, found \"{value}\": write for example \"image/png\" or \"image/*\""
                )
            })
        };
        if let Some(wrong) = wrong {
            errors.over(text, wrong);
        }
    }
}

/// Returns whether a text is a media type in lower case without parameters, or `image/*`.
fn is_media_type(text: &str) -> bool {
    let is_token = |part: &str| {
        let is_plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$&-^_.+".contains(&byte);
        !part.is_empty() && part.bytes().all(is_plain)
    };
    text.split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && (subtype == "*" || is_token(subtype)))
}

/// The formats of images. `forms::schema::ImageBounds::FORMATS` has the same.
const FORMATS: [&str; 10] = ["avif", "bmp", "gif", "heif", "ico", "jpeg", "jxl", "png", "tiff", "webp"];

pub(super) fn image(word: &Ident, image: &Image, errors: &Errors) {
    if !cfg!(feature = "images") {
        errors.over(word, "`image` needs the feature `images` of the crate `forms`: enable it in Cargo.toml");
    }
    if let Some((span, formats)) = &image.formats {
        if formats.is_empty() {
            errors.at(*span, "`formats` is empty: write at least one, as in `image(formats = [\"png\"])`");
        }
        for format in formats {
            let name = format.value();
            if !FORMATS.contains(&&*name) {
                let near =
                    if name == "jpg" { ": write \"jpeg\"".to_owned() } else { did_you_mean(&name, FORMATS) };
                let known =
                    if near.is_empty() { format!("; expected {}", super::listed(FORMATS)) } else { near };
                errors.over(format, format!("unknown image format \"{name}\"{known}"));
            }
        }
    }
    for (word, bound) in &image.bounds {
        whole(&word.to_string(), bound, 1, errors);
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{bytes, is_media_type};

    #[test]
    fn sizes_have_a_number_and_a_unit() {
        assert_eq!(bytes(&parse_quote!("5 MB")), Some(Ok(5_000_000)));
        assert_eq!(bytes(&parse_quote!("64KiB")), Some(Ok(65_536)));
        assert_eq!(bytes(&parse_quote!("1_000 B")), Some(Ok(1_000)));
        assert_eq!(bytes(&parse_quote!(5_000)), None);
        for wrong in ["5", "MB", "5 Mb", "1.5 MB", "-1 MB", "5 MB or so", "99999999999 GB", ""] {
            assert_eq!(bytes(&parse_quote!(#wrong)), Some(Err(())), "{wrong}");
        }
    }

    #[test]
    fn media_types_are_in_lower_case_and_without_parameters() {
        for right in ["image/png", "image/*", "image/svg+xml", "application/vnd.ms-excel"] {
            assert!(is_media_type(right), "{right}");
        }
        for wrong in ["png", "image/", "*/*", "image/png; q=1", "Image/PNG", "/png", "image/*x"] {
            assert!(!is_media_type(wrong), "{wrong}");
        }
    }
}
