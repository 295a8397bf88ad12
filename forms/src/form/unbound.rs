//! Forms without a submission.

use super::Form;
use crate::{bind::Offered, field::Shown};
use std::{fmt, marker::PhantomData};

/// A form to be filled in: empty ([`Form::blank`]), or with the values of a model ([`Form::filled`]). Django's unbound
/// form.
pub struct Unbound<F: Form> {
    shown: Option<Box<Shown>>,
    of: PhantomData<fn() -> F>,
}

impl<F: Form> Unbound<F> {
    pub(crate) fn blank(offered: Offered) -> Self {
        Unbound { shown: Shown::only(offered, None), of: PhantomData }
    }
    pub(crate) fn filled(model: &F::Model, offered: Offered) -> Self {
        let shown = Shown::of::<F>(&F::Present::from(model)).offering(offered, None);
        Unbound { shown: Some(Box::new(shown)), of: PhantomData }
    }
    pub(crate) fn shown(&self) -> Option<&Shown> {
        self.shown.as_deref()
    }
}

impl<F: Form> fmt::Debug for Unbound<F> {
    /// Shows nothing of the model.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unbound").field("form", &F::SCHEMA.name).finish_non_exhaustive()
    }
}
