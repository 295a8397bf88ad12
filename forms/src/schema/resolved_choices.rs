//! Choices as their field reads them, so that a value is found in any spelling.

use super::FieldSchema;
use std::{any::Any, sync::OnceLock};

/// Reads a choice in the same way as the field's type: [`FieldType::read_choice`](crate::FieldType).
pub(crate) type ReadChoice =
    fn(&str, WrittenBy, &'static FieldSchema, &(dyn Any + Send + Sync)) -> Option<ChoiceText>;

/// The texts of a choice.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceText {
    /// The text as a page shows and sends it.
    pub(crate) shown: String,
    /// The text that is compared.
    pub(crate) canonical: String,
}

/// The source of a text that is read as a choice.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenBy {
    /// The declaration or the context. It uses the format of the type, which may differ from that of the field.
    Program,
    /// A page.
    Page,
}

/// The choices of one field, as a page shows them.
pub(crate) struct ResolvedChoices {
    shown: Vec<String>,
    /// The canonical texts, sorted, with the position of each.
    canonical: Vec<(String, u32)>,
}

impl ResolvedChoices {
    /// Reads all choices.
    ///
    /// # Panics
    /// Panics if the field cannot read one of them, or reads two as the same value.
    fn new<'v>(
        field: &'static FieldSchema,
        values: impl Iterator<Item = &'v str>,
        context: &(dyn Any + Send + Sync),
    ) -> Self {
        let name = field.name.as_str();
        let (mut shown, mut canonical) = (Vec::new(), Vec::new());
        for (value, i) in values.zip(0u32..) {
            let Some(text) =
                field.read_choice.and_then(|read| read(value, WrittenBy::Program, field, context))
            else {
                panic!("`choices` of the field `{name}`: {value:?} is not a value that the field accepts");
            };
            shown.push(text.shown);
            canonical.push((text.canonical, i));
        }
        canonical.sort_unstable();
        if let Some(same) = canonical.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let (one, other) = (&shown[same[0].1 as usize], &shown[same[1].1 as usize]);
            panic!("`choices` of the field `{name}`: {one:?} and {other:?} are the same value");
        }
        ResolvedChoices { shown, canonical }
    }
    /// Returns the text that a page shows.
    pub(crate) fn shown(&self, i: usize) -> &str {
        &self.shown[i]
    }
    /// Returns the position of the choice with this canonical text.
    pub(crate) fn position(&self, canonical: &str) -> Option<usize> {
        let found = self.canonical.binary_search_by(|(text, _)| text.as_str().cmp(canonical)).ok()?;
        Some(self.canonical[found].1 as usize)
    }
    /// Returns the position of the choice that the field reads this text as.
    pub(crate) fn read(&self, text: &str, field: &'static FieldSchema) -> Option<usize> {
        let read = field.read_choice?(text, WrittenBy::Page, field, &())?;
        // a stored text with surrounding blanks is a different value, though a page would strip it
        if field.kind.of_item().is_text() && read.shown != text {
            return None;
        }
        self.position(&read.canonical)
    }
}

/// Choices resolved once for each field that uses them. Most are used by one field.
pub(super) struct ResolvedFor(OnceLock<Box<Resolved>>);

struct Resolved {
    field: &'static FieldSchema,
    choices: ResolvedChoices,
    others: ResolvedFor,
}

impl ResolvedFor {
    pub(super) const fn none() -> Self {
        ResolvedFor(OnceLock::new())
    }

    pub(super) fn get<'v, I: Iterator<Item = &'v str>>(
        &self,
        field: &'static FieldSchema,
        values: impl Fn() -> I,
        context: &(dyn Any + Send + Sync),
    ) -> &ResolvedChoices {
        let mut here = self;
        loop {
            let resolved = here.0.get_or_init(|| {
                let choices = ResolvedChoices::new(field, values(), context);
                Box::new(Resolved { field, choices, others: ResolvedFor::none() })
            });
            if std::ptr::eq(resolved.field, field) {
                return &resolved.choices;
            }
            here = &resolved.others;
        }
    }
}
