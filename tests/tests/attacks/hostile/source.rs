//! Reads from the sources of `forms` what can be attacked: every public text validator, every format and every
//! field type.

use std::{collections::BTreeSet, fs, path::Path};

/// Types without texts of their own: a file, which no text is; newtypes (`impl FieldType for T`), which read texts as the type
/// that they wrap; rows with a key; and sets and arrays, which are read as a `Vec`. The names of the latter are the arguments
/// of their macro.
const WITHOUT_TEXTS: [&str; 6] = [
    "T",
    "UploadedFile",
    "Keyed",
    "[T:FieldType",
    "[T:FieldType+Eq+Hash]HashSet<T>",
    "[T:FieldType+Ord]BTreeSet<T>",
];

/// Returns the names that the registry must have, each once.
pub(crate) fn names() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/src");
    let mut sources = Vec::new();
    collect(&root, &mut sources);
    let makers: Vec<String> = sources.iter().flat_map(|(_, text)| makers(text)).collect();
    let found = sources.iter().flat_map(|(file, text)| of(file, text, &makers));
    found.filter(|name| !WITHOUT_TEXTS.contains(&name.as_str())).collect()
}

/// Returns the code of each file by its name, without comments and tests.
fn collect(folder: &Path, sources: &mut Vec<(String, String)>) {
    for entry in
        fs::read_dir(folder).expect("the sources of forms").map(|entry| entry.expect("a file").path())
    {
        if entry.is_dir() {
            collect(&entry, sources);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry).expect("a source");
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let name = entry.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sources.push((name, lines.join("\n")));
        }
    }
}

/// Macros that declare field types under public names.
fn makers(text: &str) -> Vec<String> {
    let mut makers = Vec::new();
    for (at, _) in text.match_indices("macro_rules! ") {
        let rest = &text[at + "macro_rules! ".len()..];
        let name = word(rest);
        let body = enclosed(&rest[name.len()..]);
        let declares = |what: &str| body.contains(&format!("{what} $name"));
        let private =
            (declares("struct") || declares("enum")) && !declares("pub struct") && !declares("pub enum");
        if body.contains("FieldType for $") && !private {
            makers.push(name.to_owned());
        }
    }
    makers
}

fn of(file: &str, text: &str, makers: &[String]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in behind(text, "pub fn validate") {
        let signature = rest.split('{').next().unwrap_or_default();
        let name = format!("validate{}", word(rest));
        if signature.contains("&self") && signature.contains("&str") {
            names.insert(format!("{file}::{name}"));
        } else if signature.contains("&str") {
            names.insert(name);
        }
    }
    for rest in behind(text, "Validator<str> for ") {
        names.insert(word(rest).to_owned());
    }
    for rest in behind(text, "pub static ") {
        if rest[word(rest).len()..].starts_with(": TextFormat") {
            names.insert(word(rest).to_owned());
        }
    }
    for rest in behind(text, "FieldType for ").filter(|rest| !rest.starts_with('$')) {
        names.insert(named(file, rest.split(['{', '<']).next().unwrap_or_default()));
    }
    for maker in makers {
        for rest in behind(text, &format!("{maker}!")) {
            let arguments = enclosed(rest);
            let lines: Vec<&str> =
                arguments.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
            let arguments = lines.join(" ");
            let first = first_argument(&arguments).trim();
            if arguments.contains(',') {
                names.insert(named(file, first));
            } else {
                names.extend(first.split_whitespace().map(|each| named(file, each)));
            }
        }
    }
    names
}

/// Types of several crates can have the same name. A type in a file with a crate's name belongs to that crate.
fn named(file: &str, ty: &str) -> String {
    let ty = ty.trim().replace(' ', "");
    if ["jiff", "chrono", "time"].contains(&file) { format!("{file}::{ty}") } else { ty }
}

fn behind<'t>(text: &'t str, what: &str) -> impl Iterator<Item = &'t str> {
    text.match_indices(what).map(|(at, what)| &text[at + what.len()..]).collect::<Vec<_>>().into_iter()
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Returns the text in the first pair of brackets.
fn enclosed(text: &str) -> &str {
    let Some(open) = text.find(['(', '{', '[']) else { return "" };
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[open + 1..open + at];
        }
    }
    ""
}

fn first_argument(arguments: &str) -> &str {
    let mut depth = 0;
    for (at, c) in arguments.char_indices() {
        match c {
            '(' | '<' => depth += 1,
            ')' | '>' => depth -= 1,
            ',' if depth == 0 => return &arguments[..at],
            _ => {}
        }
    }
    arguments
}
