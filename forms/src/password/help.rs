//! The help text for choosing a password.

use super::PasswordPolicy;
use std::borrow::Cow;

impl PasswordPolicy {
    /// Returns the policy as sentences for the user who chooses a password. Like Django's
    /// `password_validators_help_texts`.
    ///
    /// ```
    /// use forms::password::PasswordPolicy;
    /// assert_eq!(PasswordPolicy::django().help_texts(), [
    ///     "Use at least 8 characters.",
    ///     "Do not use your name, email address or other personal details.",
    ///     "Do not use a well-known password.",
    ///     "Do not use only digits.",
    /// ]);
    /// ```
    pub fn help_texts(&self) -> Vec<Cow<'static, str>> {
        let length = match self.min_length {
            0 => None,
            1 => Some(Cow::Borrowed("Use at least 1 character.")),
            least => Some(format!("Use at least {least} characters.").into()),
        };
        let personal = self
            .compared
            .then_some(Cow::Borrowed("Do not use your name, email address or other personal details."));
        let blocks = self.common || self.blocklist.is_some() || !self.words.is_empty();
        let common = match (blocks, self.derivatives) {
            (true, false) => Some("Do not use a well-known password.".into()),
            (true, true) => Some(
                "Do not use a well-known password, even with characters added, or a simple sequence.".into(),
            ),
            (false, true) => Some("Do not use a simple sequence or repetition.".into()),
            (false, false) => None,
        };
        let numeric = self.numeric.then_some(Cow::Borrowed("Do not use only digits."));
        let easy = self.needs_strength().then_some(Cow::Borrowed("Choose a password that is hard to guess."));
        [length, personal, common, numeric, easy].into_iter().flatten().collect()
    }
    /// Returns the policy as one text. A field without a `help` shows it.
    pub fn help_text(&self) -> String {
        self.help_texts().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_rule() {
        let policy = PasswordPolicy::nist();
        assert_eq!(
            policy.help_text(),
            "Use at least 15 characters. Do not use a well-known password, even with characters added, or a simple sequence."
        );
        assert_eq!(
            policy.min_length(0).common(false).derivatives(false).numeric(true).help_text(),
            "Do not use only digits."
        );
        let only_length = policy.min_length(1).common(false).derivatives(false);
        assert_eq!(only_length.help_text(), "Use at least 1 character.");
        assert_eq!(only_length.words(&["acme"]).help_texts().len(), 2);
        assert_eq!(only_length.compared(true).derivatives(true).help_texts().len(), 3);
    }
}
