//! Lists of rows with a key: an update matches each submitted row with the present row of the same key.
//!
//! A key is only looked up among the present rows of the list itself. Nothing else of a body decides which row is
//! meant, and no row is added, deleted or moved unless the declaration allows it.

mod apply;
mod builder;
mod key;
mod order;
mod read;
mod report;

pub(super) use apply::apply;
pub use key::{KeyColumn, RowKey, RowKeyColumn, SubmittedKey};
pub(super) use read::fill;
pub(crate) use report::{ErasedReport, RowReport};
