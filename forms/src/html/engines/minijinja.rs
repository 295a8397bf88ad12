//! minijinja: a form as a value of a template's context.

use super::values::{self, Values};
use crate::{
    Form,
    html::{Html, View},
};
use ::minijinja::Value;
use std::collections::BTreeMap;

struct Minijinja;

impl Values for Minijinja {
    type Value = Value;
    fn text(text: &str) -> Value {
        Value::from(text)
    }
    fn markup(html: Html) -> Value {
        Value::from_safe_string(html.into_string())
    }
    fn boolean(yes: bool) -> Value {
        Value::from(yes)
    }
    fn list(items: Vec<Value>) -> Value {
        Value::from(items)
    }
    fn map(entries: Vec<(&'static str, Value)>) -> Value {
        // `Value::from` would copy every name
        Value::from_object(entries.into_iter().collect::<BTreeMap<_, _>>())
    }
}

impl<F: Form> View<'_, F> {
    /// The form for a template of minijinja: `{{ form.html }}`, `{{ form.field.email.control }}`,
    /// `{% for field in form.fields %}`. The page on [templates](crate::manual::rendering#templates) lists all there is.
    /// Feature `minijinja`.
    pub fn to_minijinja(&self) -> Value {
        values::form::<Minijinja, F>(self)
    }
}
