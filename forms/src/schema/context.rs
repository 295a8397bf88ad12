//! The context that a form is bound with, whatever its type.

use std::any::Any;

/// A form without a context may stand within one that has one.
pub(crate) fn context_as<C: 'static>(context: &(dyn Any + Send + Sync)) -> Option<&C> {
    context.downcast_ref().or_else(|| (&() as &dyn Any).downcast_ref())
}
