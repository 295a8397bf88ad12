//! What there is to choose from.

use super::Words;
use crate::spec::{ChoiceOption, FieldSpec, Kind};

/// The values of a field that has only some.
#[derive(Clone, Copy)]
pub(super) enum Options {
    Choices(&'static [ChoiceOption]),
    Texts(&'static [&'static str]),
    YesOrNo,
}

impl Options {
    /// None: any value may be given.
    pub(super) fn of(field: &'static FieldSpec, kind: &'static Kind) -> Option<Self> {
        match kind {
            Kind::Choice(options) => Some(Options::Choices(options)),
            Kind::Text if !field.one_of.is_empty() => Some(Options::Texts(field.one_of)),
            Kind::Boolean => Some(Options::YesOrNo),
            _ => None,
        }
    }
    /// Value and label of each.
    pub(super) fn iter(self, words: &'static Words) -> impl Iterator<Item = (&'static str, &'static str)> {
        let len = match self {
            Options::Choices(options) => options.len(),
            Options::Texts(texts) => texts.len(),
            Options::YesOrNo => 2,
        };
        (0..len).map(move |i| match self {
            Options::Choices(options) => (options[i].value, options[i].label),
            Options::Texts(texts) => (texts[i], texts[i]),
            Options::YesOrNo => [("true", words.yes), ("false", words.no)][i],
        })
    }
}
