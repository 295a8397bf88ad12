//! Tests every text validator and every field type with hostile texts. A validator that is missing from the registry
//! fails the test: Django's bug with a line break at the end came back after eleven years, in a validator without such a test.
#![allow(missing_docs)]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "tests are read from top to bottom, and run once")]

mod registry;
mod source;

use cpu_time::ThreadTime;
use registry::{Subject, Takes};
use std::{collections::BTreeSet, time::Duration};

/// Line breaks, with the spellings in which they are printed.
const BREAKS: &[&str] = &["\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"];
/// Characters that are invisible, or that change the direction of the text around them.
const INVISIBLE: &[&str] = &[
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{202a}",
    "\u{202e}",
    "\u{2060}",
    "\u{2066}",
    "\u{2069}",
    "\u{61c}",
    "\u{ad}",
    "\u{feff}",
    "\u{3164}",
    "\u{e0041}",
];
/// Digits that are not ASCII: Arabic, Devanagari, full-width, mathematical, a superscript.
const FOREIGN_DIGITS: &[&str] = &["\u{661}", "\u{967}", "\u{ff11}", "\u{1d7cf}", "\u{b2}"];

/// The length of the long texts, which is shorter in builds without optimisation.
const LONG: usize = if cfg!(debug_assertions) { 60_000 } else { 1_000_000 };

#[test]
fn everything_is_registered() {
    let registered: Vec<&str> = registry::all().iter().map(|subject| subject.name).collect();
    let names: BTreeSet<String> = registered.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names.len(), registered.len(), "a name is registered twice");
    let found = source::names();
    assert!(found.len() > 60, "too few names are found in the sources");
    let missing: Vec<_> = found.difference(&names).collect();
    assert!(missing.is_empty(), "not in tests/tests/attacks/hostile/registry.rs: {missing:?}");
    let gone: Vec<_> = names.difference(&found).collect();
    assert!(gone.is_empty(), "registered, but no longer in the sources: {gone:?}");
}

#[test]
fn valid_texts_are_accepted() {
    for subject in registry::all() {
        assert!(subject.judge(subject.accepts).is_some(), "{} refuses {:?}", subject.name, subject.accepts);
    }
}

/// Returns the text with the stray character inserted: at the start, in the middle, at the end, and by itself.
fn with(text: &str, stray: &str) -> [String; 4] {
    let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (before, behind) = text.split_at(middle);
    [format!("{stray}{text}"), format!("{before}{stray}{behind}"), format!("{text}{stray}"), stray.to_owned()]
}

/// Returns whether a subject accepts the stray character as a trace of copying, and drops or replaces it: phone numbers accept
/// direction marks and full-width digits anywhere, e-mail addresses and URLs accept direction marks at the ends.
fn is_taken_as_pasted(subject: &Subject, stray: &str, in_middle: bool) -> bool {
    let is_mark = stray
        .chars()
        .all(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202c}' | '\u{202d}' | '\u{2066}'..='\u{2069}'));
    let is_full_width = stray.chars().all(|c| ('\u{ff10}'..='\u{ff19}').contains(&c));
    let name = subject.name.to_ascii_lowercase();
    (name.contains("phone") && (is_mark || is_full_width))
        || ((name.contains("email") || name.contains("url")) && is_mark && !in_middle)
}

/// Checks that no accepted value contains a stray character, and that one in the middle of a text is refused.
fn refused(strays: &[&str], bound: fn(&Subject) -> bool) {
    for subject in registry::all().iter().filter(|subject| bound(subject)) {
        for stray in strays {
            for (i, text) in with(subject.accepts, stray).iter().enumerate() {
                let Some(kept) = subject.judge(text) else { continue };
                assert!(!kept.contains(*stray), "{} keeps {kept:?} of {text:?}", subject.name);
                // a text of one character has no middle
                let in_middle = i == 1 && subject.accepts.chars().count() > 1;
                if is_taken_as_pasted(subject, stray, in_middle) {
                    continue;
                }
                assert!(!in_middle, "{} accepts {text:?}", subject.name);
                assert!(subject.strips(), "{} accepts {text:?}", subject.name);
            }
        }
    }
}

#[test]
fn no_line_break_is_accepted() {
    refused(BREAKS, |subject| subject.takes != Takes::Anything);
}

#[test]
fn no_null_character_is_accepted() {
    refused(&["\0", "\u{1}", "\u{1b}", "\u{7f}", "\u{9b}"], |subject| subject.takes != Takes::Anything);
}

#[test]
fn no_invisible_character_is_accepted_in_formats() {
    refused(INVISIBLE, |subject| matches!(subject.takes, Takes::Signs | Takes::Words));
    // a combining mark by itself, or after a character that is not a letter, has no base
    refused(&["\u{301}\u{302}", "\u{fe0f}"], |subject| subject.takes == Takes::Signs);
}

#[test]
fn no_foreign_digit_is_accepted_in_ascii_formats() {
    refused(FOREIGN_DIGITS, |subject| subject.takes == Takes::Signs);
}

fn long_texts(subject: &Subject, length: usize) -> Vec<(&'static str, String)> {
    let marks = |marks: &str| format!("a{}", marks.repeat(length / 10 / marks.chars().count()));
    vec![
        ("a", "a".repeat(length)),
        ("1", "1".repeat(length)),
        ("labels", "a.".repeat(length / 2)),
        ("separators", "1,".repeat(length / 2)),
        ("signs", "@:/[-".repeat(length / 5)),
        ("spaces", format!("a{}a", " ".repeat(length - 2))),
        ("letters that grow", "\u{fdfa}".repeat(length / 10)),
        ("marks", marks("\u{301}")),
        ("marks out of order", marks("\u{345}\u{301}\u{323}")),
        ("what is right, again and again", subject.accepts.repeat(length / subject.accepts.len().max(1))),
    ]
}

/// Checks that eight times the text takes about eight times the processor time. The shortest of several measurements counts,
/// so that other work of the machine does not matter.
#[test]
fn long_texts_take_linear_time() {
    const TIMES: usize = 8;
    /// A linear subject has a ratio of 8, a quadratic one of 64.
    const MOST: u32 = 24;
    /// A shorter time means that a limit was reached first: a quadratic subject would take an hour.
    const NOTHING: Duration = Duration::from_millis(3);
    let started = ThreadTime::now();
    for subject in registry::all() {
        let texts = long_texts(subject, LONG / TIMES).into_iter().zip(long_texts(subject, LONG));
        for ((name, part), (_, whole)) in texts {
            let (mut short, mut long) = (time(subject, &part), time(subject, &whole));
            let mut looks = 0;
            while long > NOTHING && long > short * MOST {
                looks += 1;
                assert!(
                    looks < 20,
                    "{}: {name} of {LONG} characters takes {long:?}, an eighth {short:?}",
                    subject.name
                );
                (short, long) = (short.min(time(subject, &part)), long.min(time(subject, &whole)));
            }
        }
    }
    println!("{} subjects in {:?} of the processor's time", registry::all().len(), started.elapsed());
}

fn time(subject: &Subject, text: &str) -> Duration {
    let started = ThreadTime::now();
    std::hint::black_box(subject.judge(std::hint::black_box(text)));
    started.elapsed()
}

/// Found by fuzzing.
const FOUND: &[(&str, &str)] = &[
    // the last label in Punycode has a hyphen, which a last label cannot have
    ("url::Url", "tu@rneh.n\u{3c6}"),
];

/// Checks the property of the fuzz target `validators` for these texts.
#[test]
fn accepted_values_are_accepted_again_unchanged() {
    for (name, text) in FOUND {
        let subject = registry::all().iter().find(|subject| subject.name == *name).expect("registered");
        subject.hold(text);
    }
    for subject in registry::all() {
        subject.hold(subject.accepts);
        for stray in BREAKS.iter().chain(INVISIBLE).chain(FOREIGN_DIGITS) {
            for text in &with(subject.accepts, stray) {
                subject.hold(text);
            }
        }
    }
}

#[test]
fn no_error_contains_the_submitted_text() {
    for subject in registry::all() {
        for text in ["hunter2 hunter2", "hunter2\nhunter2", "\u{202e}hunter2", "@hunter2:/?#[]"] {
            let said = subject.says(text);
            assert!(!said.contains("hunter2"), "{} says {said}", subject.name);
        }
    }
}

/// Checks the seeds of the fuzz target, so that they stay useful.
#[test]
fn properties_hold_for_the_seeds() {
    let subjects = registry::all();
    let mut accepted = BTreeSet::new();
    for seed in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/validators")).unwrap() {
        let bytes = std::fs::read(seed.unwrap().path()).unwrap();
        let Some((choice, text)) = bytes.split_first() else { continue };
        let Ok(text) = std::str::from_utf8(text) else { continue };
        let subject = &subjects[usize::from(*choice) % subjects.len()];
        subject.hold(text);
        if subject.judge(text).is_some() {
            accepted.insert(subject.name);
        }
    }
    assert_eq!(accepted.len(), subjects.len(), "each has a text that it accepts: {accepted:?}");
}
