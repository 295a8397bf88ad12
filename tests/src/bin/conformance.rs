//! Our answers held against those of others, over files of cases.
//!
//! ```text
//! cargo run --release -p tests --bin conformance -- django FILE...
//! ```

use std::{fs, process::ExitCode, thread};
use tests::conformance::run::Outcome;

const USAGE: &str = "conformance django FILE...";

/// Answers nest as deep as Django reads them.
const STACK: usize = 256 * 1024 * 1024;

fn main() -> ExitCode {
    let run = thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread");
    match run.join() {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        Ok(Ok(false)) => ExitCode::FAILURE,
        Ok(Err(error)) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Err(_) => ExitCode::from(101),
    }
}

fn run() -> Result<bool, String> {
    let mut arguments = std::env::args().skip(1);
    let (what, files) = (arguments.next(), arguments.collect::<Vec<_>>());
    if files.is_empty() {
        return Err(USAGE.to_owned());
    }
    match what.as_deref() {
        Some("django") => django(&files),
        _ => Err(USAGE.to_owned()),
    }
}

fn django(files: &[String]) -> Result<bool, String> {
    let mut outcome = Outcome::default();
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        outcome.add(&text).map_err(|error| format!("{file}: {error}"))?;
    }
    print!("{outcome}");
    Ok(outcome.is_right())
}
