//! User names.

use crate::{
    error::Problem,
    schema::TextFormat,
    validator::{
        case_folding::fold_case,
        confusable::{is_mixed, skeleton},
        is_invisible, is_word,
    },
};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};

/// The format of a user name: code `invalid`. What it accepts is said at [`validate_username`].
///
/// A field of this format is brought into its one form first, as [`normalize_username`] does.
pub static USERNAME: TextFormat = TextFormat::new(
    "username",
    is_username,
    "{label} can only have letters of one alphabet, digits and the signs @ . + - _",
)
.normalize(normalized)
.input("text", "username");

/// [`USERNAME`], where letters of several scripts and digits of several number systems may stand together: Django's own verdict. Compare names by their
/// [`skeleton`](crate::validator::skeleton) then.
pub static USERNAME_OF_MIXED_SCRIPTS: TextFormat = USERNAME
    .accepting(has_username_characters)
    .message("{label} can only have letters, digits and the signs @ . + - _");

/// The format of a user name of ASCII alone: code `invalid`. What it accepts is said at [`validate_ascii_username`].
pub static ASCII_USERNAME: TextFormat = TextFormat::new(
    "username",
    is_ascii_username,
    "{label} can only have the letters a to z, digits and the signs @ . + - _",
)
.input("text", "username");

/// The longest run of combining marks that is normalised. Unicode's stream-safe text has no longer one (UAX 15,
/// section 13), and putting a run in order takes more than linear time.
const LONGEST_RUN: usize = 30;

static ALLOWED: [bool; 256] = {
    let mut allowed = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        allowed[byte] =
            matches!(byte as u8, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'@' | b'.' | b'+' | b'-' | b'_');
        byte += 1;
    }
    allowed
};

/// Whether the whole text is a user name, Django's `UnicodeUsernameValidator`: code `invalid`.
///
/// One or more letters and digits of any script, and `@ . + - _`. Combining marks that have no composed form,
/// bidirectional controls, zero-width characters, white space and symbols are none of these.
///
/// Stricter than Django: no fillers, letters that show as nothing; and the letters are of one script, or of scripts that are
/// written together ([`mixes_scripts`](crate::validator::mixes_scripts)), the digits of one number system
/// ([`mixes_number_systems`](crate::validator::mixes_number_systems)), so that `pаypal` with a Cyrillic `а` is none,
/// unless the format is [`USERNAME_OF_MIXED_SCRIPTS`].
///
/// It judges the text as it is: normalise first, as fields do.
pub fn validate_username(text: &str) -> Result<(), Problem> {
    if is_username(text) { Ok(()) } else { Err(USERNAME.fault(text).into()) }
}

/// Whether the whole text is a user name of ASCII alone, Django's `ASCIIUsernameValidator`: code `invalid`. One or more
/// ASCII letters and digits, and `@ . + - _`.
pub fn validate_ascii_username(text: &str) -> Result<(), Problem> {
    if is_ascii_username(text) { Ok(()) } else { Err(ASCII_USERNAME.fault(text).into()) }
}

/// The one form of a user name, in which names are stored and looked up: NFKC, so that `ａｌｉｃｅ` is `alice`.
///
/// A text with more than 30 combining marks in a row stays as it is; it is no user name in any form.
///
/// ```
/// assert_eq!(forms::validator::normalize_username("ａｌｉｃｅ"), "alice");
/// ```
pub fn normalize_username(text: &str) -> Cow<'_, str> {
    normalized(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Returns the key by which user names are compared: two names with the same key are the same name, whatever their case.
///
/// The key is [normalised](normalize_username) and case-folded, as Unicode's `NFKC_Casefold` is: `Émile` and `émile` have
/// one key, and so have `Straße` and `STRASSE`. Invisible characters do not count. Store the key beside the name, give its
/// column a unique index, and look names up by it. It is no name to show.
///
/// Names that only look alike have different keys: compare [`username_lookalike_key`] too.
///
/// ```
/// use forms::validator::username_key;
/// assert_eq!(username_key("Ａｌｉｃｅ"), username_key("alice"));
/// assert_eq!(username_key("Émile"), username_key("émile"));
/// assert_eq!(username_key("Straße"), username_key("STRASSE"));
/// ```
pub fn username_key(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let folded =
        |text: &str| -> String { text.chars().filter(|c| !is_invisible(*c)).flat_map(fold_case).collect() };
    // no user name has such a run, and normalising it takes more than linear time
    if has_long_run(text) {
        return folded(text);
    }
    // folding can leave text that normalising composes
    let key = folded(&text.nfkc().collect::<String>());
    if is_nfkc_quick(key.chars()) == IsNormalized::Yes { key } else { key.nfkc().collect() }
}

/// Returns the key by which user names that look alike are compared: the case-folded
/// [`skeleton`](crate::validator::skeleton) of the name.
///
/// `сосо` and `СОСО` in Cyrillic have the key of `coco`, so that nobody can register one beside the other. Give it a column
/// with a unique index, beside the column of [`username_key`]: names in two cases do not always look alike.
///
/// ```
/// use forms::validator::{username_key, username_lookalike_key};
/// assert_ne!(username_key("сосо"), username_key("coco"), "Cyrillic and Latin");
/// assert_eq!(username_lookalike_key("сосо"), username_lookalike_key("coco"));
/// assert_eq!(username_lookalike_key("СОСО"), username_lookalike_key("coco"));
/// ```
pub fn username_lookalike_key(text: &str) -> String {
    username_key(&skeleton(text))
}

pub(crate) fn is_username(text: &str) -> bool {
    is_ascii_username(text) || (has_username_characters(text) && !is_mixed(text))
}

pub(crate) fn is_ascii_username(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| ALLOWED[byte as usize])
}

pub(crate) fn has_username_characters(text: &str) -> bool {
    match text.bytes().position(|byte| !ALLOWED[byte as usize]) {
        None => !text.is_empty(),
        // only ASCII precedes it, so it is the first byte of its character
        Some(at) => !text.as_bytes()[at].is_ascii() && text[at..].chars().all(is_allowed),
    }
}

fn is_allowed(c: char) -> bool {
    match c {
        '@' | '.' | '+' | '-' => true,
        c => is_word(c) && !is_invisible(c),
    }
}

fn normalized(text: &str) -> Option<String> {
    if text.is_ascii() || has_long_run(text) || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return None;
    }
    let normal: String = text.nfkc().collect();
    (normal != text).then_some(normal)
}

pub(crate) fn has_long_run(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        run > LONGEST_RUN
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_names() {
        for name in [
            "a",
            "alice",
            "Alice_1",
            "user@example.com",
            "user+tag",
            "a.b-c",
            "-",
            "_",
            "9",
            "José",
            "чай",
            "你好",
            "½",
            "ﬀ",
        ] {
            assert!(is_username(name), "{name}");
        }
        assert!(is_username(&"a".repeat(1 << 20)));
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "",
            " ",
            "a b",
            "a/b",
            "a!",
            "a#b",
            "é\u{20}b",
            "e\u{301}",
            "a\u{202e}b",
            "a\u{200b}b",
            "a\u{200d}b",
            "a\u{feff}",
            "Ⓐ",
            "😀",
            "a\u{2044}b",
            "\u{3164}",
            "a\u{1160}",
            "\u{115f}",
            "\u{ffa0}",
        ] {
            assert!(!is_username(text), "{text:?}");
        }
    }

    #[test]
    fn takes_the_whole_text() {
        for name in ["alice", "élise"] {
            for stray in ["\n", "\r\n", "\0", "\u{85}", "\u{2028}", "\u{a0}"] {
                for at in [0, 2, name.len()] {
                    let mut text = name.to_owned();
                    text.insert_str(at, stray);
                    assert!(!is_username(&text), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn normalises() {
        for (text, normal) in [
            ("ａｌｉｃｅ", "alice"),
            ("\u{212b}", "Å"),
            ("e\u{301}", "é"),
            ("ﬀ", "ff"),
            ("①", "1"),
            ("Ⓐ", "A"),
            ("\u{1100}\u{1161}\u{11a8}", "각"),
            ("ſ", "s"),
        ] {
            assert_eq!(normalize_username(text), normal);
            assert_eq!(normalized(text).as_deref(), Some(normal));
        }
        for normal in ["", "alice", "é", "你好", "각", "ß"] {
            assert_eq!(normalized(normal), None, "{normal}");
        }
    }

    #[test]
    fn names_in_two_cases_have_one_key() {
        for (name, other) in [
            ("Ada_L", "aDA_l"),
            ("Émile", "émile"),
            ("E\u{301}mile", "ÉMILE"),
            ("Straße", "STRASSE"),
            ("ΟΔΥΣΣΕΎΣ", "οδυσσεύς"),
            ("ЧАЙ", "чай"),
            ("ｅｍｉｌｅ", "EMILE"),
            ("\u{212a}elvin", "kelvin"),
            ("a\u{200d}da", "ada"),
        ] {
            assert_eq!(username_key(name), username_key(other), "{name}");
        }
        for (name, other) in [("émile", "emile"), ("чай", "чаи"), ("ılgın", "ilgin"), ("сосо", "coco")]
        {
            assert_ne!(username_key(name), username_key(other), "{name}");
        }
    }

    #[test]
    fn names_that_look_alike_have_one_lookalike_key() {
        for (name, other) in
            [("сосо", "coco"), ("СОСО", "coco"), ("Сосо", "COCO"), ("ВОТ", "BOT"), ("раураl", "paypal")]
        {
            assert_eq!(username_lookalike_key(name), username_lookalike_key(other), "{name}");
            assert_ne!(username_key(name), username_key(other), "{name}");
        }
        for (name, other) in [("alice", "alise"), ("чай", "coco")] {
            assert_ne!(username_lookalike_key(name), username_lookalike_key(other), "{name}");
        }
    }

    #[test]
    fn a_key_is_its_own_key() {
        for c in (0x80..0x3_0000).filter_map(char::from_u32) {
            let key = username_key(c.encode_utf8(&mut [0; 4]));
            assert_eq!(username_key(&key), key, "{c:?}");
        }
        let long = format!("A{}", "\u{301}\u{323}".repeat(1 << 16));
        assert_eq!(username_key(&long)[1..], long[1..]);
    }

    #[test]
    fn what_normalising_brings_is_judged() {
        // a leading space, a slash, eighteen characters of which some are spaces
        for text in ["´a", "½", "\u{fdfa}", "\u{fe55}a"] {
            assert!(!is_username(&normalize_username(text)), "{text}");
        }
        assert!(is_username(&normalize_username("e\u{301}")));
    }

    #[test]
    fn long_runs_are_left_alone_and_refused() {
        let run = |marks: usize| format!("a{}", "\u{315}\u{300}".repeat(marks / 2));
        assert!(normalized(&run(30)).is_some());
        for marks in [32, 1 << 20] {
            assert_eq!(normalized(&run(marks)), None);
            assert!(!is_username(&run(marks)));
        }
    }

    #[test]
    fn scripts_are_mixed_where_one_says_so() {
        for name in ["pаypal", "ক8৪", "كلمة1١"] {
            assert!(!is_username(name) && has_username_characters(name), "{name}");
        }
        assert!(is_username("كلمة١٢") && is_username("كلمة12"));
        assert!(is_username("日本のWeb"));
    }

    #[test]
    fn ascii_alone() {
        assert!(is_ascii_username("A.b+c-d_9@e") && is_ascii_username(&"a".repeat(1 << 20)));
        for text in ["", "é", "a b", "a\n", "a\0", "ſ", "\u{212a}", "١"] {
            assert!(!is_ascii_username(text), "{text:?}");
        }
        assert_eq!(validate_ascii_username("hunter 2").unwrap_err().code(), "invalid");
    }

    #[test]
    fn the_problem_is_invalid() {
        let problem = validate_username("hunter 2").unwrap_err();
        assert_eq!(problem.code(), "invalid");
        assert!(problem.params().is_empty());
        assert!(validate_username("hunter2").is_ok());
    }
}
