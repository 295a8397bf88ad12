//! The data of one rendered form: schema, errors, submission and present values.

use super::{BoundField, Html, Plain, Renderer, Shown, custom::Attributes, option_index::OptionIndexes};
use crate::{
    Body, Form, Limits,
    bind::{MatchedRows, Offered, RowChange, each_field, submitted::Submitted},
    error::{
        Error, Errors,
        path::{FORM, Path, UNKNOWN},
    },
    field::changed_rows,
    schema::{Access, Choices, Control, FieldSchema, FormSchema, Kind},
};
use std::{borrow::Cow, sync::Arc};

#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent settings of the page")]
pub(super) struct PageData<'f> {
    pub(super) spec: &'static FormSchema,
    /// the limits that the form was bound with
    pub(super) limits: Limits,
    pub(super) errors: &'f Errors,
    /// `None` for a form that is not bound, and for one whose body cannot be read as a whole
    pub(super) submitted: Option<Arc<Submitted<'f>>>,
    /// the submitted rows that have the key of a present one
    pub(super) matched_rows: Option<Arc<MatchedRows>>,
    /// the values that an update changes, or that an unbound form is filled with
    pub(super) present: Option<&'f Shown>,
    /// the choices that the context returned
    offered: Option<&'f Offered>,
    /// indexes of options, shared by the controls of a field
    pub(super) option_indexes: OptionIndexes,
    /// the defaults, shown if nothing is submitted or present
    pub(super) defaults: Arc<Shown>,
    pub(super) renderer: &'f dyn Renderer,
    /// the prefix of each id
    pub(super) id_prefix: Cow<'f, str>,
    /// whether the prefix has only letters, digits and `_`
    pub(super) plain_prefix: bool,
    /// whether the browser validates the form before it submits it
    pub(super) browser_validation: bool,
    /// attributes that the page adds to controls
    pub(super) custom: Vec<(Path, Attributes)>,
    /// hidden controls that are submitted with the fields
    pub(super) hidden: Option<Html>,
    /// whether lists have row buttons
    pub(super) row_buttons: bool,
    /// whether row buttons skip the browser's validation
    pub(super) buttons_skip_validation: bool,
    /// whether something is missing because the page would be too long
    pub(super) is_truncated: bool,
    /// the bytes of all texts that may be shown
    pub(super) text_bytes: usize,
    /// the path of the field whose first control gets the focus when the page is loaded
    pub(super) focus: Option<Path>,
}

impl<'f> PageData<'f> {
    pub(super) fn new<F: Form>(
        errors: &'f Errors,
        body: Option<&'f Body>,
        present: Option<&'f Shown>,
    ) -> Arc<Self> {
        // do not show the submission of another site as if the user had typed it
        let is_ours = errors.iter().next().is_some_and(|error| error.code() == "csrf_expired");
        let is_readable = matches!(errors.status(), 200 | 422) || is_ours;
        let body = body.filter(|_| is_readable);
        let limits = present.and_then(Shown::limits).unwrap_or(F::SCHEMA.limits);
        let max_page_bytes =
            if F::SCHEMA.nests { tightest_page(F::SCHEMA, limits) } else { limits.max_page_bytes };
        let limits = limits.max_page_bytes(max_page_bytes);
        let changed = body
            .filter(|_| errors.ask_for_rows())
            .and_then(|body| changed_rows(body, F::SCHEMA, &limits, present));
        let is_update = present.is_some_and(Shown::is_value);
        let (change, submitted) = match changed {
            Some((change, submitted)) => (Some(change), Some(submitted)),
            None => (None, body.and_then(|body| Submitted::of(body, F::SCHEMA, &limits, is_update))),
        };
        // a row button reports no errors
        let errors = if change.is_some() { const { &Errors::none(F::SCHEMA) } } else { errors };
        let offered = present.map(|shown| &shown.offered);
        let present = present.filter(|shown| shown.is_value());
        let is_truncated = submitted.as_ref().is_some_and(Submitted::is_cut)
            || errors.iter().any(|error| error.code() == "page_cut");
        let defaults = if present.is_some() { Shown::default() } else { Shown::defaults_of::<F>() };
        let text_bytes =
            submitted.as_ref().map_or(0, Submitted::text_bytes) + present.unwrap_or(&defaults).text_bytes();
        let matched_rows = match (&submitted, present) {
            (Some(submitted), Some(present)) if F::SCHEMA.compound => {
                Some(Arc::new(MatchedRows::of(F::SCHEMA, submitted, present)))
            }
            _ => None,
        };
        let mut page_data = Arc::new(PageData {
            spec: F::SCHEMA,
            limits,
            errors,
            submitted: submitted.map(Arc::new),
            matched_rows,
            present,
            offered,
            option_indexes: OptionIndexes::default(),
            defaults: Arc::new(defaults),
            renderer: &Plain,
            id_prefix: Cow::Borrowed("id_"),
            plain_prefix: true,
            browser_validation: F::SCHEMA.browser_validation,
            custom: Vec::new(),
            hidden: None,
            row_buttons: true,
            buttons_skip_validation: F::SCHEMA.compound && !has_native_control(F::SCHEMA),
            is_truncated,
            text_bytes,
            focus: None,
        });
        if let Some(change) = change {
            let focus = page_data.focus_after(change);
            Arc::make_mut(&mut page_data).focus = focus;
        }
        page_data
    }
    /// Returns the path to focus after a row button: the row that was added or moved, or the list's add button if a
    /// row was removed.
    fn focus_after(self: &Arc<Self>, change: RowChange) -> Option<Path> {
        let place = match change {
            RowChange::Add(list) => list.then(self.field_at(list)?.len().checked_sub(1)? as u16),
            RowChange::Remove(row) => return Some(row.parent()),
            RowChange::Up(row) => row.parent().then(row.last()?.checked_sub(1)?),
            RowChange::Down(row) => row.parent().then(row.last()?.checked_add(1)?),
        };
        self.field_at(place)?.first_control().map(|field| field.path)
    }
    /// Returns the greatest number of items of the list at a path.
    pub(super) fn most_items(&self, list: &FieldSchema, path: Path) -> usize {
        list.most_items(&self.spec.limits_at(path, self.limits)) as usize
    }
    /// Returns whether the submission cannot be shown, because the body could not be read or another site may have
    /// sent it.
    pub(super) fn has_lost_submission(&self) -> bool {
        self.submitted.is_none() && !matches!(self.errors.status(), 200 | 422)
    }
    /// Returns whether the form has a file field, also in a nested form.
    pub(super) fn has_files(&self) -> bool {
        let mut has_one = false;
        each_field(self.spec, &mut |field| has_one |= matches!(field.kind.of_item(), Kind::File));
        has_one
    }
    pub(super) fn custom_mut(&mut self, path: Path) -> &mut Attributes {
        let i = self.custom.iter().position(|(place, _)| *place == path).unwrap_or(self.custom.len());
        if i == self.custom.len() {
            self.custom.push((path, Attributes::default()));
        }
        &mut self.custom[i].1
    }
    /// Returns the choices that the context returned for a field.
    pub(super) fn choices(&self, field: &'static FieldSchema) -> Option<&'f Choices> {
        self.offered?.get(field)
    }
    /// Returns the values in the controls before the user types: the present values, or else the defaults.
    pub(super) fn initial(&self) -> &Shown {
        self.present.unwrap_or(&self.defaults)
    }
    /// Returns whether the present values have a nested form at a path.
    pub(super) fn has_present_form(&self, path: Path) -> bool {
        self.present.is_some_and(|present| present.has_form(path))
    }
    /// Returns the fields that are rendered, including hidden ones.
    pub(super) fn fields(self: &Arc<Self>) -> impl Iterator<Item = BoundField<'f>> + use<'f> {
        let page_data = Arc::clone(self);
        (0..self.spec.fields.len())
            .filter_map(move |i| BoundField::of_form(&page_data, i))
            .filter(BoundField::is_shown)
    }
    /// Returns the field or item at a path, or `None` if the schema has no such path.
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
    /// Returns the errors that no field shows.
    pub(super) fn errors_without_field(self: &Arc<Self>) -> impl Iterator<Item = Error<'f>> + use<'f, '_> {
        self.errors.iter().filter(move |error| self.shown_at(error.record.path).is_none())
    }
    /// Returns the field that shows the errors at a path.
    pub(super) fn shown_at(self: &Arc<Self>, path: Path) -> Option<BoundField<'f>> {
        let path = match path.last() {
            None | Some(UNKNOWN) => return None,
            Some(FORM) if path.len() == 1 => return None,
            Some(FORM) => path.parent(),
            Some(_) => path,
        };
        let mut field = BoundField::of_form(self, usize::from(path.get(0)))?;
        for level in 1..path.len() {
            // a field with several choices or files shows the errors of each
            if !field.is_shown() || field.has_all_items() {
                break;
            }
            field = field.child(path.get(level))?;
        }
        (field.is_shown() && !field.is_hidden()).then_some(field)
    }
}

/// Returns whether the form, or a form nested in it, has a control that a browser submits as empty while its value is
/// incomplete. For example, a date without its year would be lost when the page is rendered again.
#[cold]
fn has_native_control(spec: &'static FormSchema) -> bool {
    let mut has_one = false;
    each_field(spec, &mut |field| {
        has_one |= field.access != Access::ReadOnly
            && Control::of(field, field.kind.of_item()).may_lose_what_is_typed();
    });
    has_one
}

/// Returns the smallest page limit of the form and the forms nested in it.
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
