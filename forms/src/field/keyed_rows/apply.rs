//! Writes an update to the rows of a model.

use super::{
    key::{RowIndex, RowKey},
    report::RowReport,
};
use crate::{
    FieldType,
    error::path::{FORM, Path},
    field::changes::{Changes, ListReport, Written},
    schema::FieldSchema,
};

/// Implements [`FieldType::apply`] for a list whose rows have a key.
///
/// The rows are matched with those that the model has now, which may be others than those that the update was bound
/// to. A row that is gone is not written, which is a conflict if the update changes it. A row that was added stays.
pub(in crate::field) fn apply<T: FieldType>(
    value: Vec<T>,
    target: &mut Vec<T>,
    field: &'static FieldSchema,
    changes: &mut Changes<'_>,
) -> bool {
    let is_replaced = changes.noted.contains(&Path::ROOT);
    let Some(key) = RowKey::<T>::of(field).filter(|_| !is_replaced) else {
        return changes.write(target, value);
    };
    let list = changes.path;
    let noted = Noted::of(changes.noted, list);
    let note = changes.rows.of_list(list);
    let mut index = RowIndex::new(target, key);
    let mut place_of = |key: &str| index.find(key);
    let places = value.iter().map(|row| match key.column().text(row) {
        None => Place::WithoutKey,
        Some(text) => place_of(&text).map_or(Place::Gone, Place::At),
    });
    let places: Vec<Place> = places.collect();
    let deleted = note.iter().flat_map(|note| &note.deleted);
    let deleted: Vec<usize> = deleted.filter_map(|key| place_of(key)).collect();

    let mut rows = ModelRows::new(target.len());
    for place in deleted {
        rows.fates[place] = Fate::Deleted;
    }
    for (r, (row, place)) in value.into_iter().zip(places).enumerate() {
        let path = list.then(r as u16);
        let own = noted.of_row(path);
        let is_changed = noted.is_whole || !own.is_empty();
        match place {
            _ if own.contains(&path.then(FORM)) => rows.insert(row),
            Place::WithoutKey if noted.is_whole => rows.insert(row),
            Place::At(place) => {
                rows.order.push(Ordered::Present(place));
                if is_changed {
                    let mut inner = changes.of_row(path, if noted.is_whole { changes.noted } else { own });
                    if row.apply(&mut target[place], &mut inner) {
                        let written = inner.written.relative_to(path, field);
                        rows.fates[place] = Fate::Updated(Box::new(written));
                    } else {
                        changes.written.conflicts.extend(inner.written.conflicts);
                    }
                }
            }
            Place::Gone if is_changed => changes.written.conflicts.push(path),
            // the model has a row without a key, which no body can name
            Place::WithoutKey | Place::Gone => {}
        }
    }
    let mut report = rows.write(target, note.is_some_and(|note| note.is_reordered));
    report.key = key.place();
    changes.record(list, report, key)
}

/// Where the model has a row of the value.
#[derive(Clone, Copy)]
enum Place {
    WithoutKey,
    At(usize),
    Gone,
}

/// The noted changes of one list.
struct Noted<'c> {
    /// those of its rows, in order
    rows: &'c [Path],
    /// `true` if the list is in a form that was changed as a whole, so that the changes of rows are not noted
    is_whole: bool,
}

impl<'c> Noted<'c> {
    fn of(noted: &'c [Path], list: Path) -> Self {
        // binding puts the changes of a list next to each other
        let start = noted.iter().position(|path| path.starts_with(list)).unwrap_or(noted.len());
        let len = noted[start..].iter().take_while(|path| path.starts_with(list)).count();
        let is_whole = noted.iter().any(|path| list.starts_with(*path));
        Noted { rows: &noted[start..start + len], is_whole }
    }
    /// Returns the changes of a row.
    fn of_row(&self, row: Path) -> &'c [Path] {
        let start = self.rows.partition_point(|path| *path < row);
        let len = self.rows[start..].partition_point(|path| path.starts_with(row));
        &self.rows[start..start + len]
    }
}

/// What an update does with the rows of a model.
struct ModelRows<T> {
    /// for each row that the model has
    fates: Vec<Fate>,
    inserted: Vec<T>,
    /// the rows of the value in their order
    order: Vec<Ordered>,
}

enum Fate {
    Kept,
    Updated(Box<Written>),
    Deleted,
}

/// A row of the value.
#[derive(Clone, Copy)]
enum Ordered {
    /// a row that the model has, by its index there
    Present(usize),
    /// a new row, by its number among those
    New(usize),
}

impl<T: FieldType> ModelRows<T> {
    fn new(rows: usize) -> Self {
        ModelRows { fates: (0..rows).map(|_| Fate::Kept).collect(), inserted: Vec::new(), order: Vec::new() }
    }
    fn insert(&mut self, row: T) {
        self.order.push(Ordered::New(self.inserted.len()));
        self.inserted.push(row);
    }
    /// Deletes, adds and moves the rows of the model.
    fn write(self, target: &mut Vec<T>, is_reordered: bool) -> RowReport<T> {
        let mut report = RowReport::default();
        let before = std::mem::take(target);
        let mut rows: Vec<(Option<T>, Fate)> = before.into_iter().map(Some).zip(self.fates).collect();
        let mut inserted: Vec<Option<T>> = self.inserted.into_iter().map(Some).collect();
        if is_reordered {
            for ordered in &self.order {
                match *ordered {
                    Ordered::Present(place) => move_row(&mut rows[place], target, &mut report),
                    Ordered::New(new) => insert_row(&mut inserted[new], target, &mut report),
                }
            }
        }
        // the other rows: in their order, and then the new ones
        for row in &mut rows {
            move_row(row, target, &mut report);
        }
        for row in &mut inserted {
            insert_row(row, target, &mut report);
        }
        report.is_reordered = is_reordered;
        report.updated.sort_by_key(|(index, ..)| *index);
        report
    }
}

/// Moves a row to the end of the model's list, or reports it as deleted. Does nothing if it has been moved already.
fn move_row<T: FieldType>(
    (row, fate): &mut (Option<T>, Fate),
    target: &mut Vec<T>,
    report: &mut RowReport<T>,
) {
    let Some(row) = row.take() else { return };
    match std::mem::replace(fate, Fate::Kept) {
        Fate::Deleted => report.deleted.push(row),
        Fate::Updated(written) => {
            report.updated.push((target.len(), row.clone(), *written));
            target.push(row);
        }
        Fate::Kept => target.push(row),
    }
}

fn insert_row<T: FieldType>(row: &mut Option<T>, target: &mut Vec<T>, report: &mut RowReport<T>) {
    let Some(row) = row.take() else { return };
    report.inserted.push((target.len(), row.clone()));
    target.push(row);
}

impl<'c> Changes<'c> {
    /// Returns the changes of one row.
    fn of_row(&self, row: Path, noted: &'c [Path]) -> Changes<'c> {
        Changes { noted, path: row, ..Changes::new(noted, self.rows) }
    }
    /// Adds what has become of the rows of a list. Returns whether anything has.
    fn record<T: FieldType>(&mut self, list: Path, report: RowReport<T>, key: &RowKey<T>) -> bool {
        let is_moved = report.is_reordered || !report.deleted.is_empty();
        let is_changed = is_moved || !report.inserted.is_empty() || !report.updated.is_empty();
        if !is_changed {
            return false;
        }
        let written = &mut self.written;
        if is_moved {
            written.paths.push(list.then(FORM));
        }
        written.paths.extend(report.inserted.iter().map(|(index, _)| list.then(*index as u16)));
        for (index, _, row) in &report.updated {
            let place = list.then(*index as u16);
            written.paths.extend(row.paths.iter().map(|path| place.join(*path)));
            written.conflicts.extend(row.conflicts.iter().map(|path| place.join(*path)));
            let lists = row
                .rows
                .iter()
                .map(|own| ListReport { list: place.join(own.list), report: own.report.clone() });
            written.rows.extend(lists);
        }
        written.rows.push(ListReport { list, report: key.erase(report) });
        true
    }
}

impl Written {
    /// Returns what was written to a row of a list, with paths that begin at the row.
    fn relative_to(mut self, row: Path, list: &'static FieldSchema) -> Self {
        for path in self.paths.iter_mut().chain(&mut self.conflicts) {
            *path = path.after(row.len());
        }
        for own in &mut self.rows {
            own.list = own.list.after(row.len());
        }
        self.fields = self.paths.iter().map(|path| path.get(0)).collect();
        self.fields.sort_unstable();
        self.fields.dedup();
        let spec = list.kind.form();
        let field = |i: &u16| spec.and_then(|spec| spec.fields.get(usize::from(*i)));
        self.names = self.fields.iter().filter_map(field).map(|field| field.name.as_str()).collect();
        self
    }
}
