//! Collects the errors of a body while it is read. It keeps the current position in the form.

use crate::{
    error::{
        Errors, Fault, Record, Unreadable,
        path::{FORM, LEVELS, Path},
        unknown_keys::{KeySyntax, UnknownKeys},
    },
    schema::FormSchema,
};

/// The maximum number of errors that are reported.
pub(crate) const MOST_ERRORS: usize = 64;

/// Collects errors in bounded memory: it keeps those that come first in the order of the report.
#[derive(Debug)]
pub(crate) struct Collector {
    records: Vec<Record>,
    path: Path,
    /// the number of levels of the path
    level: u8,
    /// true if an error was dropped for lack of room
    crowded: bool,
    /// the current field or item, stored outside the path so that updating it is a single store
    at: u16,
    fatal: Option<Unreadable>,
    /// boxed, because few bodies need it and every body creates and drops a collector
    key_errors: Option<Box<KeyErrors>>,
}

/// The unknown and the duplicate keys.
#[derive(Debug, Default)]
struct KeyErrors {
    unknown: UnknownKeys,
    duplicates: Duplicates,
}

/// The fields that were sent twice. Once in order, only the outermost are kept.
#[derive(Debug, Default)]
struct Duplicates {
    paths: Vec<Path>,
    /// true if these are all duplicates of the body, known from an earlier reading
    complete: bool,
}

/// The outcome of a trial reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    /// true if an error of it was kept
    pub(crate) kept: bool,
    /// true if an error of it was dropped
    pub(crate) dropped: bool,
}

impl Collector {
    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Collector {
            records: Vec::new(),
            path: Path::ROOT,
            level: 0,
            crowded: false,
            at: FORM,
            fatal: None,
            key_errors: None,
        }
    }
    /// Creates the collector of a body that no form can read.
    pub(crate) const fn unreadable(why: Unreadable) -> Self {
        let mut errors = Collector::new();
        errors.fatal = Some(why);
        errors
    }
    /// Creates a collector for a second reading of the same body, if this one dropped errors for lack of room. The
    /// second one knows all duplicates. Errors inside a duplicate field are not reported, so they must not take room.
    #[inline(always)]
    pub(crate) fn read_again(&mut self) -> Option<Self> {
        if self.crowded { self.with_known_duplicates() } else { None }
    }
    #[cold]
    fn with_known_duplicates(&mut self) -> Option<Self> {
        let mut key_errors = self.key_errors.take()?;
        if key_errors.duplicates.paths.is_empty() || self.fatal.is_some() {
            self.key_errors = Some(key_errors);
            return None;
        }
        key_errors.unknown.clear();
        key_errors.duplicates.sort();
        key_errors.duplicates.complete = true;
        Some(Collector { key_errors: Some(key_errors), ..Collector::new() })
    }
    #[inline(always)]
    pub(crate) fn at(&mut self, index: usize) {
        self.at = index as u16;
    }
    /// Enters the current field or item. Returns false if the path is full.
    #[inline(always)]
    pub(crate) fn enter(&mut self) -> bool {
        // one level stays free for the position inside
        if usize::from(self.level) + 1 >= LEVELS {
            return false;
        }
        self.path = self.here();
        self.level += 1;
        self.at = FORM;
        true
    }
    #[inline(always)]
    pub(crate) fn leave(&mut self) {
        self.level -= 1;
        self.at = self.path.get(self.level.into());
        self.path = self.path.up_to(self.level.into());
    }
    /// Returns whether the position is a field of the outermost form, and not inside it.
    pub(crate) fn is_in_outermost_field(&self) -> bool {
        self.level == 1
    }
    /// Returns the current position.
    #[inline(always)]
    pub(crate) fn here(&self) -> Path {
        self.path.with(self.level.into(), self.at)
    }
    /// Returns the path of the form that the current field belongs to.
    pub(crate) fn form(&self) -> Path {
        self.path
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.fatal.is_none() && !self.has_unknown_keys()
    }
    /// Takes out the records before a trial reading. [`end_trial`](Self::end_trial) puts them back.
    pub(crate) fn begin_trial(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }
    /// Ends the trial reading of the current value. Its errors are dropped, except those of locked or duplicate fields
    /// inside the value.
    pub(crate) fn end_trial(&mut self, before: Vec<Record>) -> Trial {
        let here = self.here();
        let found = std::mem::replace(&mut self.records, before);
        let mut trial = Trial { kept: false, dropped: false };
        for record in found {
            if record.is_refusal() && record.path != here {
                trial.kept = true;
                self.keep(record);
            } else {
                trial.dropped = true;
            }
        }
        if let Some(KeyErrors { duplicates, .. }) = self.key_errors.as_deref_mut()
            && !duplicates.complete
        {
            duplicates.paths.retain(|path| *path != here);
        }
        trial
    }
    /// Reports an error at the current position. The fault is written directly into its record.
    #[inline(always)]
    pub(crate) fn problem(&mut self, fault: Fault) {
        if let Fault::Duplicate = fault {
            self.note_duplicate();
        }
        // the placeholder has no destructor to run
        std::mem::forget(std::mem::replace(&mut self.record().problem.0, fault));
    }
    #[cold]
    #[inline(never)]
    fn note_duplicate(&mut self) {
        let here = self.here();
        self.key_errors.get_or_insert_default().duplicates.add(here);
    }
    #[cold]
    #[inline(never)]
    fn record(&mut self) -> &mut Record {
        // calls no other function, so that no registers must be saved
        if self.records.len() == self.records.capacity() {
            return self.record_in_new_room();
        }
        let path = self.here();
        self.records.push(Record { path, problem: Fault::Invalid.into() });
        self.records.last_mut().expect("one was pushed")
    }
    #[inline(never)]
    fn record_in_new_room(&mut self) -> &mut Record {
        self.make_room();
        self.record()
    }
    #[cold]
    #[inline(never)]
    pub(crate) fn problem_at(&mut self, path: Path, fault: Fault) {
        self.keep(Record { path, problem: fault.into() });
    }
    fn keep(&mut self, record: Record) {
        if self.records.len() == self.records.capacity() {
            self.make_room();
        }
        self.records.push(record);
    }
    /// Reports that the indices of a list have gaps, once per list.
    #[cold]
    #[inline(never)]
    pub(crate) fn index_problem_at(&mut self, list: Path) {
        let is_it = |record: &Record| record.path == list && matches!(record.problem.0, Fault::Index);
        if !self.records.iter().any(is_it) {
            self.problem_at(list, Fault::Index);
        }
    }
    /// Reports an error before the others of this path.
    #[cold]
    #[inline(never)]
    pub(crate) fn problem_first_at(&mut self, path: Path, fault: Fault) {
        if self.records.len() == self.records.capacity() {
            self.make_room();
        }
        let place = self.records.iter().position(|record| record.path == path);
        self.records.insert(place.unwrap_or(self.records.len()), Record { path, problem: fault.into() });
    }
    /// Makes room for records. It keeps those that come first in the report's order, so that the order of the keys in
    /// the body does not matter.
    fn make_room(&mut self) {
        if self.records.capacity() == 0 {
            self.records = Vec::with_capacity(8);
            return;
        }
        if self.records.len() < 2 * MOST_ERRORS {
            // up to twice the limit
            return self.records.reserve(8);
        }
        sort(&mut self.records);
        self.records.dedup_by(|a, b| a.path == b.path && a.is_duplicate() && b.is_duplicate());
        if let Some(KeyErrors { duplicates, .. }) = self.key_errors.as_deref() {
            self.records.retain(|record| record.is_duplicate() || !duplicates.hide(record.path));
        }
        self.crowded |= self.records.len() > MOST_ERRORS;
        self.records.truncate(MOST_ERRORS);
    }
    /// Reports a key that no field of the form at `path` has.
    #[cold]
    #[inline(never)]
    pub(crate) fn unknown(&mut self, path: Path, key: &str, syntax: KeySyntax) {
        let KeyErrors { unknown, duplicates } = &mut **self.key_errors.get_or_insert_default();
        unknown.inspect(path, key, syntax);
        if !duplicates.hide(path) {
            self.crowded |= !unknown.add(path, key);
        }
    }
    /// Returns whether there was an unknown key.
    pub(crate) fn has_unknown_keys(&self) -> bool {
        self.key_errors.as_ref().is_some_and(|key_errors| !key_errors.unknown.is_empty())
    }
    /// Returns whether there was an unknown key that outputs may show.
    pub(crate) fn shows_unknown_keys(&self) -> bool {
        self.key_errors.as_ref().is_some_and(|key_errors| key_errors.unknown.has_shown())
    }
    /// Hides all unknown keys.
    #[cold]
    pub(crate) fn hide_unknown_keys(&mut self) {
        self.key_errors.get_or_insert_default().unknown.hide();
    }
    /// Reports that the body as a whole cannot be read. Only this error is reported, and only the first one.
    #[cold]
    #[inline(never)]
    pub(crate) fn fatal(&mut self, why: Unreadable) {
        self.fatal.get_or_insert(why);
    }
    /// Makes sure that a form without a value has an error, even if a custom type reported none.
    pub(crate) fn or_invalid(&mut self) {
        if self.is_empty() {
            self.problem_at(Path::ROOT.then(FORM), Fault::Invalid);
        }
    }
    #[inline(always)]
    pub(crate) fn is_fatal(&self) -> bool {
        self.fatal.is_some()
    }
    /// Returns the errors in order. It only moves the records, since the collector is large.
    #[inline(always)]
    pub(crate) fn finish(&mut self, spec: &'static FormSchema) -> Errors {
        self.settle(spec);
        Errors::new(spec, std::mem::take(&mut self.records))
    }
    #[cold]
    #[inline(never)]
    fn settle(&mut self, spec: &'static FormSchema) {
        if let Some(why) = self.fatal.take() {
            let problem = Fault::Unreadable(why).into();
            self.records = vec![Record { path: Path::ROOT.then(FORM), problem }];
            return;
        }
        let Some(key_errors) = self.key_errors.take() else {
            // every reported duplicate was also noted
            sort(&mut self.records);
            return self.records.truncate(MOST_ERRORS);
        };
        key_errors.unknown.report(spec, &mut self.records);
        settle(&mut self.records);
    }
}

impl Duplicates {
    #[cold]
    #[inline(never)]
    fn add(&mut self, path: Path) {
        if self.complete || self.paths.last() == Some(&path) {
            return;
        }
        // errors inside later duplicates come after those of the first ones in the order
        if self.paths.len() == 2 * MOST_ERRORS {
            self.sort();
            self.paths.truncate(MOST_ERRORS);
        }
        self.paths.push(path);
    }
    fn sort(&mut self) {
        self.paths.sort_unstable();
        self.paths.dedup_by(|path, before| path.starts_with(*before));
    }
    /// Returns whether the path is inside a field that is known to be a duplicate.
    fn hide(&self, path: Path) -> bool {
        self.complete
            && self.paths[..self.paths.partition_point(|duplicate| *duplicate <= path)]
                .last()
                .is_some_and(|duplicate| path.starts_with(*duplicate))
    }
}

impl Record {
    /// Returns whether the error forbids the key, whatever its value.
    fn is_refusal(&self) -> bool {
        matches!(self.problem.0, Fault::Duplicate | Fault::ReadOnly | Fault::Immutable)
    }
    fn is_duplicate(&self) -> bool {
        matches!(self.problem.0, Fault::Duplicate)
    }
}

/// Sorts the records, keeps only the `duplicate` error of a duplicate field, and cuts the list to the limit.
pub(super) fn settle(records: &mut Vec<Record>) {
    sort(records);
    if records.iter().any(Record::is_duplicate) {
        keep_only_duplicates(records);
    }
    records.truncate(MOST_ERRORS);
}

#[cold]
#[inline(never)]
fn keep_only_duplicates(records: &mut Vec<Record>) {
    let duplicates: Vec<Path> =
        records.iter().filter(|record| record.is_duplicate()).map(|record| record.path).collect();
    let mut reported = Vec::new();
    records.retain(|record| {
        let Some(at) = duplicates.iter().find(|at| record.path.starts_with(**at)) else {
            return true;
        };
        let first = record.path == *at && record.is_duplicate() && !reported.contains(at);
        if first {
            reported.push(*at);
        }
        first
    });
}

/// Sorts by path: the fields in the order of the declaration, then the form itself, then unknown keys. Errors of one
/// path stay in the order in which they were found.
fn sort(records: &mut [Record]) {
    if !records.is_sorted_by_key(|record| record.path) {
        records.sort_by_key(|record| record.path);
    }
}
