//! Choice fields. Django takes values of any type and compares their texts; our choices are texts.

use super::{Asked, Config, Value, asked_as_text, complaints, declared, leaked};
use crate::conformance::{
    body::body,
    vectors::{Answer, Complaint},
};
use forms::{
    Body, FieldType,
    field::{Field, TextField},
    schema::{ChoiceOption, Choices, ChoicesOf},
};
use serde_json::Value as Json;
use std::rc::Rc;

pub(super) fn choice_field(config: &Config<'_>) -> Result<Asked, String> {
    let field = offering(declared::<String>(), config)?.strip(false).required(config.required());
    Ok(asked_as_text(field, Value::Text))
}

pub(super) fn typed_choice_field(config: &Config<'_>) -> Result<Asked, String> {
    let field = offering(declared::<String>(), config)?.strip(false).required(config.required());
    let (coerce, empty) = (coerce(config)?, config.empty_value().unwrap_or(Value::Text(String::new())));
    let chosen = asked_as_text(field, Value::Text);
    Ok(Rc::new(move |input| match chosen(input) {
        Answer::Accepted(Value::Text(text)) if text.is_empty() => Answer::Accepted(empty.clone()),
        Answer::Accepted(value) => coerce(&value).map_or_else(no_choice, Answer::Accepted),
        refused => refused,
    }))
}

pub(super) fn multiple_choice_field(config: &Config<'_>) -> Result<Asked, String> {
    list(config, Value::List)
}

pub(super) fn typed_multiple_choice_field(config: &Config<'_>) -> Result<Asked, String> {
    let (coerce, empty) = (coerce(config)?, config.empty_value().unwrap_or(Value::List(Vec::new())));
    let chosen = list(config, Value::List)?;
    Ok(Rc::new(move |input| match chosen(input) {
        Answer::Accepted(Value::List(items)) if items.is_empty() => Answer::Accepted(empty.clone()),
        Answer::Accepted(Value::List(items)) => {
            let items: Option<Vec<Value>> = items.iter().map(&coerce).collect();
            items.map_or_else(no_choice, |items| Answer::Accepted(Value::List(items)))
        }
        refused => refused,
    }))
}

fn list(config: &Config<'_>, shown: fn(Vec<Value>) -> Value) -> Result<Asked, String> {
    let field = offering(declared::<Vec<String>>(), config)?.strip(false).required(config.required());
    let field = field.standalone().limits(super::DJANGO);
    Ok(Rc::new(move |input| {
        // a text is not a list, but a control would send it as a list with one item
        let body = match input {
            Value::Text(text) if text.is_empty() => Some(Body::form("")),
            Value::Object(members) if members.is_empty() => Some(Body::form("")),
            Value::Text(text) => Some(Body::json(format!("{{\"v\":{}}}", Json::from(text.as_str())))),
            Value::List(items) => body(&Value::List(items.iter().map(as_text).collect())),
            other => body(other),
        };
        let Some(body) = body else { return Answer::NotBuilt("an input that no body brings".to_owned()) };
        match field.clean(&body) {
            Ok(items) => Answer::Accepted(shown(items.into_iter().map(Value::Text).collect())),
            Err(errors) => Answer::Refused(complaints(&errors)),
        }
    }))
}

/// Converts the items to texts, as Django does.
fn as_text(item: &Value) -> Value {
    match item {
        Value::Null => Value::Text("None".to_owned()),
        item => item.python_str().map_or_else(|| item.clone(), Value::Text),
    }
}

fn no_choice() -> Answer {
    Answer::Refused(vec![Complaint { code: Some("invalid_choice".to_owned()), params: Vec::new() }])
}

/// Adds the choices to the field. Without choices, as a program can find at run time, no value is valid.
fn offering<T: FieldType + TextField>(field: Field<T>, config: &Config<'_>) -> Result<Field<T>, String> {
    static NONE: ChoicesOf<()> = ChoicesOf(|()| Choices::from_iter::<[ChoiceOption; 0]>([]));
    Ok(match choices(config)? {
        [] => field.choices_from(&NONE),
        choices => field.one_of(choices),
    })
}

/// Returns the values, including those in groups.
pub(crate) fn choices(config: &Config<'_>) -> Result<&'static [&'static str], String> {
    let choices = config.get("choices").and_then(Json::as_array).ok_or("no choices")?;
    let mut values = Vec::new();
    for choice in choices {
        match &choice[1] {
            Json::Array(group) => values.extend(group.iter().map(|choice| value(&choice[0]))),
            _ => values.push(value(&choice[0])),
        }
    }
    Ok(values.leak())
}

fn value(json: &Json) -> &'static str {
    leaked(&Value::read(json).python_str().unwrap_or_default())
}

/// Applies the function that Django's tests name `coerce`.
fn coerce(config: &Config<'_>) -> Result<impl Fn(&Value) -> Option<Value> + use<>, String> {
    let coerce: fn(&str) -> Option<Value> = match config.text("coerce") {
        None => |text| Some(Value::Text(text.to_owned())),
        Some("int") => |text| text.parse::<i64>().ok().map(|n| Value::Int(n.to_string())),
        Some("float") => |text| text.parse().ok().map(Value::Float),
        Some("bool01") => |text| text.parse::<u8>().ok().map(|n| Value::Bool(n != 0)),
        Some(other) => return Err(format!("coerce with {other}")),
    };
    Ok(move |value: &Value| coerce(value.text()?))
}
