//! What people use today, each as its documentation says to use it.

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

/// A peer in two steps stops at the first of them that finds something.
#[derive(Debug)]
enum Refused<Rules> {
    /// The text could not be read into the type: one error, whatever else is wrong.
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
