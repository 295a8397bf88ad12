//! Functions of Django other than fields: bodies, controls, labels, file names, escaping.

use super::{
    body::{KEY, body},
    fields::complaints,
    pairs::{Found, find, read},
    value::Value,
    vectors::{Answer, Case, Complaint},
};
use forms::{
    Body, FieldType,
    field::Field,
    html::escape,
    schema::pretty_name,
    validator::{FileMetadata, FileRules, Validator, sanitize_file_name},
};

/// Returns our result.
pub fn answer(name: &str, case: &Case) -> Answer {
    let text = case.input.text();
    match (name, text) {
        ("QueryDict", Some(text)) => query_dict(text, &case.theirs),
        ("CheckboxInput", _) => control(&case.input, Field::<bool>::new(KEY), Value::Bool),
        ("NullBooleanSelect", _) => control(&case.input, Field::<Option<bool>>::new(KEY), |value| {
            value.map_or(Value::Null, Value::Bool)
        }),
        ("pretty_name", Some(text)) => Answer::Accepted(Value::Text(pretty_name(text))),
        ("html_escape", Some(text)) => Answer::Accepted(Value::Text(escape(text).as_str().to_owned())),
        ("sanitize_file_name", Some(text)) => {
            Answer::Accepted(sanitize_file_name(text).map_or(Value::Null, Value::Text))
        }
        ("UploadedFile.name", Some(text)) => file_name(text),
        _ => Answer::NotBuilt(case.kind.clone()),
    }
}

fn control<T: FieldType>(input: &Value, field: Field<T>, shown: fn(T) -> Value) -> Answer {
    let body = body(input).unwrap_or_else(|| Body::form(""));
    match field.standalone().clean(&body) {
        Ok(value) => Answer::Accepted(shown(value)),
        Err(errors) => Answer::Refused(complaints(&errors)),
    }
}

/// Returns the name under which the file is stored.
fn file_name(text: &str) -> Answer {
    let name = sanitize_file_name(text).unwrap_or_default();
    match FileRules::new().validate(&FileMetadata::new(&*name, 1)) {
        Ok(()) => Answer::Accepted(Value::Text(name)),
        Err(problem) => {
            Answer::Refused(vec![Complaint { code: Some(problem.code().to_owned()), params: Vec::new() }])
        }
    }
}

/// Returns the pairs of a body for each key that Django finds.
fn query_dict(text: &str, theirs: &Answer) -> Answer {
    let Answer::Accepted(Value::List(pairs)) = theirs else {
        // Django refuses the whole body
        return match read(text) {
            Ok(()) => Answer::Accepted(Value::Null),
            Err(errors) => Answer::Refused(complaints(&errors)),
        };
    };
    let mut ours = Vec::new();
    for pair in pairs {
        let Value::List(pair) = pair else { continue };
        let (Some(key), Some(Value::List(values))) = (pair[0].text(), pair.get(1)) else { continue };
        let values = match find(text, key, values.len()) {
            Ok(Found::Values(texts)) => Value::List(texts.into_iter().map(Value::Text).collect()),
            Ok(Found::Unnameable) => pair[1].clone(),
            Ok(Found::Absent) => continue,
            Err(errors) => return Answer::Refused(complaints(&errors)),
        };
        ours.push(Value::List(vec![pair[0].clone(), values]));
    }
    Answer::Accepted(Value::List(ours))
}
