//! Rules for values: typed value -> verdict.
//!
//! Each has Django's name (as a type is named in Rust) and code. Declarations name them without a path
//! (`#[form(max_length = 500)]`, `#[form(email)]`); the values here are for use anywhere else, and for
//! `#[form(validate = ...)]`. Texts are judged as a whole, line breaks at either end included.

mod age;
mod email;
mod length;
mod range;
#[cfg(feature = "regex")]
mod regex;
mod step;
mod username;
mod word;

pub use age::Age;
pub use email::{EMAIL, EmailAt, validate_email};
pub use length::{MaxLength, MinLength};
pub use range::{MaxValue, MinValue};
#[cfg(feature = "regex")]
pub use regex::Matches;
pub use step::StepSize;
pub use username::{USERNAME, normalize_username, validate_username};

pub(crate) use step::{is_step, is_step_of};
pub(crate) use word::is_word;

use crate::{cleaner::Cleaner, error::Problem};

/// A rule for a value: a function `fn(&T) -> Result<(), Problem>`, or a value of a type of your own.
///
/// ```
/// use forms::{Problem, validator::Validator};
///
/// struct MultipleOf(u32);
/// impl Validator<u32> for MultipleOf {
///     fn validate(&self, value: &u32) -> Result<(), Problem> {
///         if value % self.0 == 0 { return Ok(()) }
///         Err(Problem::new("multiple_of", "{label} must be a multiple of {factor}.").param("factor", self.0))
///     }
/// }
/// assert!(MultipleOf(5).validate(&10).is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a rule for values seen as `{T}`",
    label = "a rule is a function `fn(&{T}) -> Result<(), forms::Problem>`, or a value whose type implements `forms::validator::Validator<{T}>`"
)]
pub trait Validator<T: ?Sized>: Send + Sync {
    /// The verdict. Never called with an empty value of an optional field.
    fn validate(&self, value: &T) -> Result<(), Problem>;

    /// The verdict, for rules that ask who submits: [`Cleaner::context`] is what the form was bound with.
    fn validate_within(&self, value: &T, cleaner: &Cleaner<'_>) -> Result<(), Problem> {
        let _ = cleaner;
        self.validate(value)
    }
}

impl<T: ?Sized, F: Fn(&T) -> Result<(), Problem> + Send + Sync> Validator<T> for F {
    fn validate(&self, value: &T) -> Result<(), Problem> {
        self(value)
    }
}
