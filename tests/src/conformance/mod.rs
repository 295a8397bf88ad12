//! Compares our answers with Django's. Each case of the vectors goes to a field, validator, form or reader of ours, built
//! from the config of the case. A different answer is a mismatch, unless it is one of the
//! intended differences.

pub mod body;
pub mod compare;
pub mod config;
pub mod differences;
pub mod fields;
pub mod forms;
pub mod formsets;
pub mod has_changed;
pub mod helpers;
pub mod json;
pub mod pairs;
pub mod passwords;
pub mod run;
pub mod urlencoded;
pub mod validators;
pub mod value;
pub mod vectors;

use vectors::{Answer, Case};

/// Returns our answer.
pub fn answer(case: &Case) -> Answer {
    let (family, name) = case.kind.split_once(':').unwrap_or((&case.kind, ""));
    match family {
        "field" => fields::answer(name, case),
        "validator" => validators::answer(name, case),
        "form" => forms::answer(name, case),
        "formset" => formsets::answer(name, case),
        "has_changed" => has_changed::answer(name, case),
        "helper" => helpers::answer(name, case),
        "password" => passwords::answer(name, case),
        _ => Answer::NotBuilt(format!("the kind {}", case.kind)),
    }
}
