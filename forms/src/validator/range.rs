//! Bounds of numbers.

use crate::{
    error::{Code, Param, Problem},
    validator::{Attribute, Validator},
};

/// Accepts numbers of at least this value, like Django's `MinValueValidator`: code `min_value`, param `limit_value`.
///
/// It works for integers, `f64`, and your own number types that convert to a [`Param`]. NaN is refused.
///
/// ```
/// use forms::validator::{MinValue, Validator};
/// assert!(MinValue(18).validate(&18).is_ok());
/// assert_eq!(MinValue(0.5).validate(&0.4).unwrap_err().code(), "min_value");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinValue<N>(pub N);

/// Accepts numbers of at most this value, like Django's `MaxValueValidator`: code `max_value`, param `limit_value`.
///
/// It works for integers, `f64`, and your own number types that convert to a [`Param`]. NaN is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxValue<N>(pub N);

impl<N: PartialOrd + Copy + Into<Param> + Send + Sync> Validator<N> for MinValue<N> {
    fn validate(&self, value: &N) -> Result<(), Problem> {
        if *value >= self.0 { Ok(()) } else { Err(below(self.0.into())) }
    }
    fn attributes(&self) -> Vec<Attribute> {
        vec![Attribute::new("min", self.0.into())]
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["min_value"]) }
    }
}

impl<N: PartialOrd + Copy + Into<Param> + Send + Sync> Validator<N> for MaxValue<N> {
    fn validate(&self, value: &N) -> Result<(), Problem> {
        if *value <= self.0 { Ok(()) } else { Err(above(self.0.into())) }
    }
    fn attributes(&self) -> Vec<Attribute> {
        vec![Attribute::new("max", self.0.into())]
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["max_value"]) }
    }
}

#[cold]
fn below(limit: Param) -> Problem {
    Problem::new("min_value", "{label} must be {limit_value} or more.").param("limit_value", limit)
}

#[cold]
fn above(limit: Param) -> Problem {
    Problem::new("max_value", "{label} must be {limit_value} or less.").param("limit_value", limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_bounds() {
        assert!(MinValue(5).validate(&5).is_ok() && MinValue(5).validate(&4).is_err());
        assert!(MaxValue(5).validate(&5).is_ok() && MaxValue(5).validate(&6).is_err());
        assert!(
            MinValue(-1i64).validate(&i64::MIN).is_err() && MaxValue(u64::MAX).validate(&u64::MAX).is_ok()
        );
        assert!(MinValue(0.0).validate(&-0.0).is_ok() && MaxValue(0.0).validate(&1e-300).is_err());
    }

    #[test]
    fn rejects_nan() {
        for limit in [f64::NEG_INFINITY, 0.0, f64::INFINITY, f64::NAN] {
            assert!(
                MinValue(limit).validate(&f64::NAN).is_err() && MaxValue(limit).validate(&f64::NAN).is_err()
            );
        }
    }

    #[test]
    fn reports_the_limit() {
        let problem = MinValue(5).validate(&4).unwrap_err();
        assert_eq!(
            (problem.code(), problem.list_params()),
            ("min_value", vec![("limit_value", Param::Integer(5))])
        );
        let problem = MaxValue(0.5).validate(&0.75).unwrap_err();
        assert_eq!(
            (problem.code(), problem.list_params()),
            ("max_value", vec![("limit_value", Param::Float(0.5))])
        );
    }
}
