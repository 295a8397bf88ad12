//! The changes that an update writes to the model.

use super::{FieldType, keyed_rows::ErasedReport};
use crate::{
    bind::RowNotes,
    error::path::{FORM, Path},
    schema::{Access, FieldSchema},
};

/// Writes the changes of an update to the model, for the `apply` that the derive generates. Writes only
/// fields that the body changed and that may be changed.
#[doc(hidden)]
#[derive(Debug)]
pub struct Changes<'c> {
    /// what the update changes in the current part of the value
    pub(super) noted: &'c [Path],
    pub(super) rows: &'c RowNotes,
    pub(super) path: Path,
    /// the field whose value is applied
    pub(super) field: Option<&'static FieldSchema>,
    pub(crate) base: usize,
    pub(crate) written: Written,
}

/// What an update has written, and what it could not write.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Written {
    /// the changed fields of the form itself, by their name on the wire
    pub(crate) names: Vec<&'static str>,
    /// their indices
    pub(crate) fields: Vec<u16>,
    pub(crate) paths: Vec<Path>,
    pub(crate) conflicts: Vec<Path>,
    /// what has become of the rows of each list whose rows have a key
    pub(crate) rows: Vec<ListReport>,
}

/// What has become of the rows of one list.
#[derive(Clone)]
pub(crate) struct ListReport {
    pub(crate) list: Path,
    pub(crate) report: ErasedReport,
}

impl PartialEq for ListReport {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list && self.report.is_same(&*other.report)
    }
}

impl std::fmt::Debug for ListReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListReport").field("list", &self.list).finish_non_exhaustive()
    }
}

impl<'c> Changes<'c> {
    pub(crate) fn new(noted: &'c [Path], rows: &'c RowNotes) -> Self {
        Changes { noted, rows, path: Path::ROOT, field: None, base: 0, written: Written::default() }
    }
    /// Writes field `i` of the current form.
    pub fn field<T: FieldType>(&mut self, i: usize, field: &'static FieldSchema, value: T, target: &mut T) {
        let path = self.path.then((self.base + i) as u16);
        if field.access != Access::Bound
            || !self.noted.iter().any(|noted| noted.starts_with(path) || path.starts_with(*noted))
        {
            return;
        }
        let outer = (std::mem::replace(&mut self.path, path), std::mem::take(&mut self.base));
        self.field = Some(field);
        let written = value.apply(target, self);
        (self.path, self.base) = outer;
        if written && self.path == Path::ROOT {
            self.written.names.push(field.name.as_str());
            self.written.fields.push((self.base + i) as u16);
        }
    }
    /// Returns the path of field `i` of the current form.
    pub(crate) fn place(&self, i: usize) -> Path {
        self.path.then((self.base + i) as u16)
    }
    /// Returns whether the field at a path, or a field within it, was changed.
    pub(crate) fn is_noted(&self, path: Path) -> bool {
        self.noted.iter().any(|noted| noted.starts_with(path))
    }
    /// Calls `write` for the form at a path.
    pub(crate) fn inside(&mut self, path: Path, write: impl FnOnce(&mut Self)) {
        let outer = (std::mem::replace(&mut self.path, path), std::mem::take(&mut self.base));
        write(self);
        (self.path, self.base) = outer;
    }
    /// Records that field `i` of the outermost form was written. Does nothing in a nested form.
    pub(crate) fn note_name(&mut self, i: usize, fields: &'static [FieldSchema]) {
        if self.path == Path::ROOT {
            self.written.names.push(fields[i].name.as_str());
            self.written.fields.push((self.base + i) as u16);
        }
    }
    /// Calls `apply` for a nested form. Returns whether it wrote anything.
    pub fn within(&mut self, apply: impl FnOnce(&mut Self)) -> bool {
        let before = self.written.paths.len();
        apply(self);
        self.written.paths.len() > before
    }
    /// Returns whether the current field was changed as a whole, not only in parts.
    pub(crate) fn is_noted_whole(&self) -> bool {
        self.is_noted_new() || self.noted.iter().any(|noted| self.path.starts_with(*noted))
    }
    /// Returns whether the form or list that contains the current field was changed as a whole.
    pub(crate) fn is_parent_noted_whole(&self) -> bool {
        self.path.len() > 0 && self.noted.iter().any(|noted| self.path.parent().starts_with(*noted))
    }
    /// Returns whether the current field is a form that did not exist when the update was bound.
    pub(crate) fn is_noted_new(&self) -> bool {
        let new = self.path.then(FORM);
        self.noted.contains(&new)
    }
    /// Records a conflict: the current field is not written, because the model has changed since the update
    /// was bound.
    pub(crate) fn conflict(&mut self) -> bool {
        self.written.conflicts.push(self.path);
        false
    }
    pub(crate) fn write<T: PartialEq>(&mut self, target: &mut T, value: T) -> bool {
        if *target == value {
            return false;
        }
        *target = value;
        self.written.paths.push(self.path);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;

    static FIELDS: [FieldSchema; 3] = [
        Field::<u8>::new("open").build(),
        Field::<u8>::new("immutable").immutable().build(),
        Field::<u8>::new("read_only").read_only().build(),
    ];

    #[test]
    fn writes_only_bound_and_changed_fields() {
        let write = |i: usize, noted: &[Path]| {
            let (mut target, mut changes) = (1, Changes::new(noted, &RowNotes::NONE));
            changes.field(i, &FIELDS[i], 2, &mut target);
            (target, changes.written.names)
        };
        let all = [0, 1, 2].map(|i| Path::ROOT.then(i));
        assert_eq!(write(0, &all), (2, vec!["open"]));
        assert_eq!(write(0, &all[1..]), (1, vec![]));
        // binding never records a change of these fields; even if it did, they would not be written
        assert_eq!(write(1, &all), (1, vec![]));
        assert_eq!(write(2, &all), (1, vec![]));
    }
}
