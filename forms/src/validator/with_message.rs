//! Rules with a custom code and message.

use crate::{
    error::{Code, Problem},
    validator::{Attribute, Context, Validator},
};

/// A rule with a custom code and message, and the parameters of the original rule. Like Django's `code` and `message`
/// arguments, for every validator.
///
/// ```
/// use forms::validator::{MinLength, WithMessage, Validator};
/// const HANDLE: WithMessage<MinLength> =
///     WithMessage::new(MinLength(3), "too_short", "{label} needs {limit_value} characters or more.");
/// assert_eq!(HANDLE.validate("ab").unwrap_err().code(), "too_short");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithMessage<V> {
    rule: V,
    code: Code,
}

impl<V> WithMessage<V> {
    /// Creates the rule with this code and message: a template, in which `{name}` stands for the parameter of that name
    /// and `{label}` for the field's label.
    ///
    /// # Panics
    /// Panics if the code is empty. In a constant, that is a compile error.
    pub const fn new(rule: V, code: &'static str, message: &'static str) -> Self {
        WithMessage { rule, code: Code::new(code, message) }
    }
    #[cold]
    fn with_message(&self, problem: &Problem) -> Problem {
        problem
            .params()
            .into_iter()
            .fold(Problem::new(self.code.name, self.code.message), |problem, (name, value)| {
                problem.param(name, value)
            })
    }
}

impl<T: ?Sized, V: Validator<T>> Validator<T> for WithMessage<V> {
    fn validate(&self, value: &T) -> Result<(), Problem> {
        self.rule.validate(value).map_err(|problem| self.with_message(&problem))
    }
    fn validate_with(&self, value: &T, context: Context<'_>) -> Result<(), Problem> {
        self.rule.validate_with(value, context).map_err(|problem| self.with_message(&problem))
    }
    fn attributes(&self) -> Vec<Attribute> {
        self.rule.attributes()
    }
    fn codes(&self) -> &[Code] {
        std::slice::from_ref(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validator::{MaxLength, validate_ipv4_address};

    #[test]
    fn keeps_the_verdict_and_the_parameters() {
        let rule = WithMessage::new(MaxLength(2), "long", "{limit_value}");
        assert!(rule.validate("ab").is_ok());
        let problem = rule.validate("abc").unwrap_err();
        assert_eq!(
            (problem.code(), problem.list_params()),
            ("long", MaxLength(2).validate("abc").unwrap_err().list_params())
        );
        let rule =
            WithMessage::new(validate_ipv4_address as fn(&str) -> Result<(), Problem>, "ip", "{protocol}");
        assert_eq!(rule.validate("x").unwrap_err().params().len(), 1);
    }
}
