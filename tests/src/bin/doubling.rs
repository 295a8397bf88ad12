//! How long the worst cases take, and how many times as long at twice the size: what the manual's page on security says of time.
//!
//! ```text
//! cargo run --release -p tests --bin doubling
//! ```
//!
//! Times are those of the thread, the least of several. The last line is `N in time, M not`; 1 where there are any of these.

use std::process::ExitCode;
use tests::worst_cases::{ALL, MOST};

fn main() -> ExitCode {
    println!(
        "| a body of twice the size | bytes | microseconds | times as long |\n| --- | --- | --- | --- |"
    );
    let (mut in_time, mut late) = (0, 0);
    for case in ALL {
        let (once, ratio) = case.doubled(case.size);
        let bytes = (case.text)(case.size).len();
        println!("| {} | {bytes} | {} | {ratio:.2} |", case.name, once.as_micros());
        if ratio <= MOST { in_time += 1 } else { late += 1 }
    }
    println!("\n{in_time} in time, {late} not");
    if late == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
