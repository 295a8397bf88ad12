//! Reads the keyword arguments of Django's classes.

use super::value::Value;
use forms::schema::Number;
use serde_json::{Map, Value as Json};
use std::cell::RefCell;

/// The keyword arguments of one field or validator. An argument that no code reads is unknown to us, and the
/// case then counts as not built.
#[derive(Debug)]
pub struct Config<'c> {
    arguments: &'c Map<String, Json>,
    asked: RefCell<Vec<&'static str>>,
}

/// Arguments that set only the appearance of a field or its messages.
const OF_NO_CONSEQUENCE: &[&str] = &[
    "label",
    "help_text",
    "initial",
    "widget",
    "error_messages",
    "label_suffix",
    "show_hidden_initial",
    "message",
];

impl<'c> Config<'c> {
    /// # Panics
    /// Panics if it is not an object.
    pub fn new(config: &'c Json) -> Self {
        let arguments = config.as_object().expect("keyword arguments");
        Config { arguments, asked: RefCell::new(OF_NO_CONSEQUENCE.to_vec()) }
    }
    pub fn get(&self, name: &'static str) -> Option<&'c Json> {
        self.asked.borrow_mut().push(name);
        self.arguments.get(name)
    }
    pub fn flag(&self, name: &'static str, default: bool) -> bool {
        self.get(name).and_then(Json::as_bool).unwrap_or(default)
    }
    /// Returns whether a value is required. Django's default is `True`.
    pub fn required(&self) -> bool {
        self.flag("required", true)
    }
    pub fn text(&self, name: &'static str) -> Option<&'c str> {
        self.get(name).and_then(Json::as_str)
    }
    pub fn count(&self, name: &'static str) -> Option<u32> {
        self.get(name).and_then(Json::as_u64).map(|count| u32::try_from(count).unwrap_or(u32::MAX))
    }
    /// Returns a number, also if it is written as a text.
    pub fn number(&self, name: &'static str) -> Option<Number> {
        number(self.get(name)?)
    }
    /// Returns a list of texts with a static lifetime.
    pub fn texts(&self, name: &'static str) -> Option<&'static [&'static str]> {
        let texts = self.get(name)?.as_array()?;
        let texts: Option<Vec<&'static str>> = texts.iter().map(|text| text.as_str().map(leaked)).collect();
        Some(texts?.leak())
    }
    /// Returns the value that stands for a missing one, if the config has one.
    pub fn empty_value(&self) -> Option<Value> {
        self.get("empty_value").map(Value::read)
    }
    /// Returns the first argument that no code has read.
    pub fn unknown(&self) -> Option<String> {
        let asked = self.asked.borrow();
        self.arguments.keys().find(|name| !asked.contains(&name.as_str())).cloned()
    }
}

pub fn number(json: &Json) -> Option<Number> {
    match json {
        Json::Number(number) if number.is_f64() => number.as_f64().map(Number::Float),
        Json::Number(number) => number.to_string().parse().ok().map(Number::Integer),
        Json::String(text) => match text.parse() {
            Ok(whole) => Some(Number::Integer(whole)),
            // as a decimal, because Django's numbers are exact
            Err(_) => Some(Number::decimal(text)),
        },
        _ => None,
    }
}

/// Returns a copy of the text with a static lifetime, because declarations are static.
pub fn leaked(text: &str) -> &'static str {
    Box::leak(text.into())
}
