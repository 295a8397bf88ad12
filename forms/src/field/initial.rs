//! The texts of a value, by their places: what a form that is not bound shows.

use super::{FieldType, as_compared, page_text};
use crate::{
    Limits,
    bind::{ItemOrigins, Offered},
    error::path::Path,
    schema::{FieldSchema, Kind},
};
use std::{borrow::Cow, fmt, sync::OnceLock};

/// The texts of a value that a form is filled with, how many items its lists have, and where in it forms stand.
#[derive(Default)]
#[cfg_attr(
    feature = "fuzzing",
    expect(clippy::struct_excessive_bools, reason = "each is one thing that is known of a value")
)]
pub struct Shown {
    texts: Vec<(Path, String)>,
    /// The places of the texts in their own order, once someone asks for one by what it is.
    by_text: OnceLock<Vec<u32>>,
    lists: Vec<(Path, usize)>,
    forms: Vec<Path>,
    path: Path,
    pub(crate) base: usize,
    /// what the context gave to choose from
    pub(crate) offered: Offered,
    /// those that a body was bound within, where they are not the form's own: what they let in is shown again
    limits: Option<Limits>,
    /// whether what a body leaves out keeps its value, whatever it is
    partial: bool,
    /// Where the items of cleaned lists stood on the page, if blank ones were left out.
    origins: Option<Box<ItemOrigins>>,
    /// the field that we are in
    field: Option<&'static FieldSchema>,
    /// whether texts are those of JSON, and not of a page
    as_json: bool,
    /// whether we are in a list of secrets, whose items are counted and not shown
    counts_alone: bool,
    /// whether secrets are told too, and texts as they are, to be submitted again
    #[cfg(feature = "fuzzing")]
    pub(crate) reveals: bool,
    /// whether something has no text
    #[cfg(feature = "fuzzing")]
    beyond_words: bool,
    /// whether a list that might be none is there, and empty
    #[cfg(feature = "fuzzing")]
    empty_beside_none: bool,
}

impl Shown {
    /// The texts of a field's value, at the root: to be compared with what is submitted.
    pub(crate) fn of_field<T: FieldType>(field: &'static FieldSchema, value: &T, as_json: bool) -> Self {
        let mut shown = Shown { field: Some(field), as_json, ..Shown::default() };
        value.show(&mut shown);
        shown.in_order()
    }
    /// The same, of a list.
    pub(crate) fn of_items<T: FieldType>(field: &'static FieldSchema, items: &[T], as_json: bool) -> Self {
        let mut shown = Shown { field: Some(field), as_json, ..Shown::default() };
        shown.items(items);
        shown.in_order()
    }
    /// Field `i` of the form we are in.
    #[doc(hidden)]
    pub fn field<T: FieldType>(&mut self, i: usize, field: &'static FieldSchema, value: &T) {
        self.note_form();
        let path = self.path.then((self.base + i) as u16);
        if field.kind.is_secret() && !self.reveals() {
            // of a list of secrets, the page has as many rows
            if matches!(field.kind, Kind::List(_)) {
                self.counts_alone = true;
                self.within(path, |shown| value.show(shown));
                self.counts_alone = false;
            }
            return;
        }
        self.field = Some(field);
        self.within(path, |shown| value.show(shown));
        #[cfg(feature = "fuzzing")]
        self.note_empty(T::OPTIONAL, path);
    }
    fn note_form(&mut self) {
        if self.forms.last() != Some(&self.path) {
            self.forms.push(self.path);
        }
    }
    /// Part `i` of a value that is asked for in parts, written as its field says.
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
    /// The default of field `i`.
    #[doc(hidden)]
    pub fn default_of<T: FieldType>(&mut self, i: usize, field: &'static FieldSchema, default: fn() -> T) {
        self.field(i, field, &default());
    }
    /// Those of the form that field `i` is. Not of one that may be left out, nor of rows: filled in they would no longer
    /// count as left empty.
    #[doc(hidden)]
    pub fn defaults_within<T: FieldType>(&mut self, i: usize) {
        let path = self.path.then((self.base + i) as u16);
        self.within(path, T::show_defaults);
    }
    /// The field that we are in.
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    pub(crate) fn within_field(&self) -> Option<&'static FieldSchema> {
        self.field
    }
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    pub(crate) fn is_json(&self) -> bool {
        self.as_json
    }
    pub(crate) fn text(&mut self, text: Option<Cow<'_, str>>) {
        if self.counts_alone {
            return;
        }
        #[cfg(feature = "fuzzing")]
        self.note_what_is_lost(text.is_some());
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
    /// Whether secrets are shown to it: to a fuzzer alone.
    #[cfg(not(feature = "fuzzing"))]
    #[expect(clippy::unused_self, reason = "the feature asks it")]
    const fn reveals(&self) -> bool {
        false
    }
    fn within(&mut self, path: Path, show: impl FnOnce(&mut Self)) {
        let outside = (std::mem::replace(&mut self.path, path), std::mem::take(&mut self.base));
        show(self);
        (self.path, self.base) = outside;
    }
    /// What the context gave to choose from and the binding's own limits, if any, and no value.
    #[inline]
    pub(crate) fn only(offered: Offered, limits: Option<&Limits>) -> Option<Box<Self>> {
        let is_empty = offered.is_empty() && limits.is_none();
        (!is_empty).then(|| Box::new(Shown::default().offering(offered, limits)))
    }
    /// A value, what the context gave to choose from, and the binding's own limits, if any.
    pub(crate) fn offering(mut self, offered: Offered, limits: Option<&Limits>) -> Self {
        self.offered = offered;
        self.limits = limits.copied();
        self
    }
    /// This, with the places on the page of the items of cleaned lists.
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
    /// What an update shows again that may leave out whatever it does not change.
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
    /// Whether there is a value.
    pub(crate) fn is_value(&self) -> bool {
        !self.forms.is_empty()
    }
    /// The bytes of all texts.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.iter().map(|(_, text)| text.len()).sum()
    }
    /// The text at that place.
    pub(crate) fn at(&self, path: Path) -> Option<&str> {
        let i = self.texts.binary_search_by_key(&path, |(place, _)| *place).ok()?;
        Some(&self.texts[i].1)
    }
    /// A text that is compared as this one, wherever it is.
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
    /// How many items the list at that place has.
    pub(crate) fn len_at(&self, path: Path) -> usize {
        self.lists.binary_search_by_key(&path, |(place, _)| *place).map_or(0, |i| self.lists[i].1)
    }
    /// How many items the longest list has.
    pub(crate) fn longest_list(&self) -> usize {
        self.lists.iter().map(|(_, len)| *len).max().unwrap_or(0)
    }
    /// Whether there is a form at that place: not where an optional one is left out.
    pub(crate) fn has_form(&self, path: Path) -> bool {
        self.forms.binary_search(&path).is_ok()
    }
}

/// What a fuzzer asks: the value with all that is needed to submit it again.
#[cfg(feature = "fuzzing")]
impl Shown {
    const fn reveals(&self) -> bool {
        self.reveals
    }
    pub(crate) fn secret(&mut self, text: &str) {
        if self.counts_alone {
            return;
        }
        self.texts.push((self.path, text.to_owned()));
    }
    /// A value without a text; or one whose text says less, as of a clock that shows an hour twice.
    fn note_what_is_lost(&mut self, has_text: bool) {
        let says_less =
            self.field.is_some_and(|field| field.time_zone.is_some() || field.input_formats.len() > 1);
        self.beyond_words |= self.reveals && (!has_text || says_less);
    }
    fn note_empty(&mut self, may_be_none: bool, path: Path) {
        self.empty_beside_none |= may_be_none && self.lists.last() == Some(&(path, 0));
    }
    /// Whether it holds an empty list where there might be none: a form's body has no words for that.
    pub(crate) const fn has_empty_beside_none(&self) -> bool {
        self.empty_beside_none
    }
    /// Whether it holds what has no text of its own.
    pub(crate) const fn is_beyond_words(&self) -> bool {
        self.beyond_words
    }
    /// The first place at which the two say something else.
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
    /// How many items the list at that place has; none where there is no list.
    pub(crate) fn items_at(&self, path: Path) -> Option<usize> {
        self.lists.binary_search_by_key(&path, |(place, _)| *place).ok().map(|i| self.lists[i].1)
    }
}

impl fmt::Debug for Shown {
    /// Nothing of the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("texts", &self.texts.len()).finish_non_exhaustive()
    }
}
