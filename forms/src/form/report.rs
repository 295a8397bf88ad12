//! Where a form's own checks write.

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

/// Where a form's `check` functions write what is wrong, each at a field or at the form as a whole.
pub struct Report<'r, F: Form> {
    errors: &'r mut Collector,
    /// Where the items of cleaned lists stood on the page.
    origins: Option<&'r ItemOrigins>,
    /// the form's place
    path: Path,
    /// where its fields begin, in a form that it is flattened into
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
    /// The report of a form that is flattened into this one, where its fields begin at `base`.
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
    /// What the form was bound with: `bind_with(&context, ..)`.
    ///
    /// # Panics
    /// If this form stands within one that is bound with another context: what `#[derive(Form)]` does not compile.
    pub fn context(&self) -> &'r F::Context {
        context_as(self.context).expect("a form within another shares its context")
    }
    /// Reports a problem with that field. An item of a list is counted as in the draft; the error is shown at the row of
    /// the page that it came from, also where blank rows before it were left out.
    #[cold]
    pub fn add<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        self.errors.problem_at(self.place(field), problem.0);
    }
    /// The same, before what else is wrong with it.
    #[cold]
    pub(crate) fn add_first<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        self.errors.problem_first_at(self.place(field), problem.0);
    }
    fn place<T: ?Sized>(&self, field: FieldRef<F, T>) -> Path {
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
    /// Something is wrong with the form as a whole. Django's `__all__`.
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
