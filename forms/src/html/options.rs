//! The options of a field.

use super::{
    BoundField, UiStrings,
    option_index::{MAX_LINEAR_SEARCH, OptionIndex},
};
use crate::{
    field::as_compared,
    schema::{ChoiceSource, Choices, FieldSchema, FixedChoices, FixedOption, Kind, ResolvedChoices},
};
use std::collections::BTreeSet;

/// An option of a field, for templates.
///
/// ```
/// use forms::{Body, Choice, Form};
///
/// #[derive(Choice, Debug, Clone, Copy, PartialEq)]
/// enum Size { #[form(group = "Cups")] Small, #[form(group = "Cups")] Large, Pot }
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Tea { size: Size }
///
/// let form = Tea::bind(&Body::form("size=Pot"));
/// let options = form.field(Tea::SIZE).options();
/// assert_eq!((options[0].label, options[0].group), ("Small", "Cups"));
/// let chosen: Vec<_> = options.iter().filter(|option| option.is_chosen).map(|option| option.label).collect();
/// assert_eq!(chosen, ["Pot"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldOption<'f> {
    /// The value that is submitted.
    pub value: &'f str,
    /// The text that the user reads.
    pub label: &'f str,
    /// The group of the option, or empty.
    pub group: &'f str,
    /// True if the option is chosen: submitted, present, or the default.
    pub is_chosen: bool,
    /// False for a stored value that cannot be chosen any more. It is kept unless the user chooses another one. Show
    /// [`UiStrings::no_longer_available`](super::UiStrings::no_longer_available) after its label.
    pub is_available: bool,
}

/// The source of a field's options.
#[derive(Clone, Copy)]
pub(super) enum OptionSource<'f> {
    Choices(&'static [FixedOption]),
    /// with the texts to show
    Fixed(&'static FixedChoices, &'static ResolvedChoices),
    Texts(&'static [&'static str]),
    FromContext(&'f Choices, &'f ResolvedChoices),
    /// the context was not available
    Unknown,
    YesOrNo,
}

impl<'f> OptionSource<'f> {
    /// Returns the source of the options, or `None` if any value may be entered.
    pub(super) fn of(
        field: &'static FieldSchema,
        kind: &'static Kind,
        offered: Option<&'f Choices>,
    ) -> Option<Self> {
        match (field.choices, kind) {
            (_, Kind::Form(_) | Kind::List(_)) => None,
            (Some(ChoiceSource::Fixed(choices)), _) => {
                Some(OptionSource::Fixed(choices, choices.resolved(field)))
            }
            (Some(ChoiceSource::Asked(_)), _) => Some(offered.map_or(OptionSource::Unknown, |choices| {
                // they were resolved when the context was available
                OptionSource::FromContext(choices, choices.resolved(field, &()))
            })),
            (None, Kind::Choice(options)) => Some(OptionSource::Choices(options)),
            (None, Kind::Text) if !field.one_of.is_empty() => Some(OptionSource::Texts(field.one_of)),
            (None, Kind::Boolean) => Some(OptionSource::YesOrNo),
            _ => None,
        }
    }
    pub(super) fn len(self) -> usize {
        match self {
            OptionSource::Choices(options) => options.len(),
            OptionSource::Texts(texts) => texts.len(),
            OptionSource::Fixed(choices, _) => choices.options().len(),
            OptionSource::FromContext(choices, _) => choices.len(),
            OptionSource::Unknown => 0,
            OptionSource::YesOrNo => 2,
        }
    }
    /// Returns value, label and group of option `i`.
    pub(super) fn get(self, i: usize, words: &'static UiStrings) -> (&'f str, &'f str, &'f str) {
        match self {
            OptionSource::Choices(options) => (options[i].value, options[i].label, options[i].group),
            OptionSource::Texts(texts) => (texts[i], texts[i], ""),
            OptionSource::Fixed(choices, resolved) => {
                let option = &choices.options()[i];
                (resolved.shown(i), option.label, option.group)
            }
            OptionSource::FromContext(choices, resolved) => {
                let (_, label, group) = choices.get(i);
                (resolved.shown(i), label, group)
            }
            OptionSource::Unknown | OptionSource::YesOrNo => {
                let (value, label) = [("true", words.yes), ("false", words.no)][i];
                (value, label, "")
            }
        }
    }
    /// Returns value, label and group of each option.
    pub(super) fn iter(self, words: &'static UiStrings) -> impl Iterator<Item = (&'f str, &'f str, &'f str)> {
        (0..self.len()).map(move |i| self.get(i, words))
    }
}

/// The options of a field and which of them are chosen. It does not store a list of all options, because each row of a
/// list has the same ones.
pub(super) struct FieldOptions<'f> {
    options: OptionSource<'f>,
    strings: &'static UiStrings,
    /// indices of the chosen options, in order
    chosen: Vec<usize>,
    /// stored values that cannot be chosen any more, which come after the options
    others: Vec<FieldOption<'f>>,
}

impl<'f> FieldOptions<'f> {
    pub(super) fn len(&self) -> usize {
        self.options.len() + self.others.len()
    }
    fn get(&self, i: usize, is_chosen: bool) -> FieldOption<'f> {
        let (value, label, group) = self.options.get(i, self.strings);
        FieldOption { value, label, group, is_chosen, is_available: true }
    }
    /// Returns all options.
    pub(super) fn iter(&self) -> impl Iterator<Item = FieldOption<'f>> + use<'f, '_> {
        let mut chosen = self.chosen.iter().copied().peekable();
        let available = (0..self.options.len())
            .map(move |i| self.get(i, chosen.next_if(|chosen| *chosen == i).is_some()));
        available.chain(self.others.iter().copied())
    }
    /// Returns the chosen options, for a control that has no room for all.
    pub(super) fn chosen(&self) -> impl Iterator<Item = FieldOption<'f>> + use<'f, '_> {
        let others = self.others.iter().filter(|option| option.is_chosen || option.value.is_empty());
        self.chosen.iter().map(|i| self.get(*i, true)).chain(others.copied())
    }
    pub(super) fn has_chosen(&self) -> bool {
        !self.chosen.is_empty() || self.others.iter().any(|option| option.is_chosen)
    }
    /// Appends an option.
    pub(super) fn push(&mut self, option: FieldOption<'f>) {
        self.others.push(option);
    }
}

/// For template engines.
#[cfg(any(feature = "minijinja", feature = "tera"))]
impl<'f> FieldOptions<'f> {
    /// Returns the chosen options, with their indices.
    pub(super) fn chosen_places(&self) -> impl Iterator<Item = (usize, FieldOption<'f>)> + use<'f, '_> {
        self.chosen.iter().map(|i| (*i, self.get(*i, true)))
    }
    /// Returns all options with none chosen, to be shared by several controls. Returns `None` if some chosen values
    /// are not among the options.
    pub(super) fn shared(&self) -> Option<impl Iterator<Item = FieldOption<'f>> + use<'f, '_>> {
        let all = (0..self.options.len()).map(|i| self.get(i, false));
        self.others.is_empty().then_some(all)
    }
}

impl<'f> BoundField<'f> {
    /// Returns the options in order, each with whether it is chosen. Empty if any value may be entered. The empty
    /// option that an optional field adds is not included. Each call builds a new list, so call it once for each
    /// control in a page with many rows.
    pub fn options(&self) -> Vec<FieldOption<'f>> {
        self.field_options().map_or_else(Vec::new, |offer| offer.iter().collect())
    }
    fn known_options(&self) -> Option<OptionSource<'f>> {
        OptionSource::of(
            self.spec,
            if let Kind::List(item) = self.kind { item } else { self.kind },
            self.page_data.choices(self.spec),
        )
    }
    /// Returns the options, or `None` if any value may be entered.
    pub(super) fn field_options(&self) -> Option<FieldOptions<'f>> {
        let options = self.known_options()?;
        let (mut chosen, mut others) = (Vec::new(), Vec::new());
        if let Kind::List(_) = self.kind {
            let mut unknown = Vec::new();
            for item in (0..self.len()).filter_map(|k| self.child(k as u16)) {
                match item.value().map(|text| (self.position(options, text), text)) {
                    Some((Some(i), _)) => chosen.push(i),
                    Some((None, text)) => unknown.push(as_compared(text.into()).into_owned()),
                    None => {}
                }
            }
            chosen.sort_unstable();
            chosen.dedup();
            unknown.sort_unstable();
            self.add_no_longer_available_items(options, &unknown, &mut others);
        } else {
            let text = self.value();
            chosen.extend(text.and_then(|text| self.position(options, text)));
            let unknown = text.filter(|_| chosen.is_empty()).map(|text| as_compared(text.into()));
            self.add_no_longer_available(options, unknown.as_deref(), &mut others);
        }
        Some(FieldOptions { options, strings: self.strings(), chosen, others })
    }
    /// Returns the index of the option with a text.
    fn position(&self, options: OptionSource<'f>, text: &str) -> Option<usize> {
        let text = &*as_compared(text.into());
        if let OptionSource::Fixed(_, resolved) | OptionSource::FromContext(_, resolved) = options {
            let place = resolved.read(text, self.spec);
            // no option is blank
            if place.is_some() || text.trim().is_empty() {
                return place;
            }
        }
        if options.len() > MAX_LINEAR_SEARCH && (self.is_within() || matches!(self.kind, Kind::List(_))) {
            self.order(options).position(options, text, self.strings())
        } else {
            options.iter(self.strings()).position(|(value, ..)| value == text)
        }
    }
    /// Returns whether the field may appear many times in a page.
    fn is_within(&self) -> bool {
        self.path.len() > 1
    }
    fn order(&self, options: OptionSource<'f>) -> &OptionIndex {
        self.page_data.option_indexes.get(self.spec, options, self.strings())
    }
    /// Returns the bytes of all options in a control, if each option takes `each` bytes besides its texts, and each
    /// group `each_group` bytes besides its name. Returns 0 if the page has only one such control, which is measured
    /// by rendering it.
    pub(super) fn bytes_of_options(&self, each: usize, each_group: usize) -> usize {
        match self.known_options() {
            Some(options) if options.len() > MAX_LINEAR_SEARCH && self.is_within() => {
                self.order(options).bytes(each, each_group)
            }
            _ => 0,
        }
    }
    /// Adds the value before an update, if it cannot be chosen any more: it would be lost if the page did not show it.
    /// `unknown` is the text that was submitted instead, in its compared form.
    fn add_no_longer_available(
        &self,
        options: OptionSource<'f>,
        unknown: Option<&str>,
        others: &mut Vec<FieldOption<'f>>,
    ) {
        let Some(present) = self.page_data.present else { return };
        let value = present.at(self.path).filter(|text| !text.is_empty());
        if let Some(value) = value.filter(|text| self.position(options, text).is_none()) {
            others.push(no_longer_available(value, unknown == Some(&*as_compared(value.into()))));
        }
        // a row that moved has its choice from another position
        if self.is_in_row()
            && let Some(text) = unknown.filter(|text| !text.is_empty())
            && !others.iter().any(|option| option.is_chosen)
            && let Some(value) = present.same_text(text)
        {
            others.push(no_longer_available(value, true));
        }
    }
    /// Adds the values of a list that cannot be chosen any more.
    fn add_no_longer_available_items(
        &self,
        options: OptionSource<'f>,
        unknown: &[String],
        others: &mut Vec<FieldOption<'f>>,
    ) {
        let Some(present) = self.page_data.present else { return };
        let mut known = BTreeSet::new();
        let values = (0..present.len_at(self.path)).filter_map(|k| present.at(self.path.then(k as u16)));
        for value in values.filter(|text| self.position(options, text).is_none()) {
            if known.insert(value) {
                let text = as_compared(value.into());
                let is_chosen = unknown.binary_search_by(|unknown| unknown.as_str().cmp(&text)).is_ok();
                others.push(no_longer_available(value, is_chosen));
            }
        }
    }
}

const fn no_longer_available(value: &str, is_chosen: bool) -> FieldOption<'_> {
    FieldOption { value, label: value, group: "", is_chosen, is_available: false }
}
