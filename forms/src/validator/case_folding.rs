//! Case folding, for keys that compare texts.

/// Returns the characters that a character folds to, with Unicode's full case folding and without the rules for
/// Turkish: `ß`, `ẞ` and `ss` are the same, and so are `σ`, `ς` and `Σ`.
///
/// The standard library has no case folding. Converting to lower case, upper case and lower case again gives the same
/// result except for `ı`, whose capital letter is `I`: folding must keep the two apart.
pub(super) fn fold_case(c: char) -> impl Iterator<Item = char> {
    const DOTLESS_I: char = '\u{131}';
    let folded =
        (c != DOTLESS_I).then(|| c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase));
    let kept = (c == DOTLESS_I).then_some(c);
    folded.into_iter().flatten().chain(kept)
}

#[cfg(test)]
mod tests {
    use super::fold_case;

    fn folded(text: &str) -> String {
        text.chars().flat_map(fold_case).collect()
    }

    #[test]
    fn folds_letters_of_both_cases_alike() {
        for (text, other) in [
            ("Ada", "aDA"),
            ("STRASSE", "straße"),
            ("ẞ", "ß"),
            ("ΟΔΟΣ", "οδος"),
            ("ÉMILE", "émile"),
            ("ЧАЙ", "чай"),
            ("ა", "Ა"),
            ("Ꭰ", "ꭰ"),
        ] {
            assert_eq!(folded(text), folded(other), "{text}");
        }
        for (text, other) in [("ı", "i"), ("é", "e"), ("б", "в"), ("ａ", "a")] {
            assert_ne!(folded(text), folded(other), "{text}");
        }
    }
}
