//! Regular expressions.

use crate::{
    error::{Fault, Problem},
    spec::Pattern,
    validator::Validator,
};

/// The whole text matches a regular expression, Django's `RegexValidator`: code `invalid`.
///
/// Unlike Django's, which searches, and whose `$` stands before a line break at the end: whole texts alone match.
/// Time is linear in the text, whatever the expression. Feature `regex`.
///
/// ```
/// use forms::{spec::Pattern, validator::{Matches, Validator}};
/// static POSTAL_CODE: Pattern = Pattern::new("[0-9]{5}");
/// assert!(Matches(&POSTAL_CODE).validate("10115").is_ok());
/// assert_eq!(Matches(&POSTAL_CODE).validate("10115\n").unwrap_err().code(), "invalid");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Matches(pub &'static Pattern);

impl Validator<str> for Matches {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if self.0.is_match(value) { Ok(()) } else { Err(Fault::Pattern.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static DIGITS: Pattern = Pattern::new("[0-9]+|x");
    static BACKTRACKING: Pattern = Pattern::new("(a+)+b");
    static BROKEN: Pattern = Pattern::new("(");

    #[test]
    fn takes_the_whole_text() {
        for text in ["1", "123", "x"] {
            assert!(Matches(&DIGITS).validate(text).is_ok(), "{text}");
        }
        for text in ["", "1\n", "\n1", "1\n1", "1x", "x1", "1\0", "1\u{2028}", "a1"] {
            assert_eq!(Matches(&DIGITS).validate(text).unwrap_err().code(), "invalid", "{text:?}");
        }
    }

    #[test]
    fn a_million_characters_in_linear_time() {
        assert!(Matches(&BACKTRACKING).validate(&"a".repeat(1 << 20)).is_err());
    }

    #[test]
    fn a_broken_pattern_matches_nothing() {
        assert!(Matches(&BROKEN).validate("(").is_err());
    }
}
