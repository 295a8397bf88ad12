//! The limits for our contender.

use crate::harness::{Measured, Row};

/// The highest ratio to the time of the best validating peer, in the same run.
const RATIOS: &[(&str, f64)] = &[
    ("U1", 0.45),
    ("U2", 0.32),
    ("U2t", 0.65),
    ("U3", 0.40),
    ("J1", 0.90),
    ("J1b", 0.40),
    ("J1t", 1.20),
    ("J2", 0.85),
    ("J3", 0.90),
    ("A2", 0.85),
];

/// The highest time in nanoseconds. Bodies that are made to be expensive have an absolute limit, not a ratio to
/// a peer.
const TIMES: &[(&str, f64)] = &[("A1", 15_000.0), ("A3", 1_000.0)];

/// The highest number of bytes that are requested from the allocator.
const BYTES: &[(&str, u64)] = &[("A1", 4_000)];

struct Gate {
    what: String,
    figure: String,
    limit: String,
    passed: bool,
}

/// Prints each gate with its figure, and returns whether all pass. A gate without a measurement fails.
pub fn hold(all: &[Measured<'_>]) -> bool {
    let gates: Vec<Gate> = all.iter().flat_map(of_scenario).collect();
    println!("\ngates");
    for gate in &gates {
        let verdict = if gate.passed { "ok    " } else { "MISSED" };
        println!("  {verdict} {:<34} {:>12}   at most {}", gate.what, gate.figure, gate.limit);
    }
    let missed = gates.iter().filter(|gate| !gate.passed).count();
    println!("  {} of {} hold", gates.len() - missed, gates.len());
    missed == 0 && !gates.is_empty()
}

fn of_scenario(measured: &Measured<'_>) -> Vec<Gate> {
    let name = measured.scenario.name;
    let ours = measured.ours();
    let limit = |table: &[(&str, f64)]| table.iter().find(|(of, _)| *of == name).map(|(_, limit)| *limit);
    let mut gates = Vec::new();
    if let Some(most) = limit(RATIOS) {
        let ratio = ours.and_then(|row| measured.ratio(row)).map(|ratio| ratio.median);
        gates.push(gate(format!("{name} ratio to the best peer"), ratio, most, |figure| {
            format!("{figure:.3}")
        }));
    }
    if let Some(most) = limit(TIMES) {
        let time = ours.map(Row::median);
        gates.push(gate(format!("{name} nanoseconds"), time, most, |figure| format!("{figure:.0}")));
    }
    if let Some((_, most)) = BYTES.iter().find(|(of, _)| *of == name) {
        let bytes = ours.map(|row| row.verdict.allocations.bytes);
        gates.push(gate(format!("{name} bytes allocated"), bytes, *most, u64::to_string));
    }
    if measured.scenario.valid {
        let fresh = ours.map(|row| row.verdict.allocations.fresh);
        let owned = ours.and_then(|row| row.verdict.owned).map_or(0, |owned| owned.fresh);
        let mut outputs = gate(format!("{name} allocations, owned outputs"), fresh, owned, u64::to_string);
        // If there are fewer than in a clone, the clone allocates something that the value does not have.
        outputs.passed &= fresh == Some(owned);
        gates.push(outputs);
        let resized = ours.map(|row| row.verdict.allocations.resized);
        let growth = measured.scenario.lists.iter().copied().map(doublings).sum();
        gates.push(gate(format!("{name} blocks resized, lists"), resized, growth, u64::to_string));
    }
    gates
}

fn gate<N: PartialOrd + Copy>(what: String, figure: Option<N>, most: N, show: fn(&N) -> String) -> Gate {
    Gate {
        what,
        limit: show(&most),
        passed: figure.as_ref().is_some_and(|figure| *figure <= most),
        figure: figure.as_ref().map_or("not measured".to_owned(), show),
    }
}

/// Returns how often a `Vec` grows to a length that is not known in advance: it starts at four and doubles.
fn doublings(length: u64) -> u64 {
    let mut capacity = 4;
    let mut times = 0;
    while capacity < length {
        capacity *= 2;
        times += 1;
    }
    times
}
