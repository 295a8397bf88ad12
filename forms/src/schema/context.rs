//! The context that a form is bound with, of any type.

use std::any::Any;

/// Returns the context as a `C`. A form without a context (`C` is `()`) accepts any, since it may be nested in a form
/// that has one.
pub(crate) fn context_as<C: 'static>(context: &(dyn Any + Send + Sync)) -> Option<&C> {
    context.downcast_ref().or_else(|| (&() as &dyn Any).downcast_ref())
}
