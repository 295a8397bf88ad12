//! Rules of a declaration's own.

use crate::{
    error::Code,
    validator::{Attribute, Validator},
};
use std::any::Any;

/// Rules of the declaration's own, with the type they judge: what [`FieldSchema`](crate::FieldSchema) keeps without it.
#[doc(hidden)]
pub struct Rules<S: ?Sized + 'static> {
    pub(crate) all: &'static [&'static dyn Validator<S>],
    names: &'static [&'static str],
}

impl<S: ?Sized + 'static> Rules<S> {
    /// These rules.
    pub const fn new(all: &'static [&'static dyn Validator<S>]) -> Self {
        Rules { all, names: &[] }
    }
    /// These rules, as they are written in the declaration.
    pub const fn written(mut self, names: &'static [&'static str]) -> Self {
        self.names = names;
        self
    }
}

/// [`Rules`], whatever they judge.
pub(crate) trait RuleSet: Any + Send + Sync {
    /// The codes of each rule.
    fn codes(&self) -> Vec<&'static [Code]>;
    fn attributes(&self) -> Vec<Attribute>;
}

impl<S: ?Sized + 'static> RuleSet for Rules<S> {
    fn codes(&self) -> Vec<&'static [Code]> {
        self.all.iter().map(|rule| rule.codes()).collect()
    }
    fn attributes(&self) -> Vec<Attribute> {
        self.all.iter().flat_map(|rule| rule.attributes()).collect()
    }
}

impl dyn RuleSet {
    /// These rules, if they judge an `S`.
    pub(crate) fn of<S: ?Sized + 'static>(&self) -> Option<&Rules<S>> {
        (self as &dyn Any).downcast_ref()
    }
    /// Whether they judge an `S`.
    pub(crate) fn judges<S: ?Sized + 'static>(&self) -> bool {
        self.of::<S>().is_some()
    }
}

impl<S: ?Sized + 'static> std::fmt::Debug for Rules<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rules").field("names", &self.names).finish_non_exhaustive()
    }
}
