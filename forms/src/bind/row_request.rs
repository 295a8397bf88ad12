//! Rows without a script: buttons whose submission is no attempt to be done, but asks for the page again with another
//! row, one fewer, or two that have changed places.

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

/// The name of the buttons. It is a key of every form that has a list of rows, unless a field has that name.
pub(crate) const ROWS_KEY: &str = "_rows";

/// The key of the hidden control of a page that does not show everything. A body that has it is never valid: what the page
/// left out would be taken for removed.
pub(crate) const CUT_KEY: &str = "_cut";

/// What is asked for. A row is one of those that the body has; nothing else counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowChange {
    /// one more, behind the others of that list
    Add(Path),
    Remove(Path),
    /// before the one that it is behind
    Up(Path),
    Down(Path),
}

/// The words that the value of a button begins with.
pub(crate) const ADD: &str = "add";
pub(crate) const REMOVE: &str = "remove";
pub(crate) const UP: &str = "up";
pub(crate) const DOWN: &str = "down";

/// What an update changes, where there is one: whether the present value has a form at a path.
pub(crate) type Present<'a> = Option<&'a dyn Fn(Path) -> bool>;

/// The row change that a body asks for, and what it says with it done; none if the page did not offer it. `present` is what an
/// update changes.
pub(crate) fn changed<'b>(
    body: &'b Body,
    spec: &'static FormSchema,
    limits: &Limits,
    present: Present<'_>,
) -> Option<(RowChange, Submitted<'b>)> {
    let is_update = present.is_some();
    let Ok((text, Format::Form)) = body.content() else { return None };
    // whoever presses two buttons has chosen neither
    let value = urlencoded::only(text, ROWS_KEY).ok().flatten()?;
    // the rows that the page left out would be gone from the next one
    if !matches!(urlencoded::only(text, CUT_KEY), Ok(None)) {
        return None;
    }
    let mut submitted = Submitted::of(body, spec, limits, is_update)?;
    let (word, place) = value.split_once(' ')?;
    let Place { path, list, kind, row } = find(place, word == ADD, spec, &submitted, present)?;
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

/// Whether rows of such a list are added alone. An update keeps a secret whose control is left empty, by the number of its
/// row: no row may get the number of another.
pub(crate) fn only_grows(list: &Kind, is_update: bool) -> bool {
    is_update && list.is_secret()
}

struct Place {
    path: Path,
    list: &'static FieldSchema,
    /// of the list itself: a list within it is of the same field
    kind: &'static Kind,
    row: Option<usize>,
}

fn list_of(path: Path, row: Option<usize>) -> Path {
    if row.is_some() { path.parent() } else { path }
}

/// A list of rows that a person may change, or a row of one. Of `cells[0]`, a list in a list, it is the list that gets
/// another row (`is_list`), else a row of the outer one.
fn find(
    place: &str,
    is_list: bool,
    root: &'static FormSchema,
    submitted: &Submitted<'_>,
    present: Present<'_>,
) -> Option<Place> {
    let (mut spec, mut path, mut key, mut in_row) = (root, Path::ROOT, place, false);
    loop {
        let (name, mut rest) = split(key);
        let i = spec.position(name)?;
        let field = &spec.fields[i];
        let is_ours = match field.access {
            Access::Bound => true,
            // as the page has it: what is new, such as each row that is sent, has it set
            Access::Immutable => in_row || !present.is_some_and(|has_form| has_form(path)),
            Access::ReadOnly => false,
        };
        if !is_ours {
            return None;
        }
        path = path.then(i as u16);
        let mut kind = &field.kind;
        (spec, key) = loop {
            // a row, and a field of it
            if path.len() + 1 > LEVELS {
                return None;
            }
            match (kind, rest) {
                (Kind::Form(inner), Rest::Sub(behind)) => break (inner(), behind),
                (Kind::List(Kind::Form(inner)), Rest::ItemSub(Index::At(row), behind)) => {
                    path = row_of(path, row, submitted)?;
                    in_row = true;
                    break (inner(), behind);
                }
                (Kind::List(item @ Kind::List(_)), Rest::Deeper(Index::At(row), behind)) => {
                    path = row_of(path, row, submitted)?;
                    in_row = true;
                    (kind, rest) = (item, key::rest(behind));
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
                    return Some(Place { path, list: field, kind, row });
                }
                _ => return None,
            }
        };
    }
}

/// The place of a row that the body has.
fn row_of(list: Path, row: usize, submitted: &Submitted<'_>) -> Option<Path> {
    (row < submitted.rows(list)).then(|| list.then(row as u16))
}
