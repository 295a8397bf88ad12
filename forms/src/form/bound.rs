//! A form that a body was bound to, and its values or errors.

use super::{Changed, NoContext};
use crate::{
    Body, FieldRef, Form, Problem, Report,
    bind::RowNotes,
    body::{
        Format,
        key::{Segment, segments},
    },
    error::{
        Collector, Errors,
        path::{FORM, Path},
    },
    field::{Changes, Shown},
};
use std::{fmt, marker::PhantomData, ops::Deref};

/// The purpose of a form bound with [`Form::bind`]: its values make a new model.
#[derive(Debug, Clone, Copy)]
pub enum Create {}
/// The purpose of a form bound with [`Form::bind_update`] or [`Form::bind_partial`]: its values are applied to a
/// model.
#[derive(Debug, Clone, Copy)]
pub enum Update {}

/// A form that a body was bound to: either valid, with typed values, or invalid, with errors. Django's bound form.
///
/// It has no lifetime. It keeps a handle to the body, and reads the submitted text from it when the form is rendered
/// again.
pub struct Bound<F: Form, P = Create>(Result<Clean<F, P>, Invalid<F, P>>);

/// An invalid form: its errors and the submitted text, ready to be rendered again.
///
/// It is small, whatever the form, so it is cheap to return in a `Result`.
pub struct Invalid<F: Form, P = Create>(Refused, PhantomData<fn() -> (F, P)>);

pub(crate) struct Refused {
    pub(crate) errors: Errors,
    pub(crate) body: Body,
    pub(crate) shown: Option<Box<Shown>>,
}

impl Refused {
    fn new(errors: Errors, body: Body, shown: Option<Box<Shown>>) -> Self {
        let in_json = matches!(body.content(), Ok((_, Format::Json)));
        Refused { errors: errors.in_json(in_json), body, shown }
    }
}

/// The values of a valid form. Only binding creates one. It derefs to the form.
pub struct Clean<F: Form, P = Create> {
    values: Values<F>,
    kept: Receipt<F, P>,
}

/// The values of a valid form, and what an update changes. A type of its own, so that the compiler does not suggest a
/// private field of [`Clean`] when a `Clean` is used as the form.
struct Values<F> {
    form: F,
    changed: Vec<Path>,
    rows: RowNotes,
}

/// Keeps the submission after its values are moved out, for errors that only the database finds.
/// [`reject`](Self::reject) returns the form as it was submitted, with such an error.
pub struct Receipt<F: Form, P = Create> {
    body: Body,
    shown: Option<Box<Shown>>,
    of: PhantomData<fn() -> (F, P)>,
}

/// The values of a valid update. They are applied once. It derefs to the form.
pub struct Edit<F: Form> {
    values: Values<F>,
}

impl<F: Form, P> Bound<F, P> {
    #[inline(always)]
    pub(crate) fn valid(
        value: F,
        body: Body,
        (changed, rows): (Vec<Path>, RowNotes),
        shown: Option<Box<Shown>>,
    ) -> Self {
        let values = Values { form: value, changed, rows };
        Bound(Ok(Clean { values, kept: Receipt { body, shown, of: PhantomData } }))
    }
    #[cold]
    pub(crate) fn invalid(errors: Errors, body: Body, shown: Option<Box<Shown>>) -> Self {
        Bound(Err(Invalid(Refused::new(errors, body, shown), PhantomData)))
    }
    /// Returns whether the form has no errors. Django's `is_valid()`.
    #[inline]
    pub fn is_valid(&self) -> bool {
        self.0.is_ok()
    }
    /// Returns the errors. A valid form has an empty list.
    pub fn errors(&self) -> &Errors {
        match &self.0 {
            Ok(_) => no_errors::<F>(),
            Err(invalid) => invalid.errors(),
        }
    }
    /// Returns the HTTP status: 200 for a valid form, otherwise [`Errors::status`]. With the feature `axum`,
    /// `status_code` returns it as axum's `StatusCode`.
    pub fn status(&self) -> u16 {
        self.errors().status()
    }
    /// Returns whether the form was sent by a button that adds, removes or moves a row. Such a form is not valid, and
    /// has no errors to show: render the page again, with the rows changed.
    pub fn is_row_request(&self) -> bool {
        self.errors().ask_for_rows()
    }
    /// Returns the typed values, or the form with its errors.
    #[inline]
    pub fn into_result(self) -> Result<Clean<F, P>, Invalid<F, P>> {
        self.0
    }
    /// Returns the typed values of a valid form. Django's `cleaned_data`.
    pub fn cleaned(&self) -> Option<&F> {
        self.0.as_ref().ok().map(|clean| &clean.values.form)
    }
    /// Adds an error to a field and makes the form invalid. Items of a list are counted as in the cleaned value.
    /// Django's `add_error`.
    ///
    /// If the body as a whole was refused, or if a row button sent it, the error is ignored: no other error is
    /// reported then.
    pub fn add_error<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        let path = page_path(field, self.kept().2);
        self.reject_at(path, problem);
    }
    /// Adds an error to the form as a whole.
    pub fn add_form_error(&mut self, problem: Problem) {
        self.reject_at(Path::ROOT.then(FORM), problem);
    }
    fn reject_at(&mut self, path: Path, problem: Problem) {
        match &mut self.0 {
            Err(invalid) => invalid.0.errors.push(path, problem),
            Ok(clean) => {
                let errors = Errors::new(F::SCHEMA, vec![crate::error::Record { path, problem }]);
                let (body, shown) = (clean.kept.body.clone(), clean.kept.shown.take());
                *self = Bound::invalid(errors, body, shown);
            }
        }
    }
    /// Returns the submitted text of a key, such as `phones[0].number`. Never returns a secret.
    pub fn submitted(&self, path: &str) -> Option<String> {
        let body = match &self.0 {
            Ok(clean) => &clean.kept.body,
            Err(invalid) => &invalid.0.body,
        };
        submitted::<F>(body, path)
    }
    /// Returns the names of the fields that a valid update changes, in the order of the declaration. Django's
    /// `changed_data`.
    pub fn changed(&self) -> Vec<&'static str> {
        let Ok(clean) = &self.0 else { return Vec::new() };
        let mut fields: Vec<u16> = clean.values.changed.iter().map(|path| path.get(0)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.into_iter().map(|i| F::SCHEMA.fields[usize::from(i)].name.as_str()).collect()
    }
    /// Runs a check that needs a database or another service. It runs only if the form is valid so far.
    pub async fn check_async(self, check: impl AsyncFnOnce(&F, &mut Report<'_, F>)) -> Self
    where
        F::Context: NoContext,
    {
        self.check_async_with(F::Context::NOTHING, check).await
    }
    /// Runs a check as [`check_async`](Self::check_async) does, with a context.
    pub async fn check_async_with(
        self,
        context: &F::Context,
        check: impl AsyncFnOnce(&F, &mut Report<'_, F>),
    ) -> Self {
        let Ok(clean) = self.0 else { return self };
        let mut errors = Collector::new();
        let origins = clean.kept.shown.as_deref().and_then(Shown::origins);
        check(&clean.values.form, &mut Report::over(&mut errors, origins, context)).await;
        if errors.is_empty() {
            return Bound(Ok(clean));
        }
        Bound::invalid(errors.finish(F::SCHEMA), clean.kept.body, clean.kept.shown)
    }
    pub(crate) fn kept(&self) -> (&Errors, &Body, Option<&Shown>) {
        match &self.0 {
            Ok(clean) => (no_errors::<F>(), &clean.kept.body, clean.kept.shown.as_deref()),
            Err(invalid) => invalid.kept(),
        }
    }
}

/// Returns the empty errors of a valid form.
fn no_errors<F: Form>() -> &'static Errors {
    const { &Errors::none(F::SCHEMA) }
}

/// Converts the path of a field in the cleaned value to its path on the page.
fn page_path<F, T: ?Sized>(field: FieldRef<F, T>, shown: Option<&Shown>) -> Path {
    match shown.and_then(Shown::origins) {
        _ if field.path.len() == 0 => Path::ROOT.then(FORM),
        Some(origins) => origins.on_page(Path::ROOT, field.path),
        None => field.path,
    }
}

fn submitted<F: Form>(body: &Body, path: &str) -> Option<String> {
    // a secret is never rendered, wherever the client put it
    let (mut spec, mut last) = (Some(F::SCHEMA), None);
    for segment in segments(path.strip_suffix("[]").unwrap_or(path)) {
        let Segment::Name(name) = segment? else { continue };
        let field = spec?.fields_of_key(name).next()?;
        if spec?.fields_of_key(name).any(crate::FieldSchema::is_hidden) {
            return None;
        }
        last = Some(field);
        spec = field.kind.form();
    }
    // a text in place of a nested form may have been meant for one of its secrets
    if last.is_some_and(|field| field.kind.form().is_some()) {
        return None;
    }
    body.find(path)
}

impl<F: Form, P> Invalid<F, P> {
    /// Returns the errors.
    pub fn errors(&self) -> &Errors {
        &self.0.errors
    }
    /// Returns the HTTP status, [`Errors::status`]. With the feature `axum`, `status_code` returns it as axum's
    /// `StatusCode`.
    pub fn status(&self) -> u16 {
        self.0.errors.status()
    }
    /// Returns whether the form was sent by a row button: see [`Bound::is_row_request`].
    pub fn is_row_request(&self) -> bool {
        self.0.errors.ask_for_rows()
    }
    /// Adds an error to a field.
    pub fn add_error<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        let path = page_path(field, self.0.shown.as_deref());
        self.0.errors.push(path, problem);
    }
    /// Adds an error to the form as a whole.
    pub fn add_form_error(&mut self, problem: Problem) {
        self.0.errors.push(Path::ROOT.then(FORM), problem);
    }
    /// Returns the submitted text of a key. Never returns a secret.
    pub fn submitted(&self, path: &str) -> Option<String> {
        submitted::<F>(&self.0.body, path)
    }
    pub(crate) fn kept(&self) -> (&Errors, &Body, Option<&Shown>) {
        (&self.0.errors, &self.0.body, self.0.shown.as_deref())
    }
}

impl<F: Form, P> From<Invalid<F, P>> for Bound<F, P> {
    fn from(invalid: Invalid<F, P>) -> Self {
        Bound(Err(invalid))
    }
}

impl<F: Form, P> Deref for Clean<F, P> {
    type Target = F;
    fn deref(&self) -> &F {
        &self.values.form
    }
}

impl<F: Form> Clean<F, Create> {
    /// Returns the values.
    #[inline]
    pub fn into_inner(self) -> F {
        self.values.form
    }
    /// Returns the values, and a receipt for errors that the database finds.
    #[inline]
    pub fn into_parts(self) -> (F, Receipt<F, Create>) {
        (self.values.form, self.kept)
    }
}

impl<F: Form> Clean<F, Update> {
    /// Returns the values, and a receipt for errors that the database finds.
    pub fn into_parts(self) -> (Edit<F>, Receipt<F, Update>) {
        (Edit { values: self.values }, self.kept)
    }
}

impl<F: Form, P> Clean<F, P> {
    /// Creates the model from the bound values and from `rest`, the fields that only the application sets. The derive
    /// writes the struct of the rest (`NewUserRest`), so forgetting a field does not compile.
    pub fn create<R>(self, rest: R) -> F::Model
    where
        P: Creates,
        F: CreateWith<R>,
    {
        self.values.form.create_with(rest)
    }
    /// Writes the submitted values that differ into the model. Never writes an immutable field, a read-only field or a
    /// field that the body left out. Returns the fields that changed, and the conflicts: nested forms that were added
    /// to or removed from the model since the form was bound, which are not written.
    pub fn apply_to(self, model: &mut F::Model) -> Changed<F>
    where
        P: Updates,
    {
        Edit { values: self.values }.apply_to(model)
    }
}

/// A purpose whose values make a new model: [`Create`].
#[diagnostic::on_unimplemented(
    message = "the values of an update are applied to the model, and do not create one",
    label = "use `apply_to(&mut model)`, or bind with `bind`"
)]
pub trait Creates {}
impl Creates for Create {}

/// A purpose whose values change an existing model: [`Update`].
#[diagnostic::on_unimplemented(
    message = "the values of `bind` create a model, and are not applied to one",
    label = "use `create` or `into_inner`, or bind with `bind_update` or `bind_partial`"
)]
pub trait Updates {}
impl Updates for Update {}

/// Forms that create their model with a rest of type `R`. The derive implements it for projections.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not create its model with a rest of type `{R}`",
    label = "pass the struct that the derive generates: the form's name followed by `Rest`"
)]
pub trait CreateWith<R>: Form {
    /// Creates the model.
    fn create_with(self, rest: R) -> Self::Model;
}

impl<F: Form> Edit<F> {
    /// Applies the values to the model: see [`Clean::apply_to`].
    pub fn apply_to(mut self, model: &mut F::Model) -> Changed<F> {
        self.values.rows.sort();
        let mut changes = Changes::new(&self.values.changed, &self.values.rows);
        self.values.form.apply(model, &mut changes);
        changes.finish()
    }
    #[cfg(feature = "fuzzing")]
    pub(crate) fn into_value(self) -> F {
        self.values.form
    }
}

impl<F: Form> Deref for Edit<F> {
    type Target = F;
    fn deref(&self) -> &F {
        &self.values.form
    }
}

impl<F: Form, P> Receipt<F, P> {
    /// Returns the form as it was submitted, with an error at a field. Items of a list are counted as in the cleaned
    /// value, and the error is shown at the row that the item came from.
    pub fn reject<T: ?Sized>(self, field: FieldRef<F, T>, problem: Problem) -> Invalid<F, P> {
        let path = page_path(field, self.shown.as_deref());
        self.reject_at(path, problem)
    }
    /// Returns the form as it was submitted, with an error of the form as a whole.
    pub fn reject_form(self, problem: Problem) -> Invalid<F, P> {
        self.reject_at(Path::ROOT.then(FORM), problem)
    }
    fn reject_at(self, path: Path, problem: Problem) -> Invalid<F, P> {
        let errors = Errors::new(F::SCHEMA, vec![crate::error::Record { path, problem }]);
        Invalid(Refused::new(errors, self.body, self.shown), PhantomData)
    }
}

impl<F: Form, P> fmt::Debug for Bound<F, P> {
    /// Shows the errors, and nothing that was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound")
            .field("form", &F::SCHEMA.name)
            .field("errors", self.errors())
            .finish_non_exhaustive()
    }
}

impl<F: Form, P> fmt::Debug for Invalid<F, P> {
    /// Shows the errors, and nothing that was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invalid")
            .field("form", &F::SCHEMA.name)
            .field("errors", self.errors())
            .finish_non_exhaustive()
    }
}

impl<F: Form + fmt::Debug, P> fmt::Debug for Clean<F, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clean").field(&self.values.form).finish()
    }
}

impl<F: Form + fmt::Debug> fmt::Debug for Edit<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Edit").field(&self.values.form).finish()
    }
}

impl<F: Form, P> fmt::Debug for Receipt<F, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt").field("form", &F::SCHEMA.name).finish_non_exhaustive()
    }
}

impl<F: Form, P> fmt::Display for Invalid<F, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.errors().fmt(f)
    }
}

impl<F: Form, P> std::error::Error for Invalid<F, P> {}
