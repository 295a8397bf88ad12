//! What a form is to the compiler, and how a body is bound to it.

use crate::{
    BindContext, Body, Bound, Limits, RawValue,
    body::{Format, json, urlencoded},
    bound::Create,
    bound::Update,
    cleaner::{Asked, Mode},
    error::{
        Collector, Fault, Unreadable,
        path::{FORM, Path},
    },
    field::Filling,
    html::{self, Unbound},
    model::Changes,
    offered::Offered,
    report::Report,
    shown::Shown,
    spec::FormSchema,
};
#[cfg(feature = "csrf")]
use crate::{csrf::Carrier, error::CsrfFault};
use std::{fmt, marker::PhantomData};

/// A declared form: `#[derive(Form)]` implements it.
///
/// The derive writes a table ([`SCHEMA`](Self::SCHEMA)) and three matches over it. No other field can be reached: what no
/// arm matches is an unknown key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a form",
    label = "no body can be bound to it",
    note = "`#[derive(forms::Form)]` makes forms: the struct itself with `#[form(fields = all)]`, or projections of it with `#[form(name = .., fields = [..])]`"
)]
pub trait Form: Sized + 'static {
    /// What the form creates and updates: the struct it is a projection of, or itself.
    type Model: 'static;
    /// The form while it is checked: every field an `Option`.
    type Draft: Default;
    /// The present values of an update, by reference.
    type Present<'m>: Copy + From<&'m Self::Model>;
    /// What it is bound with: `()`, or what `#[form(context = ..)]` says.
    type Context: Send + Sync + 'static;
    /// What the form asks for.
    const SCHEMA: &'static FormSchema;

    #[doc(hidden)]
    fn field<'b>(
        draft: &mut Self::Draft,
        present: Option<&Self::Present<'_>>,
        i: usize,
        raw: &RawValue<'b>,
        cx: &mut BindContext<'b>,
    );
    #[doc(hidden)]
    fn check(draft: &Self::Draft, report: &mut Report<'_, Self>) {
        let _ = (draft, report);
    }
    #[doc(hidden)]
    fn finish(draft: Self::Draft) -> Option<Self>;
    /// Onto the model.
    #[doc(hidden)]
    fn apply(self, model: &mut Self::Model, changes: &mut Changes<'_>);
    /// Onto another value of the form itself, where it stands within another form.
    #[doc(hidden)]
    fn merge(self, target: &mut Self, changes: &mut Changes<'_>);
    #[doc(hidden)]
    fn show(present: &Self::Present<'_>, shown: &mut Shown);
    #[doc(hidden)]
    fn show_defaults(shown: &mut Shown) {
        let _ = shown;
    }

    /// Binds a body to a new value. Never fails: problems are in the form, with a status.
    fn bind(body: &Body) -> Bound<Self, Create>
    where
        Self::Context: NoContext,
    {
        Self::bind_with(Self::Context::NOTHING, body)
    }
    /// Binds a body to a present value that it replaces: a whole update. What comes out can be applied.
    fn bind_update(present: &Self::Model, body: &Body) -> Bound<Self, Update>
    where
        Self::Context: NoContext,
    {
        Self::bind_update_with(Self::Context::NOTHING, present, body)
    }
    /// Binds a body to a present value of which it changes some fields: absent ones keep theirs (`PATCH`).
    fn bind_partial(present: &Self::Model, body: &Body) -> Bound<Self, Update>
    where
        Self::Context: NoContext,
    {
        Self::bind_partial_with(Self::Context::NOTHING, present, body)
    }
    /// [`bind`](Self::bind), with a context that rules and checks can ask: who submits, what the time is.
    fn bind_with(context: &Self::Context, body: &Body) -> Bound<Self, Create> {
        Binder::new(context).bind(body)
    }
    /// [`bind_update`](Self::bind_update), with a context.
    fn bind_update_with(context: &Self::Context, present: &Self::Model, body: &Body) -> Bound<Self, Update> {
        Binder::new(context).bind_update(present, body)
    }
    /// [`bind_partial`](Self::bind_partial), with a context.
    fn bind_partial_with(context: &Self::Context, present: &Self::Model, body: &Body) -> Bound<Self, Update> {
        Binder::new(context).bind_partial(present, body)
    }
    /// The form to be filled in, empty.
    fn blank() -> Unbound<Self>
    where
        Self::Context: NoContext,
    {
        Self::blank_with(Self::Context::NOTHING)
    }
    /// The form to be filled in, with the values of a model that it is to update: what an update may not change is shown
    /// and cannot be typed into.
    fn filled(model: &Self::Model) -> Unbound<Self>
    where
        Self::Context: NoContext,
    {
        Self::filled_with(Self::Context::NOTHING, model)
    }
    /// [`blank`](Self::blank), with the context that says what there is to choose from.
    fn blank_with(context: &Self::Context) -> Unbound<Self> {
        Unbound::blank(offered::<Self>(Offered::NONE, context))
    }
    /// [`filled`](Self::filled), with the context that says what there is to choose from.
    fn filled_with(context: &Self::Context, model: &Self::Model) -> Unbound<Self> {
        Unbound::filled(model, offered::<Self>(Offered::NONE, context))
    }
    /// A binding with bounds of its own: `Upload::binder().limits(limits).bind(&body)`.
    fn binder<'c>() -> Binder<'c, Self>
    where
        Self::Context: NoContext,
    {
        Binder::new(Self::Context::NOTHING)
    }
}

/// The context of forms that have none: `()`.
#[diagnostic::on_unimplemented(
    message = "this form is bound with a context of type `{Self}`",
    label = "give it: `bind_with(&context, ..)`, `blank_with(&context)`, `bind_update_with`, `filled_with`, `bind_partial_with`, `check_async_with`"
)]
pub trait NoContext: Sized + 'static {
    #[doc(hidden)]
    const NOTHING: &'static Self;
}

impl NoContext for () {
    const NOTHING: &'static Self = &();
}

/// One binding, with a context and bounds of its own.
pub struct Binder<'c, F: Form> {
    context: &'c F::Context,
    limits: Limits,
    /// whether those are other ones than the form's
    has_own_limits: bool,
    of: PhantomData<fn() -> F>,
}

impl<'c, F: Form> Binder<'c, F> {
    /// A binding with that context, within the form's own bounds.
    pub fn new(context: &'c F::Context) -> Self {
        Binder { context, limits: F::SCHEMA.limits, has_own_limits: false, of: PhantomData }
    }
    /// This binding, within other bounds.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.has_own_limits = limits != F::SCHEMA.limits;
        self
    }
    fn own_limits(&self) -> Option<&Limits> {
        self.has_own_limits.then_some(&self.limits)
    }
    /// [`Form::bind`].
    pub fn bind(self, body: &Body) -> Bound<F, Create> {
        self.read(
            None,
            Mode::Create,
            body,
            |_, _, offered| Shown::only(offered, self.own_limits()),
            |value, body, _, shown| Bound::valid(value, body, Vec::new(), shown),
            |errors, body, shown| Bound::invalid(errors.finish(F::SCHEMA), body, shown),
        )
    }
    /// [`Form::bind_update`].
    pub fn bind_update(self, present: &F::Model, body: &Body) -> Bound<F, Update> {
        self.update(present, Mode::Update, body)
    }
    /// [`Form::bind_partial`].
    pub fn bind_partial(self, present: &F::Model, body: &Body) -> Bound<F, Update> {
        self.update(present, Mode::Partial, body)
    }
    fn update(self, present: &F::Model, mode: Mode, body: &Body) -> Bound<F, Update> {
        let present = F::Present::from(present);
        self.read(
            Some(present),
            mode,
            body,
            |is_right, keeps_choice, offered| {
                // what the body leaves out, and what no one may set, is shown again from the present value, also when
                // something is found wrong later: the present value is not there any more then
                let is_partial = mode == Mode::Partial;
                if is_right && !is_partial && !keeps_choice && !F::SCHEMA.has_locked() {
                    return Shown::only(offered, self.own_limits());
                }
                let shown = Shown::of::<F>(&present).of_partial(is_partial);
                Some(Box::new(shown.offering(offered, self.own_limits())))
            },
            Bound::valid,
            |errors, body, shown| Bound::invalid(errors.finish(F::SCHEMA), body, shown),
        )
    }
    /// What becomes of the value, with the places that changed; or of what is wrong. Neither is returned from here: to move
    /// it twice costs more than to read a short body. `show` says what a page is filled with, of a body that is right or not, and of one that left a choice as it is.
    #[inline(always)]
    fn read<R>(
        &self,
        present: Option<F::Present<'_>>,
        mode: Mode,
        body: &Body,
        show: impl Fn(bool, bool, Offered) -> Option<Box<Shown>>,
        valid: impl FnOnce(F, Body, Vec<Path>, Option<Box<Shown>>) -> R,
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
            && let Err(fault) = judge(form, text, format, body)
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
        cx.find_longest_list = Some(&find_longest_list);
        fill(text, format, &mut filling, &mut cx);
        if F::SCHEMA.secret || cx.secret {
            body.wipe_on_drop();
        }
        // before the value is made: nothing may stand between its parts and where they belong
        let (kept, is_right) = (body.clone(), cx.errors.is_empty());
        let mut shown = show(is_right, cx.keeps_choice, offered::<F>(cx.offered, self.context));
        shown = Shown::with_origins(shown, cx.origins);
        // the button is an unknown key until then
        if cx.asks_for_rows
            && !cx.errors.is_fatal()
            && let Some(errors) = is_row_request(body, F::SCHEMA, &self.limits, shown.as_deref())
        {
            cx.errors = errors;
        }
        if is_right {
            if let Some(value) = F::finish(filling.draft) {
                return valid(value, kept, cx.changed, shown);
            }
            // a type of the declaration's own gave no value, and said nothing
            let found = shown.and_then(|mut shown| shown.take_origins());
            shown = show(false, false, offered::<F>(Offered::NONE, self.context));
            shown = Shown::with_origins(shown, found);
        }
        // a secret may stand where no field has read it
        if F::SCHEMA.may_hold_secret() {
            body.wipe_on_drop();
        }
        if let Some(errors) = cx.errors.read_again() {
            cx.errors = Self::read_again(present, asked, body, errors);
        }
        cx.errors.or_invalid();
        invalid(&mut cx.errors, kept, shown)
    }
    /// Reads once more, knowing which fields come twice.
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
        cx.errors = errors;
        fill(text, format, &mut filling, &mut cx);
        cx.errors
    }
}

/// What a form says that was sent to have other rows: that it was, and nothing else. None: no page offered that.
#[cold]
#[inline(never)]
fn is_row_request(
    body: &Body,
    spec: &'static FormSchema,
    limits: &Limits,
    shown: Option<&Shown>,
) -> Option<Collector> {
    html::changed_rows(body, spec, limits, shown.filter(|shown| shown.is_value()))?;
    let mut errors = Collector::new();
    errors.problem_at(Path::ROOT.then(FORM), Fault::RowsChanged);
    Some(errors)
}

/// What the form offers to choose from, those of its fields that were not asked yet among them: a page shows them all.
#[inline(always)]
fn offered<F: Form>(so_far: Offered, context: &F::Context) -> Offered {
    if F::SCHEMA.asks_context() { so_far.completed(F::SCHEMA, context) } else { so_far }
}

/// Reads all of a body into the form, and has the form checked.
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

/// Whether a form that is marked `csrf` takes a body, before anything of it is read.
#[cfg(feature = "csrf")]
#[inline(never)]
fn judge(form: &str, text: &str, format: Format, body: &Body) -> Result<(), CsrfFault> {
    let carrier = match format {
        _ if body.is_query() => Carrier::Query,
        Format::Form => Carrier::Form(text),
        Format::Json => Carrier::Json,
    };
    body.evidence().ok_or(CsrfFault::Unchecked)?.judge(form, carrier)
}

/// Returns the text of a body that is within the limits and of a type that the form takes.
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
