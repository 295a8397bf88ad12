//! Labels inside sentences.

use std::fmt::{self, Write};

/// Writes a text for use inside a sentence: without a capital letter that it only has as the first word.
pub(crate) fn within_sentence(out: &mut (impl Write + ?Sized), text: &str) -> fmt::Result {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_uppercase() && is_plain_word(text) => {
            for c in first.to_lowercase() {
                out.write_char(c)?;
            }
            out.write_str(letters.as_str())
        }
        _ => out.write_str(text),
    }
}

/// Returns the label without its final punctuation, which does not belong inside a sentence. A question mark stays,
/// since the label is a question.
pub(crate) fn without_end_mark(label: &str) -> &str {
    const MARKS: &[char] = &[
        ':', '.', '!', ',', ';', '\u{2026}', '\u{3001}', '\u{3002}', '\u{ff01}', '\u{ff0c}', '\u{ff0e}',
        '\u{ff1a}', '\u{ff1b}',
    ];
    let text = label.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    if text.is_empty() { label } else { text }
}

/// English words that labels begin with and that are always capitalised. `May` is left out, since it is a verb as often
/// as a month.
const CAPITALISED: &[&str] = &[
    "April",
    "Arabic",
    "August",
    "Chinese",
    "Christmas",
    "December",
    "Dutch",
    "Easter",
    "English",
    "European",
    "February",
    "French",
    "Friday",
    "German",
    "Greek",
    "Internet",
    "Irish",
    "Italian",
    "January",
    "Japanese",
    "July",
    "June",
    "Latin",
    "March",
    "Monday",
    "November",
    "October",
    "Polish",
    "Portuguese",
    "Saturday",
    "September",
    "Spanish",
    "Sunday",
    "Thursday",
    "Tuesday",
    "Wednesday",
];

/// Returns whether the first word is only capitalised because it is the first: not `URL`, `PayPal`, `B2B`, `I`,
/// `T-shirt`, `Monday`.
fn is_plain_word(label: &str) -> bool {
    let word = label.split_whitespace().next().unwrap_or_default();
    let mut letters = word.chars().skip(1).peekable();
    let stands_for_itself = match letters.peek() {
        None => true,
        // `E-mail` is an ordinary word
        Some('-') => !word.starts_with('E'),
        Some(_) => false,
    };
    !stands_for_itself
        && letters.all(|c| !c.is_uppercase() && !c.is_numeric())
        && !CAPITALISED.contains(&word.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{within_sentence, without_end_mark};

    #[test]
    fn removes_final_punctuation() {
        for (label, text) in [
            ("Name:", "Name"),
            ("Name :", "Name"),
            ("Name.", "Name"),
            ("I agree!", "I agree"),
            ("Name\u{ff1a}", "Name"),
            ("Search\u{2026}", "Search"),
            ("Really?:", "Really?"),
            ("Weight (kg):", "Weight (kg)"),
            ("v1.5", "v1.5"),
            ("...", "..."),
            ("", ""),
        ] {
            assert_eq!(without_end_mark(label), text);
        }
    }

    #[test]
    fn keeps_capitals_of_names() {
        for (label, within) in [
            ("Text", "text"),
            ("Your password", "your password"),
            ("Date of birth", "date of birth"),
            ("URL", "URL"),
            ("VAT number", "VAT number"),
            ("URLs", "URLs"),
            ("E-mail address", "e-mail address"),
            ("Email address", "email address"),
            ("iPhone model", "iPhone model"),
            ("PayPal account", "PayPal account"),
            ("Wi-Fi password", "Wi-Fi password"),
            ("T-shirt size", "T-shirt size"),
            ("X-ray", "X-ray"),
            ("B2B contact", "B2B contact"),
            ("2FA code", "2FA code"),
            ("I accept the terms", "I accept the terms"),
            ("A", "A"),
            ("English level", "English level"),
            ("Monday's hours", "Monday's hours"),
            ("Monday", "Monday"),
            ("\u{c9}tat civil", "\u{e9}tat civil"),
            ("name", "name"),
            ("", ""),
            ("\u{65e5}\u{4ed8}", "\u{65e5}\u{4ed8}"),
        ] {
            let mut out = String::new();
            within_sentence(&mut out, label).unwrap();
            assert_eq!(out, within);
        }
    }
}
