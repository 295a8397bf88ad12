//! minijinja: a form as a value in a template's context.

use super::values::{self, Values};
use crate::{
    Form,
    html::{Html, View},
};
use ::minijinja::{
    Value,
    value::{Enumerator, Object, ObjectRepr},
};
use std::{collections::BTreeMap, sync::Arc};

struct Minijinja;

/// The options of a field. All rows share the list, and each row replaces the options that are chosen in it.
#[derive(Debug)]
struct Options {
    all: Arc<[Value]>,
    /// in ascending order of their index
    chosen: Vec<(usize, Value)>,
}

impl Object for Options {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let i = key.as_usize()?;
        let chosen = self.chosen.binary_search_by_key(&i, |(place, _)| *place).ok();
        chosen.map(|at| &self.chosen[at].1).or_else(|| self.all.get(i)).cloned()
    }
    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.all.len())
    }
}

impl Values for Minijinja {
    type Value = Value;
    type Options = Arc<[Value]>;
    const COPIED_OPTION_BYTES: usize = 0;
    fn options(items: Vec<Value>) -> Arc<[Value]> {
        items.into()
    }
    fn chosen(options: &Arc<[Value]>, chosen: Vec<(usize, Value)>) -> Value {
        Value::from_object(Options { all: Arc::clone(options), chosen })
    }
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
    /// Returns the form for a minijinja template: `{{ form.html }}`, `{{ form.field.email.control }}`, `{% for field
    /// in form.fields %}`. [The page on templates](crate::manual::rendering#templates) lists all values. Feature
    /// `minijinja`.
    pub fn to_minijinja(&self) -> Value {
        values::form::<Minijinja, F>(self)
    }
}
