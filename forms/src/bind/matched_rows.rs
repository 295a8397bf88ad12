//! Finds the present rows that the rows of a page are about, by their keys.

use super::submitted::Submitted;
use crate::{
    error::path::{LEVELS, Path},
    schema::{ErasedRowKey, FieldSchema, FormSchema, Kind},
};

/// The values before a submission, as far as rows are matched with them.
pub(crate) trait PresentValues {
    /// Returns whether there is a form at a path.
    fn has_form(&self, path: Path) -> bool;
    /// Returns the length of the list at a path.
    fn len(&self, path: Path) -> usize;
    /// Returns the text at a path, as a page has it.
    fn text(&self, path: Path) -> Option<&str>;
}

/// The submitted rows that have the key of a present row.
#[derive(Debug, Default, Clone)]
pub(crate) struct MatchedRows {
    /// the paths of a submitted row and of the present one, sorted
    rows: Vec<(Path, Path)>,
}

impl MatchedRows {
    pub(crate) fn of(
        spec: &'static FormSchema,
        submitted: &Submitted<'_>,
        present: &dyn PresentValues,
    ) -> Self {
        let mut matched = MatchedRows::default();
        if spec.compound {
            matched.form(spec, Path::ROOT, Path::ROOT, submitted, present);
            matched.rows.sort_unstable();
        }
        matched
    }
    /// Returns the path of the present row with the key of a submitted row.
    pub(crate) fn present_row(&self, row: Path) -> Option<Path> {
        let i = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(self.rows[i].1)
    }
    fn form(
        &mut self,
        spec: &'static FormSchema,
        path: Path,
        present_path: Path,
        submitted: &Submitted<'_>,
        present: &dyn PresentValues,
    ) {
        if path.len() + 1 >= LEVELS || !present.has_form(present_path) {
            return;
        }
        for (i, field) in (0u16..).zip(spec.fields) {
            let (path, present_path) = (path.then(i), present_path.then(i));
            match (&field.kind, field.row_key.map(ErasedRowKey::index)) {
                (Kind::Form(inner), _) => self.form(inner(), path, present_path, submitted, present),
                (Kind::List(Kind::Form(_)), Some(key)) => {
                    self.list(field, key as u16, (path, present_path), submitted, present);
                }
                _ => {}
            }
        }
    }
    fn list(
        &mut self,
        field: &'static FieldSchema,
        key: u16,
        (path, present_path): (Path, Path),
        submitted: &Submitted<'_>,
        present: &dyn PresentValues,
    ) {
        let rows = submitted.rows(path);
        let (Kind::List(Kind::Form(spec)), true) = (&field.kind, rows > 0) else { return };
        let present_key = |row: u16| present.text(present_path.then(row).then(key));
        let keys = (0..present.len(present_path) as u16).filter_map(|row| Some((present_key(row)?, row)));
        let mut keys: Vec<(&str, u16)> = keys.collect();
        keys.sort_unstable();
        for row in 0..rows as u16 {
            let path = path.then(row);
            let Some(text) = submitted.text(path.then(key)).filter(|text| !text.is_empty()) else { continue };
            let Ok(found) = keys.binary_search_by_key(&text, |(key, _)| *key) else { continue };
            let present_path = present_path.then(keys[found].1);
            self.rows.push((path, present_path));
            self.form(spec(), path, present_path, submitted, present);
        }
    }
}
