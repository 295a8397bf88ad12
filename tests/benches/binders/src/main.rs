//! Measures the time to bind and validate a body with this library and with other crates. See `README.md`.

mod bodies;
mod clock;
mod counting;
mod date;
mod gates;
mod harness;
mod ours;
#[expect(dead_code, reason = "a cleaned form is dropped unread; that it was made is what is timed")]
mod peers;
mod report;
mod rules;

use std::path::PathBuf;
use std::process::ExitCode;

struct Arguments {
    rounds: usize,
    only: Option<Vec<String>>,
    /// Runs only one contender, for a profiler.
    alone: Option<String>,
    tsv: Option<PathBuf>,
    gates: bool,
}

const USAGE: &str = "usage: binders [--rounds N] [--only U1,J1] [--alone CONTENDER] [--tsv FILE] [--gates]";

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments { rounds: 61, only: None, alone: None, tsv: None, gates: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--rounds" => {
                let rounds = value()?.parse().ok().filter(|rounds| *rounds > 0);
                arguments.rounds = rounds.ok_or("--rounds wants a number above zero")?;
            }
            "--only" => arguments.only = Some(value()?.split(',').map(str::to_owned).collect()),
            "--alone" => arguments.alone = Some(value()?),
            "--tsv" => arguments.tsv = Some(value()?.into()),
            "--gates" => arguments.gates = true,
            _ => return Err(format!("{word} is not an option")),
        }
    }
    Ok(arguments)
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let mut scenarios = bodies::scenarios();
    if let Some(only) = &arguments.only {
        if let Some(stranger) = only.iter().find(|name| scenarios.iter().all(|known| known.name != **name)) {
            eprintln!("there is no scenario {stranger}\n{USAGE}");
            return ExitCode::from(2);
        }
        scenarios.retain(|scenario| only.iter().any(|name| name == scenario.name));
    }
    println!("* the best validating peer, > ours; ratios to *, for each round; {} rounds", arguments.rounds);
    let mut all = Vec::new();
    for scenario in &scenarios {
        let mut contenders = ours::contenders(scenario);
        contenders.extend(peers::contenders(scenario));
        if let Some(alone) = &arguments.alone {
            contenders.retain(|contender| contender.name == alone);
        }
        let measured = harness::measure(scenario, &contenders, arguments.rounds);
        report::table(&measured);
        all.push(measured);
    }
    if let Some(path) = &arguments.tsv
        && let Err(error) = report::write(path, &all)
    {
        eprintln!("{}: {error}", path.display());
        return ExitCode::from(2);
    }
    if arguments.gates && !gates::hold(&all) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
