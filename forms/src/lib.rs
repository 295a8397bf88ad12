//! Forms.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod body;
mod bound;
mod cleaner;
pub mod error;
mod field;
mod form;
pub mod html;
mod limits;
pub mod manual;
mod model;
pub mod password;
mod raw;
mod report;
pub mod spec;
mod token;
pub mod validator;
pub mod web;

pub use body::Body;
pub use bound::{Bound, Clean, Create, Edit, Invalid, Receipt, Update};
pub use cleaner::Cleaner;
pub use error::{Error, Errors, Param, Problem};
pub use field::{Choice, Email, FieldType, Password};
pub use form::{Binder, Form};
pub use limits::Limits;
pub use model::Changed;
pub use raw::Raw;
pub use report::Report;
pub use spec::{FieldSpec, Kind, Spec};
pub use token::{Token, Within};

/// The form while it is checked: every field an `Option`, of nested forms an `Option` too, of flattened forms their
/// own draft.
pub type Draft<F> = <F as Form>::Draft;

#[doc(hidden)]
#[path = "expansion.rs"]
pub mod __private;

pub use forms_derive::{Choice, Form};
