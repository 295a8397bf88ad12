//! Classes of characters: Python's `\w`, and invisible characters.

/// Returns whether the character is a letter, a digit of any kind, or `_`, like Python's `\w`.
///
/// [`char::is_alphanumeric`] also accepts combining vowel signs and circled letters, which Python does not.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) && !is_circled_letter(c)
}

/// Returns whether the character is a symbol (category So) that Unicode calls alphabetic.
fn is_circled_letter(c: char) -> bool {
    matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}')
}

/// Returns whether a character is invisible: Unicode's `Default_Ignorable_Code_Point` (joiners, bidirectional controls,
/// fillers, variation selectors, tags), or the empty braille pattern.
///
/// Two names that differ only in such a character look the same.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether the text has only white space and invisible characters.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Returns whether a character only changes the reading direction. Such characters are forbidden in URLs (RFC 3987,
/// 4.1).
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, is_word};

    #[test]
    fn recognizes_invisible_characters() {
        for c in
            "\u{ad}\u{200b}\u{200d}\u{202e}\u{2066}\u{3164}\u{ffa0}\u{fe0f}\u{feff}\u{e0041}\u{2800}\u{34f}"
                .chars()
        {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in "aß你\u{301} \u{2028}\u{2801}☺".chars() {
            assert!(!is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn accepts_letters_and_digits_of_every_script() {
        for c in "azAZ09_äßñчΩ你あ한ªº²½①Ⅷ٣ʰ".chars() {
            assert!(is_word(c), "{c}");
        }
    }

    #[test]
    fn rejects_marks_and_symbols() {
        // combining acute, Devanagari vowel sign, circled letters, joiners, other connectors, bidi controls
        for c in "\u{301}\u{93e}\u{345}Ⓐⓩ🄰🅐🅰\u{200c}\u{200d}\u{203f}\u{2040}\u{ff3f}\u{200b}\u{202e}\u{2066}\u{feff}\0\n\u{2028} -.@$".chars() {
            assert!(!is_word(c), "{c:?}");
        }
    }
}
