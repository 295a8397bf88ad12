//! Checks Django's `FileField` against our rules for the name and size of a file.

use super::{Asked, Config, Value, complaint};
use crate::conformance::vectors::Answer;
use forms::{
    Problem,
    validator::{FileMetadata, FileRules, Validator},
};
use std::rc::Rc;

pub(super) fn file_field(config: &Config<'_>) -> Result<Asked, String> {
    let mut rules = FileRules::new();
    // Django limits the name only if `max_length` is set, but its upload handler has already shortened long names
    rules = rules.max_length(config.count("max_length").unwrap_or(u32::MAX));
    if config.flag("allow_empty_file", false) {
        rules = rules.allow_empty();
    }
    let required = config.required();
    Ok(Rc::new(move |input| match input {
        // no file was chosen
        Value::Null | Value::Bool(false) => nothing(required),
        Value::Text(text) if text.is_empty() => nothing(required),
        Value::List(items) if items.is_empty() => nothing(required),
        Value::Object(members) if members.is_empty() => nothing(required),
        Value::File { name, size } => {
            let file = FileMetadata::new(name.text().unwrap_or_default(), *size);
            match rules.validate(&file) {
                Ok(()) => {
                    Answer::Accepted(Value::File { name: Box::new(Value::Text(file.name)), size: file.size })
                }
                Err(problem) => refused(&problem),
            }
        }
        _ => refused(&Problem::invalid()),
    }))
}

fn nothing(required: bool) -> Answer {
    if required { refused(&Problem::required()) } else { Answer::Accepted(Value::Null) }
}

fn refused(problem: &Problem) -> Answer {
    Answer::Refused(vec![complaint(problem.code(), problem.params())])
}
