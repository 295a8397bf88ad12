//! The errors that a form's own checks report.

use crate::{
    BindContext, FieldRef, Form, Problem,
    bind::ItemOrigins,
    error::{
        Collector,
        path::{FORM, Path},
    },
    schema::context_as,
};
use std::{any::Any, fmt, marker::PhantomData};

/// Collects the errors of a form's `check` functions, each at a field or at the form as a whole.
pub struct Report<'r, F: Form> {
    errors: &'r mut Collector,
    /// the positions on the page of the items of cleaned lists
    origins: Option<&'r ItemOrigins>,
    /// the path of the form
    path: Path,
    /// the index of the form's first field, if it is flattened into another
    base: u16,
    context: &'r (dyn Any + Send + Sync),
    of: PhantomData<fn() -> F>,
}

impl<'r, F: Form> Report<'r, F> {
    #[inline]
    pub(crate) fn new(cx: &'r mut BindContext<'_>) -> Self {
        let path = cx.errors.form();
        let origins = cx.origins.as_deref();
        Report { errors: &mut cx.errors, origins, path, base: 0, context: cx.context, of: PhantomData }
    }
    pub(crate) fn over(
        errors: &'r mut Collector,
        origins: Option<&'r ItemOrigins>,
        context: &'r F::Context,
    ) -> Self {
        Report { errors, origins, path: Path::ROOT, base: 0, context, of: PhantomData }
    }
    /// Returns a report for a form that is flattened into this one. Its fields begin at `base`.
    #[doc(hidden)]
    pub fn flattened<N: Form>(&mut self, base: usize) -> Report<'_, N> {
        Report {
            errors: self.errors,
            origins: self.origins,
            path: self.path,
            base: self.base + base as u16,
            context: self.context,
            of: PhantomData,
        }
    }
    /// Returns the context that the form was bound with: `bind_with(&context, ..)`.
    ///
    /// # Panics
    /// If this form is nested in a form with another context. `#[derive(Form)]` does not compile such a form.
    pub fn context(&self) -> &'r F::Context {
        context_as(self.context).expect("a nested form has the context of its outer form")
    }
    /// Adds an error to a field. Items of a list are counted as in the draft. The error is shown at the row that the
    /// item came from, also if blank rows before it were left out.
    #[cold]
    pub fn add<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        self.errors.problem_at(self.path_of(field), problem.0);
    }
    /// Adds an error before the other errors of the field.
    #[cold]
    pub(crate) fn add_first<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        self.errors.problem_first_at(self.path_of(field), problem.0);
    }
    fn path_of<T: ?Sized>(&self, field: FieldRef<F, T>) -> Path {
        let tail = field.path;
        if tail.len() == 0 {
            return self.path.then(FORM);
        }
        let outermost = self.path.then(self.base + tail.get(0));
        match self.origins {
            Some(origins) => origins.on_page(outermost, tail.rest()),
            None => outermost.join(tail.rest()),
        }
    }
    /// Adds an error to the form as a whole. Django's `__all__`.
    #[cold]
    pub fn add_form_error(&mut self, problem: Problem) {
        self.errors.problem_at(self.path.then(FORM), problem.0);
    }
}

impl<F: Form> fmt::Debug for Report<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("form", &F::SCHEMA.name).finish_non_exhaustive()
    }
}
