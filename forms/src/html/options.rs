//! What there is to choose from.

use super::Words;
use crate::spec::{ChoiceOption, ChoiceSource, Choices, FieldSpec, Kind};

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
    /// Whether it is offered still. If not, it is the value that an update has before it, and stays if it is left alone; a page
    /// says so after its label ([`Words::no_longer_offered`](super::Words::no_longer_offered)).
    pub is_offered: bool,
}

/// The values of a field that has only some.
#[derive(Clone, Copy)]
pub(super) enum Options<'f> {
    Choices(&'static [ChoiceOption]),
    Texts(&'static [&'static str]),
    Offered(&'f Choices),
    /// the context was not asked
    Unknown,
    YesOrNo,
}

impl<'f> Options<'f> {
    /// None: any value may be given.
    pub(super) fn of(
        field: &'static FieldSpec,
        kind: &'static Kind,
        offered: Option<&'f Choices>,
    ) -> Option<Self> {
        match (field.choices, kind) {
            (_, Kind::Form(_) | Kind::List(_)) => None,
            (Some(ChoiceSource::Fixed(choices)), _) => Some(Options::Choices(choices.options())),
            (Some(ChoiceSource::Asked(_)), _) => Some(offered.map_or(Options::Unknown, Options::Offered)),
            (None, Kind::Choice(options)) => Some(Options::Choices(options)),
            (None, Kind::Text) if !field.one_of.is_empty() => Some(Options::Texts(field.one_of)),
            (None, Kind::Boolean) => Some(Options::YesOrNo),
            _ => None,
        }
    }
    /// Value, label and group of each.
    pub(super) fn iter(self, words: &'static Words) -> impl Iterator<Item = (&'f str, &'f str, &'f str)> {
        let len = match self {
            Options::Choices(options) => options.len(),
            Options::Texts(texts) => texts.len(),
            Options::Offered(choices) => choices.len(),
            Options::Unknown => 0,
            Options::YesOrNo => 2,
        };
        (0..len).map(move |i| match self {
            Options::Choices(options) => (options[i].value, options[i].label, options[i].group),
            Options::Texts(texts) => (texts[i], texts[i], ""),
            Options::Offered(choices) => choices.get(i),
            Options::Unknown | Options::YesOrNo => {
                let (value, label) = [("true", words.yes), ("false", words.no)][i];
                (value, label, "")
            }
        })
    }
}
