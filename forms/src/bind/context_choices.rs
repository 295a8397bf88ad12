//! Choices that come from the context. The choices of each field are loaded once per submission or page.

use crate::schema::{ChoiceSource, Choices, FieldSchema, FormSchema, ResolvedChoices};
use std::{any::Any, borrow::Cow};

/// A value that is compared with the choices of a field.
pub(crate) trait ChoiceValue {
    fn choice_text(&self) -> Option<Cow<'_, str>>;
    /// Returns the canonical text, which is the same for equal values.
    fn canonical(&self) -> Option<Cow<'_, str>>;
}

/// The choices that the context has provided, by field. Costs one pointer in forms without such fields.
#[derive(Default)]
pub(crate) struct Offered(Option<Box<FieldChoices>>);

struct FieldChoices {
    field: &'static FieldSchema,
    choices: Choices,
    others: Offered,
}

impl Offered {
    pub(crate) const NONE: Offered = Offered(None);

    /// Loads and resolves the choices of all fields that have not been loaded yet.
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
        while let Some(known) = next {
            if std::ptr::eq(known.field, field) {
                return Some(&known.choices);
            }
            next = &known.others.0;
        }
        None
    }
    fn add(&mut self, field: &'static FieldSchema, choices: Choices) {
        let others = std::mem::take(self);
        self.0 = Some(Box::new(FieldChoices { field, choices, others }));
    }
    /// Returns the choices of a field, parsed by the type of the field.
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
    /// Returns whether the value is one of the field's choices.
    ///
    /// Most values are written like the choice, so that comparing texts is enough. All choices are parsed
    /// only if no text is equal.
    pub(crate) fn offers(
        &mut self,
        field: &'static FieldSchema,
        value: &(impl ChoiceValue + ?Sized),
        context: &(dyn Any + Send + Sync),
    ) -> bool {
        let Some(text) = value.choice_text() else { return false };
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

/// Calls `visit` for every field of a form and of its nested forms. Visits each form once, because a form may
/// contain itself.
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
