//! A field outside any declared form. Django's `field.clean(value)`.

use crate::{
    BindContext, Body, Errors, Limits, RawValue,
    bind::{Asked, Mode, Target, json, urlencoded},
    body::Format,
    error::Collector,
    field::{Field, FieldInput, FieldType},
    schema::{FormSchema, UnknownKeys},
};
use std::{any::Any, fmt, marker::PhantomData};

/// A field outside any declared form: for fields that are known only at run time, and to try a custom type or rule.
/// Django's `field.clean(value)`.
///
/// ```
/// use forms::{Body, field::Field, schema::Number};
///
/// let age = Field::<u8>::new("age").min(Number::Integer(13)).standalone();
/// assert_eq!(age.clean(&Body::form("age=36"))?, 36);
///
/// let errors = age.clean(&Body::json(r#"{"age": 7}"#)).unwrap_err();
/// assert!(errors.has_error("age", "min_value"));
/// # Ok::<(), forms::Errors>(())
/// ```
///
/// It is a form of one field. The key in the body is the field's name. Without that key the field is absent. Other
/// keys are refused, unless [`ignore_unknown`](Self::ignore_unknown) is set.
pub struct StandaloneField<T> {
    spec: &'static FormSchema,
    of: PhantomData<fn() -> T>,
}

impl<T: FieldType> Field<T> {
    /// Returns a form of this one field. Its schema is never freed: create it once, not for each value.
    #[must_use]
    pub fn standalone(self) -> StandaloneField<T> {
        let fields = Box::leak(Box::new([self.build()]));
        let spec = Box::leak(Box::new(FormSchema::new("StandaloneField", fields)));
        StandaloneField { spec, of: PhantomData }
    }
}

impl<T: FieldType> StandaloneField<T> {
    /// Returns the one field of a form.
    pub(crate) fn of_schema(spec: &'static FormSchema) -> Self {
        StandaloneField { spec, of: PhantomData }
    }
    /// Returns the clean value of a body.
    ///
    /// # Errors
    /// All errors of the body.
    pub fn clean(self, body: &Body) -> Result<T, Errors> {
        self.clean_with(&(), body)
    }
    /// Cleans a body as [`clean`](Self::clean) does, with a context for the rules.
    ///
    /// # Errors
    /// All errors of the body.
    pub fn clean_with<C: Any + Send + Sync>(self, context: &C, body: &Body) -> Result<T, Errors> {
        Ok(self.read(context, None, body)?.0)
    }
    /// Returns the clean value of a body that replaces the present value, and whether it differs (Django's
    /// `has_changed`).
    ///
    /// # Errors
    /// All errors of the body.
    pub fn clean_over(self, present: &T, body: &Body) -> Result<(T, bool), Errors> {
        self.read(&(), Some(present), body)
    }
    /// Ignores other keys of a body instead of refusing them.
    #[must_use]
    pub fn ignore_unknown(self) -> Self {
        self.with(self.spec.limits, UnknownKeys::Ignore)
    }
    /// Replaces the limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        self.with(limits, self.spec.unknown_keys)
    }
    fn with(self, limits: Limits, unknown_keys: UnknownKeys) -> Self {
        let mut spec = FormSchema::new(self.spec.name, self.spec.fields).limits(limits);
        spec.unknown_keys = unknown_keys;
        StandaloneField { spec: Box::leak(Box::new(spec)), of: PhantomData }
    }
    /// Returns the schema of the field.
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
        let mut filling = SingleFieldTarget { value: None, present, spec: self.spec };
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

/// Receives the value of the field from the readers.
struct SingleFieldTarget<'m, T> {
    value: Option<T>,
    present: Option<&'m T>,
    spec: &'static FormSchema,
}

impl<T: FieldType> Target for SingleFieldTarget<'_, T> {
    fn field<'b>(&mut self, _: usize, raw: &RawValue<'b>, cx: &mut BindContext<'b>) {
        let field = &self.spec.fields[0];
        FieldInput { raw, field, present: self.present, context: cx }.read(&mut self.value);
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
