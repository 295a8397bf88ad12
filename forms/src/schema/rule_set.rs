//! Custom rules, of any type.

use super::{attribute::Attribute, code::Code};
use std::any::Any;

/// The custom rules of a field, without the type that they validate: a `RuleList` of the validators.
pub(crate) trait RuleSet: Any + Send + Sync {
    /// Returns the codes of each rule.
    fn codes(&self) -> Vec<&'static [Code]>;
    fn attributes(&self) -> Vec<Attribute>;
}
