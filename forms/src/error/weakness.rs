//! The reasons why a password is easy to guess, as text.

/// The reason why a password is easy to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "zxcvbn"), expect(dead_code, reason = "used by the feature `zxcvbn`"))]
pub(crate) enum Weakness {
    Keyboard,
    Repetition,
    Sequence,
    Common,
    Date,
    Word,
    Name,
    /// No pattern was found: the password is too short.
    Little,
}

impl Weakness {
    /// Returns two sentences: the reason, and advice.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Weakness::Keyboard => {
                "Keys that lie in a row are tried early. Choose several words that do not belong together."
            }
            Weakness::Repetition => "What is repeated counts only once. Choose several different words.",
            Weakness::Sequence => {
                "Letters or digits in order are tried early. Choose several words that do not belong together."
            }
            Weakness::Common => {
                "It is like one that many people use. Choose several words that do not belong together."
            }
            Weakness::Date => "Dates and years are tried early. Leave them out, or add several words.",
            Weakness::Word => {
                "One word is not enough, however it is written. Add several that do not belong to it."
            }
            Weakness::Name => "Names are tried early. Add several words that do not belong to it.",
            Weakness::Little => "Add a word or two. Uncommon ones are better.",
        }
    }
}
