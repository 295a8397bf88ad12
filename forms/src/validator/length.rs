//! Lengths of texts.

use crate::{
    error::{Code, Fault, Problem},
    validator::{Attribute, Validator},
};

/// Accepts texts of at least this length, like Django's `MinLengthValidator`: code `min_length`, params `limit_value`
/// and `show_value` (the actual length).
///
/// The length is counted in characters (Unicode code points), as in Django, in the forms of other languages and in
/// NIST's rules. `é` may be one or two, an emoji several.
///
/// ```
/// use forms::validator::{MinLength, Validator};
/// assert!(MinLength(3).validate("äöü").is_ok());
/// assert_eq!(MinLength(3).validate("ab").unwrap_err().code(), "min_length");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinLength(pub u32);

/// Accepts texts of at most this length in characters (Unicode code points), like Django's `MaxLengthValidator`: code
/// `max_length`, params `limit_value` and `show_value` (the actual length).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxLength(pub u32);

impl Validator<str> for MinLength {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        let actual = length(value);
        if actual >= self.0 { Ok(()) } else { Err(Fault::MinLength { limit: self.0, actual }.into()) }
    }
    fn attributes(&self) -> Vec<Attribute> {
        vec![Attribute::new("minlength", self.0)]
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["min_length"]) }
    }
}

impl Validator<str> for MaxLength {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        // a character has at least one byte, so most texts need no counting
        if value.len() <= self.0 as usize {
            return Ok(());
        }
        let actual = length(value);
        if actual <= self.0 { Ok(()) } else { Err(Fault::MaxLength { limit: self.0, actual }.into()) }
    }
    fn attributes(&self) -> Vec<Attribute> {
        vec![Attribute::new("maxlength", self.0)]
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["max_length"]) }
    }
}

pub(crate) fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    #[test]
    fn counts_code_points() {
        for text in
            ["abc", "äöü", "你好吗", "😀😀😀", "a\0b", "a\nb", "e\u{301}x", "\u{2028}\u{2028}\u{2028}"]
        {
            assert!(MinLength(3).validate(text).is_ok() && MaxLength(3).validate(text).is_ok(), "{text:?}");
            assert!(MinLength(4).validate(text).is_err() && MaxLength(2).validate(text).is_err(), "{text:?}");
        }
        assert!(MinLength(0).validate("").is_ok() && MaxLength(0).validate("").is_ok());
    }

    #[test]
    fn reports_the_limit_and_the_length() {
        let params = [("limit_value", Param::Integer(4)), ("show_value", Param::Integer(3))];
        let problem = MinLength(4).validate("äöü").unwrap_err();
        assert_eq!((problem.code(), &problem.params()[..]), ("min_length", &params[..]));
        let params = [("limit_value", Param::Integer(2)), ("show_value", Param::Integer(3))];
        let problem = MaxLength(2).validate("äöü").unwrap_err();
        assert_eq!((problem.code(), &problem.params()[..]), ("max_length", &params[..]));
    }

    #[test]
    fn counts_long_texts() {
        let text = "ä".repeat(1 << 20);
        assert!(
            MaxLength(1 << 20).validate(&text).is_ok() && MaxLength((1 << 20) - 1).validate(&text).is_err()
        );
    }
}
