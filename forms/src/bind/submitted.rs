//! What was submitted, by places in the form: read once more from the kept body when a form is shown again.

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

/// The bytes of a row at the least, in any look: that many rows are kept to be shown, and no more.
pub(crate) const LEAST_ROW_BYTES: usize = 48;

/// The submitted texts as they were typed, and the rows of lists in the order of their arrival; never a secret.
#[derive(Default)]
pub(crate) struct Submitted<'b> {
    /// by their places, once all are read
    texts: Vec<(Path, Cow<'b, str>)>,
    lists: BTreeMap<Path, Rows>,
    /// where nothing was said to be: a JSON `null`, a list without items
    emptied: BTreeSet<Path>,
    /// how many more rows a page may have room for
    rows_left: usize,
    /// whether something is present, whose lists may be longer than any list can become
    is_update: bool,
}

impl<'b> Submitted<'b> {
    /// Within the limits that the body was bound within, so that nothing is lost which they let in. None: the body cannot
    /// be read.
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
    /// The text at that place.
    pub(crate) fn text(&self, path: Path) -> Option<&str> {
        let i = self.texts.binary_search_by_key(&path, |(place, _)| *place).ok()?;
        Some(&self.texts[i].1)
    }
    /// Browsers send a form in its order, so that there is seldom anything to do.
    fn put_in_order(&mut self) {
        if !self.texts.is_sorted_by(|(one, _), (next, _)| one < next) {
            // what was given first stays first
            self.texts.sort_by_key(|(path, _)| *path);
            self.texts.dedup_by_key(|(path, _)| *path);
        }
    }
    /// Whether there are more rows than any page has room for.
    pub(crate) fn is_cut(&self) -> bool {
        self.rows_left == 0
    }
    /// The bytes of all texts.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.iter().map(|(_, text)| text.len()).sum()
    }
    /// How many rows the list at that place was given.
    pub(crate) fn rows(&self, path: Path) -> usize {
        self.lists.get(&path).map_or(0, |rows| rows.count)
    }
    /// Of a text that was given twice the first is kept.
    pub(crate) fn keep(&mut self, path: Path, text: impl FnOnce() -> Option<Cow<'b, str>>) {
        if self.texts.last().is_some_and(|(last, _)| *last == path) {
            return;
        }
        if let Some(text) = text() {
            self.texts.push((path, text));
        }
    }
    /// Nothing is at that place, nor within it.
    pub(crate) fn empty(&mut self, path: Path) {
        self.emptied.insert(path);
    }
    /// Whether it says that nothing is there, or where that stands in.
    pub(crate) fn is_emptied(&self, path: Path) -> bool {
        let mut places = std::iter::successors(Some(path), |place| Some(place.parent())).take(path.len());
        !self.emptied.is_empty() && places.any(|place| self.emptied.contains(&place))
    }
    /// Whether it says anything of the list at that place.
    pub(crate) fn has_list(&self, path: Path) -> bool {
        self.lists.contains_key(&path) || self.is_emptied(path)
    }
    /// The place of a row: of the one with that index in the body, or of one more. None: there are too many.
    ///
    /// Indices need not be contiguous, so that nothing is lost which a binding refused for its number.
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
    /// The list has that many rows from now on: more than before.
    pub(crate) fn set_rows(&mut self, list: Path, count: usize) {
        self.lists.entry(list).or_default().count = count;
    }
    /// Takes a row away, of so many.
    pub(crate) fn remove_row(&mut self, row: Path, of: usize) {
        let removed = row.last();
        self.renumber(row.parent(), |k| match removed {
            Some(removed) if k == removed => None,
            Some(removed) if k > removed => Some(k - 1),
            _ => Some(k),
        });
        self.set_rows(row.parent(), of.saturating_sub(1));
    }
    /// A row, and the one so many behind it, change places.
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
    /// Gives the rows of a list other numbers; those that get none are gone.
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

/// The rows that a list may be shown with again, save for one too many: those that the limits let any list have are not
/// lost where the field itself has fewer.
fn most_rows(field: &FieldSchema, limits: &Limits) -> usize {
    field.most_items(limits).max(limits.max_items.min(MOST_ITEMS)) as usize
}

/// The rows of a list.
#[derive(Default)]
struct Rows {
    count: usize,
    /// so many at the beginning had the indices that they have here
    in_order: usize,
    /// the others, by the indices that they had in the body
    places: BTreeMap<usize, usize>,
}

impl Rows {
    /// The row of that index in the body.
    fn place(&self, index: usize) -> Option<usize> {
        if index < self.in_order { Some(index) } else { self.places.get(&index).copied() }
    }
    /// One more row. One that came without an index counts as the next.
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
