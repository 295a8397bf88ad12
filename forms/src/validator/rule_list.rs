//! The custom rules of a field.

use super::{Attribute, Validator};
use crate::{error::Code, schema::RuleSet};
use std::any::Any;

/// The custom rules of a field, with the type that they validate. [`FieldSchema`](crate::FieldSchema) stores them
/// without the type.
#[doc(hidden)]
pub struct RuleList<S: ?Sized + 'static> {
    pub(crate) all: &'static [&'static dyn Validator<S>],
    names: &'static [&'static str],
}

impl<S: ?Sized + 'static> RuleList<S> {
    /// Creates the list.
    pub const fn new(all: &'static [&'static dyn Validator<S>]) -> Self {
        RuleList { all, names: &[] }
    }
    /// Sets the rules' source texts, as written in the declaration.
    pub const fn written(mut self, names: &'static [&'static str]) -> Self {
        self.names = names;
        self
    }
}

impl<S: ?Sized + 'static> RuleSet for RuleList<S> {
    fn codes(&self) -> Vec<&'static [Code]> {
        self.all.iter().map(|rule| rule.codes()).collect()
    }
    fn attributes(&self) -> Vec<Attribute> {
        self.all.iter().flat_map(|rule| rule.attributes()).collect()
    }
}

impl dyn RuleSet {
    /// Returns the rules, if they validate an `S`.
    pub(crate) fn of<S: ?Sized + 'static>(&self) -> Option<&RuleList<S>> {
        (self as &dyn Any).downcast_ref()
    }
    /// Returns whether the rules validate an `S`.
    pub(crate) fn judges<S: ?Sized + 'static>(&self) -> bool {
        self.of::<S>().is_some()
    }
}

impl<S: ?Sized + 'static> std::fmt::Debug for RuleList<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleList").field("names", &self.names).finish_non_exhaustive()
    }
}
