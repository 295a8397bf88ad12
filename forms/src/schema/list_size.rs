//! How many items a type of lists has.

use super::MOST_ITEMS;

/// The number of items of a list, as far as its type decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListSize {
    /// Any number: a `Vec`, or a value that is not a list.
    Any,
    /// Any number of different items: a set.
    Set,
    /// Exactly this number: an array.
    Exactly(u32),
}

impl ListSize {
    /// Returns the size of an array.
    ///
    /// # Panics
    /// At compile time, if it is empty, or longer than any list.
    #[must_use]
    pub const fn exactly(items: usize) -> Self {
        assert!(items > 0, "an array without items has no value to submit: leave it out of the form");
        assert!(items <= MOST_ITEMS as usize, "a list has at most 65,532 items");
        ListSize::Exactly(items as u32)
    }
}
