//! Runs the cases of files, and prints the results.

use super::{
    answer,
    compare::{Relation, relation},
    differences::{self, Difference, Found},
    vectors::{self, Case, Version},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write as _},
};

/// The highest ratio of intended differences to all cases.
pub const MOST_DIFFERENCES: f64 = 0.08;

/// The results for one kind.
#[derive(Debug, Default)]
pub struct Tally {
    pub matched: usize,
    pub differing: BTreeMap<&'static str, usize>,
    pub mismatched: usize,
}

/// The results for all kinds.
#[derive(Debug, Default)]
pub struct Outcome {
    pub kinds: BTreeMap<String, Tally>,
    /// Each mismatch in full.
    pub mismatches: Vec<String>,
}

impl Outcome {
    /// Answers every case of a file, and adds the results.
    pub fn add(&mut self, text: &str, version: Version) -> Result<(), String> {
        for case in vectors::read(text)? {
            self.case(&case, version);
        }
        Ok(())
    }
    fn case(&mut self, case: &Case, version: Version) {
        let ours = answer(case);
        let relation = relation(case, &ours);
        let tally = self.kinds.entry(case.kind.clone()).or_default();
        if relation == Relation::Same {
            tally.matched += 1;
            return;
        }
        let found = Found { case, ours: &ours, relation, version };
        if let Some(difference) = differences::of(&found) {
            *tally.differing.entry(difference.name).or_default() += 1;
            return;
        }
        tally.mismatched += 1;
        self.mismatches.push(format!(
            "{relation:?}: {} {} {}\n    Django {}\n    we     {ours}",
            case.kind, case.config, case.input, case.theirs
        ));
    }
    pub fn matched(&self) -> usize {
        self.kinds.values().map(|tally| tally.matched).sum()
    }
    /// Returns the number of cases that each difference explains.
    pub fn differing(&self) -> BTreeMap<&'static str, usize> {
        let mut all = BTreeMap::new();
        for (name, number) in self.kinds.values().flat_map(|tally| &tally.differing) {
            *all.entry(*name).or_default() += number;
        }
        all
    }
    pub fn passed(&self) -> usize {
        self.matched() + self.differing().values().sum::<usize>()
    }
    /// Returns whether there are too many intended differences. Applies only if all seven families ran: the ratio of
    /// some of them, or of a few cases, says nothing.
    pub fn differs_too_much(&self) -> bool {
        let families: BTreeSet<&str> = self.kinds.keys().filter_map(|kind| kind.split(':').next()).collect();
        let cases = self.passed() + self.mismatches.len();
        let differing = self.differing().values().sum::<usize>();
        families.len() == 7 && cases >= 3_000 && differing as f64 > MOST_DIFFERENCES * cases as f64
    }
    pub fn is_right(&self) -> bool {
        self.mismatches.is_empty() && !self.differs_too_much() && self.passed() > 0
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, tally) in &self.kinds {
            let differing: usize = tally.differing.values().sum();
            writeln!(
                f,
                "{kind}: {} matched, {differing} different, {} mismatched{}",
                tally.matched,
                tally.mismatched,
                listed(&tally.differing)
            )?;
        }
        writeln!(f)?;
        let all = self.differing();
        for Difference { name, reason, .. } in differences::all().filter(|rule| all.contains_key(rule.name)) {
            writeln!(f, "{name}: {} cases. {reason} ({})", all[name], differences::link(name))?;
        }
        let (differing, cases) = (all.values().sum::<usize>(), self.passed() + self.mismatches.len());
        writeln!(
            f,
            "\n{cases} cases: {} matched, {differing} different by rule ({:.2} %, at most {:.0} %), {} mismatched\n",
            self.matched(),
            100.0 * differing as f64 / cases.max(1) as f64,
            100.0 * MOST_DIFFERENCES,
            self.mismatches.len()
        )?;
        for mismatch in &self.mismatches {
            writeln!(f, "{mismatch}")?;
        }
        if self.differs_too_much() {
            writeln!(f, "the intended differences take more of the cases than they may")?;
        }
        writeln!(f, "{} passed, {} failed", self.passed(), self.mismatches.len())
    }
}

fn listed(differing: &BTreeMap<&'static str, usize>) -> String {
    let mut list = String::new();
    for (name, number) in differing {
        let _ = write!(list, "{}{name} {number}", if list.is_empty() { " (" } else { ", " });
    }
    if !list.is_empty() {
        list.push(')');
    }
    list
}
