//! The report: every problem of a submission, in order.

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

/// Everything that is wrong with a submission.
///
/// The order is that of the declaration; at each level the form's own problems come behind those of its fields, and
/// unknown keys, by their bytes, last. At most 64 are reported, among them at most 16 unknown keys.
///
/// [`Display`](fmt::Display) is plain text, a line each. No output holds a submitted value. An unknown key is shown only
/// if it looks like a key and cannot be part of a secret ([which keys are shown](crate::manual::binding)).
#[derive(Clone)]
pub struct Errors {
    spec: &'static FormSchema,
    records: Vec<Record>,
}

/// One problem of a submission.
#[derive(Clone, Copy)]
pub struct Error<'e> {
    pub(crate) spec: &'static FormSchema,
    pub(crate) record: &'e Record,
}

impl Errors {
    pub(crate) const fn new(spec: &'static FormSchema, records: Vec<Record>) -> Self {
        Errors { spec, records }
    }
    pub(crate) fn push(&mut self, path: Path, problem: Problem) {
        // beside what was not read, there is nothing to be right or wrong
        if self.stands_alone() {
            return;
        }
        self.records.push(Record { path, problem });
        settle(&mut self.records);
    }
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
    /// Whether the submission was not read as a form's values: refused as a whole, or a button for other rows.
    fn stands_alone(&self) -> bool {
        matches!(
            self.records.first(),
            Some(Record { problem: Problem(Fault::Unreadable(_) | Fault::RowsChanged), .. })
        )
    }
    /// Whether it is no error, but a button of a page that asks for other rows.
    pub(crate) fn ask_for_rows(&self) -> bool {
        matches!(self.records.first(), Some(Record { problem: Problem(Fault::RowsChanged), .. }))
    }
    /// How many problems there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }
    /// Returns the problems in order.
    pub fn iter(&self) -> impl Iterator<Item = Error<'_>> + '_ {
        self.records.iter().map(|record| Error { spec: self.spec, record })
    }
    /// The problems of one field, named as on the wire (`email`, `phones[1].number`); of the form itself, `""`.
    pub fn get<'e>(&'e self, path: &'e str) -> impl Iterator<Item = Error<'e>> + 'e {
        self.iter().filter(move |error| error.path() == path && !error.is_unknown_key())
    }
    /// Whether a field has a problem of that code. Django's `has_error`.
    pub fn has_error(&self, path: &str, code: &str) -> bool {
        self.get(path).any(|error| error.code() == code)
    }
    /// Returns the HTTP status: 400 for what cannot be read, 403 for what another site may have sent, 413 for what
    /// is too large, 415 for a content type that is not one of a form's, 422 for values that are not right; 200 where
    /// nothing is wrong. With the feature `axum`, `status_code` returns it as axum's `StatusCode`.
    pub fn status(&self) -> u16 {
        match self.records.first().map(|record| &record.problem.0) {
            None => 200,
            Some(Fault::Unreadable(why)) => why.status(),
            Some(_) => 422,
        }
    }
}

impl<'e> Error<'e> {
    /// Where, as keys on the wire are written: `address.city`, `phones[1].number`; `""` for the form itself. For an
    /// unknown key: the form that does not have it.
    pub fn path(&self) -> String {
        wire_path(self.spec, self.record.path)
    }
    /// Where, as a JSON pointer (RFC 6901): `/phones/1/number`; empty for the whole document.
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
    /// What kind of problem.
    pub fn code(&self) -> &'e str {
        self.record.problem.code()
    }
    /// Returns its parameters, by name.
    pub fn params(&self) -> Params {
        self.record.problem.params()
    }
    /// The problem itself.
    pub fn problem(&self) -> &'e Problem {
        &self.record.problem
    }
    /// What to tell a person: names the label and says what to do.
    pub fn message(&self) -> String {
        let mut message = String::new();
        // writing into a string does not fail
        let _ = self.write_message(&mut message);
        message
    }
    pub(crate) fn write_message(&self, out: &mut dyn Write) -> fmt::Result {
        match self.reworded() {
            Some(text) => message::template(out, text, &self.record.problem, self.place()),
            None => message::write(out, &self.record.problem, self.place()),
        }
    }
    /// The declaration's own words: of the field, else of its form.
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
    /// The field it stands at; none for the form's own problems and for unknown keys.
    pub fn field(&self) -> Option<&'static FieldSchema> {
        let mut last = None;
        self.walk(|step| {
            if let Step::Field(field) = step {
                last = Some(field);
            }
        });
        if matches!(self.record.path.last(), Some(FORM | UNKNOWN)) { None } else { last }
    }
    /// Whether it is about a key that no field has.
    pub fn is_unknown_key(&self) -> bool {
        matches!(self.record.problem.0, Fault::Unknown(_) | Fault::UnknownHidden | Fault::JsonAsForm)
    }
    /// Whether it is about a form as a whole, and not about one of its fields.
    pub fn is_form_level(&self) -> bool {
        matches!(self.record.path.last(), None | Some(FORM | UNKNOWN))
    }
    pub(crate) fn walk(&self, visit: impl FnMut(Step)) {
        walk(self.spec, self.record.path, visit);
    }
}

/// What the shapes of a report are made from.
pub(super) fn records_of(errors: &Errors) -> (&'static FormSchema, &[Record]) {
    (errors.spec, &errors.records)
}

pub(super) fn error_at<'e>(spec: &'static FormSchema, record: &'e Record) -> Error<'e> {
    Error { spec, record }
}

/// One step of a path.
pub(crate) enum Step {
    Field(&'static FieldSchema),
    Item(u16),
}

/// A path as keys on the wire are written.
pub(crate) fn wire_path(spec: &'static FormSchema, path: Path) -> String {
    let mut name = String::new();
    walk(spec, path, |step| match step {
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

/// The form that has what stands at that path, and which of its fields it is; none for the form as a whole.
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

/// The steps of a path through a form's table.
pub(crate) fn walk(spec: &'static FormSchema, path: Path, mut visit: impl FnMut(Step)) {
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
            let Some(field) = spec.and_then(|spec| spec.fields.get(index as usize)) else { return };
            visit(Step::Field(field));
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
