//! What an update does to lists whose rows have a key, besides the changes of fields.

use crate::{
    error::path::Path,
    schema::{DELETE_KEY, FormSchema, Kind},
};

/// The deleted rows of each list, and whether its order changes. Most bodies have none.
#[derive(Debug, Default, Clone)]
#[expect(clippy::box_collection, reason = "every binding has one, and few have a list")]
pub(crate) struct RowNotes(Option<Box<Vec<ListNote>>>);

/// The deleted rows of one list.
#[derive(Debug, Clone)]
pub(crate) struct ListNote {
    /// the path of the list in the value
    pub(crate) list: Path,
    /// the keys of the deleted rows
    pub(crate) deleted: Vec<Box<str>>,
    /// `true` if the rows are in another order than before
    pub(crate) is_reordered: bool,
}

impl RowNotes {
    pub(crate) const NONE: RowNotes = RowNotes(None);

    pub(crate) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |lists| lists.len())
    }
    pub(crate) fn add(&mut self, note: ListNote) {
        self.0.get_or_insert_default().push(note);
    }
    /// Removes the notes after the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        if let Some(lists) = &mut self.0 {
            lists.truncate(len);
        }
    }
    /// Returns the notes after the first `len`.
    pub(crate) fn since(&mut self, len: usize) -> &mut [ListNote] {
        self.0.as_mut().map_or(&mut [], |lists| &mut lists[len..])
    }
    /// Puts the lists in the order that [`of_list`](Self::of_list) needs.
    pub(crate) fn sort(&mut self) {
        if let Some(lists) = &mut self.0 {
            lists.sort_unstable_by_key(|note| note.list);
        }
    }
    pub(crate) fn of_list(&self, list: Path) -> Option<&ListNote> {
        let lists = self.0.as_ref()?;
        lists.binary_search_by_key(&list, |note| note.list).ok().map(|i| &lists[i])
    }
}

/// Returns whether `key`, in the form at `form`, is the marker that deletes a row.
#[cold]
pub(crate) fn is_delete_marker(root: &'static FormSchema, form: Path, key: &str) -> bool {
    if key != DELETE_KEY {
        return false;
    }
    let (mut spec, mut level) = (root, 0);
    while level < form.len() {
        let Some(field) = spec.fields.get(usize::from(form.get(level))) else { return false };
        level += 1;
        let mut kind = &field.kind;
        while let Kind::List(item) = kind {
            kind = item;
            level += 1;
        }
        let Kind::Form(inner) = kind else { return false };
        if level == form.len() {
            return field.deletes_by(key);
        }
        spec = inner();
    }
    false
}
