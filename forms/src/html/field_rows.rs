//! A field as a list, or as a row of one.

use super::{BoundField, Html, Shown, bound_field::Around, render, room::push_cut};
use crate::{
    bind::row_request,
    error::label::without_end_mark,
    schema::{Control, FieldSchema, Kind},
};

impl BoundField<'_> {
    /// How many rows a list has.
    pub(super) fn len(&self) -> usize {
        let present = || self.scene.initial().len_at(self.path);
        match &self.scene.submitted {
            _ if self.locked => present(),
            Some(submitted) if !self.keeps_rows() => {
                submitted.rows(self.path).max(self.spec.min_items as usize)
            }
            _ => present().max(self.spec.min_items as usize),
        }
    }
    /// Whether the rows of a list are the present ones, of which a partial update said nothing.
    pub(super) fn keeps_rows(&self) -> bool {
        let is_left_out =
            || self.scene.submitted.as_ref().is_some_and(|submitted| !submitted.has_list(self.path));
        self.kept || (self.around != Around::Row && self.is_kept_if_left_out() && is_left_out())
    }
    /// Whether what is not submitted keeps its value, whatever it is.
    pub(super) fn is_kept_if_left_out(&self) -> bool {
        self.scene.present.is_some_and(Shown::is_partial)
    }
    /// Whether a browser sends something of it also where nothing is filled in.
    pub(super) fn is_always_sent(&self) -> bool {
        !self.locked
            && match self.control_kind() {
                Control::Fields => self.fields().any(|field| field.is_always_sent()),
                // each row is sent, if only as being there
                Control::Rows | Control::HiddenRows => self.len() > 0,
                control => control.is_always_sent(),
            }
    }
    /// Whether it is a row that a browser may send nothing of: then a hidden control says that it is there, so that the
    /// rows after it keep their numbers.
    pub(super) fn needs_presence(&self) -> bool {
        self.item.is_some() && self.kind.is_compound() && !self.locked && !self.is_always_sent()
    }
    /// Of how many lists of its field it is an item: 2 of the item of a list in a list.
    pub(super) fn item_depth(&self) -> usize {
        let (mut kind, mut depth) = (&self.spec.kind, 0);
        while let Kind::List(item) = kind
            && !std::ptr::eq(kind, self.kind)
        {
            (kind, depth) = (item, depth + 1);
        }
        depth
    }
    /// Whether another row may be added to a list.
    pub(super) fn offers_row(&self) -> bool {
        self.has_row_buttons() && self.len() < self.scene.most_items(self.spec, self.path)
    }
    pub(super) fn has_row_buttons(&self) -> bool {
        matches!(self.control_kind(), Control::Rows) && !self.locked && self.scene.row_buttons
    }
    /// What the buttons of a row do, in order.
    pub(super) fn row_changes(&self) -> Vec<(&'static str, &'static str)> {
        let (Some(item), Some(list)) = (self.item, self.scene.field_at(self.path.parent())) else {
            return Vec::new();
        };
        if !list.has_row_buttons() {
            return Vec::new();
        }
        let (item, rows, words) = (usize::from(item), list.len(), self.strings());
        let mut changes = Vec::new();
        if self.spec.ordered && item > 0 {
            changes.push((row_request::UP, words.move_up));
        }
        if self.spec.ordered && item + 1 < rows {
            changes.push((row_request::DOWN, words.move_down));
        }
        if rows > self.spec.min_items as usize {
            changes.push((row_request::REMOVE, words.remove));
        }
        if row_request::only_grows(list.kind, self.scene.present.is_some()) {
            changes.clear();
        }
        changes
    }
    /// The buttons of a list or of a row of one: to add a row, to remove it, and to move it where the order means something.
    /// They are in [`control`](Self::control) already. Where the page has no room for all rows, those of a list say so, and keep
    /// the page from being saved.
    pub fn row_buttons(&self) -> Html {
        let mut out = String::new();
        // whoever draws rows one by one draws nothing else that says it
        if self.scene.is_cut && matches!(self.control_kind(), Control::Rows) {
            push_cut(&self.scene, &mut out);
        }
        render::row_buttons(self, &mut out);
        Html::new(out)
    }
}

/// What a person calls that item of a list.
pub(super) fn item_label(list: &FieldSchema, item: u16) -> String {
    format!("{} {}", item_name(list), u32::from(item) + 1)
}

pub(super) fn item_name(list: &FieldSchema) -> &'static str {
    without_end_mark(if list.item_label.is_empty() { list.label } else { list.item_label })
}
