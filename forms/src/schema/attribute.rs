//! Attributes of controls.

use std::borrow::Cow;

/// An attribute of a control. It makes the browser check what a rule or a type requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub(crate) name: &'static str,
    pub(crate) value: Cow<'static, str>,
}

impl Attribute {
    /// Returns the attribute with this name and value. The value is escaped when it is written.
    #[expect(clippy::needless_pass_by_value, reason = "callers pass numbers and texts by value")]
    pub fn new(name: &'static str, value: impl ToString) -> Self {
        Attribute { name, value: Cow::Owned(value.to_string()) }
    }
}
