//! Adding, removing and moving rows without a script. The buttons re-render the form instead of submitting
//! it.

use super::submitted::Submitted;
use crate::{
    Body, Limits,
    body::{
        Format,
        key::{self, Index, Rest, split},
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

/// A function that returns whether the present value has a form at a path. `None` unless the submission is an
/// update.
pub(crate) type Present<'a> = Option<&'a dyn Fn(Path) -> bool>;

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
    let RowTarget { path, list, kind, row } = find(place, word == ADD, spec, &submitted, present)?;
    if word != ADD && only_grows(kind, is_update) {
        return None;
    }
    let rows = submitted.rows(list_of(path, row)).max(list.min_items as usize);
    let change = match (word, row) {
        (ADD, None) if rows < list.most_items(&spec.limits_at(path, *limits)) as usize => {
            RowChange::Add(path)
        }
        (REMOVE, Some(row)) if row < rows && rows > list.min_items as usize => RowChange::Remove(path),
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
fn find(
    place: &str,
    is_list: bool,
    root: &'static FormSchema,
    submitted: &Submitted<'_>,
    present: Present<'_>,
) -> Option<RowTarget> {
    let (mut spec, mut path, mut key, mut in_row) = (root, Path::ROOT, place, false);
    loop {
        let (name, mut rest) = split(key);
        let i = spec.position(name)?;
        let field = &spec.fields[i];
        let is_ours = match field.access {
            Access::Bound => true,
            // as on the page: immutable fields are editable in new values, such as submitted rows
            Access::Immutable => in_row || !present.is_some_and(|has_form| has_form(path)),
            Access::ReadOnly => false,
        };
        if !is_ours {
            return None;
        }
        path = path.then(i as u16);
        let mut kind = &field.kind;
        (spec, key) = loop {
            // a row and one of its fields each take a level
            if path.len() + 1 > LEVELS {
                return None;
            }
            match (kind, rest) {
                (Kind::Form(inner), Rest::Sub(after)) => break (inner(), after),
                (Kind::List(Kind::Form(inner)), Rest::ItemSub(Index::At(row), after)) => {
                    path = row_of(path, row, submitted)?;
                    in_row = true;
                    break (inner(), after);
                }
                (Kind::List(item @ Kind::List(_)), Rest::Deeper(Index::At(row), after)) => {
                    path = row_of(path, row, submitted)?;
                    in_row = true;
                    (kind, rest) = (item, key::rest(after));
                }
                (Kind::List(item @ Kind::List(_)), Rest::Item(Index::At(row))) if is_list => {
                    path = row_of(path, row, submitted)?;
                    (kind, rest) = (item, Rest::End);
                }
                (Kind::List(_), Rest::End | Rest::Item(Index::At(_))) => {
                    if !matches!(Control::of(field, kind), Control::Rows) {
                        return None;
                    }
                    let row = if let Rest::Item(Index::At(row)) = rest { Some(row) } else { None };
                    let path = row.map_or(path, |row| path.then(row as u16));
                    return Some(RowTarget { path, list: field, kind, row });
                }
                _ => return None,
            }
        };
    }
}

/// Returns the path of a row if the body contains the row.
fn row_of(list: Path, row: usize, submitted: &Submitted<'_>) -> Option<Path> {
    (row < submitted.rows(list)).then(|| list.then(row as u16))
}
