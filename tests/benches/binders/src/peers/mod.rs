//! The crates that people use today, each used as its documentation says.

mod choice;
mod rocket;
mod serde_garde;
mod validator;

use crate::bodies::Scenario;
use crate::harness::{Contender, Refusal};

pub fn contenders(scenario: &Scenario) -> Vec<Contender<'_>> {
    let mut all = serde_garde::contenders(scenario);
    all.extend(validator::contenders(scenario));
    all.extend(rocket::contenders(scenario));
    all
}

/// A peer with two steps stops after the first step that finds an error.
#[derive(Debug)]
enum Refused<Rules> {
    /// The text could not be read into the type. Serde reports only the first such error.
    Reading,
    Rules(Rules),
}

impl<Rules: Refusal> Refusal for Refused<Rules> {
    fn errors(&self) -> usize {
        match self {
            Refused::Reading => 1,
            Refused::Rules(rules) => rules.errors(),
        }
    }
}
