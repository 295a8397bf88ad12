//! What a password must be.

use super::{common::is_common, digit::is_entirely_numeric};
use crate::error::{Fault, Problem};

/// What a password must be, after NIST SP 800-63B-4, section 3.1.1.2: long enough and not a common one. There are no
/// rules about kinds of characters: they make passwords that are hard to remember and easy to guess.
///
/// | rule | default | code, params | Django |
/// | --- | --- | --- | --- |
/// | at most so many characters; judged first, and then alone | 128 | `max_length`: `limit_value` | none |
/// | at least so many characters | 15 | `password_too_short`: `min_length` | `MinimumLengthValidator` |
/// | not among the [common](super::is_common) ones | on | `password_too_common` | `CommonPasswordValidator` |
/// | not digits alone | on | `password_entirely_numeric` | `NumericPasswordValidator` |
///
/// Characters are Unicode code points. Nothing is cut or stripped. Whether it is [similar](super::is_similar) to
/// another field is asked where the other field is known: `#[form(password(similar_to = [username]))]`.
///
/// ```
/// use forms::password::PasswordPolicy;
/// const WITH_SECOND_FACTOR: PasswordPolicy = PasswordPolicy::DEFAULT.min_length(8);
/// assert!(WITH_SECOND_FACTOR.validate("bicycle-37").is_ok());
/// let problems = WITH_SECOND_FACTOR.validate("1234567").unwrap_err();
/// let codes: Vec<_> = problems.iter().map(|problem| problem.code()).collect();
/// assert_eq!(codes, ["password_too_short", "password_too_common", "password_entirely_numeric"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PasswordPolicy {
    /// The fewest characters. Default 15, what NIST asks of a password that is the only factor; 8 beside another.
    pub min_length: u32,
    /// The most characters, a bound of what hashing and comparing may cost. Default 128; at least 64, so that
    /// phrases and password managers have room.
    pub max_length: u32,
    /// Whether common passwords are refused. Default true.
    pub common: bool,
    /// Whether passwords of digits alone are refused. Default true.
    pub numeric: bool,
}

impl PasswordPolicy {
    /// The defaults.
    pub const DEFAULT: PasswordPolicy =
        PasswordPolicy { min_length: 15, max_length: 128, common: true, numeric: true };
    /// This policy, with another fewest number of characters.
    ///
    /// # Panics
    /// If it is greater than the most; in a constant, while compiling.
    pub const fn min_length(mut self, characters: u32) -> Self {
        assert!(characters <= self.max_length, "min_length of a password is greater than its max_length");
        self.min_length = characters;
        self
    }
    /// This policy, with another most number of characters.
    ///
    /// # Panics
    /// If it is less than 64 or than the fewest; in a constant, while compiling.
    pub const fn max_length(mut self, characters: u32) -> Self {
        assert!(characters >= 64, "max_length of a password is at least 64 (NIST SP 800-63B-4)");
        assert!(characters >= self.min_length, "min_length of a password is greater than its max_length");
        self.max_length = characters;
        self
    }
    /// This policy, with common passwords refused or not.
    pub const fn common(mut self, refused: bool) -> Self {
        self.common = refused;
        self
    }
    /// This policy, with passwords of digits alone refused or not.
    pub const fn numeric(mut self, refused: bool) -> Self {
        self.numeric = refused;
        self
    }
    /// Every problem that the password has, in the order of the table above.
    pub fn validate(&self, password: &str) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        self.judge(password, &mut |fault| problems.push(fault.into()));
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
    pub(crate) fn judge(&self, password: &str, report: &mut dyn FnMut(Fault)) {
        // four bytes are the most that a character has
        let length = if password.len() / 4 > self.max_length as usize {
            usize::MAX
        } else if password.is_ascii() {
            password.len()
        } else {
            password.chars().count()
        };
        if length > self.max_length as usize {
            return report(Fault::PasswordTooLong(self.max_length));
        }
        if length < self.min_length as usize {
            report(Fault::PasswordTooShort(self.min_length));
        }
        if self.common && is_common(password) {
            report(Fault::PasswordTooCommon);
        }
        if self.numeric && is_entirely_numeric(password) {
            report(Fault::PasswordEntirelyNumeric);
        }
    }
    /// The policy in a sentence or two, for the person who is to choose a password.
    pub fn help_text(&self) -> String {
        let refused = match (self.common, self.numeric) {
            (true, true) => " Do not use a well-known password, or digits alone.",
            (true, false) => " Do not use a well-known password.",
            (false, true) => " Do not use digits alone.",
            (false, false) => "",
        };
        match self.min_length {
            0 => refused.trim_start().to_owned(),
            1 => format!("Use at least 1 character.{refused}"),
            length => format!("Use at least {length} characters.{refused}"),
        }
    }
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    fn codes(policy: PasswordPolicy, password: &str) -> Vec<String> {
        let problems = policy.validate(password).err().unwrap_or_default();
        problems.iter().map(|problem| problem.code().to_owned()).collect()
    }

    #[test]
    fn a_phrase_is_right() {
        for password in [
            "correct horse battery staple",
            "              é",
            "ääääääääääääääö",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        ] {
            assert_eq!(PasswordPolicy::DEFAULT.validate(password), Ok(()));
        }
    }

    #[test]
    fn every_problem_is_reported_in_order() {
        let all = ["password_too_short", "password_too_common", "password_entirely_numeric"];
        assert_eq!(codes(PasswordPolicy::DEFAULT, "123456"), all);
        assert_eq!(codes(PasswordPolicy::DEFAULT.common(false), "123456"), [all[0], all[2]]);
        assert_eq!(
            codes(PasswordPolicy::DEFAULT.common(false).numeric(false).min_length(6), "123456"),
            [""; 0]
        );
        assert_eq!(codes(PasswordPolicy::DEFAULT, ""), [all[0]]);
        assert_eq!(codes(PasswordPolicy::DEFAULT, "123456789012345"), [all[2]]);
    }

    #[test]
    fn lengths_are_in_code_points() {
        let policy = PasswordPolicy::DEFAULT.min_length(8).common(false);
        for eight in [
            "abcdefgh",
            "äöüäöüäö",
            "😀😀😀😀😀😀😀😀",
            "\0\0\0\0\0\0\0\0",
            "abcdefg\n",
            "e\u{301}e\u{301}e\u{301}e\u{301}",
        ] {
            assert_eq!(codes(policy, eight), [""; 0], "{eight:?}");
            assert_eq!(codes(policy.min_length(9), eight), ["password_too_short"], "{eight:?}");
        }
    }

    #[test]
    fn too_long_is_said_first_and_alone() {
        for character in ["1", "ä", "😀"] {
            assert_ne!(codes(PasswordPolicy::DEFAULT, &character.repeat(128)), ["max_length"]);
            for length in [129, 512, 513, 1 << 20] {
                assert_eq!(codes(PasswordPolicy::DEFAULT, &character.repeat(length)), ["max_length"]);
            }
        }
    }

    #[test]
    fn says_the_limits() {
        let params = |password: &str| PasswordPolicy::DEFAULT.validate(password).unwrap_err()[0].params();
        assert_eq!(params("ab"), [("min_length", Param::Integer(15))]);
        assert_eq!(params(&"ab".repeat(65)), [("limit_value", Param::Integer(128))]);
    }

    #[test]
    #[should_panic(expected = "at least 64")]
    fn room_for_phrases() {
        let _ = PasswordPolicy::DEFAULT.max_length(63);
    }

    #[test]
    fn help() {
        let policy = PasswordPolicy::DEFAULT;
        assert_eq!(
            policy.help_text(),
            "Use at least 15 characters. Do not use a well-known password, or digits alone."
        );
        assert_eq!(policy.min_length(0).common(false).help_text(), "Do not use digits alone.");
        assert_eq!(
            policy.min_length(1).common(false).numeric(false).help_text(),
            "Use at least 1 character."
        );
    }
}
