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

/// The format of a user name: code `invalid`. See [`validate_username`] for what it accepts.
///
/// A field with this format is normalised first, with [`normalize_username`].
pub static USERNAME: TextFormat = TextFormat::new(
    "username",
    is_username,
    "{label} must only include letters of one alphabet, digits and the characters @ . + - _",
)
.normalize(normalized)
.input("text", "username");

/// [`USERNAME`], but letters of several scripts and digits of several number systems may be mixed, as in Django. Then
/// compare names by their [`skeleton`](crate::validator::skeleton).
pub static USERNAME_OF_MIXED_SCRIPTS: TextFormat = USERNAME
    .accepting(has_username_characters)
    .message("{label} must only include letters, digits and the characters @ . + - _");

/// The format of a user name in ASCII only: code `invalid`. See [`validate_ascii_username`] for what it accepts.
pub static ASCII_USERNAME: TextFormat = TextFormat::new(
    "username",
    is_ascii_username,
    "{label} must only include the letters a to z, digits and the characters @ . + - _",
)
.input("text", "username");

/// The longest run of combining marks that is normalised. Unicode's stream-safe text has no longer runs (UAX 15,
/// section 13), and sorting a run takes more than linear time.
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

/// Validates that the whole text is a user name, like Django's `UnicodeUsernameValidator`: code `invalid`.
///
/// It accepts one or more letters and digits of any script, and `@ . + - _`. It refuses combining marks without a
/// composed form, bidirectional controls, zero-width characters, white space and symbols.
///
/// Stricter than Django, invisible letters (fillers) are refused, the letters must be of one script or of scripts that
/// are written together ([`mixes_scripts`](crate::validator::mixes_scripts)), and the digits of one number system
/// ([`mixes_number_systems`](crate::validator::mixes_number_systems)). So `pаypal` with a Cyrillic `а` is refused.
/// [`USERNAME_OF_MIXED_SCRIPTS`] allows mixing.
///
/// The text is validated unchanged. Normalise it first, as fields do.
pub fn validate_username(text: &str) -> Result<(), Problem> {
    if is_username(text) { Ok(()) } else { Err(USERNAME.fault(text).into()) }
}

/// Validates that the whole text is a user name in ASCII only, like Django's `ASCIIUsernameValidator`: code `invalid`.
/// It accepts one or more ASCII letters, digits, and `@ . + - _`.
pub fn validate_ascii_username(text: &str) -> Result<(), Problem> {
    if is_ascii_username(text) { Ok(()) } else { Err(ASCII_USERNAME.fault(text).into()) }
}

/// Returns the canonical form of a user name, in which names are stored and looked up. It is NFKC, so that `ａｌｉｃｅ`
/// becomes `alice`.
///
/// A text with more than 30 combining marks in a row stays unchanged. It is not a valid user name in any form.
///
/// ```
/// assert_eq!(forms::validator::normalize_username("ａｌｉｃｅ"), "alice");
/// ```
pub fn normalize_username(text: &str) -> Cow<'_, str> {
    normalized(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Returns the key for comparing user names: two names with the same key are the same name, whatever their case.
///
/// The key is [normalised](normalize_username) and case-folded, like Unicode's `NFKC_Casefold`: `Émile` and `émile`
/// have the same key, and so have `Straße` and `STRASSE`. Invisible characters do not count. Store the key in a column
/// with a unique index, next to the name, and look names up by it. Do not show it.
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
    // no valid user name has such a run, and normalising it takes more than linear time
    if has_long_run(text) {
        return folded(text);
    }
    // folding can create text that normalisation composes
    let key = folded(&text.nfkc().collect::<String>());
    if is_nfkc_quick(key.chars()) == IsNormalized::Yes { key } else { key.nfkc().collect() }
}

/// Returns the key for comparing user names that look alike: the case-folded [`skeleton`](crate::validator::skeleton)
/// of the name.
///
/// `сосо` and `СОСО` in Cyrillic have the key of `coco`, so that nobody can register one of them next to the other.
/// Store it in a column with a unique index, in addition to [`username_key`]: the same name in two cases does not
/// always look alike.
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
    fn rejects_other_texts() {
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
    fn validates_the_whole_text() {
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
    fn names_in_two_cases_share_a_key() {
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
    fn lookalikes_share_a_lookalike_key() {
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
    fn the_key_of_a_key_is_itself() {
        for c in (0x80..0x3_0000).filter_map(char::from_u32) {
            let key = username_key(c.encode_utf8(&mut [0; 4]));
            assert_eq!(username_key(&key), key, "{c:?}");
        }
        let long = format!("A{}", "\u{301}\u{323}".repeat(1 << 16));
        assert_eq!(username_key(&long)[1..], long[1..]);
    }

    #[test]
    fn validates_the_normalised_text() {
        // normalised, these have a leading space, a slash, or spaces
        for text in ["´a", "½", "\u{fdfa}", "\u{fe55}a"] {
            assert!(!is_username(&normalize_username(text)), "{text}");
        }
        assert!(is_username(&normalize_username("e\u{301}")));
    }

    #[test]
    fn rejects_long_runs_of_marks_without_normalising() {
        let run = |marks: usize| format!("a{}", "\u{315}\u{300}".repeat(marks / 2));
        assert!(normalized(&run(30)).is_some());
        for marks in [32, 1 << 20] {
            assert_eq!(normalized(&run(marks)), None);
            assert!(!is_username(&run(marks)));
        }
    }

    #[test]
    fn mixes_scripts_only_if_allowed() {
        for name in ["pаypal", "ক8৪", "كلمة1١"] {
            assert!(!is_username(name) && has_username_characters(name), "{name}");
        }
        assert!(is_username("كلمة١٢") && is_username("كلمة12"));
        assert!(is_username("日本のWeb"));
    }

    #[test]
    fn ascii_names_are_only_ascii() {
        assert!(is_ascii_username("A.b+c-d_9@e") && is_ascii_username(&"a".repeat(1 << 20)));
        for text in ["", "é", "a b", "a\n", "a\0", "ſ", "\u{212a}", "١"] {
            assert!(!is_ascii_username(text), "{text:?}");
        }
        assert_eq!(validate_ascii_username("hunter 2").unwrap_err().code(), "invalid");
    }

    #[test]
    fn the_code_is_invalid() {
        let problem = validate_username("hunter 2").unwrap_err();
        assert_eq!(problem.code(), "invalid");
        assert!(problem.params().is_empty());
        assert!(validate_username("hunter2").is_ok());
    }
}
