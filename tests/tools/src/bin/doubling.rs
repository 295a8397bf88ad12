//! Measures the worst cases, each at a size and at twice that size. The manual's page on security has the results.
//!
//! ```text
//! cargo run --release -p tools --bin doubling
//! ```
//!
//! Times are processor times of the thread, the shortest of several. The last line is `N in time, M not`. It exits with 1 if
//! M is not 0.

use std::{
    env,
    process::{Command, ExitCode},
};
use tests::{
    worst_cases::{ALL, MOST},
    worst_pages::PAGES,
};

/// Makes the allocator keep freed memory. Returning and requesting large blocks would add the system's time to ours.
const KEEPS: (&str, &str) =
    ("GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=2147483648");

fn main() -> ExitCode {
    if env::var_os(KEEPS.0).is_none() {
        let program = env::current_exe().expect("a program knows where it is");
        let status = Command::new(program).env(KEEPS.0, KEEPS.1).status().expect("it runs once more");
        return if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    println!(
        "| a body of twice the size | bytes | bound by | microseconds | times as long |\n| --- | --- | --- | --- | --- |"
    );
    let (mut in_time, mut late) = (0, 0);
    for case in ALL {
        let bytes = (case.text)(case.size).len();
        for (way, bind) in case.ways {
            let (once, ratio) = case.doubled(bind, case.size);
            println!("| {} | {bytes} | `{way}` | {} | {ratio:.2} |", case.name, once.as_micros());
            if ratio <= MOST { in_time += 1 } else { late += 1 }
        }
    }
    for page in PAGES {
        let (once, ratio) = page.doubled(page.size);
        println!("| {} | {} rows | {} | {ratio:.2} |", page.name, page.size, once.as_micros());
        if ratio <= MOST { in_time += 1 } else { late += 1 }
    }
    println!("\n{in_time} in time, {late} not");
    if late == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
