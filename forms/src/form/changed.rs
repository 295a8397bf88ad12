//! The fields that an update has changed.

use super::{FieldRef, Form};
use crate::{
    error::{path::Path, wire_path},
    field::{Changes, Written},
    schema::FieldSchema,
};
use std::{fmt, marker::PhantomData, ops::Deref};

/// The fields that an update has changed, in the order of the declaration, and its conflicts: the parts that it could
/// not write because the model has changed meanwhile.
///
/// It derefs to a slice of the fields' names in a request: `changes.contains(&"email")`, `changes.is_empty()`. A
/// nested form counts as one field; use [`has`](Self::has) for the fields within it.
/// [`manual::updating`](crate::manual::updating#columns-of-an-update) shows how the new values become the columns of
/// an `UPDATE`.
pub struct Changed<F> {
    written: Written,
    of: PhantomData<fn() -> F>,
}

impl<F: Form> Changed<F> {
    /// Returns the changed fields, in the order of the declaration. Each has its name in Rust
    /// ([`FieldSchema::rust_name`]) and its name in a request.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldSchema> + use<'_, F> {
        self.written.fields.iter().map(|i| &F::SCHEMA.fields[usize::from(*i)])
    }
    /// Returns whether a field, or a field within it, has changed: `changed.has(Profile::EMAIL)`,
    /// `changed.has(Profile::ADDRESS.then(Address::CITY))`.
    pub fn has<T: ?Sized>(&self, field: FieldRef<F, T>) -> bool {
        is_among(&self.written.paths, field.path)
    }
    /// Returns whether a part of the update could not be written because the model had changed: a nested form that the
    /// update adds already exists, or one that it changes is gone.
    pub fn has_conflicts(&self) -> bool {
        !self.written.conflicts.is_empty()
    }
    /// Returns whether a field, or a field within it, was not written because of a conflict.
    pub fn has_conflict_at<T: ?Sized>(&self, field: FieldRef<F, T>) -> bool {
        is_among(&self.written.conflicts, field.path)
    }
    /// Returns the paths of the nested forms that were not written because of a conflict, as in a request:
    /// `address.geo`.
    pub fn conflicts(&self) -> impl Iterator<Item = String> + use<'_, F> {
        self.written.conflicts.iter().map(|path| wire_path(F::SCHEMA, *path))
    }
    /// Calls the visitor with the value of each changed field, in the order of the declaration. `model` is the model
    /// that the update was applied to.
    pub fn visit<V>(&self, model: &F::Model, visitor: &mut V)
    where
        F: VisitFields<V>,
    {
        F::visit_fields(&F::Present::from(model), 0, &self.written.fields, visitor);
    }
}

fn is_among(paths: &[Path], field: Path) -> bool {
    field.len() > 0 && paths.iter().any(|path| path.starts_with(field) || field.starts_with(*path))
}

impl<F> Changed<F> {
    pub(super) fn new(written: Written) -> Self {
        Changed { written, of: PhantomData }
    }
    pub(super) fn written(&self) -> &Written {
        &self.written
    }
}

impl<F> Clone for Changed<F> {
    fn clone(&self) -> Self {
        Changed::new(self.written.clone())
    }
}

impl<F> PartialEq for Changed<F> {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl<F> Eq for Changed<F> {}

/// Returns no changes and no conflicts.
impl<F> Default for Changed<F> {
    fn default() -> Self {
        Changed::new(Written::default())
    }
}

impl<F> Deref for Changed<F> {
    type Target = [&'static str];
    fn deref(&self) -> &Self::Target {
        &self.written.names
    }
}

impl<F> fmt::Debug for Changed<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.names.fmt(f)
    }
}

impl<F, const N: usize> PartialEq<[&'static str; N]> for Changed<F> {
    fn eq(&self, other: &[&'static str; N]) -> bool {
        self.written.names == other
    }
}

/// Visits the value of a field of type `T`. Implement it to turn the changed fields of an update into something else,
/// such as columns of SQL. One implementation can serve all types that implement a trait of yours or of a database
/// driver:
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
    label = "implement `forms::VisitField<{T}>` for `{Self}`, or the trait that its implementation requires for `{T}`"
)]
pub trait VisitField<T: ?Sized> {
    /// Visits the value.
    fn visit(&mut self, field: &'static FieldSchema, value: &T);
}

/// Forms whose fields a visitor of type `V` can visit. The derive implements it for each `V` that visits the types of
/// all fields. See [`Changed::visit`].
pub trait VisitFields<V>: Form {
    #[doc(hidden)]
    fn visit_fields(present: &Self::Present<'_>, base: usize, wanted: &[u16], visitor: &mut V);
}

/// Used by the derive to implement [`VisitFields`]: visits the `wanted` fields of a form whose fields begin at `base`.
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
    pub(crate) fn is_wanted(&self, i: usize) -> bool {
        u16::try_from(self.base + i).is_ok_and(|i| self.wanted.binary_search(&i).is_ok())
    }
    /// Visits field `i` of the form if it is wanted.
    pub fn field<T>(&mut self, i: usize, field: &'static FieldSchema, value: &T)
    where
        V: VisitField<T>,
    {
        if self.is_wanted(i) {
            self.visitor.visit(field, value);
        }
    }
}

impl Changes<'_> {
    pub(crate) fn finish<F>(self) -> Changed<F> {
        Changed::new(self.written)
    }
}
