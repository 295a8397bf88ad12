//! Adding, removing and moving rows without a script. The buttons re-render the form instead of submitting
//! it.

use super::{
    matched_rows::{MatchedRows, PresentValues},
    resolve::{self, KeyTarget, resolve},
    submitted::Submitted,
};
use crate::{
    Body, Limits,
    body::{
        Format,
        key::{self, Index, Rest},
        urlencoded,
    },
    error::path::{LEVELS, Path},
    schema::{Access, Control, FieldSchema, FormSchema, Kind},
};

/// The name of the buttons. It is a known key in every form with a list of rows, unless a field has the same
/// name.
pub(crate) const ROWS_KEY: &str = "_rows";

/// The key of a hidden control in a truncated page. A body with this key is never valid, because the values
/// that the page left out would be taken for removed.
pub(crate) const CUT_KEY: &str = "_cut";

/// A change of the rows of a list. Rows are counted in the submitted body only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowChange {
    /// appends a row to a list
    Add(Path),
    Remove(Path),
    /// moves a row before the previous one
    Up(Path),
    Down(Path),
}

/// The first word of a button's value.
pub(crate) const ADD: &str = "add";
pub(crate) const REMOVE: &str = "remove";
pub(crate) const UP: &str = "up";
pub(crate) const DOWN: &str = "down";

/// The present values. `None` unless the submission is an update.
pub(crate) type Present<'a> = Option<&'a dyn PresentValues>;

/// Returns the row change that a body requests, and the submitted values after the change. Returns `None` if
/// the page has no button for the change.
pub(crate) fn changed<'b>(
    body: &'b Body,
    spec: &'static FormSchema,
    limits: &Limits,
    present: Present<'_>,
) -> Option<(RowChange, Submitted<'b>)> {
    let is_update = present.is_some();
    let Ok((text, Format::Form)) = body.content() else { return None };
    // two buttons in one submission are ambiguous
    let value = urlencoded::only(text, ROWS_KEY).ok().flatten()?;
    // the next page would lose the rows that a truncated page left out
    if !matches!(urlencoded::only(text, CUT_KEY), Ok(None)) {
        return None;
    }
    let mut submitted = Submitted::of(body, spec, limits, is_update)?;
    let (word, place) = value.split_once(' ')?;
    let rows = ShownRows::of(spec, &submitted, present);
    let RowTarget { path, list, kind, row } = find(place, word == ADD, spec, &rows)?;
    if word != ADD && only_grows(kind, is_update) {
        return None;
    }
    let is_known = row.is_some() && rows.matched.present_row(path).is_some();
    let rows = submitted.rows(list_of(path, row)).max(least_rows(list));
    let change = match (word, row) {
        (ADD, None) if adds_rows(list) && rows < list.most_items(&spec.limits_at(path, *limits)) as usize => {
            RowChange::Add(path)
        }
        (REMOVE, Some(row)) if row < rows && removes_row(list, rows, is_known) => RowChange::Remove(path),
        (UP, Some(row)) if list.ordered && (1..rows).contains(&row) => RowChange::Up(path),
        (DOWN, Some(row)) if list.ordered && row + 1 < rows => RowChange::Down(path),
        _ => return None,
    };
    match change {
        RowChange::Add(list) => submitted.set_rows(list, rows + 1),
        RowChange::Remove(row) => submitted.remove_row(row, rows),
        RowChange::Up(row) => submitted.swap_rows(row, -1),
        RowChange::Down(row) => submitted.swap_rows(row, 1),
    }
    Some((change, submitted))
}

/// Returns whether rows can be added to a list but not removed or moved.
///
/// In an update, an empty control keeps the present secret with the same index. The rows of a list of secrets
/// must therefore keep their indices.
pub(crate) fn only_grows(list: &Kind, is_update: bool) -> bool {
    is_update && list.is_secret()
}

/// Returns whether a page has a button that adds a row.
pub(crate) fn adds_rows(list: &FieldSchema) -> bool {
    list.row_key.is_none() || list.can_add
}

/// Returns whether a page has a button that removes a row from it, of a list that has `rows` rows on the page. A present
/// row with a key has none, because leaving it out does not delete it.
pub(crate) fn removes_row(list: &FieldSchema, rows: usize, is_known: bool) -> bool {
    match list.row_key {
        None => rows > list.min_items as usize,
        Some(_) => !is_known,
    }
}

/// Returns the number of rows that a page has at least, so that they can be filled in.
pub(crate) fn least_rows(list: &FieldSchema) -> usize {
    if adds_rows(list) { list.min_items as usize } else { 0 }
}

/// The rows of a page.
struct ShownRows<'s> {
    submitted: &'s Submitted<'s>,
    present: Present<'s>,
    matched: MatchedRows,
}

impl<'s> ShownRows<'s> {
    fn of(spec: &'static FormSchema, submitted: &'s Submitted<'s>, present: Present<'s>) -> Self {
        let matched = present.map(|present| MatchedRows::of(spec, submitted, present)).unwrap_or_default();
        ShownRows { submitted, present, matched }
    }
    fn has_form(&self, path: Path) -> bool {
        self.present.is_some_and(|present| present.has_form(path))
    }
    /// Returns the path of a row if the body contains the row.
    fn row_of(&self, list: Path, row: usize) -> Option<Path> {
        (row < self.submitted.rows(list)).then(|| list.then(row as u16))
    }
}

struct RowTarget {
    path: Path,
    list: &'static FieldSchema,
    /// the kind of the list itself; a list in a list belongs to the same field
    kind: &'static Kind,
    row: Option<usize>,
}

fn list_of(path: Path, row: Option<usize>) -> Path {
    if row.is_some() { path.parent() } else { path }
}

/// Finds a list with editable rows, or one of its rows. For a list in a list, `cells[0]` names the inner
/// list if `is_list` is true, and otherwise a row of the outer list.
fn find(place: &str, is_list: bool, root: &'static FormSchema, rows: &ShownRows<'_>) -> Option<RowTarget> {
    let (mut spec, mut path, mut key, mut in_row) = (root, Path::ROOT, place, false);
    // the path of the present form that a page shows
    let mut present_path = Path::ROOT;
    loop {
        let (i, field, mut target) = resolve(spec, key)?;
        let is_ours = match field.access {
            Access::Bound => true,
            // as on the page: immutable fields are editable in new values, such as submitted rows
            Access::Immutable => in_row || !rows.has_form(present_path),
            Access::ReadOnly => false,
        };
        if !is_ours {
            return None;
        }
        (path, present_path) = (path.then(i as u16), present_path.then(i as u16));
        let mut kind = &field.kind;
        (spec, key) = loop {
            // a row and one of its fields each take a level
            if path.len() + 1 > LEVELS {
                return None;
            }
            let row = match target? {
                KeyTarget::Form(inner, after) => break (inner, after),
                KeyTarget::Row(Index::At(row), inner, after) => {
                    path = rows.row_of(path, row)?;
                    match rows.matched.present_row(path) {
                        Some(row) => present_path = row,
                        None => in_row = true,
                    }
                    break (inner, after);
                }
                KeyTarget::CompoundItem(item @ Kind::List(_), Rest::Deeper(Index::At(row), after)) => {
                    path = rows.row_of(path, row)?;
                    in_row = true;
                    (kind, target) = (item, resolve::target(item, key::rest(after)));
                    continue;
                }
                KeyTarget::CompoundItem(item @ Kind::List(_), Rest::Item(Index::At(row))) if is_list => {
                    path = rows.row_of(path, row)?;
                    (kind, target) = (item, resolve::target(item, Rest::End));
                    continue;
                }
                KeyTarget::List | KeyTarget::Item(_, Rest::End) => None,
                KeyTarget::Item(_, Rest::Item(Index::At(row)))
                | KeyTarget::CompoundItem(_, Rest::Item(Index::At(row))) => Some(row),
                _ => return None,
            };
            if !matches!(Control::of(field, kind), Control::Rows) {
                return None;
            }
            let path = row.map_or(path, |row| path.then(row as u16));
            return Some(RowTarget { path, list: field, kind, row });
        };
    }
}
