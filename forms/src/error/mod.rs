//! What is wrong with a submission: records of where and what, worded only when someone looks.

mod code;
mod collector;
mod json;
pub(crate) mod label;
mod list;
mod message;
mod param;
pub(crate) mod path;
mod problem;
mod problem_json;
#[cfg(test)]
mod reference;
mod template;
mod unknown_keys;
mod unreadable;

pub use code::{CODES, Code};
pub use json::{ByField, Nested};
pub use list::{Error, Errors};
pub(crate) use list::{Step, walk, wire_path};
pub use param::{Param, Params};
pub use problem::Problem;
pub use problem_json::{PROBLEM_JSON, ProblemDetails};

pub(crate) use collector::Collector;
pub(crate) use problem::Fault;
pub(crate) use unknown_keys::{KeySyntax, names_secret};
#[cfg(feature = "csrf")]
pub(crate) use unreadable::CsrfFault;
pub(crate) use unreadable::Unreadable;

/// One problem and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record {
    pub(crate) path: path::Path,
    pub(crate) problem: Problem,
}
