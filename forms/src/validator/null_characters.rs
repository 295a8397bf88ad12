//! Null characters.

use crate::{
    error::{Code, Fault, Problem},
    validator::Validator,
};

/// Accepts texts without null characters, like Django's `ProhibitNullCharactersValidator`: code
/// `null_characters_not_allowed`.
///
/// Text fields always refuse null and other control characters, without this rule.
///
/// ```
/// use forms::validator::{ProhibitNullCharacters, Validator};
/// assert!(ProhibitNullCharacters.validate("a\0b").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProhibitNullCharacters;

impl Validator<str> for ProhibitNullCharacters {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if value.contains('\0') { Err(Fault::NullCharacters.into()) } else { Ok(()) }
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["null_characters_not_allowed"]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_null_characters() {
        for text in ["\0", "a\0b", "ä\0", "\0\n"] {
            assert_eq!(
                ProhibitNullCharacters.validate(text).unwrap_err().code(),
                "null_characters_not_allowed"
            );
        }
        for text in ["", "a", "\u{1}", "\n", "␀", "%00"] {
            assert!(ProhibitNullCharacters.validate(text).is_ok());
        }
    }
}
