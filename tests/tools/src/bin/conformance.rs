//! Compares our answers with those of other implementations, over files of cases.
//!
//! ```text
//! cargo run --release -p tools --bin conformance -- django FILE...     # answers of Django: every kind, then every mismatch
//! cargo run --release -p tools --bin conformance -- urlencoded FILE    # the web platform tests' table
//! cargo run --release -p tools --bin conformance -- json FILE...       # accept or refuse, and the name of each document
//! ```
//!
//! The answers of Django 6.1 are in a folder named `django-6.1`; files of any other folder are answers of Django 5.2.
//!
//! It exits with 1 if a case mismatches, or if there are more intended differences than the limit.

use std::{fs, path::Path, process::ExitCode, thread};
use tests::conformance::{json, run::Outcome, urlencoded, vectors::Version};

const USAGE: &str = "conformance django FILE... | conformance urlencoded FILE | conformance json FILE...";

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
        Some("urlencoded") if files.len() == 1 => table(&files[0]),
        Some("json") => documents(&files),
        _ => Err(USAGE.to_owned()),
    }
}

fn django(files: &[String]) -> Result<bool, String> {
    let mut outcome = Outcome::default();
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        outcome.add(&text, Version::of(Path::new(file))).map_err(|error| format!("{file}: {error}"))?;
    }
    print!("{outcome}");
    Ok(outcome.is_right())
}

fn table(file: &str) -> Result<bool, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let outcome = urlencoded::run(&text).map_err(|error| format!("{file}: {error}"))?;
    print!("{outcome}");
    Ok(outcome.failures.is_empty() && outcome.passed > 0)
}

/// Prints `accepted` or `refused` for each document. Which one is right depends on the document.
fn documents(files: &[String]) -> Result<bool, String> {
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        println!("{} {file}", if json::accepts(&bytes) { "accept" } else { "refuse" });
    }
    Ok(true)
}
