//! The names and ids of controls.

use super::{BoundField, escape};
use crate::{error::wire_path, schema::Control};
use std::fmt::Write;

impl BoundField<'_> {
    /// Returns the name in a request: `phones[0].number`.
    pub fn name(&self) -> String {
        wire_path(self.page_data.spec, self.path)
    }
    /// Returns the `id` of its control, or of the `<fieldset>` of a form or list: the name after the prefix `id_` or
    /// the one set by [`View::id_prefix`](super::View::id_prefix). For radio buttons and several checkboxes, it is the
    /// id of the first one.
    pub fn id(&self) -> String {
        id_of(&self.page_data.id_prefix, &self.name())
    }
    /// Appends its name to an attribute.
    pub(super) fn push_name(&self, out: &mut String) {
        if self.plain_name && self.path.len() == 1 {
            out.push_str(self.spec.name.as_str());
        } else {
            escape::push(out, &self.name());
        }
    }
    /// Appends the `id` of its control to an attribute.
    pub(super) fn push_id(&self, out: &mut String) {
        if self.plain_name && self.page_data.plain_prefix {
            out.push_str(&self.page_data.id_prefix);
            self.push_name(out);
        } else {
            escape::push(out, &self.id());
        }
    }
    /// Returns the id that links to its errors lead to: of its first control, or of its errors if it is disabled and
    /// cannot get the focus.
    pub(super) fn first_control_id(&self) -> String {
        match self.first_control() {
            _ if self.is_disabled() => format!("{}-error", self.id()),
            Some(field) => field.id(),
            None if self.offers_row() => format!("{}-add", self.id()),
            None => self.id(),
        }
    }
    /// Appends the [first control's id](Self::first_control_id) to an attribute.
    pub(super) fn push_first_control_id(&self, out: &mut String) {
        if self.is_disabled() || matches!(self.control, Control::Fields | Control::Rows) {
            escape::push(out, &self.first_control_id());
        } else {
            self.push_id(out);
        }
    }
}

/// The end of the id of the summary's heading, after the prefix.
const SUMMARY_END: &str = "-summary";

/// Appends the id of the summary's heading to an attribute.
pub(super) fn push_summary_id(prefix: &str, out: &mut String) {
    escape::push(out, &id_of(prefix, ""));
    out.push_str(SUMMARY_END);
}

/// Returns whether a text has only letters, digits and `_`. Such texts need no escaping in an id or in markup, and
/// different texts give different ids.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns the id of the control with a name. Different names have different ids, whatever suffix is added. Names in a
/// request never contain `+`, and a link keeps it unchanged, unlike `%`.
fn id_of(prefix: &str, name: &str) -> String {
    let mut id = String::with_capacity(prefix.len() + name.len());
    // a blank would separate ids in an attribute that refers to them
    for c in prefix.chars().chain(name.chars()) {
        if c.is_whitespace() {
            let _ = write!(id, "+{:02X}", u32::from(c));
        } else {
            id.push(c);
        }
    }
    // these suffixes are those of hints, errors, the summary and further choices
    if let Some((stem, end)) = id.rsplit_once('-')
        && (matches!(end, "hint" | "error" | "add")
            || name == SUMMARY_END
            || (!end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit())))
    {
        return format!("{stem}+2D{end}");
    }
    id
}
