//! Fields of ours, built from the keyword arguments of Django's.
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

/// A field that was built, to be asked.
pub type Asked = Rc<dyn Fn(&Value) -> Answer>;

/// Where Django has bounds at all: of a body 2.5 MB and 1,000 pairs. The defaults of ours are narrower,
/// and a matter of configuration.
pub(super) const DJANGO: Limits = Limits::DEFAULT
    .max_body_bytes(2_621_440)
    .max_fields(1_000)
    .max_text_chars(2_621_440)
    .max_digits(1_000_000)
    .max_items(1_000)
    .max_depth(128)
    .max_json_values(100_000);

thread_local! {
    /// A field stays for as long as the program runs, so each is built once.
    static BUILT: RefCell<HashMap<String, Result<Asked, String>>> = RefCell::default();
}

/// What our field answers.
pub fn answer(name: &str, case: &Case) -> Answer {
    let key = format!("{name} {}", case.config);
    let built =
        BUILT.with_borrow_mut(|built| built.entry(key).or_insert_with(|| build(name, &case.config)).clone());
    match built {
        Ok(field) => field(&case.input),
        Err(why) => Answer::NotBuilt(why),
    }
}

/// The field of that name, from its keyword arguments.
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

/// A field under declaration, with a label as Django would make it.
fn declared<T: FieldType>() -> Field<T> {
    Field::new(super::body::KEY).label("Value")
}

/// The field, asked as Django's `clean` is: a value that must be given has the type itself, one that need not an
/// `Option` of it.
fn asked<T: FieldType>(field: Field<T>, shown: impl Fn(T) -> Value + 'static) -> Asked {
    let field = field.standalone().limits(DJANGO);
    Rc::new(move |input| clean(field, input, &shown))
}

/// A field of whole numbers, of which Python makes no more than 4,300 digits into one.
fn asked_as_integer<T: FieldType>(field: Field<T>, shown: impl Fn(T) -> Value + 'static) -> Asked {
    let field = field.standalone().limits(DJANGO.max_digits(4_300));
    Rc::new(move |input| clean(field, input, &shown))
}

/// A field of texts. Django makes texts of whatever a program hands it, and a control sends nothing else.
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

/// What Django takes for nothing, whatever the field.
fn is_empty(input: &Value) -> bool {
    match input {
        Value::List(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Our errors, as Django lists those of one field. Items and parts have places of their own here, and in Django that of
/// their field, where the same is not said twice.
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

/// What is kept for as long as the program runs.
pub(super) fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Python's way to write a regular expression, in ours: `\Z` is our `\z`, and its `\w` has no combining marks.
pub(super) fn pattern(regex: &str) -> &'static str {
    leaked(&regex.replace("\\Z", "\\z").replace("\\w", r"[\p{L}\p{N}_]"))
}
