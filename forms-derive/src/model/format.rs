//! The format of a text, such as `email`.

use proc_macro2::Span;
use syn::{Ident, LitStr};

use crate::syntax::{Argument, Entry};

/// The keys of the formats. Each format is the constant of that name in `forms::validator`.
pub(crate) const FORMATS: [&str; 11] = [
    "email",
    "username",
    "slug",
    "unicode_slug",
    "url",
    "domain_name",
    "ip_address",
    "ipv4",
    "ipv6",
    "phone",
    "integer_list",
];

/// Options with their own constant in `forms::validator`.
const VARIANTS: [(&str, &str, &str); 5] = [
    ("username", "ascii", "ASCII_USERNAME"),
    ("username", "mixed_scripts", "USERNAME_OF_MIXED_SCRIPTS"),
    ("unicode_slug", "mixed_scripts", "UNICODE_SLUG_OF_MIXED_SCRIPTS"),
    ("domain_name", "ascii", "ASCII_DOMAIN_NAME"),
    ("ip_address", "unpack_ipv4", "IP_ADDRESS_UNPACKED"),
];

/// A format with its options.
#[derive(Default)]
pub(crate) struct Format {
    /// `ascii`, `unpack_ipv4` and others. More than one is an error.
    pub(crate) variants: Vec<Ident>,
    pub(crate) schemes: Option<(Span, Vec<LitStr>)>,
    pub(crate) assume_scheme: Option<LitStr>,
    pub(crate) allowlist: Option<Vec<LitStr>>,
    pub(crate) separator: Option<LitStr>,
    pub(crate) allow_negative: bool,
}

impl Format {
    pub(crate) fn is_named(word: &str) -> bool {
        FORMATS.contains(&word)
    }

    pub(crate) fn of(options: &[Entry]) -> Self {
        let mut format = Self::default();
        for Entry { key, word, argument } in options {
            match (key.name, argument) {
                ("schemes", Argument::Texts(span, texts)) => format.schemes = Some((*span, texts.clone())),
                ("assume_scheme", Argument::Text(text)) => format.assume_scheme = Some(text.clone()),
                ("allowlist", Argument::Texts(_, texts)) => format.allowlist = Some(texts.clone()),
                ("separator", Argument::Text(text)) => format.separator = Some(text.clone()),
                ("allow_negative", _) => format.allow_negative = true,
                (_, Argument::Nothing) => format.variants.push(word.clone()),
                _ => {}
            }
        }
        format
    }

    /// Returns the name of the constant in `forms::validator`.
    pub(crate) fn constant(&self, word: &str) -> String {
        let variant = self
            .variants
            .first()
            .and_then(|variant| VARIANTS.iter().find(|(of, option, _)| *of == word && variant == option));
        variant.map_or_else(|| word.to_uppercase(), |(_, _, constant)| (*constant).to_owned())
    }
}
