//! What an update writes: the fields that the body changed.

use super::FieldType;
use crate::{
    error::path::{FORM, Path},
    schema::{Access, FieldSchema},
};

/// What the derive's `apply` writes through: only what the body changed, never what it may not.
#[doc(hidden)]
#[derive(Debug)]
pub struct Changes<'c> {
    noted: &'c [Path],
    path: Path,
    pub(crate) base: usize,
    pub(crate) names: Vec<&'static str>,
    pub(crate) fields: Vec<u16>,
    pub(crate) written: Vec<Path>,
    pub(crate) conflicts: Vec<Path>,
}

impl<'c> Changes<'c> {
    pub(crate) fn new(noted: &'c [Path]) -> Self {
        let (names, fields, written, conflicts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Changes { noted, path: Path::ROOT, base: 0, names, fields, written, conflicts }
    }
    /// Field `i` of the form we are in.
    pub fn field<T: FieldType>(&mut self, i: usize, field: &'static FieldSchema, value: T, target: &mut T) {
        let path = self.path.then((self.base + i) as u16);
        if field.access != Access::Bound
            || !self.noted.iter().any(|noted| noted.starts_with(path) || path.starts_with(*noted))
        {
            return;
        }
        let outside = (std::mem::replace(&mut self.path, path), std::mem::take(&mut self.base));
        let written = value.apply(target, self);
        (self.path, self.base) = outside;
        if written && self.path == Path::ROOT {
            self.names.push(field.name.as_str());
            self.fields.push((self.base + i) as u16);
        }
    }
    /// Whether anything was written within.
    pub fn within(&mut self, apply: impl FnOnce(&mut Self)) -> bool {
        let before = self.written.len();
        apply(self);
        self.written.len() > before
    }
    /// Whether the field we are in was changed as a whole, and not only within.
    pub(crate) fn is_noted_whole(&self) -> bool {
        self.is_noted_new() || self.noted.iter().any(|noted| self.path.starts_with(*noted))
    }
    /// Returns whether the form or list around the field we are in was changed as a whole.
    pub(crate) fn is_around_noted_whole(&self) -> bool {
        self.path.len() > 0 && self.noted.iter().any(|noted| self.path.parent().starts_with(*noted))
    }
    /// Returns whether the field we are in is a form that was not there when the update was bound.
    pub(crate) fn is_noted_new(&self) -> bool {
        let new = self.path.then(FORM);
        self.noted.contains(&new)
    }
    /// The field we are in is not written: the model has changed meanwhile.
    pub(crate) fn conflict(&mut self) -> bool {
        self.conflicts.push(self.path);
        false
    }
    pub(crate) fn write<T: PartialEq>(&mut self, target: &mut T, value: T) -> bool {
        if *target == value {
            return false;
        }
        *target = value;
        self.written.push(self.path);
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
    fn writes_what_is_bound_and_changed_alone() {
        let write = |i: usize, noted: &[Path]| {
            let (mut target, mut changes) = (1, Changes::new(noted));
            changes.field(i, &FIELDS[i], 2, &mut target);
            (target, changes.names)
        };
        let all = [0, 1, 2].map(|i| Path::ROOT.then(i));
        assert_eq!(write(0, &all), (2, vec!["open"]));
        assert_eq!(write(0, &all[1..]), (1, vec![]));
        // binding notes neither; whoever did would write nothing
        assert_eq!(write(1, &all), (1, vec![]));
        assert_eq!(write(2, &all), (1, vec![]));
    }
}
