//! A field by itself, outside any declared form. Django's `field.clean(value)`.

use crate::{
    BindContext, Body, Errors, Limits, RawValue,
    body::{Format, json, urlencoded},
    cleaner::{Asked, Mode, Target},
    error::Collector,
    field::{At, FieldType},
    spec::{Field, FormSchema, UnknownKeys},
};
use std::{any::Any, fmt, marker::PhantomData};

/// A field by itself: what a field known only when the program runs is cleaned with, and a type or a rule of one's own
/// is tried with. Django's `field.clean(value)`.
///
/// ```
/// use forms::{Body, spec::{Field, Number}};
///
/// let age = Field::<u8>::new("age").min(Number::Integer(13)).standalone();
/// assert_eq!(age.clean(&Body::form("age=36"))?, 36);
///
/// let errors = age.clean(&Body::json(r#"{"age": 7}"#)).unwrap_err();
/// assert!(errors.has_error("age", "min_value"));
/// # Ok::<(), forms::Errors>(())
/// ```
///
/// It is a form of one field: the body has the field's name as its key, a body without it is one where the field is
/// absent, and other keys are refused, unless one asks to [`ignore`](Self::ignore_unknown) them.
pub struct StandaloneField<T> {
    spec: &'static FormSchema,
    of: PhantomData<fn() -> T>,
}

impl<T: FieldType> Field<T> {
    /// This field by itself. Its description is kept for as long as the program runs: make it once, not for each value.
    #[must_use]
    pub fn standalone(self) -> StandaloneField<T> {
        let fields = Box::leak(Box::new([self.build()]));
        let spec = Box::leak(Box::new(FormSchema::new("StandaloneField", fields)));
        StandaloneField { spec, of: PhantomData }
    }
}

impl<T: FieldType> StandaloneField<T> {
    /// The clean value of a body, or everything that is wrong with it.
    pub fn clean(self, body: &Body) -> Result<T, Errors> {
        self.clean_with(&(), body)
    }
    /// [`clean`](Self::clean), with the context that its rules ask.
    pub fn clean_with<C: Any + Send + Sync>(self, context: &C, body: &Body) -> Result<T, Errors> {
        Ok(self.read(context, None, body)?.0)
    }
    /// The clean value of a body that is to replace the present one, and whether it is another. Django's
    /// `has_changed`.
    pub fn clean_over(self, present: &T, body: &Body) -> Result<(T, bool), Errors> {
        self.read(&(), Some(present), body)
    }
    /// This field, with other keys of a body passed over instead of refused.
    #[must_use]
    pub fn ignore_unknown(self) -> Self {
        self.with(self.spec.limits, UnknownKeys::Ignore)
    }
    /// This field, with other bounds of what is read.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        self.with(limits, self.spec.unknown_keys)
    }
    fn with(self, limits: Limits, unknown_keys: UnknownKeys) -> Self {
        let mut spec = FormSchema::new(self.spec.name, self.spec.fields).limits(limits);
        spec.unknown_keys = unknown_keys;
        StandaloneField { spec: Box::leak(Box::new(spec)), of: PhantomData }
    }
    /// What the field is.
    pub fn schema(self) -> &'static crate::FieldSchema {
        &self.spec.fields[0]
    }
    fn read(
        self,
        context: &(dyn Any + Send + Sync),
        present: Option<&T>,
        body: &Body,
    ) -> Result<(T, bool), Errors> {
        let limits = &self.spec.limits;
        let (text, format) =
            body.content_within(limits).map_err(|why| Collector::unreadable(why).finish(self.spec))?;
        let mode = if present.is_some() { Mode::Update } else { Mode::Create };
        let asked = Asked { mode, spec: self.spec, limits, context };
        let mut filling = One { value: None, present, spec: self.spec };
        let mut cx = BindContext::new(text, format, asked, body.is_query());
        match format {
            Format::Form => urlencoded::document(text, self.spec, &mut filling, &mut cx),
            Format::Json => json::document(self.spec, &mut filling, &mut cx),
        };
        if self.spec.may_hold_secret() {
            body.wipe_on_drop();
        }
        match filling.value {
            Some(value) if cx.errors.is_empty() => Ok((value, !cx.changed.is_empty())),
            _ => {
                cx.errors.or_invalid();
                Err(cx.errors.finish(self.spec))
            }
        }
    }
}

/// The form of one field, while it is filled.
struct One<'m, T> {
    value: Option<T>,
    present: Option<&'m T>,
    spec: &'static FormSchema,
}

impl<T: FieldType> Target for One<'_, T> {
    fn field<'b>(&mut self, _: usize, raw: &RawValue<'b>, cx: &mut BindContext<'b>) {
        At { raw, field: &self.spec.fields[0], cx }.read(&mut self.value, self.present);
    }
}

impl<T> Clone for StandaloneField<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StandaloneField<T> {}

impl<T> fmt::Debug for StandaloneField<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StandaloneField").field(&self.spec.fields[0]).finish()
    }
}
