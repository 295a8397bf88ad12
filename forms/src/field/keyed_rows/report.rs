//! What an update has done to the rows of a list.

use crate::field::changes::Written;
use std::{any::Any, sync::Arc};

/// The rows that an update has added, changed and deleted. Each index is that in the model's list.
pub(crate) struct RowReport<T> {
    pub(crate) inserted: Vec<(usize, T)>,
    pub(crate) updated: Vec<(usize, T, Written)>,
    pub(crate) deleted: Vec<T>,
    /// the rows that are in another order than before
    pub(crate) is_reordered: bool,
    /// the index of the key in the form of a row
    pub(crate) key: usize,
}

/// A [`RowReport`] without its type.
pub(crate) type ErasedReport = Arc<dyn AnyReport>;

pub(crate) trait AnyReport: Any + Send + Sync {
    /// Returns whether both reports have the same rows, by their indices.
    fn is_same(&self, other: &dyn AnyReport) -> bool;
    /// Returns whether rows were added, deleted or moved.
    #[cfg(feature = "fuzzing")]
    fn moves_rows(&self) -> bool;
}

impl<T: Send + Sync + 'static> RowReport<T> {
    pub(super) fn erase(self) -> ErasedReport {
        Arc::new(self)
    }
}

impl<T: Send + Sync + 'static> AnyReport for RowReport<T> {
    #[cfg(feature = "fuzzing")]
    fn moves_rows(&self) -> bool {
        !self.inserted.is_empty() || !self.deleted.is_empty() || self.is_reordered
    }
    fn is_same(&self, other: &dyn AnyReport) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<Self>().is_some_and(|other| {
            let inserted = |report: &Self| report.inserted.iter().map(|(i, _)| *i).collect::<Vec<_>>();
            inserted(self) == inserted(other)
                && self.deleted.len() == other.deleted.len()
                && self.is_reordered == other.is_reordered
                && self.updated.len() == other.updated.len()
                && self
                    .updated
                    .iter()
                    .zip(&other.updated)
                    .all(|((i, _, own), (k, _, written))| i == k && own == written)
        })
    }
}

impl<T> Default for RowReport<T> {
    fn default() -> Self {
        let (inserted, updated, deleted) = (Vec::new(), Vec::new(), Vec::new());
        RowReport { inserted, updated, deleted, is_reordered: false, key: usize::MAX }
    }
}
