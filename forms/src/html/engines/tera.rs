//! tera: a form as a value in a template's context.

use super::values::{self, Values};
use crate::{
    Form,
    html::{Html, View},
};
use ::tera::{Value, value::Map};

struct Tera;

impl Values for Tera {
    type Value = Value;
    type Options = (Vec<Value>, Value);
    const COPIED_OPTION_BYTES: usize = size_of::<Value>();
    fn options(items: Vec<Value>) -> Self::Options {
        let list = Value::from(items.clone());
        (items, list)
    }
    fn chosen((all, list): &Self::Options, chosen: Vec<(usize, Value)>) -> Value {
        if chosen.is_empty() {
            return list.clone();
        }
        let mut items = all.clone();
        for (i, value) in chosen {
            items[i] = value;
        }
        Value::from(items)
    }
    fn text(text: &str) -> Value {
        Value::normal_string(text)
    }
    fn markup(html: Html) -> Value {
        Value::safe_string(html.as_str())
    }
    fn boolean(yes: bool) -> Value {
        Value::from(yes)
    }
    fn list(items: Vec<Value>) -> Value {
        Value::from(items)
    }
    fn map(entries: Vec<(&'static str, Value)>) -> Value {
        Value::from(entries.into_iter().map(|(name, value)| (name.into(), value)).collect::<Map>())
    }
}

impl<F: Form> View<'_, F> {
    /// Returns the form for a tera template, to be added with `Context::insert_value`: `{{ form.html }}`, `{{
    /// form.field.email.control }}`, `{% for field in form.fields %}`. [The page on
    /// templates](crate::manual::rendering#templates) lists all values. Feature `tera`.
    pub fn to_tera(&self) -> Value {
        values::form::<Tera, F>(self)
    }
}
