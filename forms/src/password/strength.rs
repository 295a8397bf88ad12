//! The strength of passwords, estimated by zxcvbn.

#[cfg(feature = "zxcvbn")]
pub use by_zxcvbn::strength;
#[cfg(feature = "zxcvbn")]
pub(super) use by_zxcvbn::weakness;

#[cfg(feature = "zxcvbn")]
mod by_zxcvbn {
    use crate::error::Weakness;
    use crate::password::{normal::without_invisible, normalized};
    use zeroize::Zeroizing;
    use zxcvbn::{Entropy, feedback::Warning, zxcvbn};

    /// The maximum number of characters that are read of the password and of each other text. The time grows with their
    /// square.
    const MOST: usize = 48;
    /// The symbols that zxcvbn reads as letters. It tries every combination, so the time grows with the number of
    /// different symbols. Only a few different ones are passed on; the others are replaced by [symbols](OTHERS) that
    /// stand for no letter.
    const SIGNS: &str = "4@8({[<3691!|70$5+%2";
    const MOST_SIGNS: usize = 6;
    const OTHERS: [char; 5] = ['¤', '÷', '§', '×', '¶'];
    /// The maximum number of other texts, including their words.
    const MOST_TEXTS: usize = 24;

    /// Returns the strength of a password, from 0 to 4, estimated by [zxcvbn](https://docs.rs/zxcvbn) (feature
    /// `zxcvbn`). Use it for a meter next to the field, or for a rule. With a strength of 3, an attacker who has stolen
    /// the hashes needs more than 10^8 guesses.
    ///
    /// It knows words, names, dates and keyboards, mostly of English, and the texts in `others`, such as the name of
    /// the service and that of the user. To limit the time to about a millisecond, and a few tens in the worst case, it
    /// only reads the first 48 characters of the password and of each other text, at most 24 other texts including
    /// their words, and six different symbols that may stand for letters. Copies that zxcvbn makes of the password are
    /// not wiped.
    ///
    /// ```
    /// use forms::password::strength;
    /// assert_eq!(strength("password123", &[]), 0);
    /// assert_eq!(strength("correct horse battery staple", &[]), 4);
    /// assert!(strength("zqxvkw-tplmrn", &["zqxvkw tplmrn"]) < strength("zqxvkw-tplmrn", &[]));
    /// ```
    pub fn strength(password: &str, others: &[&str]) -> u8 {
        entropy(password, others.iter().copied()).score().into()
    }

    /// Returns why the password is weaker than this score, or `None` if it is not.
    pub(in crate::password) fn weakness<'a>(
        password: &str,
        others: impl Iterator<Item = &'a str>,
        min_score: u8,
    ) -> Option<Weakness> {
        let entropy = entropy(password, others);
        if u8::from(entropy.score()) >= min_score {
            return None;
        }
        let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
        Some(warning.map_or(Weakness::Little, named))
    }

    fn entropy<'a>(password: &str, others: impl Iterator<Item = &'a str>) -> Entropy {
        let normal = normalized(password);
        let password = normal.as_deref().map_or(password, |normal| normal);
        let visible = without_invisible(password);
        let password = first(visible.as_deref().map_or(password, |visible| visible));
        let others = others.map(first).flat_map(|other| {
            let words = other.split(|c: char| !c.is_alphanumeric());
            words.filter(|word| word.chars().nth(2).is_some()).chain([other])
        });
        let others: Vec<&str> = others.filter(|other| !other.is_empty()).take(MOST_TEXTS).collect();
        zxcvbn(&with_few_signs(password), &others)
    }

    fn with_few_signs(password: &str) -> Zeroizing<String> {
        let mut shown = Vec::with_capacity(MOST_SIGNS);
        let mut other = OTHERS.iter().cycle();
        let mut text = Zeroizing::new(String::with_capacity(MOST * size_of::<char>()));
        for c in password.chars() {
            if SIGNS.contains(c) && !shown.contains(&c) {
                if shown.len() == MOST_SIGNS {
                    text.extend(other.next());
                    continue;
                }
                shown.push(c);
            }
            text.push(c);
        }
        text
    }

    fn first(text: &str) -> &str {
        text.char_indices().nth(MOST).map_or(text, |(end, _)| &text[..end])
    }

    fn named(warning: Warning) -> Weakness {
        match warning {
            Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
                Weakness::Keyboard
            }
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Weakness::Repetition,
            Warning::SequencesLikeAbcAreEasyToGuess => Weakness::Sequence,
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword => Weakness::Common,
            Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Weakness::Date,
            Warning::AWordByItselfIsEasyToGuess => Weakness::Word,
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess => Weakness::Name,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use std::time::{Duration, Instant};

        #[test]
        fn names_the_weakness() {
            for (password, weak) in [
                ("qwertyuiop", Some(Weakness::Common)),
                ("aaaaaaaa", Some(Weakness::Repetition)),
                ("13579", Some(Weakness::Little)),
                ("kdjfhgb", Some(Weakness::Little)),
                ("correct horse battery staple", None),
            ] {
                let found = weakness(password, std::iter::empty(), 3);
                assert_eq!(found.is_some(), weak.is_some(), "{password}: {found:?}");
            }
            assert_eq!(weakness("password", std::iter::empty(), 1), Some(Weakness::Common));
            assert_eq!(weakness("password", std::iter::empty(), 0), None);
        }

        #[test]
        fn takes_bounded_time() {
            let started = Instant::now();
            for text in [
                "a",
                "@4({[<3690!1|0$5+7%2",
                "@4$5+71|",
                "password",
                "abcabd",
                "é",
                "1/1/91",
                "qwe",
                "\u{fdfa}",
            ] {
                let long = text.repeat((1 << 20) / text.len());
                let _ = strength(&long, &vec![&*long; 1000]);
            }
            // nine runs without optimisation; before the limit on symbols, 64 characters with all of them took 13 s
            assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
        }
    }
}
