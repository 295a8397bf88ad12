//! Messages: plain English that names the label and says what to do.

use crate::{error::Problem, spec::FieldSpec};

/// The message of a problem at that field.
pub(crate) fn of(problem: &Problem, field: Option<&'static FieldSpec>) -> String {
    format!("{}: {}", field.map_or("", |f| f.label), problem.code())
}
