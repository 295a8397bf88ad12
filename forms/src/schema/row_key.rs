//! The key of a list's rows.

use super::{FieldSchema, FormSchema, Kind, same};
use std::any::Any;

/// The name on the wire of the marker that deletes a row: `lines[0].delete`.
pub(crate) const DELETE_KEY: &str = "delete";

/// The key of a list's rows, without the type of the rows: a `RowKey` of that type.
pub(crate) trait ErasedRowKey: Any + Send + Sync {
    /// Returns the index of the key in the form of a row.
    fn index(&self) -> usize;
}

impl FieldSchema {
    /// Returns whether the rows of this list have a key, so that an update matches them with the present rows.
    pub fn has_row_key(&self) -> bool {
        self.row_key.is_some()
    }
    /// Returns the field that is the key of the rows of this list, if they have one.
    pub fn row_key_field(&self) -> Option<&'static FieldSchema> {
        self.kind.form()?.fields.get(self.row_key?.index())
    }
    /// Returns whether this is a list whose rows may be marked as deleted by a member `key`.
    pub(crate) fn deletes_by(&self, key: &str) -> bool {
        self.can_delete && key == DELETE_KEY
    }
}

impl FormSchema {
    /// Returns the index of the field with this name in Rust.
    pub(crate) const fn place_in_rust(&self, name: &str) -> Option<usize> {
        let mut i = 0;
        while i < self.fields.len() {
            if same(self.fields[i].rust_name.as_bytes(), name.as_bytes()) {
                return Some(i);
            }
            i += 1;
        }
        None
    }
}

impl Kind {
    /// Returns whether the texts of values of this kind tell rows apart: equal values have equal texts, and pages and
    /// JSON show them.
    pub(crate) const fn may_be_row_key(&self) -> bool {
        matches!(self, Kind::Text | Kind::Integer | Kind::Decimal | Kind::Uuid | Kind::Choice(_) | Kind::Date)
    }
}
