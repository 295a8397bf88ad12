//! Rules of a declaration's own.

use super::{Attribute, Validator};
use crate::{error::Code, schema::RuleSet};
use std::any::Any;

/// Rules of the declaration's own, with the type they judge: what [`FieldSchema`](crate::FieldSchema) keeps without it.
#[doc(hidden)]
pub struct RuleList<S: ?Sized + 'static> {
    pub(crate) all: &'static [&'static dyn Validator<S>],
    names: &'static [&'static str],
}

impl<S: ?Sized + 'static> RuleList<S> {
    /// These rules.
    pub const fn new(all: &'static [&'static dyn Validator<S>]) -> Self {
        RuleList { all, names: &[] }
    }
    /// These rules, as they are written in the declaration.
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
    /// These rules, if they judge an `S`.
    pub(crate) fn of<S: ?Sized + 'static>(&self) -> Option<&RuleList<S>> {
        (self as &dyn Any).downcast_ref()
    }
    /// Whether they judge an `S`.
    pub(crate) fn judges<S: ?Sized + 'static>(&self) -> bool {
        self.of::<S>().is_some()
    }
}

impl<S: ?Sized + 'static> std::fmt::Debug for RuleList<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleList").field("names", &self.names).finish_non_exhaustive()
    }
}
