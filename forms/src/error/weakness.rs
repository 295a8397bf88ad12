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
            Weakness::Keyboard => "It uses keys that are next to each other. Choose several unrelated words.",
            Weakness::Repetition => "It repeats the same text. Choose several unrelated words.",
            Weakness::Sequence => "It uses letters or digits in order. Choose several unrelated words.",
            Weakness::Common => "It is similar to a common password. Choose several unrelated words.",
            Weakness::Date => "It uses a date or a year. Remove it, or add several unrelated words.",
            Weakness::Word => "One word is not enough, however you spell it. Add several unrelated words.",
            Weakness::Name => "It uses a name. Add several unrelated words.",
            Weakness::Little => "Add one or two more words. Uncommon words are better.",
        }
    }
}
