//! Start tags: names from our own code, values always quoted and escaped.

use super::{custom::Attributes, escape};
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
    /// An attribute with its value.
    pub fn attribute(self, name: &'static str, value: &str) -> Self {
        if self.custom.is_some_and(|custom| custom.has(name)) {
            return self;
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::push(self.out, value);
        self.out.push('"');
        self
    }
    /// An attribute with a value that there may not be, such as a number.
    pub fn maybe(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.attribute(name, &value.to_string()),
            None => self,
        }
    }
    /// An attribute that says yes by being there.
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set && !self.custom.is_some_and(|custom| custom.has(name)) {
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
                let _ = write!(self.out, " {name}=\"");
                escape::push(self.out, value);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }
}
