//! The key of a list's rows, with its type.

use super::report::{ErasedReport, RowReport};
use crate::{
    BindContext, FieldType, RawValue,
    body::Given,
    schema::{Access, DELETE_KEY, ErasedRowKey, FieldSchema, FormSchema},
};
use std::{any::Any, borrow::Cow};

/// The key of the rows of type `T`. The derive writes one for `#[form(nested, key = id)]`.
#[doc(hidden)]
pub struct RowKey<T: 'static> {
    index: usize,
    /// the form of a row
    form: &'static FormSchema,
    column: &'static dyn RowKeyColumn<T>,
    erase: fn(RowReport<T>) -> ErasedReport,
}

/// The field of a row that is its key.
#[doc(hidden)]
pub struct KeyColumn<T, K>(fn(&T) -> &K);

impl<T, K: FieldType> KeyColumn<T, K> {
    /// Creates the column from a function that returns the key of a row.
    ///
    /// # Panics
    /// At compile time, if values of the type cannot tell rows apart.
    pub const fn new(key: fn(&T) -> &K) -> Self {
        assert!(
            !K::KIND.is_secret(),
            "a secret cannot be the key of a row, because pages and JSON show the key"
        );
        assert!(
            K::KIND.may_be_row_key(),
            "the key of a row must be a text, a whole number, a decimal, a UUID, a date or a choice"
        );
        KeyColumn(key)
    }
}

/// Access to the key of a row, whatever its type.
#[doc(hidden)]
pub trait RowKeyColumn<T>: Send + Sync {
    /// Returns the text that tells the row apart, or `None` for a row without a key.
    fn text<'r>(&self, row: &'r T) -> Option<Cow<'r, str>>;
    /// Returns whether two rows have the same key.
    fn is_same(&self, one: &T, other: &T) -> bool;
    /// Reads a key of a body. Returns `None` and reports a problem if it is not a value of its type.
    fn read<'b>(
        &self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'b>,
    ) -> Option<SubmittedKey>;
}

/// The key that a body has for a row.
#[derive(Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum SubmittedKey {
    /// None: the row is new.
    Missing,
    Text(String),
}

impl<T, K: FieldType> RowKeyColumn<T> for KeyColumn<T, K> {
    fn text<'r>(&self, row: &'r T) -> Option<Cow<'r, str>> {
        (self.0)(row).canonical_text().filter(|text| !text.is_empty())
    }
    fn is_same(&self, one: &T, other: &T) -> bool {
        (self.0)(one) == (self.0)(other)
    }
    fn read<'b>(
        &self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'b>,
    ) -> Option<SubmittedKey> {
        if let Given::Absent = raw.0 {
            return Some(SubmittedKey::Missing);
        }
        if cx.is_blank(raw, const { &K::KIND }, field.strip) {
            return Some(SubmittedKey::Missing);
        }
        let key = K::clean(raw, field, cx)?;
        Some(key.canonical_text().map_or(SubmittedKey::Missing, |text| SubmittedKey::Text(text.into_owned())))
    }
}

impl<T: FieldType + Send + Sync> RowKey<T> {
    /// Creates the key from the form of a row and the field's name in Rust.
    ///
    /// # Panics
    /// At compile time, if the form of a row does not have the field.
    pub const fn new(form: &'static FormSchema, name: &str, column: &'static dyn RowKeyColumn<T>) -> Self {
        let Some(index) = form.place_in_rust(name) else {
            panic!("the key must be a field of the row itself, and of its form")
        };
        RowKey { index, form, column, erase: RowReport::erase }
    }
    /// Checks the key of a list to which rows can be added.
    ///
    /// # Panics
    /// At compile time, if each row must have a key.
    pub const fn can_add(self) -> Self {
        let field = &self.form.fields[self.index];
        assert!(
            field.optional || field.has_default || matches!(field.access, Access::ReadOnly),
            "`can_add` needs a key that a new row need not have: make its type an `Option`, or mark it \
             `#[form(read_only, default)]`"
        );
        self
    }
    /// Checks the form of the rows of a list whose rows can be deleted.
    ///
    /// # Panics
    /// At compile time, if it has a field with the name of the marker that deletes a row.
    pub const fn can_delete(self) -> Self {
        assert!(
            !self.form.has_one_of(&[DELETE_KEY]),
            "`can_delete` reserves the name `delete` in a row: rename the field of that name, as in \
             `rename = \"is_deleted\"`"
        );
        self
    }
}

impl<T: FieldType> RowKey<T> {
    /// Returns the key of the rows of a list.
    pub(crate) fn of(field: &FieldSchema) -> Option<&'static Self> {
        let key: &'static dyn Any = field.row_key?;
        key.downcast_ref()
    }
    /// Returns the index of the key in the form of a row.
    pub(super) fn place(&self) -> usize {
        self.index
    }
    pub(super) fn column(&self) -> &'static dyn RowKeyColumn<T> {
        self.column
    }
    pub(super) fn erase(&self, report: RowReport<T>) -> ErasedReport {
        (self.erase)(report)
    }
}

impl<T: 'static> ErasedRowKey for RowKey<T> {
    fn index(&self) -> usize {
        self.index
    }
}

impl<T> std::fmt::Debug for RowKey<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowKey").field("index", &self.index).finish_non_exhaustive()
    }
}

impl<T, K> std::fmt::Debug for KeyColumn<T, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyColumn").finish_non_exhaustive()
    }
}

/// The present rows of a list by their key.
pub(super) struct RowIndex<'r, T: 'static> {
    rows: &'r [T],
    column: &'static dyn RowKeyColumn<T>,
    /// the row after the one that was found last
    next: usize,
    /// the keys in order, with the indices of their rows; made when a row is not the next one
    sorted: Option<Vec<(Cow<'r, str>, u32)>>,
}

impl<'r, T: FieldType> RowIndex<'r, T> {
    pub(super) fn new(rows: &'r [T], key: &RowKey<T>) -> Self {
        RowIndex { rows, column: key.column(), next: 0, sorted: None }
    }
    /// Returns the index of the row with this key. The rows are most often asked for in order; the others are found in
    /// a sorted table, so that no choice of keys makes the search slow.
    pub(super) fn find(&mut self, key: &str) -> Option<usize> {
        let column = self.column;
        if self.sorted.is_none()
            && let Some(row) = self.rows.get(self.next)
            && column.text(row).as_deref() == Some(key)
        {
            self.next += 1;
            return Some(self.next - 1);
        }
        let rows = self.rows;
        let sorted = self.sorted.get_or_insert_with(|| {
            let keys = (0u32..).zip(rows).filter_map(|(i, row)| Some((column.text(row)?, i)));
            let mut sorted: Vec<_> = keys.collect();
            sorted.sort();
            sorted
        });
        let at = sorted.partition_point(|(other, _)| &**other < key);
        sorted.get(at).filter(|(other, _)| other == key).map(|(_, i)| *i as usize)
    }
}
