//! Decimal numbers as digits and exponent. They are compared, counted and divided without writing out all digits.

#![cfg_attr(
    not(any(feature = "rust_decimal", feature = "bigdecimal")),
    allow(dead_code, reason = "without decimal types, only counting is used")
)]

use crate::schema::Number;
use std::{borrow::Cow, cmp::Ordering};

/// The number `digits` times ten to the power of `exponent`. It has no leading zeros, except for zero itself, and keeps
/// trailing zeros, which count. The same as Python's `Decimal.as_tuple()`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the name that Python uses")]
pub(crate) struct Digits<'t> {
    pub(crate) negative: bool,
    pub(crate) digits: Cow<'t, str>,
    pub(crate) exponent: i64,
}

/// The limits of Python's `Decimal`: the greatest exponent of a first digit, and the least of a last one.
const GREATEST_EXPONENT: i64 = 999_999_999_999_999_999;
const SMALLEST_EXPONENT: i64 = -1_999_999_999_999_999_997;

impl<'t> Digits<'t> {
    /// Reads a number: `-1.50`, `.5`, `5.`, `1.5e-3`. Digits are ASCII. NaN and infinity are refused.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], whole(&rest[at + 1..])?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let digits = if fraction.is_empty() {
            Cow::Borrowed(without_leading_zeros(whole))
        } else if whole.bytes().all(|digit| digit == b'0') {
            Cow::Borrowed(without_leading_zeros(fraction))
        } else {
            Cow::Owned(format!("{}{fraction}", without_leading_zeros(whole)))
        };
        let exponent = exponent.checked_sub(fraction.len() as i64)?;
        let first = exponent.checked_add(digits.len() as i64 - 1)?;
        let fits = exponent >= SMALLEST_EXPONENT && first <= GREATEST_EXPONENT;
        fits.then_some(Digits { negative, digits, exponent })
    }
    /// Returns the number of digits when the number is written without an exponent, and how many of them are decimal
    /// places. Like Django's `DecimalValidator`.
    pub(crate) fn count(&self) -> (u64, u64) {
        let (digits, exponent) = (self.digits.len() as u64, self.exponent.unsigned_abs());
        match self.exponent {
            0.. if self.digits == "0" => (1, 0),
            0.. => (digits + exponent, 0),
            _ => (digits.max(exponent), exponent),
        }
    }
    fn is_zero(&self) -> bool {
        self.digits.bytes().all(|digit| digit == b'0')
    }
    /// Compares two numbers in time linear in their digits.
    pub(crate) fn compare(&self, other: &Digits<'_>) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return if other.negative { Ordering::Greater } else { Ordering::Less },
            (false, true) => return if self.negative { Ordering::Less } else { Ordering::Greater },
            _ => {}
        }
        if self.negative != other.negative {
            return if self.negative { Ordering::Less } else { Ordering::Greater };
        }
        let size = self.compare_size(other);
        if self.negative { size.reverse() } else { size }
    }
    fn compare_size(&self, other: &Digits<'_>) -> Ordering {
        // the position of the first digit decides
        let first = |digits: &Digits<'_>| digits.digits.len() as i64 + digits.exponent;
        let significant = |digits: &'_ str| digits.trim_end_matches('0').len();
        first(self).cmp(&first(other)).then_with(|| {
            self.digits[..significant(&self.digits)].cmp(&other.digits[..significant(&other.digits)])
        })
    }
    /// Returns whether the number is `offset` plus a multiple of `step`. Nothing is a multiple of zero. Also returns
    /// false if the last digits of step and offset are too many places apart, which no real declaration has.
    pub(crate) fn is_step(&self, step: &Digits<'_>, offset: &Digits<'_>) -> bool {
        let least = step.smallest_place().min(offset.smallest_place());
        if !self.is_zero() && self.smallest_place() < least {
            return false;
        }
        let Some(by) = step.units(least).filter(|by| *by > 0) else { return false };
        match (self.remainder(least, by), offset.remainder(least, by)) {
            (Some(value), Some(offset)) => value == offset,
            _ => false,
        }
    }
    /// Returns the exponent of the last digit that is not zero.
    pub(crate) fn smallest_place(&self) -> i64 {
        let zeros = self.digits.len() - self.digits.trim_end_matches('0').len();
        if self.is_zero() { 0 } else { self.exponent + zeros as i64 }
    }
    /// Returns the absolute value in units of ten to the power of `place`.
    fn units(&self, place: i64) -> Option<u128> {
        /// below this, the value can be multiplied by ten and increased by one
        const MOST: u128 = u128::MAX / 10 - 10;
        let digits = self.digits.trim_end_matches('0');
        let mut units = 0u128;
        for digit in digits.bytes() {
            units = units.checked_mul(10)?.checked_add(u128::from(digit - b'0'))?;
        }
        let zeros = u32::try_from(self.smallest_place() - place).ok()?;
        units.checked_mul(10u128.checked_pow(zeros)?).filter(|units| *units < MOST)
    }
    /// Returns the remainder, not negative, of the value in units of ten to the power of `place`.
    fn remainder(&self, place: i64, by: u128) -> Option<u128> {
        /// the limit on appended zeros, which are processed one by one
        const MOST_ZEROS: i64 = 10_000;
        if self.is_zero() {
            return Some(0);
        }
        let zeros = self.smallest_place() - place;
        if !(0..=MOST_ZEROS).contains(&zeros) {
            return None;
        }
        let digits = self.digits.trim_end_matches('0').bytes().map(|digit| u128::from(digit - b'0'));
        let all = digits.chain(std::iter::repeat_n(0, zeros as usize));
        let remainder = all.fold(0, |rest, digit| (rest * 10 + digit) % by);
        Some(if self.negative && remainder > 0 { by - remainder } else { remainder })
    }
    /// Writes the number without an exponent, with trailing zeros kept. The digits must have been counted before.
    pub(crate) fn plain(&self) -> String {
        let sign = if self.negative && !self.is_zero() { "-" } else { "" };
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
        if self.exponent >= 0 {
            let behind = if self.digits == "0" { String::new() } else { zeros(self.exponent) };
            return format!("{sign}{}{behind}", self.digits);
        }
        let before = zeros(1 - self.exponent - self.digits.len() as i64);
        let digits = format!("{before}{}", self.digits);
        let (whole, fraction) = digits.split_at(digits.len() - self.exponent.unsigned_abs() as usize);
        format!("{sign}{whole}.{fraction}")
    }
}

impl Digits<'static> {
    /// Converts a bound of a declaration. A float becomes its shortest decimal digits.
    pub(crate) fn of(number: Number) -> Option<Self> {
        let text = number.to_string();
        let Digits { negative, digits, exponent } = Digits::parse(&text)?;
        Some(Digits { negative, digits: Cow::Owned(digits.into_owned()), exponent })
    }
}

fn without_leading_zeros(digits: &str) -> &str {
    let rest = digits.trim_start_matches('0');
    if rest.is_empty() { "0" } else { rest }
}

/// Reads an exponent. Returns `None` if it is not a number or does not fit 64 bits.
fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let amount: i64 = without_leading_zeros(digits).parse().ok()?;
    Some(if text.starts_with('-') { -amount } else { amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Digits<'_> {
        Digits::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn counts_digits_as_django_does() {
        for (text, count) in [
            ("0", (1, 0)),
            ("0.00", (2, 2)),
            ("00012.30", (4, 2)),
            ("1.500", (4, 3)),
            ("0.001", (3, 3)),
            ("1e2", (3, 0)),
            ("0e9", (1, 0)),
            ("0E-10", (10, 10)),
            ("123e-2", (3, 2)),
            (".5", (1, 1)),
            ("5.", (1, 0)),
            ("1E+1000000", (1_000_001, 0)),
            ("0.1e1000000000000000000", (1_000_000_000_000_000_000, 0)),
            ("0.0e1000000000000000000", (1, 0)),
            ("1e-1000000000000000000", (1_000_000_000_000_000_000, 1_000_000_000_000_000_000)),
            ("1e-1999999999999999997", (1_999_999_999_999_999_997, 1_999_999_999_999_999_997)),
            ("-0.10e1", (2, 1)),
        ] {
            assert_eq!(digits(text).count(), count, "{text}");
        }
    }

    #[test]
    fn rejects_invalid_numbers() {
        for text in [
            "",
            "-",
            ".",
            "+.",
            "e1",
            "1e",
            "1e+",
            "1_0",
            "NaN",
            "Infinity",
            "-inf",
            "0x1",
            "1.5.5",
            "--1",
            "1 5",
            "\u{661}",
            "1e1000000000000000000",
            "0e1000000000000000000",
            "99e999999999999999999",
            "0.1e1000000000000000001",
            "1e-1999999999999999998",
            "1.5e-1999999999999999997",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            ".e1",
            "1,5",
        ] {
            assert_eq!(Digits::parse(text), None, "{text}");
        }
    }

    #[test]
    fn compares_huge_exponents() {
        let in_order = [
            "-1e1000000",
            "-10",
            "-9.99",
            "-1e-1000000",
            "0e5",
            "1e-1999999999999999997",
            "1e-999999999999",
            "0.10",
            "0.101",
            "0.5",
            "9.99",
            "10.0",
            "11",
            "1e2",
            "1.01e2",
            "1E+999999999999999999",
        ];
        for (i, a) in in_order.iter().enumerate() {
            for (j, b) in in_order.iter().enumerate() {
                assert_eq!(digits(a).compare(&digits(b)), i.cmp(&j), "{a} {b}");
            }
        }
        for (a, b) in [("1.50", "1.5"), ("0", "-0.00"), ("1e2", "100"), ("0.10e1", "1")] {
            assert_eq!(digits(a).compare(&digits(b)), Ordering::Equal, "{a} {b}");
        }
    }

    #[test]
    fn steps_are_exact() {
        for (value, step, offset) in [
            ("0.3", "0.1", "0"),
            ("-0.30", "0.1", "0"),
            ("1000000000000000000000000000000000000.01", "0.01", "0"),
            ("7.2", "0.5", "0.2"),
            ("-4.8", "0.5", "0.2"),
            ("1e30", "0.3", "0.1"),
            ("0", "7", "0"),
            ("1e3", "250", "0"),
        ] {
            assert!(digits(value).is_step(&digits(step), &digits(offset)), "{value} {step} {offset}");
        }
        for (value, step, offset) in [
            ("0.35", "0.1", "0"),
            ("0.30000000000000000000000000000000001", "0.1", "0"),
            ("1000000000000000001", "10", "0"),
            ("7", "0.5", "0.2"),
            ("1", "0", "0"),
            ("0", "0", "0"),
            ("1e-30", "1", "0"),
            ("1e1000000", "0.7", "0"),
            ("1", "1e-1000000", "0"),
        ] {
            assert!(!digits(value).is_step(&digits(step), &digits(offset)), "{value} {step} {offset}");
        }
    }

    #[test]
    fn writes_plain_digits() {
        for (text, plain) in [
            ("1e2", "100"),
            ("0e5", "0"),
            ("-0.0", "0.0"),
            ("1.50", "1.50"),
            ("1e-5", "0.00001"),
            ("-123e-2", "-1.23"),
            (".5", "0.5"),
        ] {
            assert_eq!(digits(text).plain(), plain);
        }
        assert_eq!(Digits::of(Number::Float(0.1)), Some(digits("0.1")));
        assert_eq!(Digits::of(Number::decimal("-1.50")), Some(digits("-1.50")));
        assert_eq!(Digits::of(Number::Float(f64::NAN)), None);
    }
}
