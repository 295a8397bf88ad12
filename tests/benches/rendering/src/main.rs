//! Measures the time to render an invalid form of twenty fields, and compares it with handwritten templates of the same
//! page. See `README.md`.

mod by_maud;
#[path = "../../binders/src/clock.rs"]
mod clock;
mod profile;
mod submission;

use std::hint::black_box;
use std::process::ExitCode;

use askama::Template;
use clock::{quantile, take_turns};
use submission::Page;

/// One way to write the page.
struct Contender<'d> {
    name: &'static str,
    write: Box<dyn Fn() -> String + 'd>,
}

impl Contender<'_> {
    fn repeat(&self, times: u64) {
        for _ in 0..times {
            drop(black_box((self.write)()));
        }
    }
}

struct Arguments {
    rounds: usize,
    /// Runs only one contender, for a profiler.
    alone: Option<String>,
}

const USAGE: &str = "usage: rendering [--rounds N] [--alone CONTENDER]";

/// The contender with which ours is compared.
const PEER: &str = "askama";

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments { rounds: 61, alone: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--rounds" => {
                let rounds = value()?.parse().ok().filter(|rounds| *rounds > 0);
                arguments.rounds = rounds.ok_or("--rounds wants a number above zero")?;
            }
            "--alone" => arguments.alone = Some(value()?),
            _ => return Err(format!("{word} is not an option")),
        }
    }
    Ok(arguments)
}

/// Replaces character references with one spelling of each.
fn same_references(page: &str) -> String {
    let named =
        [("&#39;", "'"), ("&#34;", "&quot;"), ("&#38;", "&amp;"), ("&#60;", "&lt;"), ("&#62;", "&gt;")];
    // our library writes `
    // ` for the line breaks of a browser's body; an HTML parser does that for the other pages
    named.iter().fold(page.replace("\r\n", "\n"), |page, (number, name)| page.replace(number, name))
}

/// Checks that all contenders write the same page, byte for byte, except for the spelling of character references, and in
/// maud for line breaks.
///
/// # Panics
/// Panics if a page differs, because its time has no meaning.
fn agree(contenders: &[Contender<'_>]) {
    let ours = same_references(&(contenders[0].write)());
    for contender in contenders {
        let mut page = same_references(&(contender.write)());
        let mut expected = ours.clone();
        if contender.name == "maud" {
            page.retain(|c| c != '\n');
            expected.retain(|c| c != '\n');
        }
        if page != expected {
            let at = page.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
            let around = |page: &str| page.chars().skip(at.saturating_sub(60)).take(120).collect::<String>();
            panic!("{} differs at byte {at}:\n{}\n{}", contender.name, around(&page), around(&expected));
        }
    }
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let bound = profile::refused();
    let messages = submission::messages(&bound);
    let submission = submission::read(profile::BODY);
    let page = Page::new(&submission, &messages);
    let render = |page: &Page<'_>| page.render().expect("writing to a String never fails");
    let mut contenders = vec![
        Contender { name: "forms", write: Box::new(|| black_box(&bound).to_html()) },
        Contender { name: PEER, write: Box::new(|| render(black_box(&page))) },
        Contender {
            name: "askama, the body decoded too",
            write: Box::new(|| render(&Page::new(&submission::read(black_box(profile::BODY)), &messages))),
        },
        Contender { name: "maud", write: Box::new(|| by_maud::page(black_box(&page))) },
    ];
    agree(&contenders);
    println!(
        "a page of {} bytes with {} problems; {} rounds",
        bound.to_html().len(),
        messages.len(),
        arguments.rounds
    );
    if let Some(alone) = &arguments.alone {
        contenders.retain(|contender| contender.name == alone);
    }
    let repeats: Vec<_> = contenders.iter().map(|contender| |times| contender.repeat(times)).collect();
    let times = take_turns(&repeats, arguments.rounds);
    let Some(peer) = contenders.iter().position(|contender| contender.name == PEER) else {
        return ExitCode::SUCCESS;
    };
    println!("{:<32} {:>8} {:>8}  quartiles", "", "ns", "ratio");
    for (contender, rounds) in contenders.iter().zip(&times) {
        // for each round, in which both had the same conditions
        let ratios: Vec<f64> = rounds.iter().zip(&times[peer]).map(|(one, peer)| one / peer).collect();
        let [lower, median, upper] = [0.25, 0.5, 0.75].map(|part| quantile(ratios.clone(), part));
        println!(
            "{:<32} {:>8.0} {median:>8.3}  {lower:.3} .. {upper:.3}",
            contender.name,
            quantile(rounds.clone(), 0.5)
        );
    }
    ExitCode::SUCCESS
}
