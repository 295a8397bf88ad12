//! The problems of a body while it is read: where the reader stands, and what went wrong so far.

use crate::{
    error::{
        Errors, Fault, Record, Unreadable,
        path::{FORM, LEVELS, Path},
        unknown_keys::{KeySyntax, UnknownKeys},
    },
    schema::FormSchema,
};

/// The most problems that are reported.
pub(crate) const MOST: usize = 64;

/// Bounded whatever the body: the problems that come first in the order of the report are kept.
#[derive(Debug)]
pub(crate) struct Collector {
    records: Vec<Record>,
    path: Path,
    /// how many levels the path has
    level: u8,
    /// whether a problem found no room
    crowded: bool,
    /// the field or item we are at: apart from the path, so that noting it is one store
    at: u16,
    fatal: Option<Unreadable>,
    /// apart, because few bodies have it, and all of them make and drop a collector
    surplus: Option<Box<Surplus>>,
}

/// What came that there is no place for.
#[derive(Debug, Default)]
struct Surplus {
    unknown: UnknownKeys,
    duplicates: Duplicates,
}

/// Fields that were given twice, outermost alone once they are in order.
#[derive(Debug, Default)]
struct Duplicates {
    paths: Vec<Path>,
    /// whether they are those of the whole body, from an earlier reading
    complete: bool,
}

/// The outcome of a trial reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    /// whether a problem of it was kept
    pub(crate) kept: bool,
    /// whether another one was dropped
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
            surplus: None,
        }
    }
    /// Of a body that no form can read.
    pub(crate) const fn unreadable(why: Unreadable) -> Self {
        let mut errors = Collector::new();
        errors.fatal = Some(why);
        errors
    }
    /// For a second reading of the same body, if this one does not say all: what was found within a field before it came
    /// a second time counts for nothing, and may have taken the room of what counts.
    #[inline(always)]
    pub(crate) fn read_again(&mut self) -> Option<Self> {
        if self.crowded { self.knowing_duplicates() } else { None }
    }
    #[cold]
    fn knowing_duplicates(&mut self) -> Option<Self> {
        let mut surplus = self.surplus.take()?;
        if surplus.duplicates.paths.is_empty() || self.fatal.is_some() {
            self.surplus = Some(surplus);
            return None;
        }
        surplus.unknown.clear();
        surplus.duplicates.put_in_order();
        surplus.duplicates.complete = true;
        Some(Collector { surplus: Some(surplus), ..Collector::new() })
    }
    #[inline(always)]
    pub(crate) fn at(&mut self, index: usize) {
        self.at = index as u16;
    }
    /// Into the field or item we are at. False: deeper than a path holds.
    #[inline(always)]
    pub(crate) fn enter(&mut self) -> bool {
        // one level stays free for what is within
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
    /// Whether we are in a field of the outermost form, and no deeper.
    pub(crate) fn is_in_outermost_field(&self) -> bool {
        self.level == 1
    }
    /// Where we are.
    #[inline(always)]
    pub(crate) fn here(&self) -> Path {
        self.path.with(self.level.into(), self.at)
    }
    /// The form that the field we are at belongs to.
    pub(crate) fn form(&self) -> Path {
        self.path
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.fatal.is_none() && !self.has_unknown_keys()
    }
    /// Takes the records so far out of the way of a trial reading; [`end_trial`](Self::end_trial) puts them back.
    pub(crate) fn begin_trial(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }
    /// Ends a trial reading of the value that we are at. What it found is dropped, except that something within the value
    /// is locked or was given twice.
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
        if let Some(Surplus { duplicates, .. }) = self.surplus.as_deref_mut()
            && !duplicates.complete
        {
            duplicates.paths.retain(|path| *path != here);
        }
        trial
    }
    /// Something is wrong where we are. The fault is written straight into its record.
    #[inline(always)]
    pub(crate) fn problem(&mut self, fault: Fault) {
        if let Fault::Duplicate = fault {
            self.note_duplicate();
        }
        // what stood there has nothing to drop
        std::mem::forget(std::mem::replace(&mut self.record().problem.0, fault));
    }
    #[cold]
    #[inline(never)]
    fn note_duplicate(&mut self) {
        let here = self.here();
        self.surplus.get_or_insert_default().duplicates.add(here);
    }
    #[cold]
    #[inline(never)]
    fn record(&mut self) -> &mut Record {
        // this function calls nothing else: it has no registers to save
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
    /// The numbers of the list's items do not follow each other, which is reported once, however many holes there are.
    #[cold]
    #[inline(never)]
    pub(crate) fn index_problem_at(&mut self, list: Path) {
        let is_it = |record: &Record| record.path == list && matches!(record.problem.0, Fault::Index);
        if !self.records.iter().any(is_it) {
            self.problem_at(list, Fault::Index);
        }
    }
    /// The same, before what else is wrong there.
    #[cold]
    #[inline(never)]
    pub(crate) fn problem_first_at(&mut self, path: Path, fault: Fault) {
        if self.records.len() == self.records.capacity() {
            self.make_room();
        }
        let place = self.records.iter().position(|record| record.path == path);
        self.records.insert(place.unwrap_or(self.records.len()), Record { path, problem: fault.into() });
    }
    /// Only what comes first in the report's order is kept, so that the order of the body's keys does not decide.
    fn make_room(&mut self) {
        if self.records.capacity() == 0 {
            self.records = Vec::with_capacity(8);
            return;
        }
        if self.records.len() < 2 * MOST {
            // twice as many
            return self.records.reserve(8);
        }
        sort(&mut self.records);
        self.records.dedup_by(|a, b| a.path == b.path && a.is_duplicate() && b.is_duplicate());
        if let Some(Surplus { duplicates, .. }) = self.surplus.as_deref() {
            self.records.retain(|record| record.is_duplicate() || !duplicates.hide(record.path));
        }
        self.crowded |= self.records.len() > MOST;
        self.records.truncate(MOST);
    }
    /// No field of the form at `path` has that key.
    #[cold]
    #[inline(never)]
    pub(crate) fn unknown(&mut self, path: Path, key: &str, syntax: KeySyntax) {
        let Surplus { unknown, duplicates } = &mut **self.surplus.get_or_insert_default();
        unknown.inspect(path, key, syntax);
        if !duplicates.hide(path) {
            self.crowded |= !unknown.add(path, key);
        }
    }
    /// Whether a key was unknown.
    pub(crate) fn has_unknown_keys(&self) -> bool {
        self.surplus.as_ref().is_some_and(|surplus| !surplus.unknown.is_empty())
    }
    /// Whether a key was unknown and may be shown.
    pub(crate) fn shows_unknown_keys(&self) -> bool {
        self.surplus.as_ref().is_some_and(|surplus| surplus.unknown.has_shown())
    }
    /// No unknown key is shown.
    #[cold]
    pub(crate) fn hide_unknown_keys(&mut self) {
        self.surplus.get_or_insert_default().unknown.hide();
    }
    /// The body as a whole cannot be read: this alone is reported. The first one counts.
    #[cold]
    #[inline(never)]
    pub(crate) fn fatal(&mut self, why: Unreadable) {
        self.fatal.get_or_insert(why);
    }
    /// A form without a value has a problem, also where a type of the declaration's own gave none.
    pub(crate) fn or_invalid(&mut self) {
        if self.is_empty() {
            self.problem_at(Path::ROOT.then(FORM), Fault::Invalid);
        }
    }
    #[inline(always)]
    pub(crate) fn is_fatal(&self) -> bool {
        self.fatal.is_some()
    }
    /// The report, in its order. The records alone leave: all of this is large to move.
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
        let Some(surplus) = self.surplus.take() else {
            // whoever reports a duplicate has noted it too
            sort(&mut self.records);
            return self.records.truncate(MOST);
        };
        surplus.unknown.report(spec, &mut self.records);
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
        // whatever is within later ones comes behind the reports of the first
        if self.paths.len() == 2 * MOST {
            self.put_in_order();
            self.paths.truncate(MOST);
        }
        self.paths.push(path);
    }
    fn put_in_order(&mut self) {
        self.paths.sort_unstable();
        self.paths.dedup_by(|path, before| path.starts_with(*before));
    }
    /// Whether what stands at that place is within a field that is known to come twice.
    fn hide(&self, path: Path) -> bool {
        self.complete
            && self.paths[..self.paths.partition_point(|duplicate| *duplicate <= path)]
                .last()
                .is_some_and(|duplicate| path.starts_with(*duplicate))
    }
}

impl Record {
    /// Returns true if it says that a key may not be given, whatever its value.
    fn is_refusal(&self) -> bool {
        matches!(self.problem.0, Fault::Duplicate | Fault::ReadOnly | Fault::Immutable)
    }
    fn is_duplicate(&self) -> bool {
        matches!(self.problem.0, Fault::Duplicate)
    }
}

/// Puts records in order, lets a duplicated field report that alone, and cuts.
pub(super) fn settle(records: &mut Vec<Record>) {
    sort(records);
    if records.iter().any(Record::is_duplicate) {
        leave_duplicates_alone(records);
    }
    records.truncate(MOST);
}

#[cold]
#[inline(never)]
fn leave_duplicates_alone(records: &mut Vec<Record>) {
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

/// Declaration order, then the form's own, then unknown keys: what the numbers of a path say. Problems of one place
/// stay in the order in which they were found.
fn sort(records: &mut [Record]) {
    if !records.is_sorted_by_key(|record| record.path) {
        records.sort_by_key(|record| record.path);
    }
}
