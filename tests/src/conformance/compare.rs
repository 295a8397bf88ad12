//! Compares Django's answer with ours.

use super::{
    value::Value,
    vectors::{Answer, Case, Complaint},
};

/// The relation of our answer to Django's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// Django accepts, we refuse.
    Stricter,
    /// Both refuse, with other codes or parameters.
    OtherErrors,
    /// Both accept, with other values.
    OtherValue,
    /// Django refuses or crashes, we accept.
    Looser,
    /// We have no such kind or argument.
    NotBuilt,
}

/// Returns the relation of our answer to Django's.
pub fn relation(case: &Case, ours: &Answer) -> Relation {
    match (&case.theirs, ours) {
        (_, Answer::NotBuilt(_)) => Relation::NotBuilt,
        (Answer::Accepted(theirs), Answer::Accepted(ours)) => match (is_valid(theirs), is_valid(ours)) {
            (Some(true), Some(false)) => Relation::Stricter,
            (Some(false), Some(true)) => Relation::Looser,
            (Some(_), Some(_)) if parts(theirs, ours).is(ours, &case.input) => Relation::Same,
            _ if theirs.is(ours, &case.input) => Relation::Same,
            (Some(false), _) => Relation::OtherErrors,
            _ => Relation::OtherValue,
        },
        (Answer::Accepted(_), _) => Relation::Stricter,
        (_, Answer::Accepted(ours)) => match is_valid(ours) {
            // a whole form answers with a value that says that it is invalid
            Some(false) => Relation::Same,
            _ => Relation::Looser,
        },
        (Answer::Refused(theirs), Answer::Refused(ours)) if are_same(theirs, ours) => Relation::Same,
        (Answer::Refused(_), _) => Relation::OtherErrors,
        // Django crashes here, so any error is right
        (Answer::Crashed(_) | Answer::NotBuilt(_), _) => Relation::Same,
    }
}

/// Returns the verdict in the answer of a whole form.
fn is_valid(value: &Value) -> Option<bool> {
    match value.get("is_valid")? {
        Value::Bool(valid) => Some(*valid),
        _ => None,
    }
}

/// Returns the members of Django's answer that our answer has too.
fn parts(theirs: &Value, ours: &Value) -> Value {
    let Value::Object(members) = theirs else { return theirs.clone() };
    Value::Object(members.iter().filter(|(name, _)| ours.get(name).is_some()).cloned().collect())
}

fn are_same(theirs: &[Complaint], ours: &[Complaint]) -> bool {
    theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(theirs, ours)| is_same(theirs, ours))
}

/// Returns whether code and parameters are the same. Skips Django's parameters that hold the submitted value, because ours
/// never do.
fn is_same(theirs: &Complaint, ours: &Complaint) -> bool {
    let compared = |complaint: &Complaint| -> Vec<(String, Value)> {
        complaint.params.iter().filter(|(name, _)| !holds_input(complaint, name)).cloned().collect()
    };
    let (params, our_params) = (compared(theirs), compared(ours));
    theirs.code == ours.code
        && params.len() == our_params.len()
        && params.iter().all(|(name, value)| {
            let ours = our_params.iter().find(|(our_name, _)| our_name == name);
            ours.is_some_and(|(_, ours)| value == ours || value.is_same_number(ours))
        })
}

/// Returns whether a parameter holds submitted input: `value`; `show_value` unless it is a length; the extension of a file name
/// (ours is at most a part of it); the submitted time; and the invisible character that our errors name.
fn holds_input(complaint: &Complaint, name: &str) -> bool {
    let code = complaint.code.as_deref().unwrap_or_default();
    match name {
        "show_value" => !matches!(code, "min_length" | "max_length"),
        "value" | "extension" | "character" => true,
        "datetime" => code == "ambiguous_timezone",
        _ => false,
    }
}
