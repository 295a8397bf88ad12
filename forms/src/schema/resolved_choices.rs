//! Choices as their field reads them, so that a value is found by what it is and not by how it is written.

use super::FieldSchema;
use std::{any::Any, sync::OnceLock};

/// Reads a choice as a field's type does: [`FieldType::read_choice`](crate::FieldType).
pub(crate) type ReadChoice =
    fn(&str, WrittenBy, &'static FieldSchema, &(dyn Any + Send + Sync)) -> Option<ChoiceText>;

/// The texts of a choice.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceText {
    /// As a page shows it, and as it comes back.
    pub(crate) shown: String,
    /// As values are compared.
    pub(crate) canonical: String,
}

/// Who wrote a text that is read as a choice.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenBy {
    /// The declaration or the context: as the type writes it, which the field may not read.
    Program,
    /// A page.
    Page,
}

/// The choices of one field. A page shows them as the field reads them.
pub(crate) struct ResolvedChoices {
    shown: Vec<String>,
    /// Sorted, with the position of each.
    canonical: Vec<(String, u32)>,
}

impl ResolvedChoices {
    /// # Panics
    /// If the field cannot read one of them, or reads two as one value.
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
        if let Some(twins) = canonical.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let (one, other) = (&shown[twins[0].1 as usize], &shown[twins[1].1 as usize]);
            panic!("`choices` of the field `{name}`: {one:?} and {other:?} are the same value");
        }
        ResolvedChoices { shown, canonical }
    }
    /// As a page shows it.
    pub(crate) fn shown(&self, i: usize) -> &str {
        &self.shown[i]
    }
    /// Which of them has that canonical text.
    pub(crate) fn position(&self, canonical: &str) -> Option<usize> {
        let found = self.canonical.binary_search_by(|(text, _)| text.as_str().cmp(canonical)).ok()?;
        Some(self.canonical[found].1 as usize)
    }
    /// Which of them the field reads that text as.
    pub(crate) fn read(&self, text: &str, field: &'static FieldSchema) -> Option<usize> {
        let read = field.read_choice?(text, WrittenBy::Page, field, &())?;
        // a stored text with blanks around it is another value, though a page would strip it
        if field.kind.of_item().is_text() && read.shown != text {
            return None;
        }
        self.position(&read.canonical)
    }
}

/// What is resolved once for each field that has the choices. Most have one field.
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
