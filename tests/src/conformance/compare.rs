//! Django's answer and ours, side by side.

use super::{
    value::Value,
    vectors::{Answer, Case, Complaint},
};

/// How ours stands to Django's.
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

/// The relation of ours to theirs.
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
            // a form answers by being invalid
            Some(false) => Relation::Same,
            _ => Relation::Looser,
        },
        (Answer::Refused(theirs), Answer::Refused(ours)) if are_same(theirs, ours) => Relation::Same,
        (Answer::Refused(_), _) => Relation::OtherErrors,
        // whatever we say, as long as it is an error
        (Answer::Crashed(_) | Answer::NotBuilt(_), _) => Relation::Same,
    }
}

/// Of whole forms, the verdict is in the value.
fn is_valid(value: &Value) -> Option<bool> {
    match value.get("is_valid")? {
        Value::Bool(valid) => Some(*valid),
        _ => None,
    }
}

/// Of a whole form, what ours has as well.
fn parts(theirs: &Value, ours: &Value) -> Value {
    let Value::Object(members) = theirs else { return theirs.clone() };
    Value::Object(members.iter().filter(|(name, _)| ours.get(name).is_some()).cloned().collect())
}

fn are_same(theirs: &[Complaint], ours: &[Complaint]) -> bool {
    theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(theirs, ours)| is_same(theirs, ours))
}

/// Whether code and parameters are the same; of Django's, those that hold what was submitted are left out, for ours
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

/// `value` always, `show_value` where it is no length, the extension of a file's name (of which ours is a part at most),
/// the time that was typed; of ours, an invisible character that is named.
fn holds_input(complaint: &Complaint, name: &str) -> bool {
    let code = complaint.code.as_deref().unwrap_or_default();
    match name {
        "show_value" => !matches!(code, "min_length" | "max_length"),
        "value" | "extension" | "character" => true,
        "datetime" => code == "ambiguous_timezone",
        _ => false,
    }
}
