//! Contenders, the results they must give, and their measurements.

use std::fmt;
use std::hint::black_box;

use crate::bodies::Scenario;
use crate::clock::{quantile, take_turns};
use crate::counting::{Allocations, count};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Binds and validates as our library does. We are compared with these.
    Peer,
    /// Our library, as the gates measure it.
    Ours,
    /// Shown for information, without a gate.
    Informative,
}

/// A result that can count its errors.
pub trait Refusal {
    fn errors(&self) -> usize;
}

/// One way to bind and validate the body of a scenario.
pub struct Contender<'body> {
    pub name: &'static str,
    pub role: Role,
    repeat: Box<dyn Fn(u64) + 'body>,
    verdict: Box<dyn Fn() -> Verdict + 'body>,
}

impl fmt::Debug for Contender<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Contender").field("name", &self.name).field("role", &self.role).finish()
    }
}

/// The result of one run, and its allocations.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// `None` for a valid body.
    pub errors: usize,
    pub allocations: Allocations,
    /// The allocations of a clone of the cleaned value. No contender can do with fewer.
    pub owned: Option<Allocations>,
}

impl<'body> Contender<'body> {
    /// `run` binds, validates and returns its result. The time to drop the result counts as part of the run.
    pub fn new<T, E>(name: &'static str, role: Role, run: impl Fn() -> Result<T, E> + Clone + 'body) -> Self
    where
        T: Clone,
        E: Refusal,
    {
        Self::with_value(name, role, run, |value| value)
    }

    /// A contender whose result is more than the cleaned value. `value` returns the cleaned value in it.
    pub fn with_value<T, V, E>(
        name: &'static str,
        role: Role,
        run: impl Fn() -> Result<T, E> + Clone + 'body,
        value: impl Fn(&T) -> &V + 'body,
    ) -> Self
    where
        V: Clone,
        E: Refusal,
    {
        let once = run.clone();
        Contender {
            name,
            role,
            repeat: Box::new(move |times| {
                for _ in 0..times {
                    drop(black_box(run()));
                }
            }),
            verdict: Box::new(move || {
                let (result, allocations) = count(&once);
                match result {
                    Ok(result) => {
                        let (_, owned) = count(|| value(&result).clone());
                        Verdict { errors: 0, allocations, owned: Some(owned) }
                    }
                    Err(refusal) => {
                        let errors = refusal.errors();
                        assert!(errors > 0, "{name} refuses without an error");
                        Verdict { errors, allocations, owned: None }
                    }
                }
            }),
        }
    }
}

/// The figures of a contender in one scenario.
#[derive(Debug)]
pub struct Row {
    pub name: &'static str,
    pub role: Role,
    pub verdict: Verdict,
    /// The nanoseconds of one run, by round.
    pub rounds: Vec<f64>,
}

impl Row {
    pub fn median(&self) -> f64 {
        quantile(self.rounds.clone(), 0.5)
    }
}

/// The figures of all contenders in one scenario.
#[derive(Debug)]
pub struct Measured<'body> {
    pub scenario: &'body Scenario,
    pub rows: Vec<Row>,
}

/// Returns the quartiles, over the rounds, of a contender's time divided by that of the best peer.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
}

impl Measured<'_> {
    pub fn best_peer(&self) -> Option<&Row> {
        let peers = self.rows.iter().filter(|row| row.role == Role::Peer);
        peers.min_by(|left, right| left.median().total_cmp(&right.median()))
    }

    /// The ratio is computed for each round, in which both had the same conditions. The median is taken after that.
    pub fn ratio(&self, row: &Row) -> Option<Ratio> {
        let best = self.best_peer()?;
        let ratios: Vec<f64> =
            row.rounds.iter().zip(&best.rounds).map(|(ours, theirs)| ours / theirs).collect();
        Some(Ratio {
            lower: quantile(ratios.clone(), 0.25),
            median: quantile(ratios.clone(), 0.5),
            upper: quantile(ratios, 0.75),
        })
    }

    pub fn ours(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.role == Role::Ours)
    }
}

/// Checks that all contenders give the right result, then measures their times.
///
/// # Panics
/// Panics if a result is wrong, because the time of a wrong result has no meaning.
pub fn measure<'body>(
    scenario: &'body Scenario,
    contenders: &[Contender<'_>],
    rounds: usize,
) -> Measured<'body> {
    let verdicts: Vec<Verdict> = contenders.iter().map(|contender| judge(scenario, contender)).collect();
    agree_on_outputs(scenario, contenders, &verdicts);
    let repeats: Vec<_> = contenders.iter().map(|contender| &*contender.repeat).collect();
    let times = take_turns(&repeats, rounds);
    let rows = contenders.iter().zip(verdicts).zip(times).map(|((contender, verdict), rounds)| Row {
        name: contender.name,
        role: contender.role,
        verdict,
        rounds,
    });
    Measured { scenario, rows: rows.collect() }
}

fn judge(scenario: &Scenario, contender: &Contender<'_>) -> Verdict {
    // The first run builds lists and patterns that live as long as the program, so it is not counted.
    (contender.repeat)(1);
    let verdict = (contender.verdict)();
    assert!(
        (verdict.errors == 0) == scenario.valid,
        "{}: {} answers {} for a body that is {}",
        scenario.name,
        contender.name,
        if verdict.errors == 0 { "valid" } else { "invalid" },
        if scenario.valid { "valid" } else { "invalid" },
    );
    verdict
}

/// Checks that cleaned values own the same number of texts and lists. Each contender uses types of its own with the same fields,
/// so another number means that it read something else.
fn agree_on_outputs(scenario: &Scenario, contenders: &[Contender<'_>], verdicts: &[Verdict]) {
    let owned: Vec<_> = contenders.iter().zip(verdicts).map(|(who, said)| (who.name, said.owned)).collect();
    for pair in owned.windows(2) {
        let [(left, left_owned), (right, right_owned)] = pair else { continue };
        assert!(
            left_owned == right_owned,
            "{}: {left} owns {left_owned:?}, {right} owns {right_owned:?}",
            scenario.name,
        );
    }
}
