//! Passwords of only digits.

use crate::validator::{is_invisible, zero_of};

/// Returns whether a text has only digits of any script, including small and circled ones. Like Python's `str.isdigit`,
/// with the digits that Unicode added since. Invisible characters between digits do not count.
pub(crate) fn is_entirely_numeric(text: &str) -> bool {
    match text.bytes().position(|byte| !byte.is_ascii_digit()) {
        None => !text.is_empty(),
        // only ASCII precedes it, so it is the first byte of its character
        Some(at) => {
            !text.as_bytes()[at].is_ascii()
                && text[at..].chars().all(|c| is_digit(c) || is_invisible(c))
                && !text.chars().all(is_invisible)
        }
    }
}

fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    zero_of(c).is_some() || is_small_or_framed_digit(c)
}

/// Returns whether the character of category No stands for one digit (property `Numeric_Type=Digit`).
fn is_small_or_framed_digit(c: char) -> bool {
    matches!(c, '\u{b2}'..='\u{b3}' | '\u{b9}' | '\u{1369}'..='\u{1371}' | '\u{19da}' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247c}' | '\u{2488}'..='\u{2490}' | '\u{24ea}' | '\u{24f5}'..='\u{24fd}' | '\u{24ff}' | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}' | '\u{278a}'..='\u{2792}' | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}' | '\u{1f100}'..='\u{1f10a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_only_digits() {
        for text in
            ["0", "1234567", "٠١٢٣٤٥٦٧٨٩", "¹²³¹²³¹²", "①②③", "１２３", "𝟘𝟗", "1٢³", "141463१１0", "᧚"]
        {
            assert!(is_entirely_numeric(text), "{text}");
        }
        for text in ["1\u{200b}2", "\u{feff}12\u{ad}", "1\u{fe0f}\u{20}".trim()] {
            assert!(is_entirely_numeric(text), "{text:?}");
        }
        assert!(!is_entirely_numeric("\u{200b}\u{ad}"));
        assert!(is_entirely_numeric(&"1".repeat(1 << 20)) && is_entirely_numeric(&"١".repeat(1 << 20)));
    }

    #[test]
    fn rejects_other_texts() {
        for text in [
            "",
            " ",
            "a",
            "1234 5678",
            "1234567é",
            "½½½½",
            "ⅠⅠⅠ",
            "四四四",
            "-1",
            "1.5",
            "1\n",
            "\n1",
            "\u{0}1",
            "1\u{2028}",
            "٣a",
        ] {
            assert!(!is_entirely_numeric(text), "{text}");
        }
    }
}
