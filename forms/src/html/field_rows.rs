//! Rows of lists.

use super::{BoundField, Html, Shown, bound_field::Container, page_size::push_cut, render};
use crate::{
    bind::row_request,
    body::urlencoded::DELETE_MARKER,
    error::{label::without_end_mark, path::Path},
    schema::{Control, FieldSchema, Kind},
};

impl BoundField<'_> {
    /// Returns the number of rows of a list.
    pub(super) fn len(&self) -> usize {
        let present = || self.page_data.initial().len_at(self.present_path());
        match &self.page_data.submitted {
            _ if self.locked => present(),
            Some(submitted) if !self.keeps_rows() => {
                submitted.rows(self.path).max(row_request::least_rows(self.spec))
            }
            _ => present().max(row_request::least_rows(self.spec)),
        }
    }
    /// Returns whether a partial update left the list unchanged, so that it shows the present rows.
    pub(super) fn keeps_rows(&self) -> bool {
        let is_left_out =
            || self.page_data.submitted.as_ref().is_some_and(|submitted| !submitted.has_list(self.path));
        // a page that has no rows of such a list was made before there were any
        let is_kept = || self.is_kept_if_left_out() || (self.item.is_none() && self.spec.row_key.is_some());
        self.kept || (self.container != Container::Row && is_kept() && is_left_out())
    }
    /// Returns whether a field that is not submitted keeps its value.
    pub(super) fn is_kept_if_left_out(&self) -> bool {
        self.page_data.present.is_some_and(Shown::is_partial)
    }
    /// Returns whether a browser always sends something for it, even if nothing is filled in.
    pub(super) fn is_always_sent(&self) -> bool {
        !self.locked
            && match self.control_kind() {
                Control::Fields => self.fields().any(|field| field.is_always_sent()),
                // each row is sent, by a hidden control if it is empty
                Control::Rows | Control::HiddenRows => self.len() > 0,
                control => control.is_always_sent(),
            }
    }
    /// Returns whether it is a row for which a browser may send nothing. Such a row gets a hidden control, so that the
    /// rows after it keep their numbers.
    pub(super) fn needs_presence(&self) -> bool {
        self.item.is_some() && self.kind.is_compound() && !self.locked && !self.is_always_sent()
    }
    /// Returns how many lists the item is nested in, within its field: 2 for an item of a list in a list.
    pub(super) fn item_depth(&self) -> usize {
        let (mut kind, mut depth) = (&self.spec.kind, 0);
        while let Kind::List(item) = kind
            && !std::ptr::eq(kind, self.kind)
        {
            (kind, depth) = (item, depth + 1);
        }
        depth
    }
    /// Returns whether another row may be added to a list.
    pub(super) fn offers_row(&self) -> bool {
        self.has_row_buttons()
            && row_request::adds_rows(self.spec)
            && self.len() < self.page_data.most_items(self.spec, self.path)
    }
    pub(super) fn has_row_buttons(&self) -> bool {
        matches!(self.control_kind(), Control::Rows) && !self.locked && self.page_data.row_buttons
    }
    /// Returns the buttons of a row, in order: the change to make, and the text.
    pub(super) fn row_changes(&self) -> Vec<(&'static str, &'static str)> {
        let (Some(item), Some(list)) = (self.item, self.page_data.field_at(self.path.parent())) else {
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
        if row_request::removes_row(self.spec, rows, self.container != Container::Row) {
            changes.push((row_request::REMOVE, words.remove));
        }
        if row_request::only_grows(list.kind, self.page_data.present.is_some()) {
            changes.clear();
        }
        changes
    }
    /// Returns the path of the present row that item `index` of this list shows, if its rows have a key.
    pub(super) fn present_row(&self, row: Path, index: u16) -> Option<Path> {
        self.spec.row_key?;
        if self.page_data.submitted.is_some() && !self.locked && !self.keeps_rows() {
            return self.page_data.matched_rows.as_ref()?.present_row(row);
        }
        let present = self.page_data.present?;
        (usize::from(index) < present.len_at(self.present_path())).then(|| self.present_path().then(index))
    }
    /// Returns whether this is a row whose key is field `i` of its form.
    pub(super) fn is_row_with_key(&self, i: usize) -> bool {
        self.item.is_some() && self.spec.row_key.is_some_and(|key| key.index() == i)
    }
    /// Returns whether it is a present row that can be deleted. Such a row has a box for that.
    pub(super) fn offers_delete(&self) -> bool {
        self.item.is_some() && self.spec.can_delete && self.container != Container::Row && !self.locked
    }
    /// Returns whether the box that deletes the row is ticked.
    pub(super) fn is_marked_deleted(&self) -> bool {
        let marker = self.path.then(DELETE_MARKER as u16);
        let submitted = self.page_data.submitted.as_ref().filter(|_| !self.kept);
        let text = submitted.and_then(|submitted| submitted.text(marker));
        !matches!(text, None | Some("" | "false" | "off" | "0"))
    }
    /// Renders the buttons of a list or of a row: to add a row, to remove it, and to move it if the order matters.
    /// [`control`](Self::control) already includes them. If the page is too long to show all rows, the list's buttons
    /// include a message, and the page cannot be saved.
    pub fn row_buttons(&self) -> Html {
        let mut out = String::new();
        // a page that renders rows one by one has no other place for this message
        if self.page_data.is_truncated && matches!(self.control_kind(), Control::Rows) {
            push_cut(&self.page_data, &mut out);
        }
        render::row_buttons(self, &mut out);
        Html::new(out)
    }
}

/// Returns the label of an item of a list.
pub(super) fn item_label(list: &FieldSchema, item: u16) -> String {
    format!("{} {}", item_name(list), u32::from(item) + 1)
}

pub(super) fn item_name(list: &FieldSchema) -> &'static str {
    without_end_mark(if list.item_label.is_empty() { list.label } else { list.item_label })
}
