//! Start tags. Names are literals, and values are always quoted and escaped.

use super::{BoundField, custom::Attributes, escape};
use std::fmt::{Display, Write};

/// Writes a start tag. [`Html::start_tag`](super::Html::start_tag) begins it, and [`close`](Self::close) ends it.
/// Values are escaped. Browsers ignore an attribute if the tag already has one with the same name.
#[derive(Debug)]
pub struct StartTag<'o> {
    out: &'o mut String,
    /// attributes that the page adds, which override those of rules
    custom: Option<&'o Attributes>,
}

impl<'o> StartTag<'o> {
    pub(super) fn open(out: &'o mut String, name: &'static str) -> Self {
        out.push('<');
        out.push_str(name);
        StartTag { out, custom: None }
    }
    /// Adds the attributes that the page adds to a control.
    pub(super) fn customised(mut self, custom: Option<&'o Attributes>) -> Self {
        self.custom = custom;
        self
    }
    fn is_taken(&self, name: &str) -> bool {
        self.custom.is_some_and(|custom| custom.has(name))
    }
    fn begin(&mut self, name: &'static str, length: usize) {
        self.out.reserve(name.len() + length + " =\"\"".len());
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
    }
    /// Adds an attribute.
    pub fn attribute(mut self, name: &'static str, value: &str) -> Self {
        if self.is_taken(name) {
            return self;
        }
        self.begin(name, value.len());
        escape::push(self.out, value);
        self.out.push('"');
        self
    }
    /// Adds an attribute if there is a value, such as a number.
    pub fn maybe(mut self, name: &'static str, value: Option<impl Display>) -> Self {
        if let Some(value) = value
            && !self.is_taken(name)
        {
            self.begin(name, 0);
            let start = self.out.len();
            // writing to a string does not fail
            let _ = write!(self.out, "{value}");
            escape::settle(self.out, start);
            self.out.push('"');
        }
        self
    }
    /// Adds an attribute if there is a text.
    pub(super) fn text(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }
    /// Adds the `type` of an `<input>`.
    pub(super) fn input_type(self, input_type: &'static str) -> Self {
        self.out.push_str(" type=\"");
        escape::push(self.out, input_type);
        self.out.push('"');
        self
    }
    /// Adds an attribute as written. Only for attributes that the library sets.
    pub(super) fn written(self, attribute: &'static str) -> Self {
        self.out.push_str(attribute);
        self
    }
    /// Adds an attribute with the id of a field's control, followed by `end`. `begin` is the attribute up to its
    /// value.
    pub(super) fn id(self, begin: &'static str, field: &BoundField<'_>, end: &'static str) -> Self {
        self.out.push_str(begin);
        field.push_id(self.out);
        self.out.push_str(end);
        self.out.push('"');
        self
    }
    /// Adds the `name` of a field's control.
    pub(super) fn name(self, field: &BoundField<'_>) -> Self {
        self.out.push_str(" name=\"");
        field.push_name(self.out);
        self.out.push('"');
        self
    }
    /// Adds an attribute. `begin` is the attribute up to its value, and `write` writes the escaped value.
    pub(super) fn with(self, begin: &'static str, write: impl FnOnce(&mut String)) -> Self {
        self.out.push_str(begin);
        write(self.out);
        self.out.push('"');
        self
    }
    /// Adds a boolean attribute if it is set.
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set && !self.is_taken(name) {
            self.out.push(' ');
            self.out.push_str(name);
        }
        self
    }
    /// Adds class names, separated by spaces. Adds nothing if there are none.
    pub fn class(self, names: &str) -> Self {
        let added = self.custom.map_or("", |custom| custom.class.as_str());
        if names.is_empty() && added.is_empty() {
            return self;
        }
        self.out.push_str(" class=\"");
        escape::push(self.out, names);
        if !names.is_empty() && !added.is_empty() {
            self.out.push(' ');
        }
        escape::push(self.out, added);
        self.out.push('"');
        self
    }
    /// Ends the start tag.
    pub fn close(self) {
        if let Some(custom) = self.custom {
            for (name, value) in &custom.others {
                self.out.push(' ');
                self.out.push_str(name);
                self.out.push_str("=\"");
                escape::push(self.out, value);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }
}
