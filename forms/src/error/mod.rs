//! The errors of a submission. Each is stored as a path and a problem; its message is written on demand.

mod collector;
mod errors;
mod json;
pub(crate) mod label;
mod message;
pub(crate) mod path;
mod problem;
mod problem_json;
#[cfg(test)]
mod reference;
mod template;
mod unknown_keys;
mod unreadable;
mod weakness;

pub use crate::schema::{
    code::{CODES, Code},
    param::{Param, Params},
};
pub use errors::{Error, Errors};
pub(crate) use errors::{Step, walk, wire_path};
pub use json::{ByField, Nested};
pub use problem::Problem;
pub use problem_json::{PROBLEM_JSON, ProblemDetails};

pub(crate) use collector::Collector;
#[cfg(any(feature = "fuzzing", test))]
pub(crate) use collector::MOST_ERRORS;
pub(crate) use problem::Fault;
pub(crate) use unknown_keys::{KeySyntax, names_secret};
#[cfg(any(feature = "fuzzing", test))]
pub(crate) use unknown_keys::{LONGEST_SHOWN_KEY, MOST_UNKNOWN_KEYS};
#[cfg(feature = "csrf")]
pub(crate) use unreadable::CsrfFault;
#[cfg(any(feature = "multipart", test))]
pub(crate) use unreadable::MultipartFault;
pub(crate) use unreadable::Unreadable;
pub(crate) use weakness::Weakness;

/// A problem and its path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record {
    pub(crate) path: path::Path,
    pub(crate) problem: Problem,
}
