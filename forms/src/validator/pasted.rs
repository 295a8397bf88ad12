//! Characters that copying adds to a text: direction marks, and typographic characters instead of plain ones.

use super::is_invisible;

/// Returns whether the character is a direction mark. Apple's contacts put them around telephone numbers.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202c}' | '\u{202d}' | '\u{2066}'..='\u{2069}')
}

/// Removes direction marks from both ends. Returns `None` if there are none, or if nothing would remain.
pub(super) fn without_marks_at_ends(text: &str) -> Option<String> {
    let has_marks = text.trim().starts_with(is_direction_mark) || text.trim().ends_with(is_direction_mark);
    let rest = text.trim_matches(|c| is_direction_mark(c) || c.is_whitespace());
    (has_marks && !rest.is_empty()).then(|| rest.to_owned())
}

/// Returns a phone number in plain characters: without direction marks, and with ASCII characters instead of
/// typographic spaces, hyphens and full-width characters. Returns `None` if the text has none of these, or if
/// nothing would remain.
pub(super) fn plain_phone(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !is_direction_mark(*c)).map(plain_sign).collect();
    let plain = plain.trim();
    (plain != text && !plain.is_empty()).then(|| plain.to_owned())
}

/// Returns the ASCII character for a character of a phone number.
fn plain_sign(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
        '\u{ff10}'..='\u{ff19}' => char::from(b'0' + (u32::from(c) - 0xff10) as u8),
        '\u{ff0b}' => '+',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '\u{ff0e}' => '.',
        '\u{ff0f}' => '/',
        c => c,
    }
}

/// Returns the first invisible character, so that a message can name it. Line breaks, tabs and NUL are skipped, since
/// other messages are about them.
pub(crate) fn first_invisible(text: &str) -> Option<char> {
    let is_unseen =
        |c: &char| is_invisible(*c) || c.is_control() && !matches!(c, '\0' | '\t' | '\n' | '\r' | '\u{85}');
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return None;
    }
    text.chars().find(is_unseen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_phone_numbers() {
        for (pasted, plain) in [
            ("\u{202d}+44 20 7946 0000\u{202c}", "+44 20 7946 0000"),
            ("\u{2068}020\u{2069} \u{200e}7946", "020 7946"),
            ("\u{a0}+44\u{a0}20\u{202f}7946\u{2009}0000\u{a0}", "+44 20 7946 0000"),
            ("030\u{2010}1\u{2011}2\u{2012}3\u{2013}4\u{2014}5\u{2015}6", "030-1-2-3-4-5-6"),
            ("\u{ff0b}\u{ff14}\u{ff14} \u{ff10}\u{ff19}", "+44 09"),
            ("（０３）１２３４－５６７８", "(03)1234-5678"),
        ] {
            assert_eq!(plain_phone(pasted).as_deref(), Some(plain), "{pasted:?}");
            assert_eq!(plain_phone(plain), None);
        }
        for text in ["", "+44 20", "1\u{200b}2", "١٢٣", "\u{202d}\u{202c}", "\u{200e} \u{a0}"] {
            assert_eq!(plain_phone(text), None, "{text:?}");
        }
    }

    #[test]
    fn removes_direction_marks_only_at_the_ends() {
        for (pasted, rest) in [
            ("\u{202d}a@b.co\u{202c}", "a@b.co"),
            ("\u{2066}\u{200f} a@b.co", "a@b.co"),
            ("a@b\u{200e}.co\u{2069}", "a@b\u{200e}.co"),
        ] {
            assert_eq!(without_marks_at_ends(pasted).as_deref(), Some(rest), "{pasted:?}");
        }
        for text in [
            "",
            "a@b.co",
            "a\u{202d}@b.co",
            " a@b.co ",
            "\u{200b}a@b.co",
            "\u{202e}a@b.co",
            "\u{200e}\u{200e}",
        ] {
            assert_eq!(without_marks_at_ends(text), None, "{text:?}");
        }
    }

    #[test]
    fn finds_the_first_invisible_character() {
        for (text, found) in [
            ("1234", None),
            ("12\t34\n\r\0", None),
            ("größe\u{a0}\u{85}", None),
            ("1\u{200b}2\u{ad}", Some('\u{200b}')),
            ("1\u{202e}2", Some('\u{202e}')),
            ("1\u{7f}", Some('\u{7f}')),
            ("ü\u{feff}", Some('\u{feff}')),
        ] {
            assert_eq!(first_invisible(text), found, "{text:?}");
        }
    }
}
