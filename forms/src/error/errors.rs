//! The errors of a submission, in order.

use crate::{
    error::{
        Params, Problem, Record,
        collector::settle,
        message::{self, Place},
        path::{FORM, Path, UNKNOWN},
        problem::Fault,
    },
    schema::{FieldSchema, FormSchema, Kind},
};
use std::fmt::{self, Write};

/// The errors of a submission.
///
/// They are in the order of the declaration. At each level, the form's own errors come after those of its fields, and
/// unknown keys, sorted by their bytes, come last. At most 64 errors are reported, with at most 16 unknown keys.
///
/// [`Display`](fmt::Display) writes plain text, one line per error. No output contains a submitted value. An unknown
/// key is shown only if it looks like a key and cannot be part of a secret ([which keys are
/// shown](crate::manual::binding)).
#[derive(Clone)]
pub struct Errors {
    spec: &'static FormSchema,
    /// `None` if there are no errors; a boxed slice, because a form with errors is returned in a `Result`
    records: Option<Box<[Record]>>,
    /// true if the body is JSON, whose keys do not contain the names of variants
    in_json: bool,
}

/// One error of a submission.
#[derive(Clone, Copy)]
pub struct Error<'e> {
    pub(crate) spec: &'static FormSchema,
    pub(crate) record: &'e Record,
    in_json: bool,
}

impl Errors {
    pub(crate) fn new(spec: &'static FormSchema, records: Vec<Record>) -> Self {
        let records = (!records.is_empty()).then(|| records.into_boxed_slice());
        Errors { spec, records, in_json: false }
    }
    pub(crate) const fn none(spec: &'static FormSchema) -> Self {
        Errors { spec, records: None, in_json: false }
    }
    fn records(&self) -> &[Record] {
        self.records.as_deref().unwrap_or_default()
    }
    /// Sets whether the fields are named as in the keys of JSON.
    pub(crate) fn in_json(mut self, in_json: bool) -> Self {
        self.in_json = in_json;
        self
    }
    pub(crate) fn push(&mut self, path: Path, problem: Problem) {
        // no field was read, so errors of fields make no sense
        if self.is_unread() {
            return;
        }
        let mut records = self.records.take().map(<[Record]>::into_vec).unwrap_or_default();
        records.push(Record { path, problem });
        settle(&mut records);
        self.records = Some(records.into_boxed_slice());
    }
    /// Returns whether there are no errors.
    pub fn is_empty(&self) -> bool {
        self.records.is_none()
    }
    /// Returns whether the values were not read, since the submission was refused as a whole or was a row request.
    fn is_unread(&self) -> bool {
        matches!(
            self.records().first(),
            Some(Record { problem: Problem(Fault::Unreadable(_) | Fault::RowsChanged), .. })
        )
    }
    /// Returns whether this is not an error but a row request, sent by a button of the page.
    pub(crate) fn ask_for_rows(&self) -> bool {
        matches!(self.records().first(), Some(Record { problem: Problem(Fault::RowsChanged), .. }))
    }
    /// Returns the number of errors.
    pub fn len(&self) -> usize {
        self.records().len()
    }
    /// Returns the errors in order.
    pub fn iter(&self) -> impl Iterator<Item = Error<'_>> + '_ {
        self.records().iter().map(|record| error_at(self, record))
    }
    /// Returns the errors of one field by its path on the wire (`email`, `phones[1].number`), or of the form itself
    /// (`""`).
    pub fn get<'e>(&'e self, path: &'e str) -> impl Iterator<Item = Error<'e>> + 'e {
        self.iter().filter(move |error| error.path() == path && !error.is_unknown_key())
    }
    /// Returns whether a field has an error with this code. Like Django's `has_error`.
    pub fn has_error(&self, path: &str, code: &str) -> bool {
        self.get(path).any(|error| error.code() == code)
    }
    /// Returns the HTTP status: 400 for an unreadable body, 403 for a submission that failed the CSRF check, 413 for
    /// one that is too large, 415 for an unsupported content type, 422 for invalid values, and 200 if there are no
    /// errors. With the feature `axum`, `status_code` returns it as axum's `StatusCode`.
    pub fn status(&self) -> u16 {
        match self.records().first().map(|record| &record.problem.0) {
            None => 200,
            Some(Fault::Unreadable(why)) => why.status(),
            Some(_) => 422,
        }
    }
}

impl<'e> Error<'e> {
    /// Returns the path of the field as a key on the wire: `address.city`, `phones[1].number`; `""` for the form
    /// itself. For an unknown key, it is the path of the form that lacks it.
    pub fn path(&self) -> String {
        path_in(self.spec, self.record.path, self.in_json)
    }
    /// Returns the path of the field as a JSON pointer (RFC 6901): `/phones/1/number`; empty for the whole document.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.walk(|step| {
            pointer.push('/');
            match step {
                Step::Field(field) => {
                    pointer.push_str(&field.name.as_str().replace('~', "~0").replace('/', "~1"));
                }
                Step::Item(i) => {
                    let _ = write!(pointer, "{i}");
                }
            }
        });
        pointer
    }
    /// Returns the code.
    pub fn code(&self) -> &'e str {
        self.record.problem.code()
    }
    /// Returns the parameters, by name.
    pub fn params(&self) -> Params {
        self.record.problem.params()
    }
    /// Returns the problem itself.
    pub fn problem(&self) -> &'e Problem {
        &self.record.problem
    }
    /// Returns the message for the user. It names the label and says what to do.
    pub fn message(&self) -> String {
        let mut message = String::new();
        // writing to a String cannot fail
        let _ = self.write_message(&mut message);
        message
    }
    pub(crate) fn write_message(&self, out: &mut dyn Write) -> fmt::Result {
        match self.reworded() {
            Some(text) => message::template(out, text, &self.record.problem, self.place()),
            None => message::write(out, &self.record.problem, self.place()),
        }
    }
    /// Returns the custom message of the field, or else of its form.
    fn reworded(&self) -> Option<&'static str> {
        let (form, field) = holder(self.spec, self.record.path);
        form.message(field, self.code())
    }
    fn place(&self) -> Place {
        let mut place =
            Place { field: None, whole: None, item: None, lists: 0, is_form: self.is_form_level() };
        self.walk(|step| match step {
            Step::Field(field) => {
                place = Place { field: Some(field), whole: place.field, item: None, lists: 0, ..place };
            }
            Step::Item(i) => place = Place { item: Some(i), lists: place.lists + 1, ..place },
        });
        place
    }
    /// Returns the field of the error, or `None` for errors of the form itself and for unknown keys.
    pub fn field(&self) -> Option<&'static FieldSchema> {
        let mut last = None;
        self.walk(|step| {
            if let Step::Field(field) = step {
                last = Some(field);
            }
        });
        if matches!(self.record.path.last(), Some(FORM | UNKNOWN)) { None } else { last }
    }
    /// Returns whether the error is about an unknown key.
    pub fn is_unknown_key(&self) -> bool {
        matches!(self.record.problem.0, Fault::Unknown(_) | Fault::UnknownHidden | Fault::JsonAsForm)
    }
    /// Returns whether the error is about a form as a whole, and not about one of its fields.
    pub fn is_form_level(&self) -> bool {
        matches!(self.record.path.last(), None | Some(FORM | UNKNOWN))
    }
    pub(crate) fn walk(&self, visit: impl FnMut(Step)) {
        walk_in(self.spec, self.record.path, self.in_json, visit);
    }
}

/// Returns the data from which the output formats are made.
pub(super) fn records_of(errors: &Errors) -> (&'static FormSchema, &[Record]) {
    (errors.spec, errors.records())
}

pub(super) fn error_at<'e>(errors: &'e Errors, record: &'e Record) -> Error<'e> {
    Error { spec: errors.spec, record, in_json: errors.in_json }
}

/// Returns whether keys leave out the names of variants.
pub(super) fn is_in_json(errors: &Errors) -> bool {
    errors.in_json
}

/// One step of a path.
pub(crate) enum Step {
    Field(&'static FieldSchema),
    Item(u16),
}

/// Returns the path as a key of a form body.
pub(crate) fn wire_path(spec: &'static FormSchema, path: Path) -> String {
    path_in(spec, path, false)
}

fn path_in(spec: &'static FormSchema, path: Path, in_json: bool) -> String {
    let mut name = String::new();
    walk_in(spec, path, in_json, |step| match step {
        Step::Field(field) => {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(field.name.as_str());
        }
        Step::Item(i) => {
            let _ = write!(name, "[{i}]");
        }
    });
    name
}

/// Returns the form that contains the path's value, and the position of its field; `None` for the form as a whole.
fn holder(spec: &'static FormSchema, path: Path) -> (&'static FormSchema, Option<usize>) {
    let (mut holder, mut inside, mut list) = ((spec, None), Some(spec), None);
    for level in 0..path.len() {
        let index = path.get(level);
        if index == FORM || index == UNKNOWN {
            return (inside.unwrap_or(holder.0), None);
        }
        let kind = match (list.take(), inside) {
            (Some(item), _) => item,
            (None, Some(form)) => {
                let Some(field) = form.fields.get(usize::from(index)) else { break };
                holder = (form, Some(usize::from(index)));
                &field.kind
            }
            (None, None) => break,
        };
        inside = if let Kind::Form(form) = kind { Some(form()) } else { None };
        list = if let Kind::List(item) = kind { Some(*item) } else { None };
    }
    holder
}

/// Visits the steps of a path.
pub(crate) fn walk(spec: &'static FormSchema, path: Path, visit: impl FnMut(Step)) {
    walk_in(spec, path, false, visit);
}

/// Visits the steps of a path. In JSON, a variant is not a step, because its fields are beside its tag.
fn walk_in(spec: &'static FormSchema, path: Path, in_json: bool, mut visit: impl FnMut(Step)) {
    let mut spec = Some(spec);
    let mut list: Option<&'static Kind> = None;
    for level in 0..path.len() {
        let index = path.get(level);
        if index == FORM || index == UNKNOWN {
            return;
        }
        let kind = if let Some(item) = list.take() {
            visit(Step::Item(index));
            item
        } else {
            let Some(form) = spec else { return };
            let Some(field) = form.fields.get(index as usize) else { return };
            if !(in_json && form.is_variant(index.into())) {
                visit(Step::Field(field));
            }
            &field.kind
        };
        match kind {
            Kind::Form(form) => spec = Some(form()),
            Kind::List(item) => list = Some(item),
            _ => spec = None,
        }
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in self.iter() {
            writeln!(f, "{error}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        self.write_message(f)
    }
}

impl fmt::Debug for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("path", &self.path())
            .field("code", &self.code())
            .field("params", &self.record.problem.list_params())
            .finish()
    }
}

impl std::error::Error for Errors {}

impl<'e> IntoIterator for &'e Errors {
    type Item = Error<'e>;
    type IntoIter = std::vec::IntoIter<Error<'e>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter().collect::<Vec<_>>().into_iter()
    }
}
