//! Fields as HTML.

mod shown;

pub use shown::Shown;
