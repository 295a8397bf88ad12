//! Adapters for web frameworks, each with a feature of its name.
//!
//! An adapter turns the framework's request into a [`Body`](crate::Body), within a limit, and an
//! [`Invalid`](crate::Invalid) form into a response. Everything in between works without a framework.

#[cfg(feature = "axum")]
pub mod axum;
