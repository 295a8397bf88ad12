//! Words that make a sentence hard to read. The list is a floor: a sentence without them may still need a rewrite.

use std::{ffi::OsStr, fmt::Write as _, fs, path::Path};

/// The folders with sources and pages. The vectors and compile-fail cases of the tests are not checked.
const FOLDERS: &[&str] = &[
    "forms/src",
    "forms-derive/src",
    "examples/src",
    "forms/docs",
    "tests/src",
    "tests/tests",
    "tests/tools",
    "tests/instructions",
    "tests/benches/binders/src",
    "tests/benches/multipart/src",
    "tests/benches/rendering/src",
    "fuzz/fuzz_targets",
];

/// A word or phrase, and what to write instead.
const WORDS: &[(&str, &str)] = &[
    ("whoever", "name who: `the caller`, `the user`, `the browser`"),
    ("is none", "`is missing`, `is not a ..`"),
    ("are none", "`are missing`, `are not ..`"),
    ("so many", "`n`, or the name of the argument"),
    ("passed over", "`skipped`"),
    ("is no", "`is not a ..`"),
    ("are no", "`are not ..`, `no .. exists`"),
    ("stands", "`is`, `appears`, `is written`"),
    ("alone", "`only`, `by itself`"),
    ("behind", "`after`, or `in front of a ..` for a proxy"),
    ("of one's own", "`custom`, `your own`"),
];

/// Phrases that are plain, although they contain a word of the list.
const ALLOWED: &[&str] = &[
    "is no longer",
    "are no longer",
    "stands for",
    "stand-alone",
    "there is no",
    "There is no",
    "there are no",
    "There are no",
    "behind a proxy",
    "behind a reverse proxy",
    "behind nginx",
];

#[test]
fn comments_and_pages_use_plain_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = String::new();
    for folder in FOLDERS {
        walk(&root.join(folder), &mut |file, text| {
            let name = file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            if name.ends_with("audit/language.rs") {
                return;
            }
            for (at, line) in text.lines().enumerate().filter(|(_, line)| is_prose(&name, line)) {
                for (word, instead) in found_in(line) {
                    writeln!(found, "{name}:{}: “{word}”: write {instead}\n    {}", at + 1, line.trim())
                        .unwrap();
                }
            }
        });
    }
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "fuzz/README.md"] {
        let Ok(text) = fs::read_to_string(root.join(name)) else { continue };
        for (at, line) in text.lines().enumerate() {
            for (word, instead) in found_in(line) {
                writeln!(found, "{name}:{}: “{word}”: write {instead}\n    {}", at + 1, line.trim()).unwrap();
            }
        }
    }
    assert!(found.is_empty(), "{}\n{found}", found.matches("write ").count());
}

#[test]
fn a_word_is_found_unless_it_is_allowed() {
    assert_eq!(found_in("/// The value stands here alone.").len(), 2);
    assert_eq!(found_in("/// The value is no longer here.").len(), 0);
    assert_eq!(found_in("/// Understands what is none of our business.").len(), 1);
}

fn found_in(line: &str) -> Vec<(&'static str, &'static str)> {
    let mut line = line.to_owned();
    for allowed in ALLOWED {
        line = line.replace(allowed, "");
    }
    let is_word = |word: &str| {
        line.match_indices(word).any(|(at, _)| {
            let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '-');
            is_end(line[..at].chars().next_back()) && is_end(line[at + word.len()..].chars().next())
        })
    };
    WORDS.iter().copied().filter(|(word, _)| is_word(word)).collect()
}

/// Returns whether the line is prose: comments of a source file, and lines of a page outside code.
fn is_prose(file: &str, line: &str) -> bool {
    match Path::new(file).extension().and_then(OsStr::to_str) {
        Some("rs") => line.contains("//"),
        _ => !line.starts_with('['),
    }
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path, &str)) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, visit);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "md") {
            visit(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
