//! Builds our fields from the keyword arguments of Django's.
#![expect(
    clippy::unnecessary_wraps,
    reason = "kinds of fields are built alike, and some of them not from every argument"
)]

mod boolean;
mod choice;
mod date_time;
mod file;
mod identifier;
mod json;
mod network;
mod number;
mod text;

pub(super) use choice::choices;

use super::{
    body::body,
    config::{Config, leaked},
    value::Value,
    vectors::{Answer, Case, Complaint},
};
use forms::{Errors, FieldType, Limits, Param, StandaloneField, field::Field};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// A built field: a function from an input to our answer.
pub type Asked = Rc<dyn Fn(&Value) -> Answer>;

/// Django's limits: 2.5 MB and 1,000 pairs for a body, and none or high ones otherwise. Our defaults are lower,
/// and configurable.
pub(super) const DJANGO: Limits = Limits::DEFAULT
    .max_body_bytes(2_621_440)
    .max_fields(1_000)
    .max_text_chars(2_621_440)
    .max_digits(1_000_000)
    .max_items(1_000)
    .max_depth(128)
    .max_json_values(100_000);

thread_local! {
    /// The built fields. A field is static and never freed, so each is built once.
    static BUILT: RefCell<HashMap<String, Result<Asked, String>>> = RefCell::default();
}

/// Returns the answer of our field.
pub fn answer(name: &str, case: &Case) -> Answer {
    let key = format!("{name} {}", case.config);
    let built =
        BUILT.with_borrow_mut(|built| built.entry(key).or_insert_with(|| build(name, &case.config)).clone());
    match built {
        Ok(field) => field(&case.input),
        Err(why) => Answer::NotBuilt(why),
    }
}

/// Builds the field of that name from its keyword arguments.
pub fn build(name: &str, arguments: &serde_json::Value) -> Result<Asked, String> {
    let config = Config::new(arguments);
    let field = match name {
        "CharField" => text::char_field(&config),
        "EmailField" => network::email_field(&config),
        "URLField" => network::url_field(&config),
        "SlugField" => network::slug_field(&config),
        "GenericIPAddressField" => network::generic_ip_address_field(&config),
        "DateField" => date_time::date_field(&config),
        "TimeField" => date_time::time_field(&config),
        "DateTimeField" => date_time::date_time_field(&config),
        "FileField" => file::file_field(&config),
        "RegexField" => text::regex_field(&config),
        "UsernameField" => text::username_field(&config),
        "IntegerField" => number::integer_field(&config),
        "FloatField" => number::float_field(&config),
        "DecimalField" => number::decimal_field(&config),
        "UUIDField" => identifier::uuid_field(&config),
        "SplitDateTimeField" => date_time::split_date_time_field(&config),
        "DurationField" => date_time::duration_field(&config),
        "BooleanField" => boolean::boolean_field(&config),
        "NullBooleanField" => boolean::null_boolean_field(&config),
        "ChoiceField" => choice::choice_field(&config),
        "TypedChoiceField" => choice::typed_choice_field(&config),
        "MultipleChoiceField" => choice::multiple_choice_field(&config),
        "TypedMultipleChoiceField" => choice::typed_multiple_choice_field(&config),
        "JSONField" => json::json_field(&config),
        _ => return Err(name.to_owned()),
    }?;
    match config.unknown() {
        Some(argument) => Err(format!("{name} with {argument}")),
        None => Ok(field),
    }
}

/// Starts a field with the label that Django would make.
fn declared<T: FieldType>() -> Field<T> {
    Field::new(super::body::KEY).label("Value")
}

/// Returns a field that is called like Django's `clean`. A required value has the type itself, an optional one an
/// `Option` of it.
fn asked<T: FieldType>(field: Field<T>, shown: impl Fn(T) -> Value + 'static) -> Asked {
    let field = field.standalone().limits(DJANGO);
    Rc::new(move |input| clean(field, input, &shown))
}

/// Returns a field of whole numbers. Python refuses to convert more than 4,300 digits.
fn asked_as_integer<T: FieldType>(field: Field<T>, shown: impl Fn(T) -> Value + 'static) -> Asked {
    let field = field.standalone().limits(DJANGO.max_digits(4_300));
    Rc::new(move |input| clean(field, input, &shown))
}

/// Returns a field of texts. Django converts any value of a program to a text, and a control sends only texts.
fn asked_as_text<T: FieldType>(field: Field<T>, shown: impl Fn(T) -> Value + 'static) -> Asked {
    let asked = asked(field, shown);
    Rc::new(move |input| match input.python_str() {
        Some(text) => asked(&Value::Text(text)),
        None => asked(input),
    })
}

fn clean<T: FieldType>(field: StandaloneField<T>, input: &Value, shown: &impl Fn(T) -> Value) -> Answer {
    match body(if is_empty(input) { &Value::Null } else { input }) {
        Some(body) => match field.clean(&body) {
            Ok(value) => Answer::Accepted(shown(value)),
            Err(errors) => Answer::Refused(complaints(&errors)),
        },
        None => Answer::NotBuilt("an input that no body brings".to_owned()),
    }
}

/// Returns whether the value is empty for every field of Django.
fn is_empty(input: &Value) -> bool {
    match input {
        Value::List(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Returns our errors as Django lists those of one field. Our errors of items and parts have their own paths; in Django they are
/// errors of the field, which has each error once.
pub fn complaints(errors: &Errors) -> Vec<Complaint> {
    let mut complaints: Vec<Complaint> = Vec::new();
    for error in errors.iter() {
        let complaint = complaint(error.code(), error.params());
        if !complaints.contains(&complaint) {
            complaints.push(complaint);
        }
    }
    complaints
}

pub fn complaint(code: &str, params: impl IntoIterator<Item = (&'static str, Param)>) -> Complaint {
    let params = params.into_iter().map(|(name, param)| (name.to_owned(), value_of(&param))).collect();
    Complaint { code: Some(code.to_owned()), params }
}

fn value_of(param: &Param) -> Value {
    match param {
        Param::Integer(n) => Value::Int(n.to_string()),
        Param::Float(n) => Value::Float(*n),
        other => Value::Text(other.to_string()),
    }
}

/// Returns a reference with a static lifetime.
pub(super) fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Translates a regular expression of Python: `\Z` is our `\z`, and Python's `\w` does not match combining marks.
pub(super) fn pattern(regex: &str) -> &'static str {
    leaked(&regex.replace("\\Z", "\\z").replace("\\w", r"[\p{L}\p{N}_]"))
}
