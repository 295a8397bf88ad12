//! The trait [`Form`], and how a body is bound to a form.

#[cfg(feature = "testing")]
mod assertions;
#[cfg(feature = "multipart")]
mod blocking;
mod bound;
mod changed;
mod cross_field;
#[cfg(feature = "encode")]
pub(crate) mod encode;
mod field_ref;
mod form_field;
mod nested;
mod newtype;
#[cfg(feature = "multipart")]
mod receiver;
mod report;
mod rows;
mod single_field;
mod string_map;
mod unbound;
mod variants;

pub use bound::{Bound, Clean, Create, CreateWith, Creates, Edit, Invalid, Receipt, Update, Updates};
#[doc(hidden)]
pub use changed::Visit;
pub use changed::{Changed, VisitField, VisitFields};
pub use cross_field::Presence;
pub(crate) use cross_field::is_given;
#[cfg(feature = "encode")]
pub use encode::EncodeError;
#[doc(hidden)]
pub use field_ref::field_at;
pub use field_ref::{FieldRef, HasFields};
#[doc(hidden)]
pub use form_field::{FormField, NestedFormField};
pub(crate) use nested::Filling;
#[doc(hidden)]
pub use nested::{NestedField, apply_nested, clean_nested, fill_flattened, fill_nested, show_nested};
pub use newtype::InvalidValue;
#[doc(hidden)]
pub use newtype::{CONVERSION, convert};
#[cfg(feature = "multipart")]
pub use receiver::Receiver;
pub use report::Report;
pub use rows::{InsertedRow, RowChanges, UpdatedRow};
pub use single_field::StandaloneField;
#[doc(hidden)]
pub use string_map::{Keyed, MapField, MapKeys, fields_of_keys, map_row};
pub use unbound::Unbound;
#[doc(hidden)]
pub use variants::{fill_variant, has_blank_tag, read_tag, skip_variant, variant_row};

use crate::{
    BindContext, Body, Limits,
    bind::{Asked, Mode, Offered, RowNotes, json, urlencoded},
    body::Format,
    error::{
        Collector, Fault, Unreadable,
        path::{FORM, Path},
    },
    field::{Changes, FieldInput, Shown, changed_rows},
    schema::FormSchema,
};
#[cfg(feature = "csrf")]
use crate::{body::Carrier, error::CsrfFault};
use std::{fmt, marker::PhantomData};

/// A declared form. Implemented by `#[derive(Form)]`.
///
/// The derive writes a table of fields ([`SCHEMA`](Self::SCHEMA)) and functions that match on an index into it. A key
/// that is not in the table is refused, so no other field of the struct can be set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a form",
    label = "no body can be bound to it",
    note = "`#[derive(forms::Form)]` makes forms: the struct itself with `#[form(fields = all)]`, or projections of it with `#[form(name = .., fields = [..])]`"
)]
pub trait Form: Sized + 'static {
    /// The type that the form creates and updates: the struct that it is a projection of, or the form itself.
    type Model: 'static;
    /// The form while it is validated: every field is an `Option`.
    type Draft: Default;
    /// References to the present values of the fields, for an update.
    type Present<'m>: Copy + From<&'m Self::Model>;
    /// The context that it is bound with: `()`, or the type in `#[form(context = ..)]`.
    type Context: Send + Sync + 'static;
    /// The fields of the form and their rules.
    const SCHEMA: &'static FormSchema;

    /// Reads field `i` into the draft.
    #[doc(hidden)]
    fn field(draft: &mut Self::Draft, i: usize, input: FieldInput<'_, '_, Self::Present<'_>>);
    #[doc(hidden)]
    fn check(draft: &Self::Draft, report: &mut Report<'_, Self>) {
        let _ = (draft, report);
    }
    #[doc(hidden)]
    fn finish(draft: Self::Draft) -> Option<Self>;
    /// Writes the values into the model.
    #[doc(hidden)]
    fn apply(self, model: &mut Self::Model, changes: &mut Changes<'_>);
    /// Writes the values into a value of the form itself, for a form that is nested in another one.
    #[doc(hidden)]
    fn merge(self, target: &mut Self, changes: &mut Changes<'_>);
    #[doc(hidden)]
    fn show(present: &Self::Present<'_>, shown: &mut Shown);
    #[doc(hidden)]
    fn show_defaults(shown: &mut Shown) {
        let _ = shown;
    }

    /// Binds a body to a new value. Always returns a form: an invalid one has the errors and an HTTP status.
    fn bind(body: &Body) -> Bound<Self, Create>
    where
        Self::Context: NoContext,
    {
        Self::bind_with(Self::Context::NOTHING, body)
    }
    /// Binds a body that replaces a present value (`PUT`). The result can be applied to a model.
    fn bind_update(present: &Self::Model, body: &Body) -> Bound<Self, Update>
    where
        Self::Context: NoContext,
    {
        Self::bind_update_with(Self::Context::NOTHING, present, body)
    }
    /// Binds a body that changes some fields of a present value (`PATCH`). Absent fields keep their values.
    fn bind_partial(present: &Self::Model, body: &Body) -> Bound<Self, Update>
    where
        Self::Context: NoContext,
    {
        Self::bind_partial_with(Self::Context::NOTHING, present, body)
    }
    /// Binds a body as [`bind`](Self::bind) does, with a context for rules and checks, such as the user or the time.
    fn bind_with(context: &Self::Context, body: &Body) -> Bound<Self, Create> {
        Binder::new(context).bind(body)
    }
    /// Binds a body as [`bind_update`](Self::bind_update) does, with a context.
    fn bind_update_with(context: &Self::Context, present: &Self::Model, body: &Body) -> Bound<Self, Update> {
        Binder::new(context).bind_update(present, body)
    }
    /// Binds a body as [`bind_partial`](Self::bind_partial) does, with a context.
    fn bind_partial_with(context: &Self::Context, present: &Self::Model, body: &Body) -> Bound<Self, Update> {
        Binder::new(context).bind_partial(present, body)
    }
    /// Returns the empty form, to be filled in.
    fn blank() -> Unbound<Self>
    where
        Self::Context: NoContext,
    {
        Self::blank_with(Self::Context::NOTHING)
    }
    /// Returns the form with the values of a model, to be edited. Fields that an update may not change are shown
    /// disabled.
    fn filled(model: &Self::Model) -> Unbound<Self>
    where
        Self::Context: NoContext,
    {
        Self::filled_with(Self::Context::NOTHING, model)
    }
    /// Returns the empty form as [`blank`](Self::blank) does, with a context for the choices.
    fn blank_with(context: &Self::Context) -> Unbound<Self> {
        Unbound::blank(offered::<Self>(Offered::NONE, context))
    }
    /// Returns the form with the values of a model as [`filled`](Self::filled) does, with a context for the choices.
    fn filled_with(context: &Self::Context, model: &Self::Model) -> Unbound<Self> {
        Unbound::filled(model, offered::<Self>(Offered::NONE, context))
    }
    /// Returns an urlencoded body that binds to this value, for a client or a test. Requires the feature `encode`.
    ///
    /// It has every field that the form binds, secrets included: keep it out of logs. Read-only fields and a CSRF token
    /// are not part of it. Names are as a page sends them: `address.city`, `tags[]`, `phones[0].number`. An empty field
    /// is sent blank, so that no default takes its place.
    ///
    /// ```
    /// use forms::{Body, Form, Password};
    ///
    /// #[derive(Form)]
    /// #[form(name = NewUser, fields = [name, tags, password])]
    /// struct User {
    ///     #[form(max_length = 40)]
    ///     name: String,
    ///     tags: Vec<String>,
    ///     password: Password,
    ///     is_admin: bool,
    /// }
    ///
    /// let password = Password::new("neither rhyme nor reason");
    /// let user = NewUser { name: "Ada".into(), tags: vec!["a b".into(), "c".into()], password };
    /// let body = NewUser::encode(&user)?;
    /// assert_eq!(body, "name=Ada&tags%5B%5D=a+b&tags%5B%5D=c&password=neither+rhyme+nor+reason");
    /// assert!(NewUser::bind(&Body::form(body)).is_valid());
    /// # Ok::<(), forms::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if no form body can express the value, or if a field has no text: see [`EncodeError`].
    #[cfg(feature = "encode")]
    fn encode(value: &Self) -> Result<String, EncodeError>
    where
        for<'m> Self::Present<'m>: From<&'m Self>,
    {
        encode::urlencoded(value)
    }
    /// Returns a JSON body that binds to this value, as [`encode`](Self::encode) does. It can express every value.
    /// Requires the feature `encode`.
    ///
    /// ```
    /// use forms::Form;
    ///
    /// #[derive(Form)]
    /// #[form(fields = all)]
    /// struct Note {
    ///     title: String,
    ///     tags: Option<Vec<u8>>,
    /// }
    ///
    /// let note = Note { title: "Tea".into(), tags: Some(Vec::new()) };
    /// assert_eq!(Note::encode_json(&note)?, r#"{"title":"Tea","tags":[]}"#);
    /// // `tags=` would be `None`
    /// assert!(Note::encode(&note).is_err());
    /// # Ok::<(), forms::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a field has no text: see [`EncodeError`].
    #[cfg(feature = "encode")]
    fn encode_json(value: &Self) -> Result<String, EncodeError>
    where
        for<'m> Self::Present<'m>: From<&'m Self>,
    {
        encode::json(value)
    }
    /// Returns a binder, to bind with other limits: `Upload::binder().limits(limits).bind(&body)`.
    fn binder<'c>() -> Binder<'c, Self>
    where
        Self::Context: NoContext,
    {
        Binder::new(Self::Context::NOTHING)
    }
}

/// The context `()`, of forms that declare none.
#[diagnostic::on_unimplemented(
    message = "this form is bound with a context of type `{Self}`",
    label = "pass it: `bind_with(&context, ..)`, `blank_with(&context)`, `bind_update_with`, `filled_with`, `bind_partial_with`, `check_async_with`"
)]
pub trait NoContext: Sized + 'static {
    #[doc(hidden)]
    const NOTHING: &'static Self;
}

impl NoContext for () {
    const NOTHING: &'static Self = &();
}

/// Binds a body, with a context and with limits.
pub struct Binder<'c, F: Form> {
    context: &'c F::Context,
    limits: Limits,
    /// whether they differ from the form's limits
    has_own_limits: bool,
    of: PhantomData<fn() -> F>,
}

impl<'c, F: Form> Binder<'c, F> {
    /// Returns a binder with a context and with the form's limits.
    pub fn new(context: &'c F::Context) -> Self {
        Binder { context, limits: F::SCHEMA.limits, has_own_limits: false, of: PhantomData }
    }
    /// Replaces the limits.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.has_own_limits = limits != F::SCHEMA.limits;
        self
    }
    fn own_limits(&self) -> Option<&Limits> {
        self.has_own_limits.then_some(&self.limits)
    }
    /// Binds a body to a new value: see [`Form::bind`].
    pub fn bind(self, body: &Body) -> Bound<F, Create> {
        self.read(
            None,
            Mode::Create,
            body,
            |_, _, offered| Shown::only(offered, self.own_limits()),
            |value, body, _, shown| Bound::valid(value, body, (Vec::new(), RowNotes::NONE), shown),
            |errors, body, shown| Bound::invalid(errors.finish(F::SCHEMA), body, shown),
        )
    }
    /// Binds a body that replaces a present value: see [`Form::bind_update`].
    pub fn bind_update(self, present: &F::Model, body: &Body) -> Bound<F, Update> {
        self.update(present, Mode::Update, body)
    }
    /// Binds a body that changes some fields of a present value: see [`Form::bind_partial`].
    pub fn bind_partial(self, present: &F::Model, body: &Body) -> Bound<F, Update> {
        self.update(present, Mode::Partial, body)
    }
    fn update(self, present: &F::Model, mode: Mode, body: &Body) -> Bound<F, Update> {
        let present = F::Present::from(present);
        self.read(
            Some(present),
            mode,
            body,
            |is_valid, keeps_choice, offered| {
                // the page may need present values for fields that the body leaves out or that cannot be set, also if
                // an error is added later, when the present value is no longer available
                let is_partial = mode == Mode::Partial;
                if is_valid && !is_partial && !keeps_choice && !F::SCHEMA.has_locked() {
                    return Shown::only(offered, self.own_limits());
                }
                let shown = Shown::of::<F>(&present).of_partial(is_partial);
                Some(Box::new(shown.offering(offered, self.own_limits())))
            },
            Bound::valid,
            |errors, body, shown| Bound::invalid(errors.finish(F::SCHEMA), body, shown),
        )
    }
    /// Reads the body, and calls `valid` with the value and the paths that changed, or `invalid` with the errors. It
    /// takes callbacks because returning the value would move it once more, which costs more than reading a short
    /// body. `show` returns what a page shows besides the submission; its arguments are whether the body is valid,
    /// whether it left a choice unchanged, and the choices.
    #[inline(always)]
    fn read<R>(
        &self,
        present: Option<F::Present<'_>>,
        mode: Mode,
        body: &Body,
        show: impl Fn(bool, bool, Offered) -> Option<Box<Shown>>,
        valid: impl FnOnce(F, Body, (Vec<Path>, RowNotes), Option<Box<Shown>>) -> R,
        invalid: impl FnOnce(&mut Collector, Body, Option<Box<Shown>>) -> R,
    ) -> R {
        let asked = Asked { mode, spec: F::SCHEMA, limits: &self.limits, context: self.context };
        let (text, format) = match content(body, F::SCHEMA, &self.limits) {
            Ok(content) => content,
            Err(why) => {
                if F::SCHEMA.may_hold_secret() {
                    body.wipe_on_drop();
                }
                let offered = offered::<F>(Offered::NONE, self.context);
                return invalid(&mut Collector::unreadable(why), body.clone(), show(false, false, offered));
            }
        };
        #[cfg(feature = "csrf")]
        if let Some(form) = F::SCHEMA.csrf
            && let Err(fault) = check_sender(form, text, format, body)
        {
            if F::SCHEMA.may_hold_secret() {
                body.wipe_on_drop();
            }
            let mut errors = Collector::unreadable(Unreadable::Csrf(fault));
            let offered = offered::<F>(Offered::NONE, self.context);
            return invalid(&mut errors, body.clone(), show(false, false, offered));
        }
        let mut filling = Filling::<F> { draft: F::Draft::default(), present };
        let find_longest_list = move || present.map_or(0, |present| Shown::of::<F>(&present).longest_list());
        let mut cx = BindContext::new(text, format, asked, body.is_query());
        #[cfg(feature = "multipart")]
        {
            cx = cx.with_parts(body.parts());
        }
        cx.find_longest_list = Some(&find_longest_list);
        fill(text, format, &mut filling, &mut cx);
        if F::SCHEMA.secret || cx.secret {
            body.wipe_on_drop();
        }
        // before the value is made, so that the compiler can build the value in its final place
        let (kept, is_valid) = (body.clone(), cx.errors.is_empty());
        let mut shown = show(is_valid, cx.keeps_choice, offered::<F>(cx.offered, self.context));
        shown = Shown::with_origins(shown, cx.origins);
        // if no page offered the button, its key stays an unknown key
        if cx.asks_for_rows
            && !cx.errors.is_fatal()
            && let Some(errors) = is_row_request(body, F::SCHEMA, &self.limits, shown.as_deref())
        {
            cx.errors = errors;
        }
        if is_valid {
            if let Some(value) = F::finish(filling.draft) {
                return valid(value, kept, (cx.changed, cx.row_notes), shown);
            }
            // a custom type returned no value and reported no error
            let found = shown.and_then(|mut shown| shown.take_origins());
            shown = show(false, false, offered::<F>(Offered::NONE, self.context));
            shown = Shown::with_origins(shown, found);
        }
        // a key that no field has read may hold a secret
        if F::SCHEMA.may_hold_secret() {
            body.wipe_on_drop();
        }
        if let Some(errors) = cx.errors.read_again() {
            cx.errors = Self::read_again(present, asked, body, errors);
        }
        cx.errors.or_invalid();
        invalid(&mut cx.errors, kept, shown)
    }
    /// Reads the body once more, to report the fields that appear twice.
    #[cold]
    #[inline(never)]
    fn read_again(
        present: Option<F::Present<'_>>,
        asked: Asked<'_>,
        body: &Body,
        errors: Collector,
    ) -> Collector {
        let Ok((text, format)) = body.content() else { return errors };
        let mut filling = Filling::<F> { draft: F::Draft::default(), present };
        let mut cx = BindContext::new(text, format, asked, body.is_query());
        #[cfg(feature = "multipart")]
        {
            cx = cx.with_parts(body.parts());
        }
        cx.errors = errors;
        fill(text, format, &mut filling, &mut cx);
        cx.errors
    }
}

/// Returns the only error of a form that was sent by a row button. Returns `None` if no page offered that button.
#[cold]
#[inline(never)]
fn is_row_request(
    body: &Body,
    spec: &'static FormSchema,
    limits: &Limits,
    shown: Option<&Shown>,
) -> Option<Collector> {
    changed_rows(body, spec, limits, shown)?;
    let mut errors = Collector::new();
    errors.problem_at(Path::ROOT.then(FORM), Fault::RowsChanged);
    Some(errors)
}

/// Returns the choices of all fields. Adds those that binding did not need, because a page shows them all.
#[inline(always)]
fn offered<F: Form>(so_far: Offered, context: &F::Context) -> Offered {
    if F::SCHEMA.asks_context() { so_far.completed(F::SCHEMA, context) } else { so_far }
}

/// Reads the whole body into the form, then runs the form's checks.
#[inline(always)]
fn fill<'b, F: Form>(text: &'b str, format: Format, filling: &mut Filling<'_, F>, cx: &mut BindContext<'b>) {
    let read = match format {
        Format::Form => urlencoded::document(text, F::SCHEMA, filling, cx),
        Format::Json => json::document(F::SCHEMA, filling, cx),
    };
    if read {
        F::check(&filling.draft, &mut Report::new(cx));
    }
}

/// Checks the sender of a body for a form marked `csrf`, before any field is read.
#[cfg(feature = "csrf")]
#[inline(never)]
fn check_sender(form: &str, text: &str, format: Format, body: &Body) -> Result<(), CsrfFault> {
    let carrier = match format {
        _ if body.is_query() => Carrier::Query,
        Format::Form => Carrier::Form(text),
        Format::Json => Carrier::Json,
    };
    body.sender_check().ok_or(CsrfFault::Unchecked)?.judge(form, carrier)
}

/// Returns the text of a body, if it is within the limits and has a content type that the form accepts.
#[inline]
fn content<'b>(body: &'b Body, spec: &FormSchema, limits: &Limits) -> Result<(&'b str, Format), Unreadable> {
    match body.content_within(limits) {
        Ok((_, Format::Form)) | Err(Unreadable::MediaType) if spec.json_only => Err(Unreadable::NotJson),
        content => content,
    }
}

impl<F: Form> fmt::Debug for Binder<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binder")
            .field("form", &F::SCHEMA.name)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
