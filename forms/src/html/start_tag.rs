//! Start tags: names from our own code, values always quoted and escaped.

use super::{BoundField, custom::Attributes, escape};
use std::fmt::{Display, Write};

/// A start tag that is being written: [`Html::start_tag`](super::Html::start_tag) begins one, [`close`](Self::close) ends
/// it. Values are escaped; an attribute that has the same name as an earlier one is not for a page to have.
#[derive(Debug)]
pub struct StartTag<'o> {
    out: &'o mut String,
    /// what the page adds, which counts before what the rules say
    custom: Option<&'o Attributes>,
}

impl<'o> StartTag<'o> {
    pub(super) fn open(out: &'o mut String, name: &'static str) -> Self {
        out.push('<');
        out.push_str(name);
        StartTag { out, custom: None }
    }
    /// The start tag of a control, with the attributes that the page adds to it.
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
    /// An attribute with its value.
    pub fn attribute(mut self, name: &'static str, value: &str) -> Self {
        if self.is_taken(name) {
            return self;
        }
        self.begin(name, value.len());
        escape::push(self.out, value);
        self.out.push('"');
        self
    }
    /// An attribute with a value that there may not be, such as a number.
    pub fn maybe(mut self, name: &'static str, value: Option<impl Display>) -> Self {
        if let Some(value) = value
            && !self.is_taken(name)
        {
            self.begin(name, 0);
            let start = self.out.len();
            // writing into a string does not fail
            let _ = write!(self.out, "{value}");
            escape::settle(self.out, start);
            self.out.push('"');
        }
        self
    }
    /// An attribute with a text that there may not be.
    pub(super) fn text(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }
    /// The `type` of an `<input>`.
    pub(super) fn input_type(self, input_type: &'static str) -> Self {
        self.out.push_str(" type=\"");
        escape::push(self.out, input_type);
        self.out.push('"');
        self
    }
    /// An attribute of ours as it is written, which no page may set.
    pub(super) fn written(self, attribute: &'static str) -> Self {
        self.out.push_str(attribute);
        self
    }
    /// An attribute with the id of that field's control, and with what is put behind it. `begin` is the attribute up to its
    /// value.
    pub(super) fn id(self, begin: &'static str, field: &BoundField<'_>, end: &'static str) -> Self {
        self.out.push_str(begin);
        field.push_id(self.out);
        self.out.push_str(end);
        self.out.push('"');
        self
    }
    /// The `name` of that field's control.
    pub(super) fn name(self, field: &BoundField<'_>) -> Self {
        self.out.push_str(" name=\"");
        field.push_name(self.out);
        self.out.push('"');
        self
    }
    /// An attribute whose value `write` writes, escaped. `begin` is the attribute up to it.
    pub(super) fn with(self, begin: &'static str, write: impl FnOnce(&mut String)) -> Self {
        self.out.push_str(begin);
        write(self.out);
        self.out.push('"');
        self
    }
    /// An attribute that says yes by being there.
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set && !self.is_taken(name) {
            self.out.push(' ');
            self.out.push_str(name);
        }
        self
    }
    /// Class names, separated by spaces; no attribute if there are none.
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
    /// The end of the start tag.
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
