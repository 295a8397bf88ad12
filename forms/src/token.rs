//! Names of fields that the compiler checks.

use crate::{
    Form,
    error::{Step, path::Path, walk},
    spec::{FieldSpec, MOST_ITEMS},
};
use std::{fmt, marker::PhantomData};

/// A field of the form `F`, of type `T`: what the derive writes as constants (`Signup::EMAIL`).
///
/// Tokens compose: `Signup::USER.then(NewUser::EMAIL)`, `Profile::PHONES.item(2).then(Phone::NUMBER)`. A wrong name,
/// or another form's token, does not compile.
pub struct Token<F, T: ?Sized> {
    /// of a flattened form: the path of the form that it stands in
    pub(crate) path: Path,
    /// where a flattened form's fields begin
    base: u16,
    flattened: bool,
    of: PhantomData<fn(&F, &T)>,
}

impl<F, T: ?Sized> Clone for Token<F, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<F, T: ?Sized> Copy for Token<F, T> {}

impl<F, T: ?Sized> Token<F, T> {
    #[doc(hidden)]
    pub const fn field(index: usize) -> Self {
        Token { path: Path::ROOT.then(index as u16), base: 0, flattened: false, of: PhantomData }
    }
    #[doc(hidden)]
    pub const fn flattened(base: usize) -> Self {
        Token { path: Path::ROOT, base: base as u16, flattened: true, of: PhantomData }
    }
    /// The field's place in the table of its form.
    pub(crate) const fn place(self) -> u16 {
        self.base + if self.flattened { 0 } else { self.path.get(0) }
    }
    /// A field of the form within this field.
    pub const fn then<U: ?Sized>(self, inner: Token<T::Form, U>) -> Token<F, U>
    where
        T: Within,
    {
        if inner.flattened {
            return Token { path: self.path, base: self.base + inner.base, flattened: true, of: PhantomData };
        }
        let first = self.base + inner.path.get(0);
        let path = self.path.then(first).join(inner.path.rest());
        Token { path, base: 0, flattened: false, of: PhantomData }
    }
}

impl<F, T> Token<F, Vec<T>> {
    /// An item of this list, counted from 0. (A list has at most 65,532 items: a greater number names none.)
    ///
    /// An error is reported at an item of the cleaned list, and shown at the row it came from; a view has the items of the page.
    pub const fn item(self, index: usize) -> Token<F, T> {
        Token { path: self.path.then(place(index)), base: 0, flattened: false, of: PhantomData }
    }
}

impl<F, T> Token<F, Option<Vec<T>>> {
    /// An item of this list, counted from 0. (A list has at most 65,532 items: a greater number names none.)
    ///
    /// An error is reported at an item of the cleaned list, and shown at the row it came from; a view has the items of the page.
    pub const fn item(self, index: usize) -> Token<F, T> {
        Token { path: self.path.then(place(index)), base: 0, flattened: false, of: PhantomData }
    }
}

const fn place(index: usize) -> u16 {
    if index < MOST_ITEMS as usize { index as u16 } else { MOST_ITEMS as u16 }
}

impl<F, T: ?Sized> fmt::Debug for Token<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Token").field(&self.path).finish()
    }
}

/// The field that a token names.
///
/// # Panics
/// If the token names no field, as that of a flattened form.
#[must_use]
pub fn field_at<F: Form, T: ?Sized>(token: Token<F, T>) -> &'static FieldSpec {
    let mut found = None;
    walk(F::SPEC, token.path, |step| {
        if let Step::Field(field) = step {
            found = Some(field);
        }
    });
    found.expect("a token of a field")
}

/// Types within which a form's fields stand: forms, and an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields to go on to",
    label = "a token goes on with `then` only into a form; into a list go with `item(n)` first"
)]
pub trait Within {
    /// The form whose fields they are.
    type Form: Form;
}

impl<F: Form> Within for F {
    type Form = F;
}

impl<T: Within> Within for Option<T> {
    type Form = T::Form;
}
