//! Runs the web platform tests' table of urlencoded bodies.

use super::pairs::{Found, find, read};
use serde_json::Value as Json;
use std::fmt;

/// The results of the cases.
#[derive(Debug, Default)]
pub struct Outcome {
    pub passed: usize,
    /// The number of passed cases that are refused, because they are not UTF-8.
    pub refused: usize,
    /// Each failure in full.
    pub failures: Vec<String>,
}

/// Binds every body of the table.
pub fn run(table: &str) -> Result<Outcome, String> {
    let table: Vec<Json> = serde_json::from_str(table).map_err(|error| error.to_string())?;
    let mut outcome = Outcome::default();
    for case in table {
        let input = case["input"].as_str().ok_or("a case without input")?;
        let output: Vec<(String, String)> =
            serde_json::from_value(case["output"].clone()).map_err(|error| error.to_string())?;
        match judged(input, &output) {
            Ok(refused) => {
                outcome.passed += 1;
                outcome.refused += usize::from(refused);
            }
            Err(why) => outcome.failures.push(format!("{input:?}: {why}")),
        }
    }
    Ok(outcome)
}

/// Returns whether the body is refused, which is right only if it is not UTF-8. Fails if a pair differs from the table.
fn judged(input: &str, output: &[(String, String)]) -> Result<bool, String> {
    let decoded = form_urlencoded::parse(input.as_bytes()).map(|(key, value)| format!("{key}={value}"));
    let is_replaced =
        decoded.into_iter().any(|pair| pair.contains('\u{fffd}')) && !input.contains('\u{fffd}');
    if let Err(errors) = read(input) {
        let says_so = is_replaced && errors.iter().all(|error| error.code() == "encoding");
        return if says_so { Ok(true) } else { Err(format!("refused: {errors}")) };
    }
    if is_replaced {
        return Err("what is not UTF-8 was read".to_owned());
    }
    for (key, _) in output {
        let expected: Vec<&str> =
            output.iter().filter(|(other, _)| other == key).map(|(_, value)| value.as_str()).collect();
        let found = find(input, key, expected.len()).map_err(|errors| format!("refused: {errors}"))?;
        let is_right = match &found {
            Found::Unnameable => true,
            Found::Absent => false,
            Found::Values(values) if expected.len() == 1 => *values == expected,
            Found::Values(values) => {
                expected.iter().filter(|value| !value.trim().is_empty()).eq(values.iter())
            }
        };
        if !is_right {
            return Err(format!("under {key:?} there is {found:?}, not {expected:?}"));
        }
    }
    Ok(false)
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} of them are not UTF-8, and refused (only-utf-8)", self.refused)?;
        for failure in &self.failures {
            writeln!(f, "{failure}")?;
        }
        writeln!(f, "{} passed, {} failed", self.passed, self.failures.len())
    }
}
