//! References to fields, checked by the compiler.

use crate::{
    Form,
    error::{Step, path::Path, walk},
    schema::{Comparison, FieldSchema, MOST_ITEMS, Relation},
};
use std::{fmt, marker::PhantomData};

/// A reference to a field of the form `F`, of type `T`. The derive writes one constant for each field:
/// `Signup::EMAIL`.
///
/// References compose: `Signup::USER.then(NewUser::EMAIL)`, `Profile::PHONES.item(2).then(Phone::NUMBER)`. A wrong
/// name, or a reference to a field of another form, does not compile.
pub struct FieldRef<F, T: ?Sized> {
    /// for a flattened form: the path of the form that contains it
    pub(crate) path: Path,
    /// the index of a flattened form's first field
    base: u16,
    flattened: bool,
    of: PhantomData<fn(&F, &T)>,
}

impl<F, T: ?Sized> Clone for FieldRef<F, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<F, T: ?Sized> Copy for FieldRef<F, T> {}

impl<F, T: ?Sized> FieldRef<F, T> {
    #[doc(hidden)]
    pub const fn field(index: usize) -> Self {
        FieldRef { path: Path::ROOT.then(index as u16), base: 0, flattened: false, of: PhantomData }
    }
    #[doc(hidden)]
    pub const fn flattened(base: usize) -> Self {
        FieldRef { path: Path::ROOT, base: base as u16, flattened: true, of: PhantomData }
    }
    /// Returns the field's index in the schema of its form.
    pub(crate) const fn place(self) -> u16 {
        self.base + if self.flattened { 0 } else { self.path.get(0) }
    }
    /// Returns a reference to a field of this nested form.
    pub const fn then<U: ?Sized>(self, inner: FieldRef<T::Form, U>) -> FieldRef<F, U>
    where
        T: HasFields,
    {
        if inner.flattened {
            return FieldRef {
                path: self.path,
                base: self.base + inner.base,
                flattened: true,
                of: PhantomData,
            };
        }
        let first = self.base + inner.path.get(0);
        let path = self.path.then(first).join(inner.path.rest());
        FieldRef { path, base: 0, flattened: false, of: PhantomData }
    }
}

impl<F, T> FieldRef<F, Vec<T>> {
    /// Returns a reference to an item of this list, counted from 0. A list has at most 65,532 items, and a greater
    /// index refers to none.
    ///
    /// For an error, the index is that of the item in the cleaned list; the error is shown at the row that the item came
    /// from. For a view, the index is that of the row on the page.
    pub const fn item(self, index: usize) -> FieldRef<F, T> {
        FieldRef { path: self.path.then(item_step(index)), base: 0, flattened: false, of: PhantomData }
    }
}

impl<F, T> FieldRef<F, Option<Vec<T>>> {
    /// Returns a reference to an item of this list, counted from 0. A list has at most 65,532 items, and a greater
    /// index refers to none.
    ///
    /// For an error, the index is that of the item in the cleaned list; the error is shown at the row that the item came
    /// from. For a view, the index is that of the row on the page.
    pub const fn item(self, index: usize) -> FieldRef<F, T> {
        FieldRef { path: self.path.then(item_step(index)), base: 0, flattened: false, of: PhantomData }
    }
}

impl Comparison {
    /// Returns a rule that the first field must have this relation to the second.
    pub const fn new<F, T, U>(relation: Relation, field: FieldRef<F, T>, other: FieldRef<F, U>) -> Self {
        Comparison::of_places(relation, field.place(), other.place())
    }
}

const fn item_step(index: usize) -> u16 {
    if index < MOST_ITEMS as usize { index as u16 } else { MOST_ITEMS as u16 }
}

impl<F, T: ?Sized> fmt::Debug for FieldRef<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FieldRef").field(&self.path).finish()
    }
}

/// Returns the schema of the field that a reference names.
///
/// # Panics
/// If the reference names a flattened form, which is not a single field.
#[must_use]
pub fn field_at<F: Form, T: ?Sized>(field: FieldRef<F, T>) -> &'static FieldSchema {
    let mut found = None;
    walk(F::SCHEMA, field.path, |step| {
        if let Step::Field(field) = step {
            found = Some(field);
        }
    });
    found.expect("the reference names a field")
}

/// Types that have the fields of a form: forms, and an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a nested form, so it has no fields",
    label = "`then` needs a nested form; for a list, call `item(n)` first"
)]
pub trait HasFields {
    /// The form that declares the fields.
    type Form: Form;
}

impl<F: Form> HasFields for F {
    type Form = F;
}

impl<T: HasFields> HasFields for Option<T> {
    type Form = T::Form;
}
