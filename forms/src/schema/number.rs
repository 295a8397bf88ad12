//! Bounds of numbers.

use super::param::Param;

/// A bound or step of a number, as declared.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Number {
    /// A whole number, exact for integers of up to 64 bits.
    Integer(i128),
    /// A binary floating-point number.
    Float(f64),
    /// An exact decimal number, `units` divided by ten to the power of `places`. Created by [`Number::decimal`].
    #[non_exhaustive]
    Decimal {
        /// The digits as a whole number.
        units: i128,
        /// The number of digits after the point.
        places: u32,
    },
}

impl Number {
    /// Creates the exact decimal number from its text: `0.01`, `-12.50`, `1e-3`.
    ///
    /// ```
    /// use forms::schema::Number;
    /// const CENT: Number = Number::decimal("0.01");
    /// assert_eq!(CENT.to_string(), "0.01");
    /// ```
    ///
    /// # Panics
    /// Panics if the text is not a number, or has more than 37 digits. In a constant, that is a compile error.
    pub const fn decimal(text: &str) -> Number {
        let bytes = text.as_bytes();
        let negative = !bytes.is_empty() && bytes[0] == b'-';
        let (mut units, mut places, mut digits) = (0i128, 0i64, 0);
        let (mut i, mut after_point) = (negative as usize, false);
        while i < bytes.len() && !matches!(bytes[i], b'e' | b'E') {
            match bytes[i] {
                b'.' if !after_point => after_point = true,
                digit @ b'0'..=b'9' => {
                    units = units * 10 + (digit - b'0') as i128;
                    places += after_point as i64;
                    digits += (units != 0) as usize;
                    assert!(digits <= 37, "a decimal has at most 37 digits here");
                }
                _ => panic!("a decimal is written in digits, with a point: `0.01`"),
            }
            i += 1;
        }
        assert!(
            i > negative as usize + after_point as usize,
            "a decimal is written in digits, with a point: `0.01`"
        );
        places -= exponent(bytes, i);
        while places < 0 {
            assert!(digits < 37, "a decimal has at most 37 digits here");
            units *= 10;
            digits += 1;
            places += 1;
        }
        assert!(places <= 1000, "a decimal has at most 1000 places here");
        Number::Decimal { units: if negative { -units } else { units }, places: places as u32 }
    }
    pub(crate) fn param(&self) -> Param {
        match *self {
            Number::Integer(n) => Param::Integer(n),
            Number::Float(n) => Param::Float(n),
            Number::Decimal { .. } => Param::Decimal(self.to_string().into()),
        }
    }
    /// Returns the sum. It saturates, and is exact unless a number is a float.
    pub(crate) fn plus(self, other: Number) -> Number {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => Number::Integer(a.saturating_add(b)),
            (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(self.as_f64() + other.as_f64()),
            (a, b) => {
                let ((a, a_places), (b, b_places)) = (a.units(), b.units());
                let places = a_places.max(b_places);
                let scaled = |units: i128, of: u32| units.saturating_mul(10i128.saturating_pow(places - of));
                Number::Decimal { units: scaled(a, a_places).saturating_add(scaled(b, b_places)), places }
            }
        }
    }
    const fn units(self) -> (i128, u32) {
        match self {
            Number::Integer(n) => (n, 0),
            Number::Decimal { units, places } => (units, places),
            Number::Float(_) => (0, 0),
        }
    }
    pub(crate) const fn as_f64(self) -> f64 {
        match self {
            Number::Integer(n) => n as f64,
            Number::Float(n) => n,
            Number::Decimal { units, places } => {
                let (mut scale, mut i) = (1.0, 0);
                while i < places {
                    scale *= 10.0;
                    i += 1;
                }
                units as f64 / scale
            }
        }
    }
    pub(crate) const fn is_whole(&self) -> bool {
        matches!(self, Number::Integer(_))
    }
}

const fn exponent(bytes: &[u8], at: usize) -> i64 {
    if at >= bytes.len() {
        return 0;
    }
    let mut i = at + 1;
    let negative = i < bytes.len() && bytes[i] == b'-';
    if negative || (i < bytes.len() && bytes[i] == b'+') {
        i += 1;
    }
    assert!(i < bytes.len(), "an exponent is written in digits: `1e-3`");
    let mut exponent = 0;
    while i < bytes.len() {
        assert!(bytes[i].is_ascii_digit(), "an exponent is written in digits: `1e-3`");
        exponent = exponent * 10 + (bytes[i] - b'0') as i64;
        assert!(exponent <= 1000, "an exponent is at most 1000 here");
        i += 1;
    }
    if negative { -exponent } else { exponent }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Number::Integer(n) => n.fmt(f),
            Number::Float(n) => n.fmt(f),
            Number::Decimal { units, places } => {
                let (sign, digits) = (if units < 0 { "-" } else { "" }, units.unsigned_abs().to_string());
                let places = places as usize;
                let digits = format!("{digits:0>width$}", width = places + 1);
                let (whole, fraction) = digits.split_at(digits.len() - places);
                let point = if fraction.is_empty() { "" } else { "." };
                write!(f, "{sign}{whole}{point}{fraction}")
            }
        }
    }
}

/// Returns the least whole number that satisfies the bound, within 64 bits.
pub(crate) const fn least_whole(min: Option<Number>) -> i64 {
    match min {
        Some(Number::Integer(min)) if min > i64::MAX as i128 => i64::MAX,
        Some(Number::Integer(min)) if min > i64::MIN as i128 => min as i64,
        _ => i64::MIN,
    }
}

/// Returns the greatest whole number that satisfies the bound, within 64 bits.
pub(crate) const fn greatest_whole(max: Option<Number>) -> i64 {
    match max {
        Some(Number::Integer(max)) if max < i64::MIN as i128 => i64::MIN,
        Some(Number::Integer(max)) if max < i64::MAX as i128 => max as i64,
        _ => i64::MAX,
    }
}

/// Returns the least float that satisfies the bound.
pub(crate) const fn least_float(min: Option<Number>) -> f64 {
    match min {
        Some(Number::Integer(min)) => min as f64,
        Some(min) => min.as_f64(),
        None => f64::NEG_INFINITY,
    }
}

/// Returns the greatest float that satisfies the bound.
pub(crate) const fn greatest_float(max: Option<Number>) -> f64 {
    match max {
        Some(Number::Integer(max)) => max as f64,
        Some(max) => max.as_f64(),
        None => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_digits() {
        for (text, shown) in [
            ("0.01", "0.01"),
            ("-12.50", "-12.50"),
            ("1e-3", "0.001"),
            ("1.5E+2", "150"),
            (".5", "0.5"),
            ("5.", "5"),
            ("0", "0"),
            ("12345678901234567890123456789012345.67", "12345678901234567890123456789012345.67"),
        ] {
            assert_eq!(Number::decimal(text).to_string(), shown);
        }
        let sum = Number::decimal("0.1").plus(Number::decimal("0.02"));
        assert_eq!((sum.to_string(), sum.as_f64().to_string()), ("0.12".into(), "0.12".into()));
        assert_eq!(Number::Integer(1).plus(Number::decimal("0.50")).to_string(), "1.50");
    }

    #[test]
    fn rejects_invalid_decimals() {
        for text in ["", "-", ".", "1.2.3", "1e", "x", "1e1001", &"9".repeat(38), "1e38", "+1", "e5"] {
            assert!(std::panic::catch_unwind(|| Number::decimal(text)).is_err(), "{text}");
        }
    }
}
