//! Texts of whole numbers.

use crate::{error::Problem, schema::TextFormat, validator::Validator};

/// The format of a whole number: code `invalid`. See [`validate_integer`] for what it accepts.
pub static INTEGER: TextFormat = TextFormat::new("integer", is_integer, "{label} must be a whole number.");

/// The format of whole numbers separated by commas: code `invalid`. See [`validate_comma_separated_integer_list`] for
/// what it accepts.
pub static INTEGER_LIST: TextFormat = TextFormat::new(
    "integer_list",
    is_comma_separated,
    "{label} must be whole numbers separated by commas, like 1,2,3.",
);

static INTEGER_LIST_BY_ANOTHER_SIGN: TextFormat = INTEGER_LIST
    .accepting(is_comma_separated)
    .params(&[])
    .message("{label} must be whole numbers separated by the correct character.");

/// Validates that the whole text is a whole number of any length, like Django's `validate_integer`: code `invalid`. It
/// accepts ASCII digits with an optional leading `-`. (Stricter than Django, which accepts digits of every script.)
pub fn validate_integer(text: &str) -> Result<(), Problem> {
    if is_integer(text) { Ok(()) } else { Err(INTEGER.fault(text).into()) }
}

/// Validates that the whole text is whole numbers of ASCII digits, separated by commas. Like Django's
/// `validate_comma_separated_integer_list`: code `invalid`.
pub fn validate_comma_separated_integer_list(text: &str) -> Result<(), Problem> {
    IntegerList::new().validate(text)
}

/// Accepts texts of whole numbers with a separator between them, like Django's `int_list_validator`: code `invalid`.
///
/// ```
/// use forms::validator::{IntegerList, Validator};
/// const OFFSETS: IntegerList = IntegerList::new().separator("|").allow_negative();
/// assert!(OFFSETS.validate("-1|0|1").is_ok() && OFFSETS.validate("1,2").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntegerList {
    separator: &'static str,
    allow_negative: bool,
}

impl IntegerList {
    /// Accepts numbers separated by commas, and no negative ones.
    pub const fn new() -> Self {
        IntegerList { separator: ",", allow_negative: false }
    }
    /// Sets the separator.
    ///
    /// # Panics
    /// Panics if it is empty. In a constant, that is a compile error.
    pub const fn separator(mut self, separator: &'static str) -> Self {
        assert!(!separator.is_empty(), "the separator is empty");
        self.separator = separator;
        self
    }
    /// Allows a `-` before each number.
    pub const fn allow_negative(mut self) -> Self {
        self.allow_negative = true;
        self
    }
    /// Returns whether the text is such a list.
    pub fn accepts(&self, text: &str) -> bool {
        text.split(self.separator)
            .all(|number| if self.allow_negative { is_integer(number) } else { is_digits(number) })
    }
}

impl Default for IntegerList {
    fn default() -> Self {
        Self::new()
    }
}

impl Validator<str> for IntegerList {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if self.accepts(value) {
            return Ok(());
        }
        let format = if self.separator == "," { &INTEGER_LIST } else { &INTEGER_LIST_BY_ANOTHER_SIGN };
        Err(format.fault(value).into())
    }
}

fn is_comma_separated(text: &str) -> bool {
    IntegerList::new().accepts(text)
}

fn is_integer(text: &str) -> bool {
    is_digits(text.strip_prefix('-').unwrap_or(text))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_only_whole_numbers() {
        for text in ["0", "-0", "007", "-42", &"9".repeat(1 << 20)] {
            assert!(is_integer(text));
        }
        for text in ["", "-", "--1", "+1", "1.0", "1_000", "1e3", " 1", "1\n", "1\0", "٣", "²", "１"] {
            assert_eq!(validate_integer(text).unwrap_err().code(), "invalid", "{text:?}");
        }
    }

    #[test]
    fn accepts_only_lists() {
        for text in ["1", "1,2,3", "00,0"] {
            assert!(validate_comma_separated_integer_list(text).is_ok(), "{text}");
        }
        for text in ["", ",", "1,", ",1", "1,,2", "1, 2", "-1", "1,2\n", "\n1", "1;2", "a", "1,٣"] {
            assert_eq!(
                validate_comma_separated_integer_list(text).unwrap_err().code(),
                "invalid",
                "{text:?}"
            );
        }
        let rule = IntegerList::new().separator("::").allow_negative();
        assert!(rule.accepts("-1::2") && rule.accepts("5") && !rule.accepts("1:2") && !rule.accepts("1::"));
        assert!(!IntegerList::default().accepts(&"1,".repeat(1 << 20)));
    }
}
