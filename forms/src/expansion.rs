//! What the derive's expansion calls. Not for use by hand: it changes without notice.

pub use crate::field::{
    At, FormField, NestedField, NestedFormField, apply_nested, clean_choice, clean_nested, clean_with,
    fill_flattened, fill_nested, show_nested,
};
pub use crate::field_ref::field_at;
pub use crate::model::{Changes, Visit};
pub use crate::shown::Shown;
pub use crate::spec::{Flattened, FormRule, RuleList};

use crate::{
    FieldRef, Form, FormSchema, Password, Problem, Report, crossing,
    error::Fault,
    field::FieldType,
    spec::{Field, FieldSchema},
};
use std::{borrow::Cow, marker::PhantomData};

/// The rows of several tables as one: where forms are flattened into another.
///
/// # Panics
/// While compiling, if there are not `N` rows.
#[must_use]
pub const fn concat<const N: usize>(tables: &[&[FieldSchema]]) -> [FieldSchema; N] {
    let mut rows = [ANY_ROW; N];
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
    assert!(row == N, "the number of a form's fields");
    rows
}

/// Each row of a table under construction starts as this one.
const ANY_ROW: FieldSchema = Field::<bool>::new("_").build();

/// `#[form(flatten)]` fits.
pub const fn assert_flattened<F: Form>() {}
/// Calls a `check` of the form.
pub fn check<F: Form, D: DraftOf<F>>(
    check: fn(&D, &mut Report<'_, F>),
    draft: &F::Draft,
    report: &mut Report<'_, F>,
) {
    check(D::of(draft), report);
}

/// The draft of a form: what its checks take.
#[diagnostic::on_unimplemented(
    message = "this `check` takes `&{Self}`, and a check of `{F}` takes its draft",
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

/// The row of a field of that name in the form's table, as it begins.
#[must_use]
pub const fn row<T>(row: Field<T>, name: &'static str) -> Field<T> {
    row.named(name)
}
/// The field of that name in the form's own table.
pub const fn field_of<F: Form, T: ?Sized>(field: FieldRef<F, T>) -> &'static FieldSchema {
    &F::SCHEMA.fields[field.path.get(0) as usize]
}
/// `#[derive(Choice)]` fits: its values are handed about and compared.
pub const fn assert_choice<T: Clone + Copy + PartialEq>() {}

/// That a form within shares the context of the one around it, or has none.
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
    pub fn a_form_within_must_have_the_same_context_or_none(self) {}
}

/// The other case of [`Contexts`]: an inherent method is found before a trait's.
pub trait NoOwnContext: Sized {
    fn a_form_within_must_have_the_same_context_or_none(self) {}
}

impl<Outer> NoOwnContext for Contexts<(), Outer> {}

/// A field's type that does not say whether it is a form: where it is one, its own method is found, before a trait's.
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

/// The other case of [`Probe`].
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

/// Whether something was given in the field that a condition looks at; none where it is not right.
pub fn is_given<T: FieldType>(value: &Option<T>) -> Option<bool> {
    crossing::is_given(value.as_ref())
}

/// The text of a field that a password must not resemble, and how to find the field.
type Other<'a> = (Option<Cow<'a, str>>, fn() -> &'static FieldSchema);

/// `#[form(password(similar_to = [..]))]`: what the field could not judge, as the other fields were not at hand.
pub fn compare_password<F: Form, T: FieldType + AsPassword>(
    value: &Option<T>,
    at: FieldRef<F, T>,
    field: &FieldSchema,
    others: &[Other<'_>],
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

/// The text of a clean value.
pub fn text_of<T: FieldType>(value: &Option<T>) -> Option<Cow<'_, str>> {
    value.as_ref().and_then(T::to_text)
}
