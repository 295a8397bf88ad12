//! All that a form shows: its table, its errors, what was submitted, what is present.

use super::{BoundField, Html, Plain, Renderer, Shown, custom::Attributes};
use crate::{
    Body, Form,
    body::submitted::Submitted,
    error::{
        Error, Errors,
        path::{FORM, Path, UNKNOWN},
    },
    offered::Offered,
    spec::{Choices, FieldSpec, Spec},
};
use std::{borrow::Cow, sync::Arc};

#[derive(Clone)]
pub(super) struct Scene<'f> {
    pub(super) spec: &'static Spec,
    pub(super) errors: &'f Errors,
    /// none for a form that is not bound, and for one whose body cannot be read as a whole
    pub(super) submitted: Option<Arc<Submitted<'f>>>,
    /// what an update changes, or a form is filled with
    pub(super) present: Option<&'f Shown>,
    /// what the context gave to choose from
    offered: Option<&'f Offered>,
    /// what stands in for what was not given, where nothing is present
    pub(super) defaults: Arc<Shown>,
    pub(super) renderer: &'f dyn Renderer,
    /// before each id
    pub(super) id_prefix: Cow<'f, str>,
    /// whether the browser judges values before it sends them
    pub(super) browser_validation: bool,
    /// what the page adds to controls
    pub(super) custom: Vec<(Path, Attributes)>,
    /// what is sent along with the fields
    pub(super) hidden: Option<Html>,
}

impl<'f> Scene<'f> {
    pub(super) fn new<F: Form>(
        errors: &'f Errors,
        body: Option<&'f Body>,
        present: Option<&'f Shown>,
    ) -> Arc<Self> {
        // what a page of another site sent is not shown as if a person had typed it
        let is_ours = errors.iter().next().is_some_and(|error| error.code() == "csrf_expired");
        let is_readable = matches!(errors.status(), 200 | 422) || is_ours;
        let submitted =
            body.filter(|_| is_readable).and_then(|body| Submitted::of(body, F::SPEC)).map(Arc::new);
        let offered = present.map(|shown| &shown.offered);
        let present = present.filter(|shown| shown.is_value());
        let defaults = if present.is_some() { Shown::default() } else { Shown::defaults_of::<F>() };
        Arc::new(Scene {
            spec: F::SPEC,
            errors,
            submitted,
            present,
            offered,
            defaults: Arc::new(defaults),
            renderer: &Plain,
            id_prefix: Cow::Borrowed("id_"),
            browser_validation: F::SPEC.browser_validation,
            custom: Vec::new(),
            hidden: None,
        })
    }
    pub(super) fn customise(&mut self, path: Path) -> &mut Attributes {
        let i = self.custom.iter().position(|(place, _)| *place == path).unwrap_or(self.custom.len());
        if i == self.custom.len() {
            self.custom.push((path, Attributes::default()));
        }
        &mut self.custom[i].1
    }
    /// What the context gave to choose from in that field.
    pub(super) fn choices(&self, field: &'static FieldSpec) -> Option<&'f Choices> {
        self.offered?.get(field)
    }
    /// What is in the control before anyone types: of what is present, else the default.
    pub(super) fn initial(&self) -> &Shown {
        self.present.unwrap_or(&self.defaults)
    }
    /// Whether a form stands at that place in what is present.
    pub(super) fn has_present_form(&self, path: Path) -> bool {
        self.present.is_some_and(|present| present.has_form(path))
    }
    /// The fields that are shown, hidden ones among them.
    pub(super) fn fields(self: &Arc<Self>) -> impl Iterator<Item = BoundField<'f>> + use<'f> {
        let scene = Arc::clone(self);
        (0..self.spec.fields.len())
            .filter_map(move |i| BoundField::of_form(&scene, i))
            .filter(BoundField::is_shown)
    }
    /// The field or item at that place; none: the table has no such place.
    pub(super) fn field_at(self: &Arc<Self>, path: Path) -> Option<BoundField<'f>> {
        if path.len() == 0 {
            return None;
        }
        let mut field = BoundField::of_form(self, path.get(0).into())?;
        for level in 1..path.len() {
            field = field.child(path.get(level))?;
        }
        Some(field)
    }
    /// The errors that no field shows.
    pub(super) fn errors_apart(self: &Arc<Self>) -> impl Iterator<Item = Error<'f>> + use<'f, '_> {
        self.errors.iter().filter(move |error| self.shown_at(error.record.path).is_none())
    }
    /// The field that shows what is wrong at that place.
    pub(super) fn shown_at(self: &Arc<Self>, path: Path) -> Option<BoundField<'f>> {
        let path = match path.last() {
            None | Some(UNKNOWN) => return None,
            Some(FORM) if path.len() == 1 => return None,
            Some(FORM) => path.parent(),
            Some(_) => path,
        };
        let mut field = BoundField::of_form(self, usize::from(path.get(0)))?;
        for level in 1..path.len() {
            // what is wrong with one of several choices stands at all of them
            if !field.is_shown() || field.is_choice_of_several() {
                break;
            }
            field = field.child(path.get(level))?;
        }
        (field.is_shown() && !field.is_hidden()).then_some(field)
    }
}
