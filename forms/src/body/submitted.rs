//! What was submitted, by places in the form: read once more from the kept body when a form is shown again.

use super::{Body, Format, json, urlencoded};
use crate::{
    Limits,
    error::path::{LEVELS, Path},
    spec::{FieldSpec, Kind, Spec},
};
use std::{borrow::Cow, collections::BTreeMap};

/// How many rows of forms are shown again, whatever was sent: a row is longer in a page than in a body.
const MOST_ROWS: usize = 1_000;

/// The submitted texts as they were typed, and the rows of lists in the order of their arrival; never a secret.
#[derive(Default)]
pub(crate) struct Submitted<'b> {
    texts: BTreeMap<Path, Cow<'b, str>>,
    /// the indices that rows had in the body
    lists: BTreeMap<Path, Vec<usize>>,
    rows: usize,
}

impl<'b> Submitted<'b> {
    /// None: the body cannot be read.
    pub(crate) fn of(body: &'b Body, spec: &'static Spec) -> Option<Self> {
        let (text, format) = body.content().ok()?;
        let mut submitted = Submitted::default();
        match format {
            Format::Form => urlencoded::submitted(text, spec, &mut submitted),
            Format::Json => json::submitted(text, spec, &mut submitted),
        }
        Some(submitted)
    }
    /// The text at that place.
    pub(crate) fn text(&self, path: Path) -> Option<&str> {
        self.texts.get(&path).map(|text| &**text)
    }
    /// How many rows the list at that place was given.
    pub(crate) fn rows(&self, path: Path) -> usize {
        self.lists.get(&path).map_or(0, Vec::len)
    }
    /// Of a text that was given twice the first is kept.
    pub(super) fn keep(&mut self, path: Path, text: impl FnOnce() -> Option<Cow<'b, str>>) {
        if !self.texts.contains_key(&path)
            && let Some(text) = text()
        {
            self.texts.insert(path, text);
        }
    }
    /// The place of a row: of the one with that index in the body, or of one more. None: there are too many.
    ///
    /// Indices need not be contiguous, so that nothing is lost which a binding refused for its number.
    pub(super) fn row(
        &mut self,
        list: Path,
        index: Option<usize>,
        field: &FieldSpec,
        limits: &Limits,
    ) -> Option<Path> {
        if list.len() >= LEVELS {
            return None;
        }
        let holds_forms = matches!(&field.kind, Kind::List(item) if item.is_compound());
        let rows = self.lists.entry(list).or_default();
        let index = index.unwrap_or(rows.len());
        let known = match rows.get(index) {
            Some(same) if *same == index => Some(index),
            _ => rows.iter().rposition(|row| *row == index),
        };
        let row = if let Some(row) = known {
            row
        } else {
            let most = field.most_items(limits).max(limits.items) as usize;
            if rows.len() > most || (holds_forms && self.rows >= MOST_ROWS) {
                return None;
            }
            self.rows += usize::from(holds_forms);
            rows.push(index);
            rows.len() - 1
        };
        Some(list.then(row as u16))
    }
}
