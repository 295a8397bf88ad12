//! How hard a password is to guess, by zxcvbn.

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

    /// The most characters of a password that are looked at, and of another text: the time grows with their square.
    const MOST: usize = 48;
    /// The signs that zxcvbn reads as letters: it tries every way to do so, and there are the more ways the more of them
    /// there are. So it is shown no more than so many different ones; the others become [signs](OTHERS) that stand
    /// for nothing.
    const SIGNS: &str = "4@8({[<3691!|70$5+%2";
    const MOST_SIGNS: usize = 6;
    const OTHERS: [char; 5] = ['¤', '÷', '§', '×', '¶'];
    /// The most other texts, words of them included.
    const MOST_TEXTS: usize = 24;

    /// How hard a password is to guess, from 0 to 4, by [zxcvbn](https://docs.rs/zxcvbn) (feature `zxcvbn`): for a
    /// meter beside the field, or a rule. At 3, someone who has stolen the hashes needs more than 10^8 guesses.
    ///
    /// It knows words, names, dates and keyboards, of English above all, and what else is given: the name of the
    /// service, the user's name. Of the password the first 48 characters are looked at, of each of the other texts too,
    /// and of these 24, their words included; and of the signs that may stand for letters, six different ones. So it
    /// takes about a millisecond, and a few tens at the most. What zxcvbn makes of the password on the way is not wiped.
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

    /// What makes the password weaker than that score; none if it is not.
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
        fn says_what_is_weak() {
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
        fn bounded_whatever_the_text() {
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
            // nine of them, without optimisation; of the second, 64 characters with all signs alone took 13 s
            assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
        }
    }
}
