//! Attributes of controls.

use std::borrow::Cow;

/// An attribute of a control, by which a browser asks for what a rule or a type asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub(crate) name: &'static str,
    pub(crate) value: Cow<'static, str>,
}

impl Attribute {
    /// That attribute with that value, which is escaped where it is written.
    #[expect(clippy::needless_pass_by_value, reason = "a number is written as such, and a text too")]
    pub fn new(name: &'static str, value: impl ToString) -> Self {
        Attribute { name, value: Cow::Owned(value.to_string()) }
    }
}
