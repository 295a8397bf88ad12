//! Slugs: readable parts of URLs.

use crate::{
    error::Problem,
    schema::TextFormat,
    validator::{confusable::is_mixed, is_invisible, is_word},
};

/// The format of a slug: code `invalid`. See [`validate_slug`] for what it accepts.
pub static SLUG: TextFormat = TextFormat::new(
    "slug",
    is_slug,
    "{label} must only include the letters a to z, digits, hyphens and underscores.",
);

/// The format of a slug in any script: code `invalid`. See [`validate_unicode_slug`] for what it accepts.
pub static UNICODE_SLUG: TextFormat = TextFormat::new(
    "unicode_slug",
    is_unicode_slug,
    "{label} must only include letters of one alphabet, digits, hyphens and underscores.",
);

/// [`UNICODE_SLUG`], but letters of several scripts and digits of several number systems may be mixed, as in Django.
pub static UNICODE_SLUG_OF_MIXED_SCRIPTS: TextFormat = UNICODE_SLUG
    .accepting(has_slug_characters)
    .message("{label} must only include letters, digits, hyphens and underscores.");

/// Validates that the whole text is a slug, like Django's `validate_slug`: code `invalid`. It accepts one or more ASCII
/// letters, digits, `-` and `_`.
pub fn validate_slug(text: &str) -> Result<(), Problem> {
    if is_slug(text) { Ok(()) } else { Err(SLUG.fault(text).into()) }
}

/// Validates that the whole text is a slug in any script, like Django's `validate_unicode_slug`: code `invalid`.
///
/// It accepts one or more letters and digits of any script, `-` and `_`. As in Django, combining marks without a
/// composed form are refused. Stricter than Django, invisible letters (fillers) are refused, the letters must be of one
/// script or of scripts that are written together ([`mixes_scripts`](crate::validator::mixes_scripts)), and the digits
/// of one number system ([`mixes_number_systems`](crate::validator::mixes_number_systems)).
/// [`UNICODE_SLUG_OF_MIXED_SCRIPTS`] allows mixing.
pub fn validate_unicode_slug(text: &str) -> Result<(), Problem> {
    if is_unicode_slug(text) { Ok(()) } else { Err(UNICODE_SLUG.fault(text).into()) }
}

pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

pub(crate) fn is_unicode_slug(text: &str) -> bool {
    has_slug_characters(text) && !is_mixed(text)
}

pub(crate) fn has_slug_characters(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '-' || (is_word(c) && !is_invisible(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_slugs() {
        for text in ["a", "A-b_1", "-", "_", "--", "0"] {
            assert!(is_slug(text) && is_unicode_slug(text), "{text}");
        }
        for text in ["é", "你-好", "½", "ﬀ", "日本語-ひらがな-カタカナ", "чай"] {
            assert!(!is_slug(text) && is_unicode_slug(text), "{text}");
        }
    }

    #[test]
    fn rejects_other_texts() {
        for text in [
            "",
            " ",
            "a b",
            "a.b",
            "a/b",
            "a\n",
            "\na",
            "a\0",
            "😀",
            "e\u{301}",
            "a\u{200d}",
            "a\u{2028}",
            "a\u{ffa0}",
        ] {
            assert!(!is_slug(text) && !is_unicode_slug(text) && !has_slug_characters(text), "{text:?}");
        }
    }

    #[test]
    fn mixes_scripts_only_if_allowed() {
        // a Cyrillic о
        for text in ["gоogle", "чай-1१", "1２"] {
            assert!(!is_unicode_slug(text) && has_slug_characters(text), "{text}");
        }
    }

    #[test]
    fn the_code_is_invalid() {
        for problem in [validate_slug("hunter 2"), validate_unicode_slug("hunter 2")] {
            let problem = problem.unwrap_err();
            assert_eq!((problem.code(), problem.params().len()), ("invalid", 0));
        }
        assert!(validate_slug("a").is_ok() && validate_unicode_slug("a").is_ok());
    }
}
