//! Regular expressions.

use crate::{
    error::{Fault, Problem},
    schema::Pattern,
    validator::Validator,
};

/// Accepts texts that match a regular expression, like Django's `RegexValidator`: code `invalid`.
///
/// The whole text must match, unless the pattern was created with [`search`](Pattern::search), which works like
/// Django's. Matching takes time linear in the text, for every expression. Feature `regex`.
///
/// ```
/// use forms::{schema::Pattern, validator::{Matches, Validator}};
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

/// Accepts texts that do not match a regular expression, like Django's `RegexValidator(inverse_match=True)`: code
/// `invalid`.
///
/// ```
/// use forms::{schema::Pattern, validator::{DoesNotMatch, Validator}};
/// static TAG: Pattern = Pattern::search("<[a-z]");
/// assert!(DoesNotMatch(&TAG).validate("1 < 2").is_ok());
/// assert_eq!(DoesNotMatch(&TAG).validate("<b>").unwrap_err().code(), "invalid");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DoesNotMatch(pub &'static Pattern);

impl Validator<str> for DoesNotMatch {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if !self.0.is_valid() || self.0.is_match(value) { Err(Fault::Pattern.into()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static DIGITS: Pattern = Pattern::new("[0-9]+|x");
    static BACKTRACKING: Pattern = Pattern::new("(a+)+b");
    static BROKEN: Pattern = Pattern::new("(");

    #[test]
    fn matches_the_whole_text() {
        for text in ["1", "123", "x"] {
            assert!(Matches(&DIGITS).validate(text).is_ok(), "{text}");
        }
        for text in ["", "1\n", "\n1", "1\n1", "1x", "x1", "1\0", "1\u{2028}", "a1"] {
            assert_eq!(Matches(&DIGITS).validate(text).unwrap_err().code(), "invalid", "{text:?}");
        }
    }

    #[test]
    fn comments_at_the_end_keep_the_anchor() {
        static VERBOSE: Pattern = Pattern::new("(?x) [0-9]{2} # two digits");
        assert!(Matches(&VERBOSE).validate("12").is_ok());
        assert!(Matches(&VERBOSE).validate("12\n").is_err());
    }

    #[test]
    fn matches_in_linear_time() {
        assert!(Matches(&BACKTRACKING).validate(&"a".repeat(1 << 20)).is_err());
    }

    #[test]
    fn searches_only_if_asked_to() {
        static FOO: Pattern = Pattern::search("foo$");
        assert!(Matches(&FOO).validate("a foo").is_ok() && Matches(&FOO).validate("foo\n").is_err());
        assert!(
            DoesNotMatch(&FOO).validate("foo bar").is_ok() && DoesNotMatch(&FOO).validate("a foo").is_err()
        );
    }

    #[test]
    fn invalid_patterns_accept_nothing() {
        assert!(Matches(&BROKEN).validate("(").is_err() && DoesNotMatch(&BROKEN).validate("a").is_err());
    }
}
