//! Rows without a script: buttons whose submission is no attempt to be done, but asks for the page again with another
//! row, one fewer, or two that have changed places.

use super::control::Control;
use crate::{
    Body, Limits,
    body::{
        Format,
        key::{Index, Rest, split},
        submitted::Submitted,
        urlencoded,
    },
    error::path::{LEVELS, Path},
    spec::{Access, FieldSpec, Kind, Spec},
};

/// The name of the buttons. It is a key of every form that has a list of rows, unless a field has that name.
pub(crate) const ROWS_KEY: &str = "_rows";

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
pub(super) const ADD: &str = "add";
pub(super) const REMOVE: &str = "remove";
pub(super) const UP: &str = "up";
pub(super) const DOWN: &str = "down";

/// The row change that a body asks for, and what it says with it done; none if the page did not offer it.
pub(crate) fn changed<'b>(
    body: &'b Body,
    spec: &'static Spec,
    limits: &Limits,
    is_update: bool,
) -> Option<(RowChange, Submitted<'b>)> {
    let Ok((text, Format::Form)) = body.content() else { return None };
    // whoever presses two buttons has chosen neither
    let value = urlencoded::only(text, ROWS_KEY).ok().flatten()?;
    let mut submitted = Submitted::of(body, spec, limits)?;
    let (word, place) = value.split_once(' ')?;
    let Place { path, list, row } = find(place, spec, &submitted, is_update)?;
    let rows = submitted.rows(list_of(path, row)).max(list.min_items as usize);
    let change = match (word, row) {
        (ADD, None) if rows < list.most_items(limits) as usize => RowChange::Add(path),
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

struct Place {
    path: Path,
    list: &'static FieldSpec,
    row: Option<usize>,
}

fn list_of(path: Path, row: Option<usize>) -> Path {
    if row.is_some() { path.parent() } else { path }
}

/// A list of rows that a person may change, or a row of one.
fn find(place: &str, root: &'static Spec, submitted: &Submitted<'_>, is_update: bool) -> Option<Place> {
    let (mut spec, mut path, mut key) = (root, Path::ROOT, place);
    loop {
        // a row, and a field of it
        if path.len() + 2 > LEVELS {
            return None;
        }
        let (name, rest) = split(key);
        let i = spec.position(name)?;
        let field = &spec.fields[i];
        let is_ours = match field.access {
            Access::Bound => true,
            Access::Immutable => !is_update,
            Access::ReadOnly => false,
        };
        if !is_ours {
            return None;
        }
        path = path.then(i as u16);
        match (&field.kind, rest) {
            (Kind::Form(inner), Rest::Sub(behind)) => (spec, key) = (inner(), behind),
            (Kind::List(Kind::Form(inner)), Rest::ItemSub(Index::At(row), behind)) => {
                if row >= submitted.rows(path) {
                    return None;
                }
                path = path.then(row as u16);
                (spec, key) = (inner(), behind);
            }
            (kind @ Kind::List(_), Rest::End | Rest::Item(Index::At(_))) => {
                if !matches!(Control::of(field, kind), Control::Rows) {
                    return None;
                }
                let row = if let Rest::Item(Index::At(row)) = rest { Some(row) } else { None };
                let path = row.map_or(path, |row| path.then(row as u16));
                return Some(Place { path, list: field, row });
            }
            _ => return None,
        }
    }
}
