//! Used by the code that the derive generates. Do not use it directly: it changes without notice.

pub use crate::field::Changes;
pub use crate::field::Shown;
pub use crate::field::{Newtype, Valid, assert_newtype};
pub use crate::form::Visit;
pub use crate::form::field_at;
pub use crate::form::{CONVERSION, Keyed, MapField, MapKeys, convert, fields_of_keys, map_row};
pub use crate::schema::{Flattened, FormRule};
pub use crate::validator::RuleList;
pub use crate::{
    field::{FieldInput, KeyColumn, RowKey, clean_choice},
    form::{
        FormField, NestedField, NestedFormField, apply_nested, clean_nested, fill_flattened, fill_nested,
        fill_variant, has_blank_tag, read_tag, show_nested, skip_variant, variant_row,
    },
};
pub use serde;

use crate::{
    FieldRef, Form, FormSchema, Password, Problem, Report,
    error::Fault,
    field::{Field, FieldType},
    form,
    schema::FieldSchema,
};
use std::{borrow::Cow, marker::PhantomData};

/// Joins the fields of several forms, for a form into which others are flattened.
///
/// # Panics
/// At compile time, if there are not `N` fields.
#[must_use]
pub const fn concat<const N: usize>(tables: &[&[FieldSchema]]) -> [FieldSchema; N] {
    let mut rows = [PLACEHOLDER; N];
    let (mut table, mut row) = (0, 0);
    while table < tables.len() {
        let mut i = 0;
        while i < tables[table].len() {
            rows[row] = tables[table][i];
            row += 1;
            i += 1;
        }
        table += 1;
    }
    assert!(row == N, "the tables have another number of fields");
    rows
}

/// The initial value of each element of a table under construction.
const PLACEHOLDER: FieldSchema = Field::<bool>::new("_").build();

/// Checks that the type of a field marked `flatten` is a form.
pub const fn assert_flattened<F: Form>() {}
/// Calls a `check` function of the form.
pub fn check<F: Form, D: DraftOf<F>>(
    check: fn(&D, &mut Report<'_, F>),
    draft: &F::Draft,
    report: &mut Report<'_, F>,
) {
    check(D::of(draft), report);
}

/// The draft of a form, which is the argument of its checks.
#[diagnostic::on_unimplemented(
    message = "this `check` takes `&{Self}`, but a check of `{F}` takes its draft",
    label = "write `fn(&forms::Draft<{F}>, &mut forms::Report<'_, {F}>)`",
    note = "in the draft every field is an `Option`: `None` where the value is not valid"
)]
pub trait DraftOf<F: Form> {
    fn of(draft: &F::Draft) -> &Self;
}

#[diagnostic::do_not_recommend]
impl<D, F: Form<Draft = D>> DraftOf<F> for D {
    fn of(draft: &D) -> &D {
        draft
    }
}

/// Returns the schema of a field, with its name.
#[must_use]
pub const fn row<T>(row: Field<T>, name: &'static str) -> Field<T> {
    row.named(name)
}
/// Returns the schema of a field, by its reference.
pub const fn field_of<F: Form, T: ?Sized>(field: FieldRef<F, T>) -> &'static FieldSchema {
    &F::SCHEMA.fields[field.path.get(0) as usize]
}
/// Checks that a type with `#[derive(Choice)]` implements the traits that it needs.
pub const fn assert_choice<T: Clone + Copy + PartialEq>() {}

/// Checks that a newtype implements the traits that a field type needs.
pub const fn assert_value<T: Clone + PartialEq>() {}

/// Checks that a nested form has the same context as its outer form, or none.
#[derive(Debug)]
pub struct Contexts<Inner, Outer>(PhantomData<(Inner, Outer)>);

impl<Inner, Outer> Contexts<Inner, Outer> {
    #[must_use]
    pub const fn new() -> Self {
        Contexts(PhantomData)
    }
}

impl<Inner, Outer> Default for Contexts<Inner, Outer> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Contexts<C, C> {
    pub fn nested_form_needs_the_same_context_or_none(self) {}
}

/// The case of a nested form without a context. An inherent method takes precedence over a trait's, so this one
/// applies only if [`Contexts`] has no method.
pub trait NoOwnContext: Sized {
    fn nested_form_needs_the_same_context_or_none(self) {}
}

impl<Outer> NoOwnContext for Contexts<(), Outer> {}

/// Finds out whether the type of a field is a form. An inherent item takes precedence over a trait's: for a form those
/// below apply, otherwise those of [`NoForm`].
#[derive(Debug)]
pub struct Probe<T, Outer>(PhantomData<(T, Outer)>);

impl<T, Outer> Probe<T, Outer> {
    #[must_use]
    pub const fn new() -> Self {
        Probe(PhantomData)
    }
}

impl<T, Outer> Default for Probe<T, Outer> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: NestedField, Outer> Probe<T, Outer> {
    pub const IS_FORM: bool = true;
    pub const IS_CSRF: bool = <T::Form as Form>::SCHEMA.is_csrf();
    pub const SCHEMA: Option<&'static FormSchema> = Some(<T::Form as Form>::SCHEMA);
    #[must_use]
    pub fn __contexts(self) -> Contexts<<T::Form as Form>::Context, Outer> {
        Contexts::new()
    }
}

/// The items of [`Probe`] for a type that is not a form.
pub trait NoForm<Outer>: Sized {
    const IS_FORM: bool = false;
    const IS_CSRF: bool = false;
    const SCHEMA: Option<&'static FormSchema> = None;
    #[must_use]
    fn __contexts(self) -> Contexts<(), Outer> {
        Contexts::new()
    }
}

impl<T, Outer> NoForm<Outer> for Probe<T, Outer> {}

/// Returns whether the field of a condition has a value, or `None` if the field is invalid.
pub fn is_given<T: FieldType>(value: &Option<T>) -> Option<bool> {
    form::is_given(value.as_ref())
}

/// The text of a field that a password must not resemble, and the schema of that field.
type OtherText<'a> = (Option<Cow<'a, str>>, fn() -> &'static FieldSchema);

/// Checks `#[form(password(similar_to = [..]))]`, which needs the other fields of the form.
pub fn compare_password<F: Form, T: FieldType + AsPassword>(
    value: &Option<T>,
    at: FieldRef<F, T>,
    field: &FieldSchema,
    others: &[OtherText<'_>],
    report: &mut Report<'_, F>,
) {
    let Some(policy) = field.policy else { return };
    let Some(password) = value.as_ref().and_then(AsPassword::as_password) else { return };
    let texts = || others.iter().map(|(text, _)| text.as_deref().unwrap_or_default());
    if let Some(which) = policy.resembled(password.spellings(), texts()) {
        report.add_first(at, Problem::from(Fault::PasswordTooSimilar(others[which].1())));
    }
    if let Some(fault) = policy.too_weak(password.spellings(), texts()) {
        report.add(at, Problem::from(fault));
    }
}

/// Types whose values are passwords.
pub trait AsPassword {
    fn as_password(&self) -> Option<&Password>;
}

impl AsPassword for Password {
    fn as_password(&self) -> Option<&Password> {
        Some(self)
    }
}

impl<T: AsPassword> AsPassword for Option<T> {
    fn as_password(&self) -> Option<&Password> {
        self.as_ref().and_then(T::as_password)
    }
}

/// Returns the text of a valid value.
pub fn text_of<T: FieldType>(value: &Option<T>) -> Option<Cow<'_, str>> {
    value.as_ref().and_then(T::to_text)
}
