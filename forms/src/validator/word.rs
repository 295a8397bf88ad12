//! Word characters: what Django's `\w` is.

/// Whether a letter, a digit of any kind, or `_`: Python's `\w`.
///
/// [`char::is_alphanumeric`] also has combining vowel signs and circled letters, which Python does not count.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) && !is_circled_letter(c)
}

/// Symbols (category So) that Unicode calls alphabetic.
fn is_circled_letter(c: char) -> bool {
    matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}')
}

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn letters_and_digits_of_every_script() {
        for c in "azAZ09_äßñчΩ你あ한ªº²½①Ⅷ٣ʰ".chars() {
            assert!(is_word(c), "{c}");
        }
    }

    #[test]
    fn neither_marks_nor_symbols() {
        // combining acute, Devanagari vowel sign, circled letters, joiners, other connectors, bidi controls
        for c in "\u{301}\u{93e}\u{345}Ⓐⓩ🄰🅐🅰\u{200c}\u{200d}\u{203f}\u{2040}\u{ff3f}\u{200b}\u{202e}\u{2066}\u{feff}\0\n\u{2028} -.@$".chars() {
            assert!(!is_word(c), "{c:?}");
        }
    }
}
