//! Steps of numbers.

use crate::{
    error::{Code, Param, Problem},
    validator::Validator,
};

/// Accepts multiples of a step, counted from zero or from an offset, like Django's `StepValueValidator`: code
/// `step_size`, params `limit_value`, and with an offset also `offset`, `valid_value1` and `valid_value2`.
///
/// Integers are exact. A float may deviate by 1e-9, as in Django, or by a thousandth of the step if that is less.
/// Nothing is a multiple of zero.
///
/// ```
/// use forms::validator::{StepSize, Validator};
/// assert!(StepSize::new(0.1).validate(&0.3).is_ok());
/// assert!(StepSize::new(5).starting_at(2).validate(&7).is_ok());
/// assert_eq!(StepSize::new(5).validate(&7).unwrap_err().code(), "step_size");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepSize<N> {
    step: N,
    offset: Option<N>,
}

impl<N: Copy> StepSize<N> {
    /// Accepts multiples of `step`.
    pub const fn new(step: N) -> Self {
        StepSize { step, offset: None }
    }
    /// Counts from `offset`.
    pub const fn starting_at(self, offset: N) -> Self {
        StepSize { step: self.step, offset: Some(offset) }
    }
}

macro_rules! whole {
    ($($n:ty)*) => { $(
        impl Validator<$n> for StepSize<$n> {
            fn validate(&self, value: &$n) -> Result<(), Problem> {
                let (step, offset) = (self.step as i128, self.offset.map(|offset| offset as i128));
                if is_step(*value as i128, step, offset.unwrap_or(0)) {
                    return Ok(());
                }
                Err(between(step.into(), offset.map(|offset| {
                    [offset, offset.saturating_add(step), offset.saturating_add(step.saturating_mul(2))].map(Param::from)
                })))
            }
            fn codes(&self) -> &[Code] {
                const { &Code::of(["step_size"]) }
            }
        }
    )* };
}
whole!(u8 i8 u16 i16 u32 i32 u64 i64 usize isize i128);

macro_rules! fractional {
    ($($n:ty)*) => { $(
        impl Validator<$n> for StepSize<$n> {
            fn validate(&self, value: &$n) -> Result<(), Problem> {
                let (step, offset) = (self.step as f64, self.offset.map(|offset| offset as f64));
                if is_step_of(*value as f64, step, offset.unwrap_or(0.0)) {
                    return Ok(());
                }
                Err(between(step.into(), offset.map(|offset| [offset, offset + step, offset + 2.0 * step].map(Param::from))))
            }
            fn codes(&self) -> &[Code] {
                const { &Code::of(["step_size"]) }
            }
        }
    )* };
}
fractional!(f64);

#[cold]
fn between(step: Param, valid: Option<[Param; 3]>) -> Problem {
    let Some([offset, first, second]) = valid else {
        return Problem::new("step_size", "{label} must be a multiple of {limit_value}.")
            .param("limit_value", step);
    };
    Problem::new(
        "step_size",
        "{label} must be {offset}, {valid_value1}, {valid_value2} and so on, in steps of {limit_value}.",
    )
    .param("limit_value", step)
    .param("offset", offset)
    .param("valid_value1", first)
    .param("valid_value2", second)
}

/// Returns whether `value` is `offset` plus a multiple of `step`. It is exact over the whole range, since it does not
/// subtract and so cannot overflow.
pub(crate) fn is_step(value: i128, step: i128, offset: i128) -> bool {
    if let (Ok(value), Ok(step), Ok(offset)) =
        (i64::try_from(value), i64::try_from(step), i64::try_from(offset))
    {
        // a division of 128 bits is a function call, and ten times slower
        return step != 0 && value.wrapping_rem_euclid(step) == offset.wrapping_rem_euclid(step);
    }
    step != 0 && value.wrapping_rem_euclid(step) == offset.wrapping_rem_euclid(step)
}

/// Returns whether `value` is `offset` plus a multiple of `step`, within the precision of floats. False if one of them
/// is not finite.
pub(crate) fn is_step_of(value: f64, step: f64, offset: f64) -> bool {
    let step = step.abs();
    let remainder = ((value - offset) % step).abs();
    let tolerance = (step * 1e-3).min(1e-9);
    step.is_finite() && remainder.min(step - remainder) <= tolerance && remainder < step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_exact() {
        assert!(
            is_step(0, 3, 0)
                && is_step(-9, 3, 0)
                && !is_step(1, 3, 0)
                && is_step(7, 5, 2)
                && is_step(-3, 5, 2)
        );
        // Django's float remainder accepts this value
        assert!(!is_step(1_000_000_000_000_000_001, 10, 0));
        assert!(
            is_step(i128::MAX, i128::MAX, 0) && is_step(i128::MIN, 1, i128::MAX) && is_step(i128::MIN, -1, 5)
        );
        assert!(is_step(i64::MIN.into(), -1, 5) && is_step(i128::MAX, 2, i128::MIN + 1));
        assert!(!is_step(i128::MAX, 2, i128::MIN));
    }

    #[test]
    fn nothing_is_a_multiple_of_zero() {
        assert!(!is_step(0, 0, 0) && !is_step(i128::MAX, 0, 0) && !is_step_of(0.0, 0.0, 0.0));
    }

    #[test]
    fn floats_may_deviate_a_little() {
        for (value, step, offset) in [
            (0.3, 0.1, 0.0),
            (-0.3, 0.1, 0.0),
            (1.1, 0.1, 0.0),
            (7.0, 5.0, 2.0),
            (0.55, 0.1, 0.05),
            (1e6 + 0.1, 0.1, 0.0),
            (0.0, 0.1, 0.0),
            (3e-10, 1e-10, 0.0),
        ] {
            assert!(is_step_of(value, step, offset), "{value} {step} {offset}");
        }
        for (value, step, offset) in [
            (0.35, 0.1, 0.0),
            (0.3, 0.1, 0.05),
            (1.000_000_01, 1.0, 0.0),
            (2.5e-10, 1e-10, 0.0),
            (1.0, 3.0, 0.0),
        ] {
            assert!(!is_step_of(value, step, offset), "{value} {step} {offset}");
        }
    }

    #[test]
    fn rejects_floats_that_are_not_finite() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!is_step_of(odd, 1.0, 0.0) && !is_step_of(1.0, odd, 0.0) && !is_step_of(1.0, 1.0, odd));
        }
        assert!(!is_step_of(0.0, f64::INFINITY, 0.0));
        assert!(!is_step_of(f64::MAX, 1.0, f64::MIN));
    }

    #[test]
    fn reports_the_step() {
        let problem = StepSize::new(5).validate(&7).unwrap_err();
        assert_eq!(
            (problem.code(), problem.list_params()),
            ("step_size", vec![("limit_value", Param::Integer(5))])
        );
        let problem = StepSize::new(5).starting_at(2).validate(&8).unwrap_err();
        let integer = |name, n| (name, Param::Integer(n));
        let params = vec![
            integer("limit_value", 5),
            integer("offset", 2),
            integer("valid_value1", 7),
            integer("valid_value2", 12),
        ];
        assert_eq!(problem.params(), params);
        assert!(StepSize::new(0.5).starting_at(0.25).validate(&0.75).is_ok());
        assert!(StepSize::new(u64::MAX).validate(&u64::MAX).is_ok());
    }
}
