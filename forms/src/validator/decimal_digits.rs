//! Limits on the digits of decimals.

use super::digits::Digits;
use crate::{
    error::{Code, Fault, Problem},
    validator::Validator,
};

/// Limits the number of digits of a decimal, like Django's `DecimalValidator`: codes `max_digits`, `max_decimal_places`
/// and, if both are limited, `max_whole_digits`. It reports the first that is exceeded, with the param `max`.
///
/// Digits are counted as in Django: leading zeros do not count, trailing zeros do (`1.500` has three places), and an
/// exponent counts as the digits that it stands for. It validates texts, of which those that are not numbers are
/// `invalid`, and, with their features, the decimals of `rust_decimal` and `bigdecimal`.
///
/// ```
/// use forms::validator::{DecimalDigits, Validator};
/// const PRICE: DecimalDigits = DecimalDigits::new().max_digits(5).decimal_places(2);
/// assert!(PRICE.validate("123.45").is_ok());
/// assert_eq!(PRICE.validate("1234.5").unwrap_err().code(), "max_whole_digits");
/// assert_eq!(PRICE.validate("1E+1000000").unwrap_err().code(), "max_digits");
/// assert_eq!(PRICE.validate("NaN").unwrap_err().code(), "invalid");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DecimalDigits {
    max_digits: Option<u32>,
    decimal_places: Option<u32>,
}

impl DecimalDigits {
    /// Allows any number of digits.
    pub const fn new() -> Self {
        DecimalDigits { max_digits: None, decimal_places: None }
    }
    /// Sets the maximum number of digits.
    pub const fn max_digits(mut self, digits: u32) -> Self {
        self.max_digits = Some(digits);
        self
    }
    /// Sets the maximum number of decimal places.
    pub const fn decimal_places(mut self, places: u32) -> Self {
        self.decimal_places = Some(places);
        self
    }
    pub(crate) fn judge(self, number: &Digits<'_>) -> Result<(), Fault> {
        let (digits, places) = number.count();
        let exceeds = |count: u64, most: Option<u32>| most.filter(|most| count > u64::from(*most));
        if let Some(most) = exceeds(digits, self.max_digits) {
            return Err(Fault::MaxDigits(most));
        }
        if let Some(most) = exceeds(places, self.decimal_places) {
            return Err(Fault::MaxDecimalPlaces(most));
        }
        if let (Some(most), Some(places_kept)) = (self.max_digits, self.decimal_places)
            && let Some(most) = exceeds(digits - places, Some(most.saturating_sub(places_kept)))
        {
            return Err(Fault::MaxWholeDigits(most));
        }
        Ok(())
    }
}

impl Validator<str> for DecimalDigits {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        let number = Digits::parse(value).ok_or(Fault::Invalid)?;
        Ok(self.judge(&number)?)
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["max_digits", "max_decimal_places", "max_whole_digits"]) }
    }
}

#[cfg(feature = "rust_decimal")]
impl Validator<rust_decimal::Decimal> for DecimalDigits {
    fn validate(&self, value: &rust_decimal::Decimal) -> Result<(), Problem> {
        self.validate(value.to_string().as_str())
    }
    fn codes(&self) -> &[Code] {
        Validator::<str>::codes(self)
    }
}

#[cfg(feature = "bigdecimal")]
impl Validator<bigdecimal::BigDecimal> for DecimalDigits {
    fn validate(&self, value: &bigdecimal::BigDecimal) -> Result<(), Problem> {
        let (units, scale) = value.as_bigint_and_exponent();
        self.validate(format!("{units}e{}", -i128::from(scale)).as_str())
    }
    fn codes(&self) -> &[Code] {
        Validator::<str>::codes(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    #[test]
    fn reports_the_first_exceeded_limit() {
        let price = DecimalDigits::new().max_digits(2).decimal_places(1);
        let integer = |n| vec![("max", Param::Integer(n))];
        for (text, code, max) in [
            ("9.99", "max_digits", 2),
            ("0.00", "max_decimal_places", 1),
            ("10", "max_whole_digits", 1),
            ("100", "max_digits", 2),
        ] {
            let problem = price.validate(text).unwrap_err();
            assert_eq!((problem.code(), problem.list_params()), (code, integer(max)), "{text}");
        }
        assert!(DecimalDigits::new().decimal_places(0).validate("12345").is_ok());
        assert!(DecimalDigits::default().validate("1E+999999").is_ok());
    }
}
