//! The form's context, as rules see it.

use crate::schema::context_as;
use std::{any::Any, fmt};

/// The context that the form was bound with, for rules that need to know about the request: see
/// [`Validator::validate_with`](super::Validator::validate_with).
#[derive(Clone, Copy)]
pub struct Context<'c>(&'c (dyn Any + Send + Sync));

impl<'c> Context<'c> {
    pub(crate) fn new(context: &'c (dyn Any + Send + Sync)) -> Self {
        Context(context)
    }
    /// Returns the context that the form was bound with (`bind_with(&context, ..)`), if it is a `C`.
    pub fn get<C: 'static>(self) -> Option<&'c C> {
        context_as(self.0)
    }
}

impl fmt::Debug for Context<'_> {
    /// Shows nothing of the context.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}
