//! A form that a body was bound to, and what becomes of it.

use crate::{
    Body, FieldRef, Form, Problem, Report,
    error::{
        Collector, Errors,
        path::{FORM, Path},
    },
    form::NoContext,
    model::{Changed, Changes},
    shown::Shown,
};
use std::{fmt, marker::PhantomData, ops::Deref};

/// The purpose of a form that was bound with [`Form::bind`]: there is nothing yet.
#[derive(Debug, Clone, Copy)]
pub enum Create {}
/// The purpose of a form that was bound with [`Form::bind_update`] or [`Form::bind_partial`]: its result is applied.
#[derive(Debug, Clone, Copy)]
pub enum Update {}

/// A form that a body was bound to: valid, with typed values, or not, with errors. Django's bound form.
///
/// It has no lifetime: it keeps a handle of the body, and finds what was submitted when it is shown again.
pub struct Bound<F: Form, P = Create>(Result<Clean<F, P>, Invalid<F, P>>);

/// A form that is not valid: its errors, and what was submitted, ready to be shown again.
///
/// It is a few words whatever the form, so that it travels well in a `Result`.
pub struct Invalid<F: Form, P = Create>(Refused, PhantomData<fn() -> (F, P)>);

pub(crate) struct Refused {
    pub(crate) errors: Errors,
    pub(crate) body: Body,
    pub(crate) shown: Option<Box<Shown>>,
}

/// The values of a form that is valid. Only binding makes one; it reads as the form.
pub struct Clean<F: Form, P = Create> {
    values: Values<F>,
    kept: Receipt<F, P>,
}

/// The values of a valid form, and what an update changes. Apart from [`Clean`], so that the compiler does not suggest a
/// private field where a `Clean` is taken for the form.
struct Values<F> {
    form: F,
    changed: Vec<Path>,
}

/// What is left of a submission when its values are gone: for what the database says. Whoever has it can
/// [`reject`](Self::reject), and has the form again as it was submitted.
pub struct Receipt<F: Form, P = Create> {
    body: Body,
    shown: Option<Box<Shown>>,
    of: PhantomData<fn() -> (F, P)>,
}

/// The values of a valid update, to be applied once; it reads as the form.
pub struct Edit<F: Form> {
    values: Values<F>,
}

impl<F: Form, P> Bound<F, P> {
    #[inline(always)]
    pub(crate) fn valid(value: F, body: Body, changed: Vec<Path>, shown: Option<Box<Shown>>) -> Self {
        let values = Values { form: value, changed };
        Bound(Ok(Clean { values, kept: Receipt { body, shown, of: PhantomData } }))
    }
    #[cold]
    pub(crate) fn invalid(errors: Errors, body: Body, shown: Option<Box<Shown>>) -> Self {
        Bound(Err(Invalid(Refused { errors, body, shown }, PhantomData)))
    }
    /// Whether nothing is wrong. Django's `is_valid()`.
    #[inline]
    pub fn is_valid(&self) -> bool {
        self.0.is_ok()
    }
    /// What is wrong; empty for a valid form.
    pub fn errors(&self) -> &Errors {
        match &self.0 {
            Ok(_) => nothing::<F>(),
            Err(invalid) => invalid.errors(),
        }
    }
    /// Returns the HTTP status: 200 for a valid form, else what [`Errors::status`] says. With the feature `axum`,
    /// `status_code` returns it as axum's `StatusCode`.
    pub fn status(&self) -> u16 {
        self.errors().status()
    }
    /// Whether it was sent by a button that adds, removes or moves a row of its page: nothing is wrong, and nothing is to be
    /// done but to show the page again, which then has the other rows. Such a form is not valid.
    pub fn is_row_request(&self) -> bool {
        self.errors().ask_for_rows()
    }
    /// The typed values, or the form again with its errors.
    #[inline]
    pub fn into_result(self) -> Result<Clean<F, P>, Invalid<F, P>> {
        self.0
    }
    /// The typed values of a valid form. Django's `cleaned_data`.
    pub fn cleaned(&self) -> Option<&F> {
        self.0.as_ref().ok().map(|clean| &clean.values.form)
    }
    /// Reports a problem with that field; an item of a list is counted as in the cleaned value. The form is not valid from then on. Django's `add_error`. Beside a refusal of the
    /// body as a whole, or a button for other rows, which stand alone, it is not noted.
    pub fn add_error<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        let path = place(field, self.kept().2);
        self.reject_at(path, problem);
    }
    /// Something is wrong with the form as a whole.
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
    /// What was submitted under that key (`phones[0].number`), as text, ready to be shown again; never a secret.
    pub fn submitted(&self, path: &str) -> Option<String> {
        let body = match &self.0 {
            Ok(clean) => &clean.kept.body,
            Err(invalid) => &invalid.0.body,
        };
        submitted::<F>(body, path)
    }
    /// The names of the fields whose values differ from the present ones, in the order of the declaration: of a valid
    /// update. Django's `changed_data`.
    pub fn changed(&self) -> Vec<&'static str> {
        let Ok(clean) = &self.0 else { return Vec::new() };
        let mut fields: Vec<u16> = clean.values.changed.iter().map(|path| path.get(0)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.into_iter().map(|i| F::SCHEMA.fields[usize::from(i)].name.as_str()).collect()
    }
    /// Asks what only the database or another service knows: runs on an otherwise valid form alone.
    pub async fn check_async(self, check: impl AsyncFnOnce(&F, &mut Report<'_, F>)) -> Self
    where
        F::Context: NoContext,
    {
        self.check_async_with(F::Context::NOTHING, check).await
    }
    /// [`check_async`](Self::check_async), with a context.
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
            Ok(clean) => (nothing::<F>(), &clean.kept.body, clean.kept.shown.as_deref()),
            Err(invalid) => invalid.kept(),
        }
    }
}

/// The errors of a form that has none.
fn nothing<F: Form>() -> &'static Errors {
    const { &Errors::new(F::SCHEMA, Vec::new()) }
}

/// The place on the page of a field of the cleaned value.
fn place<F, T: ?Sized>(field: FieldRef<F, T>, shown: Option<&Shown>) -> Path {
    match shown.and_then(Shown::origins) {
        _ if field.path.len() == 0 => Path::ROOT.then(FORM),
        Some(origins) => origins.on_page(Path::ROOT, field.path),
        None => field.path,
    }
}

fn submitted<F: Form>(body: &Body, path: &str) -> Option<String> {
    let name = path.split(['.', '[']);
    // a secret is never given back, wherever it stands
    let (mut spec, mut last) = (Some(F::SCHEMA), None);
    for name in name.filter(|step| !step.ends_with(']') && !step.is_empty()) {
        let field = spec?.field(name)?;
        if field.is_hidden() {
            return None;
        }
        last = Some(field);
        spec = field.kind.form();
    }
    // a text in the place of a form may be what was meant for a secret within
    if last.is_some_and(|field| field.kind.form().is_some()) {
        return None;
    }
    body.find(path)
}

impl<F: Form, P> Invalid<F, P> {
    /// What is wrong.
    pub fn errors(&self) -> &Errors {
        &self.0.errors
    }
    /// Returns the HTTP status: [`Errors::status`]. With the feature `axum`, `status_code` returns it as axum's `StatusCode`.
    pub fn status(&self) -> u16 {
        self.0.errors.status()
    }
    /// [`Bound::is_row_request`].
    pub fn is_row_request(&self) -> bool {
        self.0.errors.ask_for_rows()
    }
    /// Something else is wrong with that field.
    pub fn add_error<T: ?Sized>(&mut self, field: FieldRef<F, T>, problem: Problem) {
        let path = place(field, self.0.shown.as_deref());
        self.0.errors.push(path, problem);
    }
    /// Something else is wrong with the form as a whole.
    pub fn add_form_error(&mut self, problem: Problem) {
        self.0.errors.push(Path::ROOT.then(FORM), problem);
    }
    /// What was submitted under that key, as text; never a secret.
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
    /// The values.
    #[inline]
    pub fn into_inner(self) -> F {
        self.values.form
    }
    /// The values, and a receipt of the submission for what the database says.
    #[inline]
    pub fn into_parts(self) -> (F, Receipt<F, Create>) {
        (self.values.form, self.kept)
    }
}

impl<F: Form> Clean<F, Update> {
    /// The values, and a receipt of the submission for what the database says.
    pub fn into_parts(self) -> (Edit<F>, Receipt<F, Update>) {
        (Edit { values: self.values }, self.kept)
    }
}

impl<F: Form, P> Clean<F, P> {
    /// The new model: of what the form binds, and the rest that only the application knows. The derive writes the rest's
    /// struct (`NewUserRest`), so that a field left out does not compile.
    pub fn create<R>(self, rest: R) -> F::Model
    where
        P: Creates,
        F: CreateWith<R>,
    {
        self.values.form.create_with(rest)
    }
    /// Writes into the model what the body submitted and changed, and nothing else: never an immutable or a read-only
    /// field, never a field that it left out. Returns the fields that have another value than before, and the conflicts:
    /// nested forms that came or went since the form was bound, which are not written.
    pub fn apply_to(self, model: &mut F::Model) -> Changed<F>
    where
        P: Updates,
    {
        Edit { values: self.values }.apply_to(model)
    }
}

/// The purpose of a form whose values make a new model: [`Create`].
#[diagnostic::on_unimplemented(
    message = "what comes of an update is applied to the model, not created",
    label = "use `apply_to(&mut model)`, or bind with `bind`"
)]
pub trait Creates {}
impl Creates for Create {}

/// The purpose of a form whose values change a model that is there: [`Update`].
#[diagnostic::on_unimplemented(
    message = "what comes of `bind` is created, not applied to a model",
    label = "use `create` or `into_inner`, or bind with `bind_update` or `bind_partial`"
)]
pub trait Updates {}
impl Updates for Update {}

/// Forms of which a new model is made with a rest of type `R`: the derive implements it for projections.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not create its model with a rest of type `{R}`",
    label = "give the struct that the derive has written: the form's name with `Rest` behind it"
)]
pub trait CreateWith<R>: Form {
    /// The new model.
    fn create_with(self, rest: R) -> Self::Model;
}

impl<F: Form> Edit<F> {
    /// [`Clean::apply_to`].
    pub fn apply_to(self, model: &mut F::Model) -> Changed<F> {
        let mut changes = Changes::new(&self.values.changed);
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
    /// Returns the form as it was submitted, with that problem at that field. An item of a list is counted as in the cleaned
    /// value; the error is shown at the row of the page that it came from.
    pub fn reject<T: ?Sized>(self, field: FieldRef<F, T>, problem: Problem) -> Invalid<F, P> {
        let path = place(field, self.shown.as_deref());
        self.reject_at(path, problem)
    }
    /// The form again as it was submitted, with that problem of the form as a whole.
    pub fn reject_form(self, problem: Problem) -> Invalid<F, P> {
        self.reject_at(Path::ROOT.then(FORM), problem)
    }
    fn reject_at(self, path: Path, problem: Problem) -> Invalid<F, P> {
        let errors = Errors::new(F::SCHEMA, vec![crate::error::Record { path, problem }]);
        Invalid(Refused { errors, body: self.body, shown: self.shown }, PhantomData)
    }
}

impl<F: Form, P> fmt::Debug for Bound<F, P> {
    /// The errors; nothing of what was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound")
            .field("form", &F::SCHEMA.name)
            .field("errors", self.errors())
            .finish_non_exhaustive()
    }
}

impl<F: Form, P> fmt::Debug for Invalid<F, P> {
    /// The errors; nothing of what was submitted.
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
