//! Start tags: names from our own code, values always quoted and escaped.

use super::escape;
use std::fmt::{Display, Write};

/// A start tag that is being written.
pub(super) struct Tag<'o> {
    out: &'o mut String,
}

impl<'o> Tag<'o> {
    pub(super) fn open(out: &'o mut String, name: &'static str) -> Self {
        out.push('<');
        out.push_str(name);
        Tag { out }
    }
    pub(super) fn text(self, name: &'static str, value: &str) -> Self {
        let _ = write!(self.out, " {name}=\"");
        escape::push(self.out, value);
        self.out.push('"');
        self
    }
    /// A value that we make: a number, a word.
    pub(super) fn plain(self, name: &'static str, value: impl Display) -> Self {
        let value = value.to_string();
        self.text(name, &value)
    }
    pub(super) fn maybe(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.plain(name, value),
            None => self,
        }
    }
    pub(super) fn flag(self, name: &'static str, is_set: bool) -> Self {
        if is_set {
            self.out.push(' ');
            self.out.push_str(name);
        }
        self
    }
    /// The end of the start tag.
    pub(super) fn close(self) {
        self.out.push('>');
    }
}
