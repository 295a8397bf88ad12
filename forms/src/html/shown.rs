//! The texts of a value, by their places: what a form that is not bound shows.

use crate::{
    Form,
    error::path::Path,
    field::FieldType,
    spec::FieldSpec,
};
use std::borrow::Cow;

/// The texts of a value that a form is filled with, and how many items its lists have.
#[derive(Debug, Default)]
pub struct Shown {
    texts: Vec<(Path, String)>,
    lists: Vec<(Path, usize)>,
    path: Path,
    base: usize,
}

impl Shown {
    pub(crate) fn of<F: Form>(present: &F::Present<'_>) -> Self {
        let mut shown = Shown::default();
        F::show(present, &mut shown);
        shown
    }
    /// Field `i` of the form we are in.
    #[doc(hidden)]
    pub fn field<T: FieldType>(&mut self, i: usize, field: &'static FieldSpec, value: &T) {
        if field.kind.is_secret() {
            return;
        }
        let path = self.path.then((self.base + i) as u16);
        self.within(path, |shown| value.show(shown));
    }
    /// The form that is flattened into the one we are in, where its fields begin at `base`.
    #[doc(hidden)]
    pub fn flattened<F: Form>(&mut self, base: usize, present: &F::Present<'_>) {
        self.base += base;
        F::show(present, self);
        self.base -= base;
    }
    pub(crate) fn text(&mut self, text: Option<Cow<'_, str>>) {
        if let Some(text) = text {
            self.texts.push((self.path, text.into_owned()));
        }
    }
    pub(crate) fn items<T: FieldType>(&mut self, items: &[T]) {
        self.lists.push((self.path, items.len()));
        for (k, item) in items.iter().enumerate() {
            self.within(self.path.then(k as u16), |shown| item.show(shown));
        }
    }
    fn within(&mut self, path: Path, show: impl FnOnce(&mut Self)) {
        let outside = (std::mem::replace(&mut self.path, path), std::mem::take(&mut self.base));
        show(self);
        (self.path, self.base) = outside;
    }
    /// The text at that place.
    pub(crate) fn at(&self, path: Path) -> Option<&str> {
        self.texts.iter().find(|(place, _)| *place == path).map(|(_, text)| &**text)
    }
    /// How many items the list at that place has.
    pub(crate) fn len_at(&self, path: Path) -> usize {
        self.lists.iter().find(|(place, _)| *place == path).map_or(0, |(_, len)| *len)
    }
}
