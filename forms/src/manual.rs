//! The manual: what a body may look like and what is made of it.

/// How a body is bound.
#[doc = include_str!("../docs/binding.md")]
pub mod binding {}

/// How a row of a database is updated.
#[doc = include_str!("../docs/updating.md")]
pub mod updating {}
