//! The builder of lists whose rows have a key.

use super::RowKey;
use crate::field::{Field, markers::RowList};

impl<T> Field<T> {
    /// Sets the key by which an update matches each row with the present one. The derive writes it for
    /// `#[form(nested, key = id)]`.
    #[doc(hidden)]
    pub const fn key(mut self, key: &'static RowKey<T::Row>) -> Self
    where
        T: RowList,
    {
        self.spec.row_key = Some(key);
        self
    }
    /// Lets submissions add rows to a list whose rows have a key.
    ///
    /// # Panics
    /// At compile time, if the rows have no key.
    pub const fn can_add(mut self) -> Self {
        assert!(self.spec.row_key.is_some(), "`can_add` needs a `key`");
        self.spec.can_add = true;
        self
    }
    /// Lets updates delete rows of a list whose rows have a key.
    ///
    /// # Panics
    /// At compile time, if the rows have no key.
    pub const fn can_delete(mut self) -> Self {
        assert!(self.spec.row_key.is_some(), "`can_delete` needs a `key`");
        self.spec.can_delete = true;
        self
    }
    /// Lets updates change the order of the rows of a list whose rows have a key.
    ///
    /// # Panics
    /// At compile time, if the rows have no key.
    pub const fn can_order(mut self) -> Self {
        assert!(self.spec.row_key.is_some(), "`can_order` needs a `key`");
        self.spec.can_order = true;
        self.spec.ordered = true;
        self
    }
}
