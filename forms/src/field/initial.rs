//! The initial values of a form as texts, by path.

use super::{FieldType, as_compared, page_text};
use crate::{
    Body, Limits,
    bind::{self, ItemOrigins, Offered, PresentValues, RowChange, submitted::Submitted},
    error::path::Path,
    schema::{FieldSchema, FormSchema, Kind},
};
use std::{borrow::Cow, fmt, sync::OnceLock};

/// The texts of a value for display in a form, the lengths of its lists, and the paths of its forms.
#[derive(Default)]
#[cfg_attr(
    feature = "encode",
    expect(clippy::struct_excessive_bools, reason = "each is an independent property of the value")
)]
pub struct Shown {
    texts: Vec<(Path, String)>,
    /// the indices of the texts, sorted by text; computed on the first lookup by text
    by_text: OnceLock<Vec<u32>>,
    lists: Vec<(Path, usize)>,
    forms: Vec<Path>,
    path: Path,
    pub(crate) base: usize,
    /// the choices from the context
    pub(crate) offered: Offered,
    /// the limits of the binding, if they differ from those of the form; submitted values within these limits
    /// are displayed again
    limits: Option<Limits>,
    /// `true` if a missing key always keeps the present value
    partial: bool,
    /// the positions on the page of the items of bound lists, if blank items were left out
    origins: Option<Box<ItemOrigins>>,
    /// the current field
    field: Option<&'static FieldSchema>,
    /// `true` if the texts are for JSON instead of a page
    as_json: bool,
    /// `true` if the current list contains secrets, of which only the number is kept
    counts_only: bool,
    /// `true` if secrets and exact texts are included, so that the value can be submitted again
    #[cfg(feature = "encode")]
    pub(crate) reveals: bool,
    /// the first part of the value that has no text
    #[cfg(feature = "encode")]
    without_text: Option<Path>,
    /// the first optional list that is present but empty
    #[cfg(feature = "encode")]
    empty_option: Option<Path>,
}

impl Shown {
    /// Collects the texts of a field's value, to compare them with a submission. The paths begin at the
    /// field.
    pub(crate) fn of_field<T: FieldType>(field: &'static FieldSchema, value: &T, as_json: bool) -> Self {
        let mut shown = Shown { field: Some(field), as_json, ..Shown::default() };
        value.show(&mut shown);
        shown.in_order()
    }
    /// Like [`of_field`](Self::of_field), for a list.
    pub(crate) fn of_items<T: FieldType>(field: &'static FieldSchema, items: &[T], as_json: bool) -> Self {
        let mut shown = Shown { field: Some(field), as_json, ..Shown::default() };
        shown.items(items);
        shown.in_order()
    }
    /// Adds field `i` of the current form.
    #[doc(hidden)]
    pub fn field<T: FieldType>(&mut self, i: usize, field: &'static FieldSchema, value: &T) {
        self.note_form();
        let path = self.path.then((self.base + i) as u16);
        if field.kind.is_secret() && !self.reveals() {
            // the page needs as many rows as the list has secrets
            if matches!(field.kind, Kind::List(_)) {
                self.counts_only = true;
                self.within(path, |shown| value.show(shown));
                self.counts_only = false;
            }
            return;
        }
        self.field = Some(field);
        self.within(path, |shown| value.show(shown));
        #[cfg(feature = "encode")]
        self.note_empty(T::OPTIONAL, path);
    }
    /// Adds the nested form in field `i` of the current form.
    pub(crate) fn inside(&mut self, i: usize, show: impl FnOnce(&mut Self)) {
        self.within_field(i, |shown| {
            shown.note_form();
            show(shown);
        });
    }
    /// Adds what is in field `i` of the current form.
    pub(crate) fn within_field(&mut self, i: usize, show: impl FnOnce(&mut Self)) {
        self.within(self.path.then((self.base + i) as u16), show);
    }
    fn note_form(&mut self) {
        if self.forms.last() != Some(&self.path) {
            self.forms.push(self.path);
        }
    }
    /// Adds part `i` of a value with several controls. The text is already in the format of the field.
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    pub(crate) fn part(&mut self, i: u16, text: String) {
        self.note_form();
        self.within(self.path.then(i), |shown| shown.text(Some(text.into())));
    }
    pub(crate) fn in_order(mut self) -> Self {
        self.texts.sort_by_key(|(path, _)| *path);
        self.lists.sort_by_key(|(path, _)| *path);
        self.forms.sort_unstable();
        self
    }
    /// Adds the default of field `i`.
    #[doc(hidden)]
    pub fn default_of<T: FieldType>(&mut self, i: usize, field: &'static FieldSchema, default: fn() -> T) {
        self.field(i, field, &default());
    }
    /// Adds the defaults in the nested form of field `i`. Not used for optional forms and rows: with a
    /// filled-in default, they would no longer count as blank.
    #[doc(hidden)]
    pub fn defaults_within<T: FieldType>(&mut self, i: usize) {
        self.within_field(i, T::show_defaults);
    }
    /// Returns the current field.
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    pub(crate) fn current_field(&self) -> Option<&'static FieldSchema> {
        self.field
    }
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    pub(crate) fn is_json(&self) -> bool {
        self.as_json
    }
    pub(crate) fn text(&mut self, text: Option<Cow<'_, str>>) {
        if self.counts_only {
            return;
        }
        #[cfg(feature = "encode")]
        if text.is_none() {
            self.without_text.get_or_insert(self.path);
        }
        if let Some(text) = text {
            let text = match self.field {
                Some(field) if !self.as_json => page_text(text, field),
                _ => text,
            };
            self.texts.push((self.path, text.into_owned()));
        }
    }
    pub(crate) fn items<T: FieldType>(&mut self, items: &[T]) {
        self.lists.push((self.path, items.len()));
        for (k, item) in items.iter().enumerate() {
            self.within(self.path.then(k as u16), |shown| item.show(shown));
        }
    }
    /// Returns whether secrets are included, which only an encoder needs.
    #[cfg(not(feature = "encode"))]
    #[expect(clippy::unused_self, reason = "with the feature `encode`, it reads a field")]
    const fn reveals(&self) -> bool {
        false
    }
    fn within(&mut self, path: Path, show: impl FnOnce(&mut Self)) {
        let outer = (std::mem::replace(&mut self.path, path), std::mem::take(&mut self.base));
        show(self);
        (self.path, self.base) = outer;
    }
    /// Creates initial values that consist of choices from the context and of custom limits only. Returns
    /// `None` if there are neither.
    #[inline]
    pub(crate) fn only(offered: Offered, limits: Option<&Limits>) -> Option<Box<Self>> {
        let is_empty = offered.is_empty() && limits.is_none();
        (!is_empty).then(|| Box::new(Shown::default().offering(offered, limits)))
    }
    /// Adds the choices from the context and the custom limits of the binding.
    pub(crate) fn offering(mut self, offered: Offered, limits: Option<&Limits>) -> Self {
        self.offered = offered;
        self.limits = limits.copied();
        self
    }
    /// Adds the positions on the page of the items of bound lists.
    #[inline]
    pub(crate) fn with_origins(
        shown: Option<Box<Self>>,
        origins: Option<Box<ItemOrigins>>,
    ) -> Option<Box<Self>> {
        if origins.is_none() {
            return shown;
        }
        let mut shown = shown.unwrap_or_default();
        shown.origins = origins;
        Some(shown)
    }
    pub(crate) fn take_origins(&mut self) -> Option<Box<ItemOrigins>> {
        self.origins.take()
    }
    pub(crate) fn origins(&self) -> Option<&ItemOrigins> {
        self.origins.as_deref()
    }
    /// Sets whether a missing key always keeps the present value, as in a partial update.
    pub(crate) fn of_partial(mut self, partial: bool) -> Self {
        self.partial = partial;
        self
    }
    pub(crate) fn is_partial(&self) -> bool {
        self.partial
    }
    pub(crate) fn limits(&self) -> Option<Limits> {
        self.limits
    }
    /// Returns whether there is an initial value.
    pub(crate) fn is_value(&self) -> bool {
        !self.forms.is_empty()
    }
    /// Returns the total length of all texts.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.iter().map(|(_, text)| text.len()).sum()
    }
    /// Returns the text at a path.
    pub(crate) fn at(&self, path: Path) -> Option<&str> {
        let i = self.texts.binary_search_by_key(&path, |(place, _)| *place).ok()?;
        Some(&self.texts[i].1)
    }
    /// Returns a text at any path that is equal to the given one after normalisation.
    pub(crate) fn same_text(&self, text: &str) -> Option<&str> {
        let by_text = self.by_text.get_or_init(|| {
            let mut by_text: Vec<u32> = (0..u32::try_from(self.texts.len()).unwrap_or(u32::MAX)).collect();
            by_text.sort_by_cached_key(|i| as_compared(Cow::Borrowed(&*self.texts[*i as usize].1)));
            by_text
        });
        let compared = |i: &u32| as_compared(Cow::Borrowed(&*self.texts[*i as usize].1));
        let found = by_text.binary_search_by(|i| (*compared(i)).cmp(text)).ok()?;
        Some(&self.texts[by_text[found] as usize].1)
    }
    /// Returns the length of the list at a path.
    pub(crate) fn len_at(&self, path: Path) -> usize {
        self.lists.binary_search_by_key(&path, |(place, _)| *place).map_or(0, |i| self.lists[i].1)
    }
    /// Returns the length of the longest list.
    pub(crate) fn longest_list(&self) -> usize {
        self.lists.iter().map(|(_, len)| *len).max().unwrap_or(0)
    }
    /// Returns whether a form exists at a path. An optional form that is `None` does not exist.
    pub(crate) fn has_form(&self, path: Path) -> bool {
        self.forms.binary_search(&path).is_ok()
    }
}

/// Returns the row change that a body asks for, and the body's texts with that change made. Returns `None` if the
/// body asks for no change that the page has. `shown` has the value that an update changes.
pub(crate) fn changed_rows<'b>(
    body: &'b Body,
    schema: &'static FormSchema,
    limits: &Limits,
    shown: Option<&Shown>,
) -> Option<(RowChange, Submitted<'b>)> {
    let present = shown.filter(|shown| shown.is_value()).map(|shown| shown as &dyn PresentValues);
    bind::changed_rows(body, schema, limits, present)
}

impl PresentValues for Shown {
    fn has_form(&self, path: Path) -> bool {
        Shown::has_form(self, path)
    }
    fn len(&self, path: Path) -> usize {
        self.len_at(path)
    }
    fn text(&self, path: Path) -> Option<&str> {
        self.at(path)
    }
}

/// Additions for an encoder, which writes the value as a body.
#[cfg(feature = "encode")]
impl Shown {
    const fn reveals(&self) -> bool {
        self.reveals
    }
    pub(crate) fn secret(&mut self, text: &str) {
        if self.counts_only {
            return;
        }
        self.texts.push((self.path, text.to_owned()));
    }
    fn note_empty(&mut self, may_be_none: bool, path: Path) {
        if may_be_none && self.lists.last() == Some(&(path, 0)) {
            self.empty_option.get_or_insert(path);
        }
    }
    /// Returns the first optional list that is empty but not `None`. A form body cannot express that.
    pub(crate) const fn empty_option(&self) -> Option<Path> {
        self.empty_option
    }
    /// Returns the first part of the value that has no text, such as a secret of a custom type.
    pub(crate) const fn without_text(&self) -> Option<Path> {
        self.without_text
    }
    /// Returns the first path at which the two values differ.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn differs_at(&self, other: &Self) -> Option<Path> {
        fn first<T: PartialEq>(one: &[T], other: &[T], place: impl Fn(&T) -> Path) -> Option<Path> {
            let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
            one.get(same).into_iter().chain(other.get(same)).map(place).min()
        }
        let texts = first(&self.texts, &other.texts, |(path, _)| *path);
        let lists = first(&self.lists, &other.lists, |(path, _)| *path);
        let forms = first(&self.forms, &other.forms, |path| *path);
        [texts, lists, forms].into_iter().flatten().min()
    }
    /// Returns the length of the list at a path, or `None` if there is no list.
    pub(crate) fn items_at(&self, path: Path) -> Option<usize> {
        self.lists.binary_search_by_key(&path, |(place, _)| *place).ok().map(|i| self.lists[i].1)
    }
}

impl fmt::Debug for Shown {
    /// Formats the number of texts, but nothing of the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("texts", &self.texts.len()).finish_non_exhaustive()
    }
}
