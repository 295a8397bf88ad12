//! Ages.

use crate::{
    error::{Code, Problem},
    validator::{MaxValue, MinValue, Validator},
};

/// Accepts an age in whole years from `min` to `max`, both included: codes `min_value` and `max_value`, param
/// `limit_value`.
///
/// ```
/// use forms::validator::{Age, Validator};
/// const ADULT: Age = Age::new(18, Age::DEFAULT.max);
/// assert!(ADULT.validate(&18u8).is_ok());
/// assert_eq!(ADULT.validate(&17u8).unwrap_err().code(), "min_value");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Age {
    /// The minimum age in years.
    pub min: u8,
    /// The maximum age in years.
    pub max: u8,
}

impl Age {
    /// From 0 to 130 years. The longest known human life was 122 years.
    pub const DEFAULT: Age = Age { min: 0, max: 130 };
    /// Accepts ages from `min` to `max` years.
    ///
    /// # Panics
    /// Panics if `min` is greater than `max`. In a constant, that is a compile error.
    pub const fn new(min: u8, max: u8) -> Self {
        assert!(min <= max, "min is greater than max");
        Age { min, max }
    }
}

impl Default for Age {
    fn default() -> Self {
        Self::DEFAULT
    }
}

macro_rules! years {
    ($($n:ty)*) => { $(
        impl Validator<$n> for Age {
            fn validate(&self, value: &$n) -> Result<(), Problem> {
                let years = *value as i128;
                MinValue(self.min as i128).validate(&years)?;
                MaxValue(self.max as i128).validate(&years)
            }
            fn codes(&self) -> &[Code] {
                const { &Code::of(["min_value", "max_value"]) }
            }
        }
    )* };
}
years!(u8 i8 u16 i16 u32 i32 u64 i64);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    #[test]
    fn accepts_the_bounds() {
        for age in [0u8, 1, 130] {
            assert!(Age::DEFAULT.validate(&age).is_ok());
        }
        assert!(Age::DEFAULT.validate(&131u8).is_err() && Age::DEFAULT.validate(&-1i64).is_err());
        assert!(Age::default().validate(&u64::MAX).is_err() && Age::new(13, 13).validate(&13i32).is_ok());
    }

    #[test]
    fn reports_the_limit() {
        let problem = Age::new(13, 120).validate(&12u8).unwrap_err();
        assert_eq!(
            (problem.code(), problem.list_params()),
            ("min_value", vec![("limit_value", Param::Integer(13))])
        );
        let problem = Age::new(13, 120).validate(&121u8).unwrap_err();
        assert_eq!(
            (problem.code(), problem.list_params()),
            ("max_value", vec![("limit_value", Param::Integer(120))])
        );
    }
}
