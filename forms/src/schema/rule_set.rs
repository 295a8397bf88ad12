//! Rules of a declaration's own, whatever they validate.

use super::{attribute::Attribute, code::Code};
use std::any::Any;

/// The rules of a field, without the type that they validate: a `RuleList` of the validators.
pub(crate) trait RuleSet: Any + Send + Sync {
    /// The codes of each rule.
    fn codes(&self) -> Vec<&'static [Code]>;
    fn attributes(&self) -> Vec<Attribute>;
}
