//! What there is to choose from.

use super::{
    BoundField, UiStrings,
    option_order::{FEW, OptionOrder},
};
use crate::{
    field::as_compared,
    schema::{ChoiceSource, Choices, FieldSchema, FixedChoices, FixedOption, Kind, ResolvedChoices},
};
use std::collections::BTreeSet;

/// One of the values that a field offers, as a template draws it.
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
    /// What is sent.
    pub value: &'f str,
    /// What a person reads.
    pub label: &'f str,
    /// The group that it stands in; empty for none.
    pub group: &'f str,
    /// Whether it is chosen: submitted, present, or the default.
    pub is_chosen: bool,
    /// False for a stored value that cannot be chosen any more: it stays if it is left alone. A page says so after its label ([`UiStrings::no_longer_offered`](super::UiStrings::no_longer_offered)).
    pub is_offered: bool,
}

/// The values of a field that has only some.
#[derive(Clone, Copy)]
pub(super) enum Options<'f> {
    Choices(&'static [FixedOption]),
    /// with what a page shows
    Fixed(&'static FixedChoices, &'static ResolvedChoices),
    Texts(&'static [&'static str]),
    Offered(&'f Choices, &'f ResolvedChoices),
    /// the context was not asked
    Unknown,
    YesOrNo,
}

impl<'f> Options<'f> {
    /// None: any value may be given.
    pub(super) fn of(
        field: &'static FieldSchema,
        kind: &'static Kind,
        offered: Option<&'f Choices>,
    ) -> Option<Self> {
        match (field.choices, kind) {
            (_, Kind::Form(_) | Kind::List(_)) => None,
            (Some(ChoiceSource::Fixed(choices)), _) => Some(Options::Fixed(choices, choices.resolved(field))),
            (Some(ChoiceSource::Asked(_)), _) => Some(offered.map_or(Options::Unknown, |choices| {
                // they were resolved where the context was known
                Options::Offered(choices, choices.resolved(field, &()))
            })),
            (None, Kind::Choice(options)) => Some(Options::Choices(options)),
            (None, Kind::Text) if !field.one_of.is_empty() => Some(Options::Texts(field.one_of)),
            (None, Kind::Boolean) => Some(Options::YesOrNo),
            _ => None,
        }
    }
    pub(super) fn len(self) -> usize {
        match self {
            Options::Choices(options) => options.len(),
            Options::Texts(texts) => texts.len(),
            Options::Fixed(choices, _) => choices.options().len(),
            Options::Offered(choices, _) => choices.len(),
            Options::Unknown => 0,
            Options::YesOrNo => 2,
        }
    }
    /// Value, label and group of one of them.
    pub(super) fn get(self, i: usize, words: &'static UiStrings) -> (&'f str, &'f str, &'f str) {
        match self {
            Options::Choices(options) => (options[i].value, options[i].label, options[i].group),
            Options::Texts(texts) => (texts[i], texts[i], ""),
            Options::Fixed(choices, resolved) => {
                let option = &choices.options()[i];
                (resolved.shown(i), option.label, option.group)
            }
            Options::Offered(choices, resolved) => {
                let (_, label, group) = choices.get(i);
                (resolved.shown(i), label, group)
            }
            Options::Unknown | Options::YesOrNo => {
                let (value, label) = [("true", words.yes), ("false", words.no)][i];
                (value, label, "")
            }
        }
    }
    /// Value, label and group of each.
    pub(super) fn iter(self, words: &'static UiStrings) -> impl Iterator<Item = (&'f str, &'f str, &'f str)> {
        (0..self.len()).map(move |i| self.get(i, words))
    }
}

/// What a field offers, and what of it is chosen: without a list of all, for rows offer the same again and again.
pub(super) struct Offer<'f> {
    options: Options<'f>,
    strings: &'static UiStrings,
    /// the places of those that are chosen, in order
    chosen: Vec<usize>,
    /// what stands behind them, as values that cannot be chosen any more
    others: Vec<FieldOption<'f>>,
}

impl<'f> Offer<'f> {
    pub(super) fn len(&self) -> usize {
        self.options.len() + self.others.len()
    }
    fn get(&self, i: usize, is_chosen: bool) -> FieldOption<'f> {
        let (value, label, group) = self.options.get(i, self.strings);
        FieldOption { value, label, group, is_chosen, is_offered: true }
    }
    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = FieldOption<'f>> + use<'f, '_> {
        let mut chosen = self.chosen.iter().copied().peekable();
        let offered = (0..self.options.len())
            .map(move |i| self.get(i, chosen.next_if(|chosen| *chosen == i).is_some()));
        offered.chain(self.others.iter().copied())
    }
    /// Those that are chosen: what a control shows that has no room for all.
    pub(super) fn chosen(&self) -> impl Iterator<Item = FieldOption<'f>> + use<'f, '_> {
        let others = self.others.iter().filter(|option| option.is_chosen || option.value.is_empty());
        self.chosen.iter().map(|i| self.get(*i, true)).chain(others.copied())
    }
    pub(super) fn has_chosen(&self) -> bool {
        !self.chosen.is_empty() || self.others.iter().any(|option| option.is_chosen)
    }
    /// Adds one behind the others.
    pub(super) fn push(&mut self, option: FieldOption<'f>) {
        self.others.push(option);
    }
}

/// What engines ask.
#[cfg(any(feature = "minijinja", feature = "tera"))]
impl<'f> Offer<'f> {
    /// Those that are chosen, with their places.
    pub(super) fn chosen_places(&self) -> impl Iterator<Item = (usize, FieldOption<'f>)> + use<'f, '_> {
        self.chosen.iter().map(|i| (*i, self.get(*i, true)))
    }
    /// All of them, as a control has them in which none is chosen; none where some have no place among the others.
    pub(super) fn shared(&self) -> Option<impl Iterator<Item = FieldOption<'f>> + use<'f, '_>> {
        let all = (0..self.options.len()).map(|i| self.get(i, false));
        self.others.is_empty().then_some(all)
    }
}

impl<'f> BoundField<'f> {
    /// What there is to choose from, in its order, each with whether it is chosen; none where any value may be given. Of
    /// what an optional field adds for no choice, nothing stands here. Each call makes a new list, so a page with many rows
    /// asks no more often than it draws it.
    pub fn options(&self) -> Vec<FieldOption<'f>> {
        self.offer().map_or_else(Vec::new, |offer| offer.iter().collect())
    }
    fn known_options(&self) -> Option<Options<'f>> {
        Options::of(
            self.spec,
            if let Kind::List(item) = self.kind { item } else { self.kind },
            self.scene.choices(self.spec),
        )
    }
    /// None: any value may be given.
    pub(super) fn offer(&self) -> Option<Offer<'f>> {
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
            self.add_no_longer_offered_items(options, &unknown, &mut others);
        } else {
            let text = self.value();
            chosen.extend(text.and_then(|text| self.position(options, text)));
            let unknown = text.filter(|_| chosen.is_empty()).map(|text| as_compared(text.into()));
            self.add_no_longer_offered(options, unknown.as_deref(), &mut others);
        }
        Some(Offer { options, strings: self.strings(), chosen, others })
    }
    /// The place of the option that has that text.
    fn position(&self, options: Options<'f>, text: &str) -> Option<usize> {
        let text = &*as_compared(text.into());
        if let Options::Fixed(_, resolved) | Options::Offered(_, resolved) = options {
            let place = resolved.read(text, self.spec);
            // no option is blank
            if place.is_some() || text.trim().is_empty() {
                return place;
            }
        }
        if options.len() > FEW && (self.is_within() || matches!(self.kind, Kind::List(_))) {
            self.order(options).position(options, text, self.strings())
        } else {
            options.iter(self.strings()).position(|(value, ..)| value == text)
        }
    }
    /// Whether there may be many of it.
    fn is_within(&self) -> bool {
        self.path.len() > 1
    }
    fn order(&self, options: Options<'f>) -> &OptionOrder {
        self.scene.option_orders.get(self.spec, options, self.strings())
    }
    /// The bytes of all options in a control where each takes so many besides its texts, and each group so many besides its
    /// name. Zero: there is only one such control, which is drawn to see.
    pub(super) fn bytes_of_options(&self, each: usize, each_group: usize) -> usize {
        match self.known_options() {
            Some(options) if options.len() > FEW && self.is_within() => {
                self.order(options).bytes(each, each_group)
            }
            _ => 0,
        }
    }
    /// Adds the value that an update has before it and that cannot be chosen any more: what a page does not show would be
    /// lost when it is sent. `unknown` is what was submitted in its place, as it is compared.
    fn add_no_longer_offered(
        &self,
        options: Options<'f>,
        unknown: Option<&str>,
        others: &mut Vec<FieldOption<'f>>,
    ) {
        let Some(present) = self.scene.present else { return };
        let value = present.at(self.path).filter(|text| !text.is_empty());
        if let Some(value) = value.filter(|text| self.position(options, text).is_none()) {
            others.push(no_longer_offered(value, unknown == Some(&*as_compared(value.into()))));
        }
        // a row that moved has its choice from another place
        if self.is_in_row()
            && let Some(text) = unknown.filter(|text| !text.is_empty())
            && !others.iter().any(|option| option.is_chosen)
            && let Some(value) = present.same_text(text)
        {
            others.push(no_longer_offered(value, true));
        }
    }
    /// The same, of a list.
    fn add_no_longer_offered_items(
        &self,
        options: Options<'f>,
        unknown: &[String],
        others: &mut Vec<FieldOption<'f>>,
    ) {
        let Some(present) = self.scene.present else { return };
        let mut known = BTreeSet::new();
        let values = (0..present.len_at(self.path)).filter_map(|k| present.at(self.path.then(k as u16)));
        for value in values.filter(|text| self.position(options, text).is_none()) {
            if known.insert(value) {
                let text = as_compared(value.into());
                let is_chosen = unknown.binary_search_by(|unknown| unknown.as_str().cmp(&text)).is_ok();
                others.push(no_longer_offered(value, is_chosen));
            }
        }
    }
}

const fn no_longer_offered(value: &str, is_chosen: bool) -> FieldOption<'_> {
    FieldOption { value, label: value, group: "", is_chosen, is_offered: false }
}
