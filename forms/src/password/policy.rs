//! Validation of passwords by a policy.

use super::{
    PasswordPolicy,
    common::is_common_ascii,
    derivative::is_derivative,
    digit::is_entirely_numeric,
    is_common, is_similar,
    normal::{normalized, without_invisible},
    validators::too_similar_to,
};
use crate::error::{Fault, Problem};

impl PasswordPolicy {
    /// Validates the password and returns all errors, in the order of the table above. A password that is too long has
    /// no other error, and one that is too short is not checked for derivation.
    pub fn validate(&self, password: &str) -> Result<(), Vec<Problem>> {
        self.validate_with(password, &[])
    }
    /// Validates like [`validate`](Self::validate), and compares the password with other known values of the user,
    /// given as pairs of a name and a value. Like Django's `validate_password(password, user)`.
    ///
    /// ```
    /// use forms::password::PasswordPolicy;
    /// let user = [("user name", "elizabeth"), ("email address", "lizzy@example.com")];
    /// let problems = PasswordPolicy::django().validate_with("lizzy", &user).unwrap_err();
    /// let codes: Vec<_> = problems.iter().map(|problem| problem.code()).collect();
    /// assert_eq!(codes, ["password_too_similar", "password_too_short", "password_too_common"]);
    /// ```
    pub fn validate_with(&self, password: &str, attributes: &[(&str, &str)]) -> Result<(), Vec<Problem>> {
        let normal = normalized(password);
        let password = Spellings::new(normal.as_deref().map_or(password, |normal| normal), password);
        if let Some(fault) = self.too_long(password) {
            return Err(vec![fault.into()]);
        }
        let texts = || attributes.iter().map(|(_, text)| *text);
        let similar = self.resembled(password, texts());
        let mut problems = Vec::from_iter(similar.map(|which| too_similar_to(attributes[which].0)));
        self.judge_alone(password, &mut |fault| problems.push(fault.into()));
        problems.extend(self.too_weak(password, texts()).map(Problem::from));
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
    /// Returns the position of the first text that the password is similar to.
    #[inline]
    pub(crate) fn resembled<'a>(
        &self,
        password: Spellings<'_>,
        mut attributes: impl Iterator<Item = &'a str>,
    ) -> Option<usize> {
        attributes
            .position(|other| password.either(|password| is_similar(password, other, self.max_similarity)))
    }
    /// Returns an error if the password is easier to guess than allowed for someone who knows these texts.
    #[inline]
    #[cfg_attr(not(feature = "zxcvbn"), expect(clippy::unused_self, reason = "used by the feature"))]
    pub(crate) fn too_weak<'a>(
        &self,
        password: Spellings<'_>,
        attributes: impl Iterator<Item = &'a str>,
    ) -> Option<Fault> {
        #[cfg(feature = "zxcvbn")]
        if self.min_score > 0 {
            let others = attributes.chain(self.words.iter().copied());
            let weakness = super::strength::weakness(password.normal, others, self.min_score)?;
            return Some(Fault::PasswordTooWeak { min_score: self.min_score, weakness });
        }
        let _ = (password, attributes);
        None
    }
    /// Returns an error if the password is too long, in which case nothing else is checked.
    #[inline]
    pub(crate) fn too_long(&self, password: Spellings<'_>) -> Option<Fault> {
        let (bytes, most) = (password.normal.len(), self.max_length as usize);
        // a character has at most four bytes
        let is_too_long = bytes > most && (bytes / 4 > most || password.normal.chars().count() > most);
        is_too_long.then_some(Fault::PasswordTooLong(self.max_length))
    }
    /// Reports the errors of rules that only need the password.
    pub(crate) fn judge_alone(&self, password: Spellings<'_>, report: &mut dyn FnMut(Fault)) {
        let is_short = password.length() < self.min_length as usize;
        if is_short {
            report(Fault::PasswordTooShort(self.min_length));
        }
        let is_common = || {
            if password.is_ascii { is_common_ascii(password.normal) } else { password.either(is_common) }
        };
        if self.common && is_common() || self.is_blocked(password.normal) {
            report(Fault::PasswordTooCommon);
        } else if self.derivatives && !is_short && is_derivative(password.normal, self.words, self.min_length)
        {
            report(Fault::PasswordDerived);
        }
        if self.numeric && password.either(is_entirely_numeric) {
            report(Fault::PasswordEntirelyNumeric);
        }
    }
    #[cfg_attr(not(feature = "zxcvbn"), expect(clippy::unused_self, reason = "used by the feature"))]
    pub(super) fn needs_strength(&self) -> bool {
        #[cfg(feature = "zxcvbn")]
        return self.min_score > 0;
        #[cfg(not(feature = "zxcvbn"))]
        false
    }
    fn is_blocked(&self, password: &str) -> bool {
        let holds = |password: &str| {
            self.words.iter().any(|word| word.eq_ignore_ascii_case(password))
                || self.blocklist.is_some_and(|list| list.contains(password))
        };
        holds(password) || without_invisible(password).is_some_and(|visible| holds(&visible))
    }
}

/// A password in its normal form, and as it was typed.
#[derive(Clone, Copy)]
pub(crate) struct Spellings<'a> {
    normal: &'a str,
    typed: &'a str,
    /// true if it is pure ASCII, in which case both spellings are the same
    is_ascii: bool,
}

impl<'a> Spellings<'a> {
    #[inline(always)]
    pub(crate) fn new(normal: &'a str, typed: &'a str) -> Self {
        Spellings { normal, typed, is_ascii: std::ptr::eq(normal, typed) && normal.is_ascii() }
    }
    /// Creates the spellings of a password that is known to be ASCII.
    #[inline(always)]
    pub(crate) fn ascii(password: &'a str) -> Self {
        Spellings { normal: password, typed: password, is_ascii: true }
    }
    /// Returns whether the condition is true for one of the spellings.
    #[inline(always)]
    fn either(self, holds: impl Fn(&str) -> bool) -> bool {
        holds(self.normal) || (!std::ptr::eq(self.normal, self.typed) && holds(self.typed))
    }
    /// Returns the smaller number of characters of both, so that a ligature does not count as several.
    #[inline(always)]
    fn length(self) -> usize {
        if self.is_ascii { self.normal.len() } else { self.characters() }
    }
    #[cold]
    fn characters(self) -> usize {
        self.normal.chars().count().min(self.typed.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    fn codes(policy: PasswordPolicy, password: &str) -> Vec<String> {
        codes_with(policy, password, &[])
    }

    fn codes_with(policy: PasswordPolicy, password: &str, attributes: &[(&str, &str)]) -> Vec<String> {
        let problems = policy.validate_with(password, attributes).err().unwrap_or_default();
        problems.iter().map(|problem| problem.code().to_owned()).collect()
    }

    #[test]
    fn accepts_phrases() {
        for password in [
            "correct horse battery staple",
            "die größte Überraschung",
            "ä1ö2ü3ß4ä5ö6ü7x",
            "我喜欢在雨天读一本很旧的书呀",
        ] {
            let policy = PasswordPolicy::nist().min_length(14);
            assert_eq!(codes(policy, password), [""; 0], "{password}");
        }
    }

    #[test]
    fn reports_all_errors_in_the_order_of_django() {
        let all = [
            "password_too_similar",
            "password_too_short",
            "password_too_common",
            "password_entirely_numeric",
        ];
        let django = PasswordPolicy::django();
        assert_eq!(codes_with(django, "123456", &[("phone number", "0123456")]), all);
        assert_eq!(codes(django, "123456"), all[1..]);
        assert_eq!(codes(django.common(false), "123456"), [all[1], all[3]]);
        assert_eq!(codes(django.common(false).numeric(false).min_length(6), "123456"), [""; 0]);
        assert_eq!(codes(django, ""), [all[1]]);
        assert_eq!(codes(django, "83910475"), [all[3]]);
        assert_eq!(codes(PasswordPolicy::nist(), "839104756620193"), [""; 0]);
        assert_eq!(codes(PasswordPolicy::nist(), "dragon"), [all[1], all[2]]);
    }

    #[test]
    fn the_minimum_of_nist_is_15_or_8() {
        let fifteen = "kd83hs7/ba0w;2x";
        assert_eq!(codes(PasswordPolicy::nist(), fifteen), [""; 0]);
        assert_eq!(codes(PasswordPolicy::nist(), &fifteen[..14]), ["password_too_short"]);
        assert_eq!(codes(PasswordPolicy::nist_with_second_factor(), &fifteen[..8]), [""; 0]);
        assert_eq!(codes(PasswordPolicy::nist_with_second_factor(), &fifteen[..7]), ["password_too_short"]);
    }

    #[test]
    fn counts_code_points_of_the_one_form() {
        let policy = PasswordPolicy::nist().min_length(8).derivatives(false).common(false);
        for eight in
            ["abcdefgh", "äöüäöüäö", "😀😀😀😀😀😀😀😀", "\0\0\0\0\0\0\0\0", "abcdefg\n", "abcdefge\u{301}"]
        {
            assert_eq!(codes(policy, eight), [""; 0], "{eight:?}");
            assert_eq!(codes(policy.min_length(9), eight), ["password_too_short"], "{eight:?}");
        }
        // one character, although its normal form has many
        assert_eq!(codes(policy, "\u{fdfa}"), ["password_too_short"]);
    }

    #[test]
    fn reports_only_that_it_is_too_long() {
        for character in ["1", "ä", "😀"] {
            assert_ne!(codes(PasswordPolicy::DEFAULT, &character.repeat(128)), ["max_length"]);
            for length in [129, 512, 513, 1 << 20] {
                assert_eq!(codes(PasswordPolicy::DEFAULT, &character.repeat(length)), ["max_length"]);
            }
        }
        // 128 characters that are typed as 256, and 8 that become 144
        assert_ne!(codes(PasswordPolicy::DEFAULT, &"e\u{301}".repeat(128)), ["max_length"]);
        assert_eq!(codes(PasswordPolicy::DEFAULT, &"\u{fdfa}".repeat(8)), ["max_length"]);
    }

    #[test]
    fn reports_the_limits() {
        let params = |password: &str| PasswordPolicy::DEFAULT.validate(password).unwrap_err()[0].params();
        assert_eq!(params("ab"), [("min_length", Param::Integer(15))]);
        assert_eq!(params(&"ab".repeat(65)), [("limit_value", Param::Integer(128))]);
    }

    #[test]
    fn refuses_words_and_blocklists() {
        static LIST: fn(&str) -> bool = |password| password.starts_with("leaked");
        let policy = PasswordPolicy::django().words(&["acmecorporation"]).blocklist(&LIST);
        assert_eq!(codes(policy, "AcmeCorporation"), ["password_too_common"]);
        assert_eq!(codes(policy, "leaked-8391"), ["password_too_common"]);
        assert_eq!(codes(policy, "AcmeCorporation1"), [""; 0]);
        assert_eq!(codes(policy.derivatives(true), "AcmeCorporation1"), ["password_too_common"]);
    }

    #[test]
    #[cfg(feature = "zxcvbn")]
    fn requires_the_minimum_score() {
        let policy = PasswordPolicy::django().min_score(3);
        assert_eq!(codes(policy, "rosebud1941"), ["password_too_weak"]);
        assert_eq!(codes(policy, "plum tornado nickel"), [""; 0]);
        let known = [("name", "Plumtornado Nickel")];
        assert!(codes_with(policy, "nickelnickel!", &known).contains(&"password_too_weak".to_owned()));
        assert!(policy.help_text().ends_with("Choose a password that is hard to guess."));
    }

    #[test]
    #[should_panic(expected = "at least 64")]
    fn rejects_a_maximum_below_64() {
        let _ = PasswordPolicy::DEFAULT.max_length(63);
    }

    #[test]
    #[should_panic(expected = "between 0.1 and 1")]
    fn rejects_a_similarity_out_of_range() {
        let _ = PasswordPolicy::DEFAULT.max_similarity(f64::NAN);
    }
}
