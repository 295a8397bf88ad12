//! The name of a control, and the ids that the parts of a field refer to each other by.

use super::{BoundField, escape};
use crate::{error::wire_path, schema::Control};
use std::fmt::Write;

impl BoundField<'_> {
    /// The name on the wire: `phones[0].number`.
    pub fn name(&self) -> String {
        wire_path(self.scene.spec, self.path)
    }
    /// The `id` of its control, of a form or a list that of its `fieldset`: `id_`, or what
    /// [`View::id_prefix`](super::View::id_prefix) says, and the name. Of radio buttons and of
    /// checkboxes for several choices, it is the first one's.
    pub fn id(&self) -> String {
        id_of(&self.scene.id_prefix, &self.name())
    }
    /// Its name, for an attribute.
    pub(super) fn push_name(&self, out: &mut String) {
        if self.plain_name && self.path.len() == 1 {
            out.push_str(self.spec.name.as_str());
        } else {
            escape::push(out, &self.name());
        }
    }
    /// The `id` of its control, for an attribute.
    pub(super) fn push_id(&self, out: &mut String) {
        if self.plain_name && self.scene.plain_prefix {
            out.push_str(&self.scene.id_prefix);
            self.push_name(out);
        } else {
            escape::push(out, &self.id());
        }
    }
    /// The id of the first control in it: where a link to what is wrong leads.
    pub(super) fn first_control_id(&self) -> String {
        match self.first_control() {
            Some(field) => field.id(),
            None if self.offers_row() => format!("{}-add", self.id()),
            None => self.id(),
        }
    }
    /// The same, for an attribute.
    pub(super) fn push_first_control_id(&self, out: &mut String) {
        if matches!(self.control, Control::Fields | Control::Rows) {
            escape::push(out, &self.first_control_id());
        } else {
            self.push_id(out);
        }
    }
}

/// Behind the prefix, in the id of the summary's heading.
const SUMMARY_END: &str = "-summary";

/// The id of the heading of the summary, for an attribute.
pub(super) fn push_summary_id(prefix: &str, out: &mut String) {
    escape::push(out, &id_of(prefix, ""));
    out.push_str(SUMMARY_END);
}

/// Whether nothing in it means anything in an id or in markup: no two ids that are made of such texts are made the same.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The id of the control of that name: no two names have the same, whatever is put behind it. No name on the wire has a
/// `+`, which a link keeps as it is, unlike a `%`.
fn id_of(prefix: &str, name: &str) -> String {
    let mut id = String::with_capacity(prefix.len() + name.len());
    // an id ends at a blank where others refer to it
    for c in prefix.chars().chain(name.chars()) {
        if c.is_whitespace() {
            let _ = write!(id, "+{:02X}", u32::from(c));
        } else {
            id.push(c);
        }
    }
    // the ids of hints, of errors, of the summary and of further choices end so
    if let Some((stem, end)) = id.rsplit_once('-')
        && (matches!(end, "hint" | "error" | "add")
            || name == SUMMARY_END
            || (!end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit())))
    {
        return format!("{stem}+2D{end}");
    }
    id
}
