//! What there is to choose from.

use super::{BoundField, UiStrings};
use crate::schema::{ChoiceSource, Choices, FieldSchema, FixedChoices, FixedOption, Kind, ResolvedChoices};

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
    /// The text of a value as the option of that value has it.
    pub(super) fn as_shown<'t>(self, text: &'t str, field: &'static FieldSchema) -> &'t str
    where
        'f: 't,
    {
        let (Options::Fixed(_, resolved) | Options::Offered(_, resolved)) = self else { return text };
        resolved.as_shown(text, field).unwrap_or(text)
    }
    /// Value, label and group of each.
    pub(super) fn iter(self, words: &'static UiStrings) -> impl Iterator<Item = (&'f str, &'f str, &'f str)> {
        let len = match self {
            Options::Choices(options) => options.len(),
            Options::Texts(texts) => texts.len(),
            Options::Fixed(choices, _) => choices.options().len(),
            Options::Offered(choices, _) => choices.len(),
            Options::Unknown => 0,
            Options::YesOrNo => 2,
        };
        (0..len).map(move |i| match self {
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
        })
    }
}

impl<'f> BoundField<'f> {
    /// What there is to choose from, in its order, each with whether it is chosen; none where any value may be given. Of
    /// what an optional field adds for no choice, nothing stands here.
    pub fn options(&self) -> Vec<FieldOption<'f>> {
        let kind = if let Kind::List(item) = self.kind { item } else { self.kind };
        let options = Options::of(self.spec, kind, self.scene.choices(self.spec));
        let Some(options) = options else { return Vec::new() };
        let mut several = Vec::new();
        if let Kind::List(_) = self.kind {
            let item = |k| Some(options.as_shown(self.child(k as u16)?.value()?, self.spec).to_owned());
            several.extend((0..self.len()).filter_map(item));
            several.sort_unstable();
        }
        let one = self.value().map(|text| options.as_shown(text, self.spec));
        let option = |(value, label, group): (&'f str, &'f str, &'f str)| {
            let is_one_of_several =
                || several.binary_search_by(|chosen: &String| chosen.as_str().cmp(value)).is_ok();
            let is_chosen = one == Some(value) || is_one_of_several();
            FieldOption { value, label, group, is_chosen, is_offered: true }
        };
        let mut drawn: Vec<_> = options.iter(self.strings()).map(option).collect();
        self.add_no_longer_offered(options, &mut drawn, |value| {
            one == Some(value) || several.binary_search_by(|chosen| chosen.as_str().cmp(value)).is_ok()
        });
        drawn
    }
    /// Adds the values that an update has before it and that cannot be chosen any more: what a page does not show would be
    /// lost when it is sent.
    fn add_no_longer_offered(
        &self,
        options: Options<'f>,
        drawn: &mut Vec<FieldOption<'f>>,
        is_chosen: impl Fn(&str) -> bool,
    ) {
        let Some(present) = self.scene.present else { return };
        let places = match self.kind {
            Kind::List(_) => (0..present.len_at(self.path)).map(|k| Some(k as u16)).collect(),
            _ => vec![None],
        };
        let texts = places.into_iter().filter_map(|k| present.at(k.map_or(self.path, |k| self.path.then(k))));
        let is_list = matches!(self.kind, Kind::List(_));
        for value in texts.filter(|text| is_list || !text.is_empty()) {
            let value = options.as_shown(value, self.spec);
            add_to(drawn, value, is_chosen(value));
        }
        // a row that moved has its choice from another place
        if self.is_in_row()
            && let Some(text) = self.value().filter(|text| !text.is_empty())
            && !drawn.iter().any(|option| option.value == options.as_shown(text, self.spec))
            && let Some(value) = present.same_text(text)
        {
            add_to(drawn, value, true);
        }
    }
}

/// Adds a value that is not offered, unless it is there.
fn add_to<'f>(options: &mut Vec<FieldOption<'f>>, value: &'f str, is_chosen: bool) {
    if !options.iter().any(|option| option.value == value) {
        options.push(FieldOption { value, label: value, group: "", is_chosen, is_offered: false });
    }
}
