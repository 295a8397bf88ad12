//! The problems of a body while it is read: where the reader stands, and what went wrong so far.

use crate::error::{
    Errors, Fault, Record,
    path::{FORM, LEVELS, Path, UNKNOWN},
};
use crate::spec::Spec;

/// The most problems that are reported.
pub(crate) const MOST: usize = 64;
/// The most unknown keys that are reported, and how many bytes of each.
const MOST_UNKNOWN: usize = 16;
const KEY_BYTES: usize = 64;

/// Bounded whatever the body: the problems that come first in the order of the report are kept.
#[derive(Debug)]
pub(crate) struct Collector {
    records: Vec<Record>,
    /// sorted; the smallest are kept
    unknown: Vec<(Path, Box<str>)>,
    path: Path,
    /// the field or item we are at: apart from the path, so that noting it is one store
    at: u16,
    fatal: Option<Fault>,
    duplicates: Duplicates,
    /// whether a problem found no room
    crowded: bool,
}

/// Fields that were given twice, outermost alone once they are in order.
#[derive(Debug, Default)]
struct Duplicates {
    paths: Vec<Path>,
    /// whether they are those of the whole body, from an earlier reading
    complete: bool,
}

impl Collector {
    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Collector {
            records: Vec::new(),
            unknown: Vec::new(),
            path: Path::ROOT,
            at: FORM,
            fatal: None,
            duplicates: Duplicates { paths: Vec::new(), complete: false },
            crowded: false,
        }
    }
    /// For a second reading of the same body, if this one does not say all: what was found within a field before it came
    /// a second time counts for nothing, and may have taken the room of what counts.
    #[cold]
    pub(crate) fn read_again(&mut self) -> Option<Self> {
        if !self.crowded || self.duplicates.paths.is_empty() || self.fatal.is_some() {
            return None;
        }
        self.duplicates.put_in_order();
        let paths = std::mem::take(&mut self.duplicates.paths);
        Some(Collector { duplicates: Duplicates { paths, complete: true }, ..Collector::new() })
    }
    #[inline(always)]
    pub(crate) fn at(&mut self, index: usize) {
        self.at = index as u16;
    }
    /// Into the field or item we are at. False: deeper than a path holds.
    #[inline(always)]
    pub(crate) fn enter(&mut self) -> bool {
        // one level stays free for what is within
        if self.path.len() + 1 >= LEVELS {
            return false;
        }
        self.path = self.path.then(self.at);
        self.at = FORM;
        true
    }
    #[inline(always)]
    pub(crate) fn leave(&mut self) {
        self.at = self.path.get(self.path.len() - 1);
        self.path = self.path.parent();
    }
    /// Where we are.
    #[inline(always)]
    pub(crate) fn here(&self) -> Path {
        self.path.then(self.at)
    }
    /// The form that the field we are at belongs to.
    pub(crate) fn form(&self) -> Path {
        self.path
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.unknown.is_empty() && self.fatal.is_none()
    }
    /// The records so far, taken out of the way of a reading without consequences; [`forget`](Self::forget) ends it.
    pub(crate) fn set_aside(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }
    /// Only what was set aside is kept.
    pub(crate) fn forget(&mut self, set_aside: Vec<Record>) {
        let here = self.here();
        self.duplicates.paths.retain(|path| self.duplicates.complete || !path.starts_with(here));
        self.records = set_aside;
    }
    /// Something is wrong where we are. The fault is written straight into its record.
    #[inline(always)]
    pub(crate) fn problem(&mut self, fault: Fault) {
        if let Fault::Duplicate = fault {
            self.duplicates.add(self.here());
        }
        // what stood there has nothing to drop
        std::mem::forget(std::mem::replace(&mut self.record().problem.0, fault));
    }
    #[cold]
    #[inline(never)]
    fn record(&mut self) -> &mut Record {
        let path = self.here();
        self.make_room();
        self.records.push(Record { path, problem: Fault::Invalid.into() });
        self.records.last_mut().expect("one was pushed")
    }
    #[cold]
    #[inline(never)]
    pub(crate) fn problem_at(&mut self, path: Path, fault: Fault) {
        self.make_room();
        self.records.push(Record { path, problem: fault.into() });
    }
    /// Only what comes first in the report's order is kept, so that the order of the body's keys does not decide.
    fn make_room(&mut self) {
        if self.records.capacity() == 0 {
            self.records = Vec::with_capacity(8);
        } else if self.records.len() == 2 * MOST {
            sort(&mut self.records);
            self.records.dedup_by(|a, b| a.path == b.path && a.is_duplicate() && b.is_duplicate());
            let duplicates = &self.duplicates;
            self.records.retain(|record| record.is_duplicate() || !duplicates.hide(record.path));
            self.crowded |= self.records.len() > MOST;
            self.records.truncate(MOST);
        }
    }
    /// No field of the form at `path` has that key.
    #[cold]
    #[inline(never)]
    pub(crate) fn unknown(&mut self, path: Path, key: &str) {
        let key = cut(key);
        if self.duplicates.hide(path) {
            return;
        }
        // most of many come behind those that are kept
        if self.unknown.len() == MOST_UNKNOWN
            && let Some((last, last_key)) = self.unknown.last()
            && (*last, &**last_key) <= (path, key)
        {
            self.crowded |= (*last, &**last_key) < (path, key);
            return;
        }
        let place = self.unknown.binary_search_by(|(p, k)| (*p, &**k).cmp(&(path, key)));
        let Err(place) = place else { return };
        if self.unknown.len() == MOST_UNKNOWN {
            self.unknown.pop();
            self.crowded = true;
        } else if self.unknown.is_empty() {
            self.unknown.reserve(4);
        }
        self.unknown.insert(place, (path, key.into()));
    }
    /// The body as a whole cannot be read: this alone is reported. The first one counts.
    #[cold]
    #[inline(never)]
    pub(crate) fn fatal(&mut self, fault: Fault) {
        if self.fatal.is_none() {
            self.fatal = Some(fault);
        }
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
    pub(crate) fn finish(&mut self, spec: &'static Spec) -> Errors {
        self.settle();
        Errors::new(spec, std::mem::take(&mut self.records))
    }
    #[cold]
    #[inline(never)]
    fn settle(&mut self) {
        if let Some(fault) = self.fatal.take() {
            self.records = vec![Record { path: Path::ROOT.then(FORM), problem: fault.into() }];
            return;
        }
        for (path, key) in self.unknown.drain(..) {
            let path = path.then(UNKNOWN);
            self.records.push(Record { path, problem: Fault::Unknown(Box::new(key)).into() });
        }
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
    fn is_duplicate(&self) -> bool {
        matches!(self.problem.0, Fault::Duplicate)
    }
}

/// The beginning of a key, whole characters of it.
fn cut(key: &str) -> &str {
    let mut end = key.len().min(KEY_BYTES);
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    &key[..end]
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
