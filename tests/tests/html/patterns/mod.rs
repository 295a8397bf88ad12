//! `pattern` on a page has the same meaning as `regex` on the server: both are compared with a real JavaScript engine. The
//! patterns are handwritten and generated; the texts match them, almost match them, or are unrelated.
#![allow(clippy::items_after_statements, reason = "tests are read from top to bottom, and run once")]

mod generate;
mod node;

use forms::{
    field::Field,
    html,
    schema::{FieldSchema, Pattern},
};
use generate::{Texts, a_pattern};
use std::collections::HashSet;
use tests::random::Random;

/// Patterns as people write them, and everything that the two dialects treat differently.
const BY_HAND: &[&str] = &[
    "",
    "x",
    "[0-9]{5}",
    r"\d{4}-\d{2}-\d{2}",
    r"^[\w.@+-]+$",
    r"^[a-z0-9_-]{3,16}$",
    r"\A[^\s/]+\z",
    r"^[[:alpha:]][[:alnum:]]*$",
    r"^[[:^alpha:]]$",
    r"^\p{L}+(?: \p{L}+)*$",
    r"^\pL{2}\PL?$",
    r"[\p{L}\p{N}]+",
    r"[\p{L}\p{M}'. -]+",
    r"[^\W_]+",
    r"[\W\d]+",
    r"\W\S\D",
    r"\p{Greek}+",
    r"\P{Lu}+",
    r"(?i)abc",
    "(?i)straße",
    "(?i)[k-s]+",
    r"(?i)\w+",
    "a(?i)b(?-i)c",
    r"(?x) a b [ c ] # no more",
    "(?s)a.c",
    "a.c",
    "(?U)a+b*?",
    "a+?b*?c??d{2,3}?",
    "(?P<year>[0-9]{4})-(?<month>[0-9]{2})",
    "(?:[^,]+,)+",
    "(?:(?:[^5]b){1,2}|.x){2}",
    r"[\p{L}--[é]]+",
    "a|b|",
    "^a|b$",
    "(?:^|-)a(?:-|$)",
    "(^a|b$)+",
    r"a\b.+\bb",
    r"(?-u:\b)\w+(?-u:\B)\w",
    r"(?-u:\w+\s\d)",
    r"\bfoo\B.",
    r"\b{start}\w+\b{end}",
    r"\b{start-half}a\b{end-half}",
    r"[a-z&&[^aeiou]]+",
    "[a-z--[aeiou]]+",
    "[a-y~~b-z]+",
    r"[()|\[\]{}*+?.\\^$-]+",
    r##"[!"#$%&',/:;<=>@`~_-]+"##,
    r#"!"\#%&',/:;<=>@`~_-"#,
    "[&&]",
    "[a&&b]",
    "[^a&&b]",
    r"[\x00-\x{10FFFF}]",
    r"\x41\u0042\U00000043\x{44}",
    r"\t\n\v\f\r",
    "#[0-9a-fA-F]{6}|#[0-9a-f]{3}",
    r"\+?\d[\d ()-]{6,}",
    "(?:(?:a{0,2}){2}b){1,3}",
    "(a*)*",
    "(?:a|)*",
    "(?:|a)+b",
    r"(?:\b|a)*",
    r"(?:^)*a(?:$)?",
    "a{0}",
    "é+",
    "(?i)é+",
    "\u{1f600}{2}",
    "[\u{1f600}-\u{1f64f}]",
    "e\u{301}",
    " a",
    "a ",
    r"\s+a\s*",
    r"\s*",
    ".*",
    ".+ .+",
    r"\S+(\s\S+)*",
    r"[^ ]?",
];

/// Patterns that `pattern` cannot express.
const UNTOLD: &[&str] = &["(?m)^a$", "(?Rm)^a$", "(", r"(?i)\p{Lu}"];

/// A field with `strip`, and one without.
fn fields(source: &str) -> [&'static FieldSchema; 2] {
    of_pattern(Pattern::new(String::leak(source.to_owned())))
}

fn of_pattern(pattern: Pattern) -> [&'static FieldSchema; 2] {
    let pattern: &'static Pattern = Box::leak(Box::new(pattern));
    let field = |strip| Field::<String>::new("text").regex(pattern).strip(strip).build();
    [false, true].map(|strip| &*Box::leak(Box::new(field(strip))))
}

/// Returns the server's verdict on a text. Only the server decides about blank texts.
fn server(field: &FieldSchema, text: &str) -> bool {
    let text = if field.strip { text.trim() } else { text };
    (field.strip && text.is_empty()) || field.pattern.unwrap().is_match(text)
}

#[test]
fn inexact_patterns_are_left_out() {
    for source in UNTOLD {
        for field in fields(source) {
            assert_eq!(html::pattern(field), None, "{source}");
        }
    }
    for source in BY_HAND {
        for field in fields(source) {
            assert!(html::pattern(field).is_some(), "{source}");
        }
    }
    static LETTERS: Pattern = Pattern::new("[a-z]+");
    static NAME: FieldSchema =
        Field::<String>::new("name").format(&forms::validator::USERNAME).regex(&LETTERS).build();
    assert_eq!(html::pattern(&NAME), None, "the pattern of a user name is tested after normalization");
}

#[test]
fn browser_and_server_agree_on_patterns() {
    let mut random = Random::new(0x5eed);
    let mut sources: Vec<String> = BY_HAND.iter().copied().map(str::to_owned).collect();
    sources.extend((0..150).map(|_| a_pattern(&mut random)));
    let (mut asked, mut untold) = (Vec::new(), 0);
    for source in &sources {
        let Some(texts) = Texts::of(source) else { continue };
        for field in fields(source) {
            match html::pattern(field) {
                Some(pattern) => asked.push((field, pattern, texts.some(80, &mut random))),
                None => untold += 1,
            }
        }
    }
    for source in ["[0-9]", "^a", "b$", "a|b$", r"\bc\b", " "] {
        for field in of_pattern(Pattern::search(source)) {
            let texts = Texts::of(source).unwrap().some(80, &mut random);
            let texts =
                texts.into_iter().chain(["xa", "a ", " b", "a-c-b", "abc"].map(str::to_owned)).collect();
            asked.push((field, html::pattern(field).unwrap(), texts));
        }
    }
    let distinct: HashSet<&str> =
        asked.iter().flat_map(|(.., texts)| texts.iter().map(String::as_str)).collect();
    assert!(distinct.len() > 10_000 && asked.len() > 300, "{} {}", distinct.len(), asked.len());
    assert!(untold * 15 < asked.len(), "{untold} of {} patterns are left out", asked.len());
    let Some(answers) = node::answers(asked.iter().map(|(_, pattern, texts)| (*pattern, texts.as_slice())))
    else {
        return;
    };
    let (mut matched, mut all) = (0, 0);
    for ((field, pattern, texts), answers) in asked.iter().zip(answers) {
        let source = field.pattern.unwrap().as_str();
        assert_eq!(answers.len(), texts.len(), "no browser reads {pattern:?}, made of {source:?}");
        for (text, answer) in texts.iter().zip(answers) {
            let expected = server(field, text);
            assert_eq!(answer, expected, "{source:?} as {pattern:?} (strip: {}) of {text:?}", field.strip);
            matched += usize::from(answer);
            all += 1;
        }
    }
    assert!(
        matched * 5 > all && matched * 5 < 4 * all,
        "{matched} of {all}: texts that all match test nothing"
    );
}
