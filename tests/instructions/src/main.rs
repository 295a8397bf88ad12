//! Counts the instructions of ten scenarios, and fails if a count is higher than the recorded one.
//!
//! ```console
//! $ cargo run --release -p instructions             # compares with recorded.txt
//! $ cargo run --release -p instructions -- --record # writes recorded.txt
//! ```
//!
//! Callgrind counts the instructions: the same binary gives the same count whatever else the machine does, so that a
//! change of a few per cent is visible. Counts are not times. They are valid for one compiler: with another one,
//! the program prints the counts and does not fail.

mod forms_measured;
mod scenarios;

use scenarios::{ALL, Scenario};
use std::{
    env, fs,
    process::{Command, ExitCode},
};

/// A count may rise by this many thousandths of the recorded count.
const TOLERANCE: u64 = 30;
/// Each scenario runs twice, with these numbers of rounds. The difference is divided, so that the start of the process does
/// not count.
const ROUNDS: [u64; 2] = [20, 120];
/// The exit status if nothing can be counted here.
const NOT_RUN: u8 = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match &*arguments.iter().map(String::as_str).collect::<Vec<_>>() {
        [] => compare(),
        ["--record"] => record(),
        ["--run", scenario, rounds] => {
            let round = (ALL[scenario.parse::<usize>().unwrap()].1)();
            (0..rounds.parse::<u64>().unwrap()).for_each(|_| round());
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: instructions [--record]");
            ExitCode::from(2)
        }
    }
}

fn path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded.txt")
}

fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output().expect("rustc runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn record() -> ExitCode {
    let Some(counts) = count_all() else { return not_run() };
    let lines = ALL.iter().zip(counts).map(|((name, _), count)| format!("{count:>9} {name}\n"));
    fs::write(path(), format!("{}\n{}", compiler(), lines.collect::<String>()))
        .expect("cannot write recorded.txt");
    ExitCode::SUCCESS
}

fn compare() -> ExitCode {
    let text = fs::read_to_string(path()).expect("recorded.txt: write it with --record");
    let (recorded_with, lines) = text.split_once('\n').expect("recorded.txt must begin with the compiler");
    let Some(counts) = count_all() else { return not_run() };
    let is_same_compiler = compiler() == recorded_with;
    let mut has_failed = false;
    for ((name, _), count) in ALL.iter().zip(counts) {
        let recorded =
            lines.lines().find_map(|line| line.trim().strip_suffix(name)?.trim().parse::<u64>().ok());
        let Some(recorded) = recorded else {
            println!("{name}: not in recorded.txt; write it with --record");
            has_failed = true;
            continue;
        };
        let is_above = count * 1000 > recorded * (1000 + TOLERANCE);
        let percent = (count as f64 / recorded as f64 - 1.0) * 100.0;
        let verdict = if is_above && is_same_compiler { ", more than 3 % above" } else { "" };
        println!("{name}: {count} instructions, recorded {recorded} ({percent:+.1} %){verdict}");
        has_failed |= is_above && is_same_compiler;
    }
    if !is_same_compiler {
        println!("recorded with {recorded_with}: the compiler differs, so a higher count does not fail");
    }
    if has_failed {
        println!("find the cause; or record the new counts in the same commit (--record) and say why");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn not_run() -> ExitCode {
    println!("SKIPPED: instruction counts: valgrind is not installed");
    ExitCode::from(NOT_RUN)
}

/// Returns the instructions of one round of each scenario, or `None` without valgrind.
fn count_all() -> Option<Vec<u64>> {
    Command::new("valgrind").arg("--version").output().ok()?;
    Some((0..ALL.len()).map(|i| count(i, &ALL[i])).collect())
}

fn count(index: usize, (name, _): &Scenario) -> u64 {
    let [few, many] = ROUNDS.map(|rounds| {
        let program = env::current_exe().expect("this program has a path");
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(program)
            .args(["--run", &index.to_string(), &rounds.to_string()])
            .output()
            .expect("valgrind runs");
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {text}");
        let collected = text.lines().find_map(|line| line.split("Collected :").nth(1));
        collected
            .and_then(|count| count.trim().parse::<u64>().ok())
            .expect("callgrind prints what it collected")
    });
    (many - few) / (ROUNDS[1] - ROUNDS[0])
}
