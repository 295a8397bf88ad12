//! What an update has done to the rows of a list whose rows have a key.

use super::{Changed, FieldRef, Form, VisitFields};
use crate::field::{FieldType, RowReport, Written};
use std::{any::Any, fmt, ops::Deref, sync::Arc};

impl<F: Form> Changed<F> {
    /// Returns the rows that the update has added, changed and deleted in a list whose rows have a key:
    /// `changed.rows(Order::LINES)`. Empty for any other list.
    ///
    /// A row is named by its index in the model: `changed.rows(Order::LINES.item(2).then(Line::DISCOUNTS))`.
    pub fn rows<T: FieldType + Send + Sync>(&self, list: FieldRef<F, Vec<T>>) -> RowChanges<T> {
        let reports = &self.written().rows;
        let report = reports.iter().find(|report| report.list == list.path).and_then(|found| {
            let report: Arc<dyn Any + Send + Sync> = found.report.clone();
            report.downcast().ok()
        });
        RowChanges(report.unwrap_or_default())
    }
}

#[cfg(feature = "fuzzing")]
impl<F: Form> Changed<F> {
    /// Returns whether rows were added, deleted or moved.
    pub(crate) fn has_moved_rows(&self) -> bool {
        self.written().rows.iter().any(|list| list.report.moves_rows())
    }
}

/// The rows that an update has added, changed and deleted. Each is a copy, as it is in the model after the update; a
/// deleted row is as it was before.
///
/// ```
/// # use forms::{Body, Form};
/// #[derive(Form, Clone, PartialEq, Debug)]
/// #[form(fields = all)]
/// struct Line {
///     id: Option<i64>,
///     sku: String,
/// }
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Order {
///     #[form(nested, key = id, can_add, can_delete)]
///     lines: Vec<Line>,
/// }
///
/// let mut order = Order {
///     lines: vec![Line { id: Some(1), sku: "pen".into() }, Line { id: Some(2), sku: "ink".into() }],
/// };
/// let body = Body::json(r#"{"lines": [{"id": 2, "sku": "red ink"}, {"sku": "paper"}]}"#);
/// let changed = Order::bind_update(&order, &body).into_result()?.apply_to(&mut order);
/// let rows = changed.rows(Order::LINES);
/// for row in rows.updated() {
///     assert_eq!((row.id, row.changed().to_vec()), (Some(2), vec!["sku"]));
/// }
/// for row in rows.inserted() {
///     // the database gives the row its key
///     order.lines[row.index()].id = Some(3);
/// }
/// assert_eq!(rows.deleted()[0].id, Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RowChanges<T>(Arc<RowReport<T>>);

impl<T> RowChanges<T> {
    /// Returns the rows that were added, in the order of the list.
    pub fn inserted(&self) -> impl ExactSizeIterator<Item = InsertedRow<'_, T>> {
        let key = self.0.key;
        self.0.inserted.iter().map(move |(index, row)| InsertedRow { index: *index, row, key })
    }
    /// Returns the rows of which a field has changed, in the order of the list.
    pub fn updated(&self) -> impl ExactSizeIterator<Item = UpdatedRow<'_, T>> {
        self.0.updated.iter().map(|(index, row, written)| UpdatedRow { index: *index, row, written })
    }
    /// Returns the rows that were deleted, as they were.
    pub fn deleted(&self) -> &[T] {
        &self.0.deleted
    }
    /// Returns whether the rows are in another order than before, so that the program must store their order. Rows
    /// added at the end do not count.
    pub fn is_reordered(&self) -> bool {
        self.0.is_reordered
    }
    /// Returns whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        let RowReport { inserted, updated, deleted, is_reordered, .. } = &*self.0;
        inserted.is_empty() && updated.is_empty() && deleted.is_empty() && !is_reordered
    }
}

impl<T> Clone for RowChanges<T> {
    fn clone(&self) -> Self {
        RowChanges(self.0.clone())
    }
}

impl<T> fmt::Debug for RowChanges<T> {
    /// Shows the indices of the rows, and nothing of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inserted: Vec<_> = self.inserted().map(|row| row.index).collect();
        let updated: Vec<_> = self.updated().map(|row| row.index).collect();
        f.debug_struct("RowChanges")
            .field("inserted", &inserted)
            .field("updated", &updated)
            .field("deleted", &self.deleted().len())
            .field("is_reordered", &self.is_reordered())
            .finish()
    }
}

/// A row that an update has added. It derefs to the row.
pub struct InsertedRow<'c, T> {
    index: usize,
    row: &'c T,
    key: usize,
}

impl<'c, T> InsertedRow<'c, T> {
    /// Returns the index of the row in the list of the model.
    pub fn index(&self) -> usize {
        self.index
    }
    /// Returns the row.
    pub fn row(&self) -> &'c T {
        self.row
    }
    /// Calls the visitor with the value of each field that the form binds, in the order of the declaration, except the
    /// key, which a new row does not have. See [`Changed::visit`].
    pub fn visit<V>(&self, visitor: &mut V)
    where
        T: VisitFields<V>,
        for<'m> T::Present<'m>: From<&'m T>,
    {
        let all: Vec<u16> =
            (0..T::SCHEMA.fields.len()).filter(|i| *i != self.key).map(|i| i as u16).collect();
        T::visit_fields(&self.row.into(), 0, &all, visitor);
    }
}

/// A row of which an update has changed a field. It derefs to the row.
pub struct UpdatedRow<'c, T> {
    index: usize,
    row: &'c T,
    written: &'c Written,
}

impl<'c, T> UpdatedRow<'c, T> {
    /// Returns the index of the row in the list of the model.
    pub fn index(&self) -> usize {
        self.index
    }
    /// Returns the row as it is now.
    pub fn row(&self) -> &'c T {
        self.row
    }
    /// Returns the fields of the row that have changed.
    pub fn changed(&self) -> Changed<T> {
        Changed::new(self.written.clone())
    }
    /// Calls the visitor with the value of each changed field, in the order of the declaration. See
    /// [`Changed::visit`].
    pub fn visit<V>(&self, visitor: &mut V)
    where
        T: VisitFields<V>,
        for<'m> T::Present<'m>: From<&'m T>,
    {
        T::visit_fields(&self.row.into(), 0, &self.written.fields, visitor);
    }
}

macro_rules! row {
    ($name:ident) => {
        impl<T> Deref for $name<'_, T> {
            type Target = T;
            fn deref(&self) -> &T {
                self.row
            }
        }

        impl<T> fmt::Debug for $name<'_, T> {
            /// Shows the index of the row, and nothing of its values.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("index", &self.index).finish_non_exhaustive()
            }
        }
    };
}
row!(InsertedRow);
row!(UpdatedRow);
