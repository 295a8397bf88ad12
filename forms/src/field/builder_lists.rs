//! The rules of a field for lists.

use super::{Field, ListField, builder::is_blank};
use crate::schema::{Kind, ListSize, MOST_ITEMS};

impl<T> Field<T> {
    /// Sets the label of one item of a list: "Phone" for the list "Phones". The headings, buttons and error
    /// messages of rows use it with the number of the row: "Phone 2".
    ///
    /// # Panics
    /// At compile time, if the label is empty or blank.
    pub const fn item_label(mut self, label: &'static str) -> Self
    where
        T: ListField,
    {
        assert!(
            !is_blank(label),
            "a label must not be empty: users and screen readers identify the item by it"
        );
        self.spec.item_label = label;
        self
    }
    /// Sets the minimum number of items.
    ///
    /// # Panics
    /// At compile time, if it is greater than `max_items`, or if the type is an array.
    pub const fn min_items(mut self, items: u32) -> Self
    where
        T: ListField,
    {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                items >= of_type.min_items,
                "the type has a greater `min_items`: a field can only add tighter rules"
            );
        }
        assert_any_number(T::SIZE);
        self.spec.min_items = items;
        assert!(self.spec.min_items <= self.spec.max_items, "min_items is greater than max_items");
        self
    }
    /// Sets the maximum number of items.
    ///
    /// # Panics
    /// At compile time, if it is less than `min_items` or greater than 65,532, or if the type is an array.
    pub const fn max_items(mut self, items: u32) -> Self
    where
        T: ListField,
    {
        assert!(items <= MOST_ITEMS, "a list has at most 65,532 items");
        if let Some(of_type) = self.spec.of_type {
            assert!(
                items <= of_type.max_items,
                "the type has a lower `max_items`: a field can only add tighter rules"
            );
        }
        assert_any_number(T::SIZE);
        self.spec.max_items = items;
        assert!(self.spec.min_items <= self.spec.max_items, "min_items is greater than max_items");
        self
    }
    /// Declares that the order of the items matters. Pages then have buttons to change it.
    ///
    /// # Panics
    /// At compile time, if the type is a set.
    pub const fn ordered(mut self) -> Self
    where
        T: ListField,
    {
        assert!(!matches!(T::SIZE, ListSize::Set), "a set has no order: use `Vec`, or remove `ordered`");
        self.spec.ordered = true;
        self
    }
    /// Rejects lists with equal items (`==`).
    ///
    /// If the type of the items does not implement [`hash_value`](crate::FieldType::hash_value), such as
    /// secrets, all pairs are compared. Such a list may have at most 100 items; more are reported as
    /// `max_items`.
    ///
    /// # Panics
    /// At compile time, if the items are forms, or if the type is a set.
    pub const fn unique_items(mut self) -> Self
    where
        T: ListField,
    {
        assert!(!matches!(T::SIZE, ListSize::Set), "a set has no duplicates: remove `unique_items`");
        assert!(
            !matches!(T::KIND, Kind::List(Kind::Form(_))),
            "`unique_items` needs a list of values, not of forms: compare the rows in a `check`"
        );
        self.spec.unique_items = true;
        self.compares_all = !T::HASHES;
        self
    }
}

/// Checks that a type does not decide how many items it has, before a rule does.
const fn assert_any_number(size: ListSize) {
    assert!(
        !matches!(size, ListSize::Exactly(_)),
        "the length of an array is the number of its items: remove this rule"
    );
}
