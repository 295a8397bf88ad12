//! Reads the vectors: one case for each line, with Django's answer.

use super::value::Value;
use serde::Deserialize as _;
use serde_json::Value as Json;
use std::path::Path;

/// A version of Django that answered the cases of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 5.2.19, on Python 3.11
    V5_2,
    /// 6.1.3, on Python 3.14
    V6_1,
}

impl Version {
    /// Returns the version that answered a file, by the name of the folder that the file is in.
    pub fn of(file: &Path) -> Self {
        let folder = file.parent().and_then(Path::file_name);
        if folder.is_some_and(|name| name == "django-6.1") { Version::V6_1 } else { Version::V5_2 }
    }
}

/// An input for a class of Django, and Django's answer.
#[derive(Debug, Clone)]
pub struct Case {
    /// Such as `field:CharField`.
    pub kind: String,
    /// The keyword arguments of Django's class.
    pub config: Json,
    pub input: Value,
    pub theirs: Answer,
}

/// The answer of Django, or ours.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Accepted(Value),
    Refused(Vec<Complaint>),
    /// Only Django: an exception that is not a `ValidationError`.
    Crashed(String),
    /// Only ours: we have no such kind or argument.
    NotBuilt(String),
}

/// An error: its code (`None` if Django has none) and its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Complaint {
    pub code: Option<String>,
    pub params: Vec<(String, Value)>,
}

/// Reads the cases of a file.
pub fn read(text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut reader = serde_json::Deserializer::from_str(line);
        // answers nest as deep as Django reads them
        reader.disable_recursion_limit();
        let json = Json::deserialize(&mut reader).map_err(|error| format!("line {}: {error}", i + 1))?;
        cases.push(case(&json).ok_or_else(|| format!("line {}: not a case", i + 1))?);
    }
    Ok(cases)
}

fn case(json: &Json) -> Option<Case> {
    let theirs = if let Some(raises) = json.get("raises") {
        Answer::Crashed(raises.as_str()?.to_owned())
    } else if json["ok"].as_bool()? {
        Answer::Accepted(json.get("value").map_or(Value::Null, Value::read))
    } else {
        let complaints: Option<Vec<Complaint>> = json["errors"].as_array()?.iter().map(complaint).collect();
        Answer::Refused(complaints?)
    };
    Some(Case {
        kind: json["kind"].as_str()?.to_owned(),
        config: json.get("config").cloned().unwrap_or_default(),
        input: Value::read(&json["input"]),
        theirs,
    })
}

fn complaint(json: &Json) -> Option<Complaint> {
    let params = json.get("params").and_then(Json::as_object);
    Some(Complaint {
        code: json.get("code")?.as_str().map(str::to_owned),
        params: params
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), Value::read(value)))
            .collect(),
    })
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Answer::Accepted(value) => write!(f, "accepts: {value}"),
            Answer::Refused(complaints) => {
                f.write_str("refuses:")?;
                complaints.iter().try_for_each(|complaint| write!(f, " {complaint}"))
            }
            Answer::Crashed(exception) => write!(f, "crashes: {exception}"),
            Answer::NotBuilt(why) => write!(f, "not built yet: {why}"),
        }
    }
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code.as_deref().unwrap_or("(no code)"))?;
        for (i, (name, value)) in self.params.iter().enumerate() {
            write!(f, "{}{name}={value}", if i > 0 { ", " } else { "(" })?;
        }
        f.write_str(if self.params.is_empty() { "" } else { ")" })
    }
}
