//! Removes each check of [`tests::mutations`] in a copy of the repository, and shows which tests fail without it.
//!
//! ```text
//! cargo run -p tools --bin mutations [FOLDER [NAME...]]
//! ```
//!
//! The copy is in that folder (by default a temporary one). It has the files that Git knows, with uncommitted changes. For each
//! check, test files run until one has failing tests. The last line is `N missed, M not`. It exits with 1 if a check is not
//! missed, or if a change no longer applies or does not compile.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};
use tests::mutations::{ALL, LIBRARY, Mutation, TEST_FILES};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let copy = arguments.next().map_or_else(|| env::temp_dir().join("forms-mutations"), PathBuf::from);
    let names: Vec<String> = arguments.collect();
    match run(&copy, &names) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The number of checks that no test notices.
fn run(copy: &Path, names: &[String]) -> io::Result<usize> {
    let asked = |mutation: &&Mutation| names.is_empty() || names.iter().any(|name| name == mutation.name);
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    copied(root, copy)?;
    println!("| removed check | in | failing tests | one of them |\n| --- | --- | --- | --- |");
    let (mut missed, mut unnoticed, mut sound) = (0, 0, Vec::new());
    for mutation in ALL.iter().filter(asked) {
        let mut failing = Vec::new();
        for test in TEST_FILES {
            if !sound.contains(&test) {
                let failing = fails(copy, test)?;
                if !failing.is_empty() {
                    let names = failing.join(", ");
                    return Err(io::Error::other(format!("these tests fail before any change: {names}")));
                }
                sound.push(test);
            }
            let source = mutation.apply(copy)?;
            let run = fails(copy, test);
            fs::write(copy.join(mutation.file), source)?;
            failing = run.map_err(|error| io::Error::other(format!("{}: {error}", mutation.name)))?;
            if !failing.is_empty() {
                break;
            }
        }
        let one = failing.first().map_or("none", String::as_str);
        println!("| {} | `{}` | {} | `{one}` |", mutation.name, mutation.file, failing.len());
        if failing.is_empty() { unnoticed += 1 } else { missed += 1 }
    }
    println!("\n{missed} missed, {unnoticed} not");
    Ok(unnoticed)
}

fn copied(root: &Path, copy: &Path) -> io::Result<()> {
    let listed = Command::new("git")
        .args(["ls-files", "-co", "--exclude-standard", "-z"])
        .current_dir(root)
        .output()?;
    for file in String::from_utf8_lossy(&listed.stdout).split_terminator('\0') {
        let (from, to) = (root.join(file), copy.join(file));
        let Ok(content) = fs::read(from) else { continue };
        // unchanged sources are not built again
        if fs::read(&to).is_ok_and(|present| present == content) {
            continue;
        }
        fs::create_dir_all(to.parent().unwrap_or(copy))?;
        fs::write(to, content)?;
    }
    Ok(())
}

/// Returns the failing tests of that file in the copy.
fn fails(copy: &Path, test: &str) -> io::Result<Vec<String>> {
    let cargo = |more: &[&str]| {
        let of: &[&str] = if test == LIBRARY {
            &["-p", LIBRARY, "--all-features", "--lib"]
        } else {
            &["-p", "tests", "--test", test]
        };
        Command::new("cargo").args(["test", "-q"]).args(of).args(more).current_dir(copy).output()
    };
    let build = cargo(&["--no-run"])?;
    if !build.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&build.stderr).into_owned()));
    }
    let run = cargo(&[])?;
    let output = String::from_utf8_lossy(&run.stdout);
    let named = |line| str::strip_prefix(line, "---- ")?.strip_suffix(" stdout ----");
    let mut failing: Vec<_> =
        output.lines().filter_map(named).map(|name| format!("{test}::{name}")).collect();
    failing.sort_unstable();
    if failing.is_empty() && !run.status.success() {
        failing.push(format!("{test}, which did not finish"));
    }
    Ok(failing)
}
