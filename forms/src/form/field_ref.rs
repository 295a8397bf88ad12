//! Names of fields that the compiler checks.

use crate::{
    Form,
    error::{Step, path::Path, walk},
    schema::{Comparison, FieldSchema, MOST_ITEMS, Relation},
};
use std::{fmt, marker::PhantomData};

/// A field of the form `F`, of type `T`: what the derive writes as constants (`Signup::EMAIL`).
///
/// References compose: `Signup::USER.then(NewUser::EMAIL)`, `Profile::PHONES.item(2).then(Phone::NUMBER)`. A wrong name,
/// or a reference of another form, does not compile.
pub struct FieldRef<F, T: ?Sized> {
    /// of a flattened form: the path of the form that it stands in
    pub(crate) path: Path,
    /// where a flattened form's fields begin
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
    /// The field's place in the table of its form.
    pub(crate) const fn place(self) -> u16 {
        self.base + if self.flattened { 0 } else { self.path.get(0) }
    }
    /// A field of the form within this field.
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
    /// An item of this list, counted from 0. (A list has at most 65,532 items: a greater number names none.)
    ///
    /// An error is reported at an item of the cleaned list, and shown at the row it came from; a view has the items of the page.
    pub const fn item(self, index: usize) -> FieldRef<F, T> {
        FieldRef { path: self.path.then(place(index)), base: 0, flattened: false, of: PhantomData }
    }
}

impl<F, T> FieldRef<F, Option<Vec<T>>> {
    /// An item of this list, counted from 0. (A list has at most 65,532 items: a greater number names none.)
    ///
    /// An error is reported at an item of the cleaned list, and shown at the row it came from; a view has the items of the page.
    pub const fn item(self, index: usize) -> FieldRef<F, T> {
        FieldRef { path: self.path.then(place(index)), base: 0, flattened: false, of: PhantomData }
    }
}

impl Comparison {
    /// The first field has this relation to the second.
    pub const fn new<F, T, U>(relation: Relation, field: FieldRef<F, T>, other: FieldRef<F, U>) -> Self {
        Comparison::of_places(relation, field.place(), other.place())
    }
}

const fn place(index: usize) -> u16 {
    if index < MOST_ITEMS as usize { index as u16 } else { MOST_ITEMS as u16 }
}

impl<F, T: ?Sized> fmt::Debug for FieldRef<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FieldRef").field(&self.path).finish()
    }
}

/// The field that a field reference names.
///
/// # Panics
/// If the field reference names no field, as that of a flattened form.
#[must_use]
pub fn field_at<F: Form, T: ?Sized>(field: FieldRef<F, T>) -> &'static FieldSchema {
    let mut found = None;
    walk(F::SCHEMA, field.path, |step| {
        if let Step::Field(field) = step {
            found = Some(field);
        }
    });
    found.expect("a field reference of a field")
}

/// Types within which a form's fields stand: forms, and an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields to go on to",
    label = "a field reference goes on with `then` only into a form; into a list go with `item(n)` first"
)]
pub trait HasFields {
    /// The form whose fields they are.
    type Form: Form;
}

impl<F: Form> HasFields for F {
    type Form = F;
}

impl<T: HasFields> HasFields for Option<T> {
    type Form = T::Form;
}
