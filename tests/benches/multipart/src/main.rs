//! Measures the time to read a multipart body with this library and with other crates. See `README.md`.

mod bodies;
#[path = "../../binders/src/clock.rs"]
mod clock;
#[path = "../../binders/src/counting.rs"]
mod counting;
mod readers;

use bodies::Scenario;
use clock::{quantile, take_turns};
use std::{hint::black_box, process::ExitCode};

/// The most that our time may be, as a part of that of the best peer.
const RATIOS: [(&str, f64); 5] = [("M1", 0.5), ("M2", 0.5), ("M3", 0.4), ("M4", 0.5), ("M4b", 0.5)];

/// The most that our time may be for a large file, as a multiple of that of a search, if that is more.
const SEARCHES: f64 = 1.5;

/// The most bytes that our reader may request from the allocator for a file of any size.
const BYTES: u64 = 64 * 1024;

/// The most that twice the bytes may cost, as a multiple.
const DOUBLING: f64 = 2.3;

const NAMES: [&str; 4] = ["forms", "multer", "actix-multipart", "memchr::memmem, search only"];

const USAGE: &str = "usage: multipart [--rounds N] [--only M1,M2] [--gates]";

struct Arguments {
    rounds: usize,
    only: Option<Vec<String>>,
    gates: bool,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments { rounds: 31, only: None, gates: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--rounds" => {
                let rounds = value()?.parse().ok().filter(|rounds| *rounds > 0);
                arguments.rounds = rounds.ok_or("--rounds wants a number above zero")?;
            }
            "--only" => arguments.only = Some(value()?.split(',').map(str::to_owned).collect()),
            "--gates" => arguments.gates = true,
            _ => return Err(format!("{word} is not an option")),
        }
    }
    Ok(arguments)
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let is_wanted =
        |name: &str| arguments.only.as_ref().is_none_or(|only| only.iter().any(|wanted| wanted == name));
    let mut is_right = true;
    for scenario in bodies::all().iter().filter(|scenario| is_wanted(scenario.name)) {
        is_right &= measure(scenario, arguments.rounds);
    }
    if is_wanted("M4") {
        is_right &= doubling(arguments.rounds);
    }
    if is_right || !arguments.gates { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures all readers, and prints their times. Returns whether our gates hold.
fn measure(scenario: &Scenario, rounds: usize) -> bool {
    check(scenario);
    let contenders: [Box<dyn Fn(u64) + '_>; 4] = [
        Box::new(|times| repeat(times, || readers::ours(scenario))),
        Box::new(|times| repeat(times, || readers::multer(scenario))),
        Box::new(|times| repeat(times, || readers::actix(scenario))),
        Box::new(|times| repeat(times, || readers::search(scenario))),
    ];
    let times = take_turns(&contenders, rounds);
    println!("\n{}: {}", scenario.name, scenario.about);
    for (name, times) in NAMES.iter().zip(&times) {
        println!("  {name:<28} {:>12.0} ns", quantile(times.clone(), 0.5));
    }
    // the ratio of each round, since the speed of a shared machine changes between rounds
    let ratio = |to: usize| {
        quantile(times[0].iter().zip(&times[to]).map(|(ours, other)| ours / other).collect(), 0.5)
    };
    let to_best = ratio(1).max(ratio(2));
    let limit = RATIOS.iter().find(|(name, _)| *name == scenario.name).map_or(f64::NAN, |(_, limit)| *limit);
    let mut is_right = to_best <= limit;
    if scenario.texts == 0 {
        println!("  {:.3} of the search", ratio(3));
        is_right |= ratio(3) <= SEARCHES;
    }
    println!(
        "  {} {to_best:.3} of the best peer, at most {limit} {}",
        verdict(is_right),
        if scenario.texts == 0 { format!("or {SEARCHES} of the search") } else { String::new() }
    );
    let (_, allocated) = counting::count(|| readers::ours(scenario));
    if scenario.texts == 0 {
        let is_small = allocated.bytes <= BYTES;
        println!("  {} {} bytes allocated, at most {BYTES}", verdict(is_small), allocated.bytes);
        is_right &= is_small;
    } else {
        println!("  {} blocks, {} bytes allocated", allocated.fresh, allocated.bytes);
    }
    is_right
}

/// Measures whether a file of near matches takes linear time.
fn doubling(rounds: usize) -> bool {
    let of = |len: usize| bodies::near_matches("M4", "", "\r\n--", len);
    let (half, whole) = (of(1 << 20), of(2 << 20));
    let contenders: [Box<dyn Fn(u64) + '_>; 2] = [
        Box::new(|times| repeat(times, || readers::ours(&half))),
        Box::new(|times| repeat(times, || readers::ours(&whole))),
    ];
    let times = take_turns(&contenders, rounds);
    let ratio = quantile(times[1].iter().zip(&times[0]).map(|(whole, half)| whole / half).collect(), 0.5);
    let is_right = ratio <= DOUBLING;
    println!(
        "\nM4, doubled\n  {} {ratio:.2} times the time for twice the bytes, at most {DOUBLING}",
        verdict(is_right)
    );
    is_right
}

fn verdict(is_right: bool) -> &'static str {
    if is_right { "ok    " } else { "MISSED" }
}

fn repeat<T>(times: u64, run: impl Fn() -> T) {
    for _ in 0..times {
        black_box(run());
    }
}

/// Checks that all readers find the same. The time of a wrong result has no meaning.
fn check(scenario: &Scenario) {
    let found = readers::ours(scenario);
    assert_eq!(
        (found.texts.len(), found.file_bytes),
        (scenario.texts, scenario.file_bytes),
        "{}",
        scenario.name
    );
    assert!(readers::multer(scenario) == found, "{}: multer", scenario.name);
    assert!(readers::actix(scenario) == found, "{}: actix-multipart", scenario.name);
}
