//! What Django does beside its fields: bodies, controls, labels, names of files, escaping.

use super::{
    body::{KEY, body},
    fields::{DJANGO, complaints},
    value::Value,
    vectors::{Answer, Case, Complaint},
};
use forms::{
    Body, Errors, FieldType,
    html::escape,
    spec::{Field, pretty_name},
    validator::{FileMetadata, FileRules, Validator, sanitize_file_name},
};

/// What ours does.
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

/// The name that a file is kept under.
fn file_name(text: &str) -> Answer {
    let name = sanitize_file_name(text).unwrap_or_default();
    match FileRules::new().validate(&FileMetadata::new(&*name, 1)) {
        Ok(()) => Answer::Accepted(Value::Text(name)),
        Err(problem) => {
            Answer::Refused(vec![Complaint { code: Some(problem.code().to_owned()), params: Vec::new() }])
        }
    }
}

/// The pairs of a body: there is no map of them here, so each key that Django finds is asked for by a form that has it,
/// and passes over the others.
fn query_dict(text: &str, theirs: &Answer) -> Answer {
    let Answer::Accepted(Value::List(pairs)) = theirs else {
        // Django refuses the body as a whole
        let any = Field::<Option<String>>::new(KEY).standalone().limits(DJANGO).ignore_unknown();
        return match any.clean(&Body::form(text)) {
            Ok(_) => Answer::Accepted(Value::Null),
            Err(errors) => Answer::Refused(complaints(&errors)),
        };
    };
    let mut found = Vec::new();
    for pair in pairs {
        let Value::List(pair) = pair else { continue };
        let (Some(key), Some(Value::List(values))) = (pair[0].text(), pair.get(1)) else { continue };
        if !can_be_a_name(key) {
            // it reads as it does, as a key that no form has
            match is_unknown(key, text) {
                Ok(true) => found.push(Value::List(vec![Value::Text(key.to_owned()), pair[1].clone()])),
                Ok(false) => {}
                Err(errors) => return Answer::Refused(complaints(&errors)),
            }
            continue;
        }
        let read = if values.len() == 1 {
            let field = Field::<String>::new(super::config::leaked(key));
            let field =
                field.required(false).strip(false).multiline().standalone().limits(DJANGO).ignore_unknown();
            field.clean(&Body::form(text)).map(|text| vec![text])
        } else {
            texts(key).clean(&Body::form(text))
        };
        match read {
            Ok(texts) => {
                let texts = texts.into_iter().map(Value::Text).collect();
                found.push(Value::List(vec![Value::Text(key.to_owned()), Value::List(texts)]));
            }
            Err(errors) => return Answer::Refused(complaints(&errors)),
        }
    }
    Answer::Accepted(Value::List(found))
}

fn texts(key: &str) -> forms::StandaloneField<Vec<String>> {
    let field = Field::<Vec<String>>::new(super::config::leaked(key)).strip(false).multiline();
    field.max_items(1_000).standalone().limits(DJANGO).ignore_unknown()
}

/// Whether a form may have a field of that name.
fn can_be_a_name(key: &str) -> bool {
    !key.is_empty()
        && !key.contains(['&', '=', '+', '%', '"', '\\', '.', '[', ']', '\x7f'])
        && !key.contains(|c| c < ' ')
}

/// Whether a form that has no such key is told of it.
fn is_unknown(key: &str, text: &str) -> Result<bool, Errors> {
    let field = Field::<Option<String>>::new("a-name-that-no-body-has").standalone();
    match field.clean(&Body::form(text)) {
        Ok(_) => Ok(false),
        Err(errors) if errors.iter().all(|error| error.is_unknown_key()) => {
            let shown: String = key.chars().flat_map(char::escape_debug).collect();
            Ok(errors.iter().any(|error| {
                let key = crate::report::unknown_key(&error).unwrap_or_default();
                key == shown || key == unquoted(&shown)
            }))
        }
        Err(errors) => Err(errors),
    }
}

/// Quotes of a key are printed as they are.
fn unquoted(shown: &str) -> String {
    shown.replace("\\\"", "\"").replace("\\'", "'")
}
