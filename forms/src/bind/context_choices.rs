//! What the fields of a form offered, for one submission or one page: asked once each.

use crate::schema::{ChoiceSource, Choices, FieldSchema, FormSchema, ResolvedChoices};
use std::{any::Any, borrow::Cow};

/// What is judged, as the text that choices are compared with.
pub(crate) trait Chosen {
    fn chosen(&self) -> Option<Cow<'_, str>>;
    /// Equal values have the same.
    fn canonical(&self) -> Option<Cow<'_, str>>;
}

/// The choices that the context gave, by field. Forms without such fields have no more than an empty place for them.
#[derive(Default)]
pub(crate) struct Offered(Option<Box<Answered>>);

struct Answered {
    field: &'static FieldSchema,
    choices: Choices,
    others: Offered,
}

impl Offered {
    pub(crate) const NONE: Offered = Offered(None);

    /// With the choices of the fields that have not been asked yet, all of them as their fields read them.
    #[cold]
    pub(crate) fn completed(mut self, spec: &'static FormSchema, context: &(dyn Any + Send + Sync)) -> Self {
        each_field(spec, &mut |field| {
            if let Some(ChoiceSource::Asked(source)) = field.choices
                && self.get(field).is_none()
            {
                self.add(field, source.ask(context));
            }
            if let Some(choices) = self.get(field) {
                choices.resolved(field, context);
            }
        });
        self
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }
    pub(crate) fn get(&self, field: &'static FieldSchema) -> Option<&Choices> {
        let mut next = &self.0;
        while let Some(answered) = next {
            if std::ptr::eq(answered.field, field) {
                return Some(&answered.choices);
            }
            next = &answered.others.0;
        }
        None
    }
    fn add(&mut self, field: &'static FieldSchema, choices: Choices) {
        let others = std::mem::take(self);
        self.0 = Some(Box::new(Answered { field, choices, others }));
    }
    /// The choices of the field as it reads them.
    #[cold]
    pub(crate) fn resolved(
        &mut self,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> Option<&ResolvedChoices> {
        match field.choices? {
            ChoiceSource::Fixed(choices) => Some(choices.resolved(field)),
            ChoiceSource::Asked(source) => {
                if self.get(field).is_none() {
                    self.add(field, source.ask(context));
                }
                self.get(field).map(|choices| choices.resolved(field, context))
            }
        }
    }
    /// Whether the field offers that value. Most values are written as the choices are; only for another one all choices
    /// are read.
    pub(crate) fn offers(
        &mut self,
        field: &'static FieldSchema,
        value: &(impl Chosen + ?Sized),
        context: &(dyn Any + Send + Sync),
    ) -> bool {
        let Some(text) = value.chosen() else { return false };
        let has_canonical = |resolved: &ResolvedChoices| {
            value.canonical().is_some_and(|canonical| resolved.position(&canonical).is_some())
        };
        match field.choices {
            None => true,
            Some(ChoiceSource::Fixed(choices)) => {
                choices.position(&text).is_some() || has_canonical(choices.resolved(field))
            }
            Some(ChoiceSource::Asked(source)) => {
                if self.get(field).is_none() {
                    self.add(field, source.ask(context));
                }
                self.get(field).is_some_and(|choices| {
                    choices.contains(&text) || has_canonical(choices.resolved(field, context))
                })
            }
        }
    }
}

/// The fields of a form and of those within it, each form once: it may contain itself.
pub(crate) fn each_field(spec: &'static FormSchema, visit: &mut dyn FnMut(&'static FieldSchema)) {
    let mut forms = vec![spec];
    let mut next = 0;
    while let Some(form) = forms.get(next).copied() {
        next += 1;
        for field in form.fields {
            visit(field);
            if let Some(inner) = field.kind.form()
                && !forms.iter().any(|known| std::ptr::eq(*known, inner))
            {
                forms.push(inner);
            }
        }
    }
}
