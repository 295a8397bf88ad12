//! The submitted values by path. They are read from the stored body when the form is displayed again.

use super::{json, urlencoded};
use crate::{
    Limits,
    body::{Body, Format},
    error::path::{LEVELS, Path},
    schema::{FieldSchema, FormSchema, MOST_ITEMS},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// The minimum size of a row in bytes, whatever the theme. It bounds the number of rows that are kept for
/// display.
const LEAST_ROW_BYTES: usize = 48;

/// The submitted texts as they were typed, and the rows of lists in the order of their arrival. Never
/// contains secrets.
#[derive(Default)]
pub(crate) struct Submitted<'b> {
    /// sorted by path once all have been read
    texts: Vec<(Path, Cow<'b, str>)>,
    lists: BTreeMap<Path, Rows>,
    /// paths that were submitted as empty: a JSON `null`, or a list without items
    emptied: BTreeSet<Path>,
    /// how many more rows a page may have room for
    rows_left: usize,
    /// `true` if there is a present value, whose lists may be longer than the limit
    is_update: bool,
}

impl<'b> Submitted<'b> {
    /// Reads the submitted values of a body, within the limits that it was bound with. Returns `None` if the
    /// body cannot be read.
    pub(crate) fn of(
        body: &'b Body,
        spec: &'static FormSchema,
        limits: &Limits,
        is_update: bool,
    ) -> Option<Self> {
        let (text, format) = body.content().ok()?;
        let rows_left = limits.max_page_bytes as usize / LEAST_ROW_BYTES;
        let mut submitted = Submitted { rows_left, is_update, ..Submitted::default() };

        match format {
            Format::Form => urlencoded::submitted(text, spec, limits, &mut submitted),
            Format::Json => json::submitted(text, spec, limits, &mut submitted),
        }
        submitted.put_in_order();
        Some(submitted)
    }
    /// Returns the text at a path.
    pub(crate) fn text(&self, path: Path) -> Option<&str> {
        let i = self.texts.binary_search_by_key(&path, |(place, _)| *place).ok()?;
        Some(&self.texts[i].1)
    }
    /// Sorts the texts. There is seldom anything to do, because browsers send the fields in the order of the
    /// form.
    fn put_in_order(&mut self) {
        if !self.texts.is_sorted_by(|(one, _), (next, _)| one < next) {
            // the sort is stable, so that the first of two equal paths is kept
            self.texts.sort_by_key(|(path, _)| *path);
            self.texts.dedup_by_key(|(path, _)| *path);
        }
    }
    /// Returns whether there are more rows than a page has room for.
    pub(crate) fn is_cut(&self) -> bool {
        self.rows_left == 0
    }
    /// Returns the total length of all texts.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.iter().map(|(_, text)| text.len()).sum()
    }
    /// Returns the number of submitted rows of the list at a path.
    pub(crate) fn rows(&self, path: Path) -> usize {
        self.lists.get(&path).map_or(0, |rows| rows.count)
    }
    /// Adds a text. Only the first text at a path is kept.
    pub(crate) fn keep(&mut self, path: Path, text: impl FnOnce() -> Option<Cow<'b, str>>) {
        if self.texts.last().is_some_and(|(last, _)| *last == path) {
            return;
        }
        if let Some(text) = text() {
            self.texts.push((path, text));
        }
    }
    /// Records that the value at a path was submitted as empty.
    pub(crate) fn empty(&mut self, path: Path) {
        self.emptied.insert(path);
    }
    /// Returns whether the value at a path, or one that contains it, was submitted as empty.
    pub(crate) fn is_emptied(&self, path: Path) -> bool {
        let mut places = std::iter::successors(Some(path), |place| Some(place.parent())).take(path.len());
        !self.emptied.is_empty() && places.any(|place| self.emptied.contains(&place))
    }
    /// Returns whether the list at a path was submitted, possibly as empty.
    pub(crate) fn has_list(&self, path: Path) -> bool {
        self.lists.contains_key(&path) || self.is_emptied(path)
    }
    /// Returns the path of the row with the given index in the body, and adds the row if it is new. Without
    /// an index, always adds a row. Returns `None` if there are too many rows.
    ///
    /// Indices need not be contiguous, so that rows which were rejected because of their index can still be
    /// displayed.
    pub(crate) fn row(
        &mut self,
        list: Path,
        index: Option<usize>,
        field: &FieldSchema,
        limits: &Limits,
    ) -> Option<Path> {
        if list.len() >= LEVELS {
            return None;
        }
        if self.rows_left == 0 {
            let known = index.and_then(|index| self.lists.get(&list)?.place(index));
            return known.map(|row| list.then(row as u16));
        }
        let rows = self.lists.entry(list).or_default();
        if let Some(row) = index.and_then(|index| rows.place(index)) {
            return Some(list.then(row as u16));
        }
        let most = if self.is_update { MOST_ITEMS as usize } else { most_rows(field, limits) };
        if rows.count > most {
            return None;
        }
        self.rows_left -= 1;
        Some(list.then(rows.add(index) as u16))
    }
    /// Raises the number of rows of a list to `count`.
    pub(crate) fn set_rows(&mut self, list: Path, count: usize) {
        self.lists.entry(list).or_default().count = count;
    }
    /// Removes a row from a list of `of` rows.
    pub(crate) fn remove_row(&mut self, row: Path, of: usize) {
        let removed = row.last();
        self.renumber(row.parent(), |k| match removed {
            Some(removed) if k == removed => None,
            Some(removed) if k > removed => Some(k - 1),
            _ => Some(k),
        });
        self.set_rows(row.parent(), of.saturating_sub(1));
    }
    /// Swaps a row with the one that is `by` rows further down.
    pub(crate) fn swap_rows(&mut self, row: Path, by: i32) {
        let Some(one) = row.last() else { return };
        let other = one.saturating_add_signed(by as i16);
        self.renumber(row.parent(), |k| {
            Some(if k == one {
                other
            } else if k == other {
                one
            } else {
                k
            })
        });
    }
    /// Renumbers the rows of a list. Removes the rows for which `number` returns `None`.
    fn renumber(&mut self, list: Path, number: impl Fn(u16) -> Option<u16>) {
        let level = list.len();
        let renamed = |path: Path| {
            if path.len() <= level || !path.starts_with(list) {
                return Some(path);
            }
            let row = list.then(number(path.get(level))?);
            Some((level + 1..path.len()).fold(row, |row, level| row.then(path.get(level))))
        };
        let texts = std::mem::take(&mut self.texts);
        self.texts = texts.into_iter().filter_map(|(path, text)| Some((renamed(path)?, text))).collect();
        self.put_in_order();
        let lists = std::mem::take(&mut self.lists);
        self.lists = lists.into_iter().filter_map(|(path, rows)| Some((renamed(path)?, rows))).collect();
    }
}

/// Returns the maximum number of rows to display again, not counting one surplus row. Rows beyond the limit
/// of the field are kept if the general limit permits them.
fn most_rows(field: &FieldSchema, limits: &Limits) -> usize {
    field.most_items(limits).max(limits.max_items.min(MOST_ITEMS)) as usize
}

/// The rows of one list.
#[derive(Default)]
struct Rows {
    count: usize,
    /// the number of leading rows whose index in the body is their row number
    in_order: usize,
    /// the row numbers of the other rows, by their index in the body
    places: BTreeMap<usize, usize>,
}

impl Rows {
    /// Returns the row with the given index in the body.
    fn place(&self, index: usize) -> Option<usize> {
        if index < self.in_order { Some(index) } else { self.places.get(&index).copied() }
    }
    /// Adds a row and returns its number. A row without an index gets the next number.
    fn add(&mut self, index: Option<usize>) -> usize {
        let row = self.count;
        self.count += 1;
        let index = index.unwrap_or(row);
        if index == row && self.in_order == row {
            self.in_order += 1;
        } else {
            self.places.entry(index).or_insert(row);
        }
        row
    }
}
