//! Forms as fields of other forms.

use super::report::Report;
use crate::{
    BindContext, Form, RawValue,
    bind::{Target, json, urlencoded},
    body::Given,
    error::Fault,
    field::{Changes, FieldInput, FieldType, Shown, obeys},
    schema::FieldSchema,
};

/// A form while it is filled from a body.
pub(crate) struct Filling<'m, F: Form> {
    pub(crate) draft: F::Draft,
    pub(crate) present: Option<F::Present<'m>>,
}

impl<F: Form> Target for Filling<'_, F> {
    #[inline]
    fn field<'b>(&mut self, i: usize, raw: &RawValue<'b>, cx: &mut BindContext<'b>) {
        let (field, present) = (&F::SCHEMA.fields[i], self.present.as_ref());
        F::field(&mut self.draft, i, FieldInput { raw, field, present, context: cx });
    }
}

/// Implements `FieldType::clean` for a form.
#[doc(hidden)]
pub fn clean_nested<'b, F: FieldType>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<F> {
    FieldInput::new(raw, field, cx).clean()
}

/// Implements `FieldType::apply` for a form.
#[doc(hidden)]
pub fn apply_nested<F: Form>(value: F, target: &mut F, changes: &mut Changes<'_>) -> bool {
    changes.within(|changes| value.merge(target, changes))
}

/// Implements `FieldType::show` for a form.
#[doc(hidden)]
pub fn show_nested<F: Form>(value: &F, shown: &mut Shown)
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    F::show(&value.into(), shown);
}

/// Implements `FieldType::fill` for a form.
#[doc(hidden)]
pub fn fill_nested<F: Form>(input: FieldInput<'_, '_, F>, out: &mut Option<F>)
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    let FieldInput { raw, field, present, context: cx } = input;
    let mut filling = Filling::<F> { draft: F::Draft::default(), present: present.map(From::from) };
    match raw.0 {
        Given::Json if cx.json.first() == b'{' => {
            if !cx.enter() {
                return;
            }
            let around = cx.narrow(F::SCHEMA);
            json::object(F::SCHEMA, &mut filling, cx);
            cx.widen(F::SCHEMA, around);
        }
        Given::Form(form) => {
            if !cx.enter() {
                return;
            }
            let around = cx.narrow(F::SCHEMA);
            urlencoded::nested(form, F::SCHEMA, &mut filling, cx);
            cx.widen(F::SCHEMA, around);
        }
        Given::Text("", _) => return cx.fault(Fault::Required),
        _ => return cx.misfit(raw),
    }
    if !cx.is_fatal() {
        F::check(&filling.draft, &mut Report::new(cx));
    }
    cx.leave();
    *out = F::finish(filling.draft);
    if let Some(value) = out
        && !obeys(value, field, cx)
    {
        *out = None;
    }
}

/// Reads field `i` of a form that is flattened into another. `present` gives the flattened form's present
/// values from those of the other form.
#[doc(hidden)]
#[inline(always)]
pub fn fill_flattened<'r, 'b, 'm, F: Form, P>(
    input: FieldInput<'r, 'b, P>,
    i: usize,
    draft: &mut F::Draft,
    present: impl FnOnce(&'r P) -> F::Present<'m>,
) {
    let FieldInput { raw, present: outer, context, .. } = input;
    let (field, present) = (&F::SCHEMA.fields[i], outer.map(present));
    let mut fill = |context: &mut BindContext<'b>| {
        F::field(draft, i, FieldInput { raw, field, present: present.as_ref(), context });
    };
    if F::SCHEMA.states_limits {
        context.within_flattened(F::SCHEMA, &mut fill);
    } else {
        fill(context);
    }
}

/// Types whose values are nested forms: a form, an `Option` or a `Vec` of one.
#[doc(hidden)]
pub trait NestedField {
    type Form: Form;
}

impl<F: Form> NestedField for F {
    type Form = F;
}

impl<T: NestedField> NestedField for Option<T> {
    type Form = T::Form;
}

impl<T: NestedField> NestedField for Vec<T> {
    type Form = T::Form;
}

impl Changes<'_> {
    /// Applies a form that is flattened into this one. Its fields begin at `base`.
    pub fn flattened<F: Form>(&mut self, base: usize, value: F, target: &mut F) {
        self.base += base;
        value.merge(target, self);
        self.base -= base;
    }
}

impl Shown {
    pub(crate) fn of<F: Form>(present: &F::Present<'_>) -> Self {
        let mut shown = Shown::default();
        F::show(present, &mut shown);
        shown.in_order()
    }
    /// Returns the defaults of a form, for its blank page.
    pub(crate) fn defaults_of<F: Form>() -> Self {
        let mut shown = Shown::default();
        F::show_defaults(&mut shown);
        shown.in_order()
    }
    /// Adds the defaults of a form that is flattened into this one. Its fields begin at `base`.
    #[doc(hidden)]
    pub fn flattened_defaults<F: Form>(&mut self, base: usize) {
        self.base += base;
        F::show_defaults(self);
        self.base -= base;
    }
    /// Shows a form that is flattened into this one. Its fields begin at `base`.
    #[doc(hidden)]
    pub fn flattened<F: Form>(&mut self, base: usize, present: &F::Present<'_>) {
        self.base += base;
        F::show(present, self);
        self.base -= base;
    }
    /// Collects the texts of a value, its secrets included, to write it as a body.
    #[cfg(feature = "encode")]
    pub(crate) fn revealing<F: Form>(present: &F::Present<'_>) -> Self {
        let mut shown = Shown::default();
        shown.reveals = true;
        F::show(present, &mut shown);
        shown.in_order()
    }
}
