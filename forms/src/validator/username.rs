//! User names.

use crate::{
    error::{Fault, Problem},
    spec::TextFormat,
    validator::{confusable::is_mixed, is_invisible, is_word},
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
    if is_username(text) { Ok(()) } else { Err(Fault::Format(&USERNAME).into()) }
}

/// Whether the whole text is a user name of ASCII alone, Django's `ASCIIUsernameValidator`: code `invalid`. One or more
/// ASCII letters and digits, and `@ . + - _`.
pub fn validate_ascii_username(text: &str) -> Result<(), Problem> {
    if is_ascii_username(text) { Ok(()) } else { Err(Fault::Format(&ASCII_USERNAME).into()) }
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

/// The key under which user names are the same: [normalised](normalize_username), in lower case. To compare and to look
/// up, beside the [`skeleton`](crate::validator::skeleton), which says what a name looks like.
///
/// ```
/// use forms::validator::username_key;
/// assert_eq!(username_key("Ａｌｉｃｅ"), username_key("alice"));
/// ```
pub fn username_key(text: &str) -> String {
    normalize_username(text).to_lowercase()
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
