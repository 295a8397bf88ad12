//! A thin adapter for each web framework, behind a feature of its name.
//!
//! All of an adapter is the way from the framework's request to a [`Body`](crate::Body), read within a limit, and from
//! an [`Invalid`](crate::Invalid) form to an answer. Everything between is the same without a framework.

#[cfg(feature = "axum")]
pub mod axum;
