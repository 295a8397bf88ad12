//! Extracts the digits of whole numbers that are written with a sign, a fraction or an exponent.

use crate::error::Fault;
use std::borrow::Cow;

/// Removes a plus sign and a fraction of zeros from a typed whole number (`+3`, `3.`, `3.00`). Spreadsheets
/// and number controls write such numbers.
pub(super) fn whole(text: &str) -> &str {
    let text = text.strip_prefix('+').filter(|rest| !rest.starts_with('-')).unwrap_or(text);
    match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole,
        _ => text,
    }
}

/// More zeros than a 128-bit integer can end with.
const MOST_ZEROS: usize = 40;

/// Returns the digits of a JSON number that is whole: `45.0` and `4.5e1` are 45.
///
/// An exponent is expanded only if the result has at most `most` digits.
///
/// # Errors
/// Returns an error if the number is not whole or has too many digits.
pub(super) fn exact(text: &str, most: u32) -> Result<Cow<'_, str>, Fault> {
    if text.bytes().all(|byte| !matches!(byte, b'.' | b'e' | b'E')) {
        return Ok(Cow::Borrowed(text));
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |mantissa| ("-", mantissa));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let significant = mantissa.trim_start_matches(['0', '.']).trim_end_matches(['0', '.']);
    if significant.is_empty() {
        return Ok(Cow::Borrowed("0"));
    }
    let zeros = |digits: &str| digits.len() - digits.trim_end_matches('0').len();
    let ending =
        if zeros(fraction) == fraction.len() { fraction.len() + zeros(whole) } else { zeros(fraction) };
    let shift = parse_exponent(exponent).saturating_add(ending as i64 - fraction.len() as i64);
    let digits = significant.bytes().filter(|byte| *byte != b'.').count();
    match usize::try_from(shift) {
        Err(_) => Err(Fault::Invalid),
        Ok(shift) if digits.saturating_add(shift) as u64 > most.into() => Err(Fault::MaxDigits(most)),
        Ok(shift) => {
            // no type holds a number with that many trailing zeros, so that it is enough to write some of
            // them
            let zeros = "0".repeat(shift.min(MOST_ZEROS));
            Ok(Cow::Owned(format!("{sign}{}{zeros}", significant.replace('.', ""))))
        }
    }
}

/// Parses an exponent. One with more than 18 digits becomes a value beyond every limit.
fn parse_exponent(exponent: &str) -> i64 {
    let amount = exponent.trim_start_matches(['+', '-']).trim_start_matches('0');
    let beyond = i64::MAX / 2;
    let amount = match amount.len() {
        0 => 0,
        1..=18 => amount.parse().unwrap_or(beyond),
        _ => beyond,
    };
    if exponent.starts_with('-') { -amount } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_exact() {
        for (text, digits) in [
            ("45", "45"),
            ("45.0", "45"),
            ("-4.5e1", "-45"),
            ("4500E-2", "45"),
            ("0.0045e+4", "45"),
            ("10.20e1", "102"),
            ("100e-2", "1"),
            ("0.10e1", "1"),
            ("-0.00e9", "0"),
            ("0e-99999999999999999999", "0"),
            ("1.0e39", "1000000000000000000000000000000000000000"),
        ] {
            assert_eq!(exact(text, 40).ok().as_deref(), Some(digits), "{text}");
        }
        for text in ["4.55e1", "1e-1", "0.5", "1e-99999999999999999999"] {
            assert!(matches!(exact(text, 40), Err(Fault::Invalid)), "{text}");
        }
        for text in ["1e40", "1.5e1000000", "-1e99999999999999999999"] {
            assert!(matches!(exact(text, 40), Err(Fault::MaxDigits(40))), "{text}");
        }
        // the digits that are written out are limited even without a limit of the field
        assert!(exact("1e4000000000", u32::MAX).is_ok_and(|digits| digits.len() < 50));
    }
}
