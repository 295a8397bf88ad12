//! All that a form shows: its table, its errors, what was submitted, what is present.

use super::{BoundField, Html, Plain, Renderer, Shown, custom::Attributes, option_order::OptionOrders};
use crate::{
    Body, Form, Limits,
    bind::{Offered, RowChange, changed_rows, each_field, submitted::Submitted},
    error::{
        Error, Errors,
        path::{FORM, Path, UNKNOWN},
    },
    schema::{Access, Choices, Control, FieldSchema, FormSchema},
};
use std::{borrow::Cow, sync::Arc};

#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact about the page")]
pub(super) struct Scene<'f> {
    pub(super) spec: &'static FormSchema,
    /// those that it was bound within
    pub(super) limits: Limits,
    pub(super) errors: &'f Errors,
    /// none for a form that is not bound, and for one whose body cannot be read as a whole
    pub(super) submitted: Option<Arc<Submitted<'f>>>,
    /// what an update changes, or a form is filled with
    pub(super) present: Option<&'f Shown>,
    /// what the context gave to choose from
    offered: Option<&'f Offered>,
    /// what the controls of a field have in common
    pub(super) option_orders: OptionOrders,
    /// what stands in for what was not given, where nothing is present
    pub(super) defaults: Arc<Shown>,
    pub(super) renderer: &'f dyn Renderer,
    /// before each id
    pub(super) id_prefix: Cow<'f, str>,
    /// whether that is letters, digits and `_` alone
    pub(super) plain_prefix: bool,
    /// whether the browser judges values before it sends them
    pub(super) browser_validation: bool,
    /// what the page adds to controls
    pub(super) custom: Vec<(Path, Attributes)>,
    /// what is sent along with the fields
    pub(super) hidden: Option<Html>,
    /// whether lists have buttons for rows
    pub(super) row_buttons: bool,
    /// whether those buttons send the form whatever the browser thinks of what is filled in
    pub(super) buttons_skip_validation: bool,
    /// whether not everything is there to be shown
    pub(super) is_cut: bool,
    /// the bytes of all texts that may be shown
    pub(super) text_bytes: usize,
    /// the place whose first control has the focus when the page is shown
    pub(super) focus: Option<Path>,
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
        let body = body.filter(|_| is_readable);
        let limits = present.and_then(Shown::limits).unwrap_or(F::SCHEMA.limits);
        let max_page_bytes =
            if F::SCHEMA.nests { tightest_page(F::SCHEMA, limits) } else { limits.max_page_bytes };
        let limits = limits.max_page_bytes(max_page_bytes);
        let value = present.filter(|shown| shown.is_value());
        let has_form = value.map(|value| |path| value.has_form(path));
        let changed = body.filter(|_| errors.ask_for_rows()).and_then(|body| {
            changed_rows(body, F::SCHEMA, &limits, has_form.as_ref().map(|has_form| has_form as _))
        });
        let (change, submitted) = match changed {
            Some((change, submitted)) => (Some(change), Some(submitted)),
            None => (None, body.and_then(|body| Submitted::of(body, F::SCHEMA, &limits, value.is_some()))),
        };
        // nothing is wrong yet
        let errors = if change.is_some() { const { &Errors::new(F::SCHEMA, Vec::new()) } } else { errors };
        let offered = present.map(|shown| &shown.offered);
        let present = present.filter(|shown| shown.is_value());
        let is_cut = submitted.as_ref().is_some_and(Submitted::is_cut)
            || errors.iter().any(|error| error.code() == "page_cut");
        let defaults = if present.is_some() { Shown::default() } else { Shown::defaults_of::<F>() };
        let text_bytes =
            submitted.as_ref().map_or(0, Submitted::text_bytes) + present.unwrap_or(&defaults).text_bytes();
        let mut scene = Arc::new(Scene {
            spec: F::SCHEMA,
            limits,
            errors,
            submitted: submitted.map(Arc::new),
            present,
            offered,
            option_orders: OptionOrders::default(),
            defaults: Arc::new(defaults),
            renderer: &Plain,
            id_prefix: Cow::Borrowed("id_"),
            plain_prefix: true,
            browser_validation: F::SCHEMA.browser_validation,
            custom: Vec::new(),
            hidden: None,
            row_buttons: true,
            buttons_skip_validation: F::SCHEMA.compound && !has_native_control(F::SCHEMA),
            is_cut,
            text_bytes,
            focus: None,
        });
        if let Some(change) = change {
            let focus = scene.focus_after(change);
            Arc::make_mut(&mut scene).focus = focus;
        }
        scene
    }
    /// Of a row that came or moved, its first control; where one has gone, the list's button for another.
    fn focus_after(self: &Arc<Self>, change: RowChange) -> Option<Path> {
        let place = match change {
            RowChange::Add(list) => list.then(self.field_at(list)?.len().checked_sub(1)? as u16),
            RowChange::Remove(row) => return Some(row.parent()),
            RowChange::Up(row) => row.parent().then(row.last()?.checked_sub(1)?),
            RowChange::Down(row) => row.parent().then(row.last()?.checked_add(1)?),
        };
        self.field_at(place)?.first_control().map(|field| field.path)
    }
    /// Returns the greatest number of items of the list at that place.
    pub(super) fn most_items(&self, list: &FieldSchema, path: Path) -> usize {
        list.most_items(&self.spec.limits_at(path, self.limits)) as usize
    }
    /// Whether it was bound to a body that could not be read, or that a page of another site may have sent.
    pub(super) fn has_lost_what_was_typed(&self) -> bool {
        self.submitted.is_none() && !matches!(self.errors.status(), 200 | 422)
    }
    pub(super) fn customise(&mut self, path: Path) -> &mut Attributes {
        let i = self.custom.iter().position(|(place, _)| *place == path).unwrap_or(self.custom.len());
        if i == self.custom.len() {
            self.custom.push((path, Attributes::default()));
        }
        &mut self.custom[i].1
    }
    /// What the context gave to choose from in that field.
    pub(super) fn choices(&self, field: &'static FieldSchema) -> Option<&'f Choices> {
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

/// Whether a field of the form, or of one within it, is asked for by a control that a browser sends empty while it is
/// typed in by half: of a date without its year, a page would come back without any of it.
#[cold]
fn has_native_control(spec: &'static FormSchema) -> bool {
    let mut has_one = false;
    each_field(spec, &mut |field| {
        has_one |= field.access != Access::ReadOnly
            && Control::of(field, field.kind.of_item()).may_lose_what_is_typed();
    });
    has_one
}

/// The bytes of a page of the form: those of a form within count too, where it states fewer.
#[cold]
fn tightest_page(spec: &'static FormSchema, limits: Limits) -> u32 {
    let mut least = limits.max_page_bytes;
    each_field(spec, &mut |field| {
        if let Some(inner) = field.kind.form() {
            least = least.min(inner.narrowed(limits).max_page_bytes);
        }
    });
    least
}
