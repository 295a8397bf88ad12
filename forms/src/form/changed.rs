//! The fields that an update has changed.

use super::{FieldRef, Form};
use crate::{
    error::{path::Path, wire_path},
    field::Changes,
    schema::FieldSchema,
};
use std::{fmt, marker::PhantomData, ops::Deref};

/// The fields that an update has changed, in the order of the declaration, and those that it could not change because the
/// model has changed meanwhile.
///
/// It reads as a slice of their names on the wire: `changes.contains(&"email")`, `changes.is_empty()`. A nested form counts
/// as one; what has changed within it is asked with [`has`](Self::has). How the new values become the columns of an `UPDATE` is
/// shown in [`manual::updating`](crate::manual::updating#columns-of-an-update).
pub struct Changed<F> {
    names: Vec<&'static str>,
    /// of the form itself
    fields: Vec<u16>,
    written: Vec<Path>,
    conflicts: Vec<Path>,
    of: PhantomData<fn() -> F>,
}

impl<F: Form> Changed<F> {
    /// The changed fields, as they are declared: each has its name in Rust ([`FieldSchema::rust_name`]) and on the wire.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldSchema> + use<'_, F> {
        self.fields.iter().map(|i| &F::SCHEMA.fields[usize::from(*i)])
    }
    /// Returns whether that field has changed, or a field within it: `changed.has(Profile::EMAIL)`,
    /// `changed.has(Profile::ADDRESS.then(Address::CITY))`.
    pub fn has<T: ?Sized>(&self, field: FieldRef<F, T>) -> bool {
        is_among(&self.written, field.path)
    }
    /// Returns whether the model had changed in a way that left no place for a part of the update: a nested form that the
    /// update would have added is there already, or one that it would have changed is gone. That part is not written.
    pub fn has_conflicts(&self) -> bool {
        !self.conflicts.is_empty()
    }
    /// Returns whether that field, or one within it, was not written because of a conflict.
    pub fn has_conflict_at<T: ?Sized>(&self, field: FieldRef<F, T>) -> bool {
        is_among(&self.conflicts, field.path)
    }
    /// The paths of the nested forms that were not written because of a conflict, as on the wire: `address.geo`.
    pub fn conflicts(&self) -> impl Iterator<Item = String> + use<'_, F> {
        self.conflicts.iter().map(|path| wire_path(F::SCHEMA, *path))
    }
    /// Hands the value of each changed field to the visitor, in the order of the declaration. `model` is the one that the
    /// update was applied to.
    pub fn visit<V>(&self, model: &F::Model, visitor: &mut V)
    where
        F: VisitFields<V>,
    {
        F::visit_fields(&F::Present::from(model), 0, &self.fields, visitor);
    }
}

fn is_among(paths: &[Path], field: Path) -> bool {
    field.len() > 0 && paths.iter().any(|path| path.starts_with(field) || field.starts_with(*path))
}

impl<F> Clone for Changed<F> {
    fn clone(&self) -> Self {
        Changed {
            names: self.names.clone(),
            fields: self.fields.clone(),
            written: self.written.clone(),
            conflicts: self.conflicts.clone(),
            of: PhantomData,
        }
    }
}

impl<F> PartialEq for Changed<F> {
    fn eq(&self, other: &Self) -> bool {
        (&self.fields, &self.written, &self.conflicts) == (&other.fields, &other.written, &other.conflicts)
    }
}

impl<F> Eq for Changed<F> {}

/// No changes.
impl<F> Default for Changed<F> {
    fn default() -> Self {
        let (names, fields, written, conflicts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Changed { names, fields, written, conflicts, of: PhantomData }
    }
}

impl<F> Deref for Changed<F> {
    type Target = [&'static str];
    fn deref(&self) -> &Self::Target {
        &self.names
    }
}

impl<F> fmt::Debug for Changed<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.names.fmt(f)
    }
}

impl<F, const N: usize> PartialEq<[&'static str; N]> for Changed<F> {
    fn eq(&self, other: &[&'static str; N]) -> bool {
        self.names == other
    }
}

/// Takes the value of a field of type `T`: what a program implements to turn the changed fields of an update into
/// something else, as columns of SQL. One implementation serves all types that a trait of the program's or of a driver has:
///
/// ```
/// use forms::{FieldSchema, VisitField};
///
/// struct Assignments(Vec<String>);
///
/// impl<T: std::fmt::Debug> VisitField<T> for Assignments {
///     fn visit(&mut self, field: &'static FieldSchema, value: &T) {
///         self.0.push(format!("{} = {value:?}", field.rust_name));
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take fields of type `{T}`",
    label = "implement `forms::VisitField<{T}>` for `{Self}`, or the trait that its implementation asks for"
)]
pub trait VisitField<T: ?Sized> {
    /// Takes the value.
    fn visit(&mut self, field: &'static FieldSchema, value: &T);
}

/// Forms whose fields a visitor of type `V` takes, one by one: the derive implements it for each `V` that takes all of their
/// types. See [`Changed::visit`].
pub trait VisitFields<V>: Form {
    #[doc(hidden)]
    fn visit_fields(present: &Self::Present<'_>, base: usize, wanted: &[u16], visitor: &mut V);
}

/// What the derive's [`VisitFields`] visits through: the fields that are wanted, of a form whose fields begin at `base`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Visit<'v, V> {
    base: usize,
    wanted: &'v [u16],
    pub visitor: &'v mut V,
}

impl<'v, V> Visit<'v, V> {
    pub fn new(base: usize, wanted: &'v [u16], visitor: &'v mut V) -> Self {
        Visit { base, wanted, visitor }
    }
    /// Field `i` of the form.
    pub fn field<T>(&mut self, i: usize, field: &'static FieldSchema, value: &T)
    where
        V: VisitField<T>,
    {
        if u16::try_from(self.base + i).is_ok_and(|i| self.wanted.binary_search(&i).is_ok()) {
            self.visitor.visit(field, value);
        }
    }
}

impl Changes<'_> {
    pub(crate) fn finish<F>(self) -> Changed<F> {
        let Changes { names, fields, written, conflicts, .. } = self;
        Changed { names, fields, written, conflicts, of: PhantomData }
    }
}
