//! A clean form meets a model: what an update writes, and what it is called.

use crate::{
    Form,
    error::path::Path,
    field::FieldType,
    spec::{Access, FieldSpec},
};
use std::{fmt, ops::Deref};

/// The fields that an update has changed, by their names on the wire, in the order of the declaration. A nested form
/// counts as one.
///
/// It reads as a slice of names: `changes.contains(&"email")`, `changes.is_empty()`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Changed(Vec<&'static str>);

impl Deref for Changed {
    type Target = [&'static str];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl fmt::Debug for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const N: usize> PartialEq<[&'static str; N]> for Changed {
    fn eq(&self, other: &[&'static str; N]) -> bool {
        self.0 == other
    }
}

/// What the derive's `apply` writes through: only what the body changed, never what it may not.
#[doc(hidden)]
#[derive(Debug)]
pub struct Changes<'c> {
    noted: &'c [Path],
    path: Path,
    base: usize,
    written: usize,
    names: Vec<&'static str>,
}

impl<'c> Changes<'c> {
    pub(crate) fn new(noted: &'c [Path]) -> Self {
        Changes { noted, path: Path::ROOT, base: 0, written: 0, names: Vec::new() }
    }
    pub(crate) fn finish(self) -> Changed {
        Changed(self.names)
    }
    /// Field `i` of the form we are in.
    pub fn field<T: FieldType>(&mut self, i: usize, field: &'static FieldSpec, value: T, target: &mut T) {
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
        }
    }
    /// The form that is flattened into the one we are in, where its fields begin at `base`.
    pub fn flattened<F: Form>(&mut self, base: usize, value: F, target: &mut F) {
        self.base += base;
        value.merge(target, self);
        self.base -= base;
    }
    /// Whether anything was written within.
    pub fn within(&mut self, apply: impl FnOnce(&mut Self)) -> bool {
        let before = self.written;
        apply(self);
        self.written > before
    }
    /// Whether the field we are in was changed as a whole, and not only within.
    pub(crate) fn is_noted_whole(&self) -> bool {
        self.noted.iter().any(|noted| self.path.starts_with(*noted))
    }
    pub(crate) fn write<T: PartialEq>(&mut self, target: &mut T, value: T) -> bool {
        if *target == value {
            return false;
        }
        *target = value;
        self.written += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Field;

    static FIELDS: [FieldSpec; 3] = [
        Field::<u8>::new("open").build(),
        Field::<u8>::new("immutable").immutable().build(),
        Field::<u8>::new("read_only").read_only().build(),
    ];

    #[test]
    fn writes_what_is_bound_and_changed_alone() {
        let write = |i: usize, noted: &[Path]| {
            let (mut target, mut changes) = (1, Changes::new(noted));
            changes.field(i, &FIELDS[i], 2, &mut target);
            (target, changes.finish().to_vec())
        };
        let all = [0, 1, 2].map(|i| Path::ROOT.then(i));
        assert_eq!(write(0, &all), (2, vec!["open"]));
        assert_eq!(write(0, &all[1..]), (1, vec![]));
        // binding notes neither; whoever did would write nothing
        assert_eq!(write(1, &all), (1, vec![]));
        assert_eq!(write(2, &all), (1, vec![]));
    }
}
