//! What a password must be.

use super::{
    Blocklist, MAX_SIMILARITY,
    common::is_common_ascii,
    derivative::is_derivative,
    digit::is_entirely_numeric,
    is_common, is_similar,
    normal::{normalized, without_invisible},
    validators::too_similar_to,
};
use crate::error::{Fault, Problem};
use std::fmt;

/// What a password must be, as one value: [`django`](Self::django), [`nist`](Self::nist), the
/// [default](Self::DEFAULT), or one of your own that starts from these.
///
/// The problems of a password are reported together, in Django's order:
///
/// | rule | `nist()` | `django()` | code, params | Django |
/// | --- | --- | --- | --- | --- |
/// | at most so many characters; judged first, and then alone | 128 | 4096 | `max_length`: `limit_value` | none |
/// | not [similar](super::is_similar) to what else is known | 0.7 | 0.7 | `password_too_similar`: `verbose_name` | `UserAttributeSimilarityValidator` |
/// | at least so many characters | 15, or 8 | 8 | `password_too_short`: `min_length` | `MinimumLengthValidator` |
/// | not among the [common](super::is_common) ones | on | on | `password_too_common` | `CommonPasswordValidator` |
/// | not made of a common one, a sequence or a repetition; asked of those that are long enough | on | off | `password_too_common` | none |
/// | not on a [blocklist](Blocklist) of your own | none | none | `password_too_common` | `password_list_path` |
/// | as hard to guess as that (feature `zxcvbn`) | not asked | not asked | `password_too_weak`: `min_score` | none |
/// | not digits alone | off (on by default) | on | `password_entirely_numeric` | `NumericPasswordValidator` |
///
/// Characters are Unicode code points. Nothing is cut or stripped. How the spellings of one password are held together,
/// and the whole in prose, is said in [the manual](crate::manual::passwords).
///
/// ```
/// use forms::password::PasswordPolicy;
/// const POLICY: PasswordPolicy = PasswordPolicy::nist_with_second_factor().words(&["acme"]);
/// assert!(POLICY.validate("bicycle-37").is_ok());
/// let problems = PasswordPolicy::django().validate("1234567").unwrap_err();
/// let codes: Vec<_> = problems.iter().map(|problem| problem.code()).collect();
/// assert_eq!(codes, ["password_too_short", "password_too_common", "password_entirely_numeric"]);
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule that is on or off")]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub min_length: u32,
    /// The most characters, a bound of what hashing and comparing may cost: at least 64, so that phrases and password
    /// managers have room.
    pub max_length: u32,
    /// Whether common passwords are refused.
    pub common: bool,
    /// Whether passwords made of a common one, a sequence or a repetition are refused.
    pub derivatives: bool,
    /// Whether passwords of digits alone are refused.
    pub numeric: bool,
    /// How similar a password may be to what else is known of a person, below which it is accepted.
    pub max_similarity: f64,
    /// Whether the password is compared with what else is known: the help text says so.
    pub compared: bool,
    /// Words that anyone would guess here, such as the name of the service.
    pub words: &'static [&'static str],
    /// Passwords that are refused besides.
    pub blocklist: Option<&'static dyn Blocklist>,
    /// How hard it must be to guess, from 1 to 4, by zxcvbn; 0 for not asked.
    #[cfg(feature = "zxcvbn")]
    pub min_score: u8,
    /// The form compares the password, as it has the other fields at hand; the field judges the rest.
    pub(crate) deferred: bool,
}

impl PasswordPolicy {
    /// [`nist`](Self::nist), and digits alone are refused too: what NIST leaves open, and Django does.
    pub const DEFAULT: PasswordPolicy = Self::nist().numeric(true);

    /// What `django-admin startproject` sets up: all four of Django's validators with their default parameters.
    ///
    /// Stricter than Django in two ways: at most 4,096 characters (the bound that Django had for a while, against
    /// CVE-2013-1443), and what is refused in one spelling is refused in all.
    pub const fn django() -> Self {
        PasswordPolicy {
            min_length: 8,
            max_length: 4096,
            common: true,
            derivatives: false,
            numeric: true,
            max_similarity: MAX_SIMILARITY,
            compared: true,
            words: &[],
            blocklist: None,
            #[cfg(feature = "zxcvbn")]
            min_score: 0,
            deferred: false,
        }
    }
    /// NIST SP 800-63B-4, section 3.1.1.2, for a password that is the only factor: at least 15 characters, a
    /// blocklist and what is derived from it, and no rules about kinds of characters, which make passwords that are
    /// hard to remember and easy to guess.
    pub const fn nist() -> Self {
        PasswordPolicy {
            min_length: 15,
            max_length: 128,
            common: true,
            derivatives: true,
            numeric: false,
            max_similarity: MAX_SIMILARITY,
            compared: false,
            words: &[],
            blocklist: None,
            #[cfg(feature = "zxcvbn")]
            min_score: 0,
            deferred: false,
        }
    }
    /// The same, for a password that is never accepted without a second factor: at least 8 characters.
    pub const fn nist_with_second_factor() -> Self {
        Self::nist().min_length(8)
    }
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
    /// This policy, with passwords refused or not that are little more than a common one, a sequence, or a repetition.
    ///
    /// Each of these within the password is counted as much less than its length: a common password or one of the
    /// [`words`](Self::words) as two characters; a sequence of the alphabet, of digits or of a keyboard's row, a
    /// character repeated, a year, or what the password has had before, as one. What remains must be longer than half of
    /// `min_length`. So `password-password`, `qwertyuiop123456` and `Dragon2024!!!!!!` are refused where 15 characters
    /// are asked for, and `correct horse battery staple` is not. The time is linear.
    pub const fn derivatives(mut self, refused: bool) -> Self {
        self.derivatives = refused;
        self
    }
    /// This policy, with passwords of digits alone refused or not.
    pub const fn numeric(mut self, refused: bool) -> Self {
        self.numeric = refused;
        self
    }
    /// This policy, with another [measure of similarity](super::is_similar): Django's `max_similarity`.
    ///
    /// # Panics
    /// If it is not between 0.1 and 1; in a constant, while compiling.
    pub const fn max_similarity(mut self, similarity: f64) -> Self {
        assert!(similarity >= 0.1 && similarity <= 1.0, "max_similarity of a password is between 0.1 and 1");
        self.max_similarity = similarity;
        self
    }
    /// This policy, with a help text that says whether the password is compared with what else is known of a person. The
    /// derive knows; it is for policies that are used without.
    pub const fn compared(mut self, compared: bool) -> Self {
        self.compared = compared;
        self
    }
    /// This policy, with words that anyone would guess here, such as the name of the service: a password is refused
    /// that is one of them, or ([`derivatives`](Self::derivatives)) little more. In any case of ASCII; at least 3
    /// characters each, or they are passed over within a password.
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
    /// This policy, with passwords that are refused besides.
    pub const fn blocklist(mut self, list: &'static dyn Blocklist) -> Self {
        self.blocklist = Some(list);
        self
    }
    /// This policy, with passwords refused that are easier to guess than that, from 1 to 4, by
    /// [`strength`](super::strength): 3 is what zxcvbn's authors advise. Beside it, `words` and what the password is
    /// compared with are known to it.
    ///
    /// ```
    /// use forms::{Body, Form, Password};
    ///
    /// #[derive(Form)]
    /// #[form(fields = all)]
    /// struct NewPassword { #[form(password(django, min_score = 3))] password: Password }
    ///
    /// let form = NewPassword::bind(&Body::form("password=rosebud1941"));
    /// assert_eq!(
    ///     form.errors().to_string(),
    ///     "password: Password is too easy to guess. It is like one that many people use. \
    ///      Choose several words that do not belong together.\n",
    /// );
    /// ```
    ///
    /// # Panics
    /// If it is greater than 4; in a constant, while compiling.
    #[cfg(feature = "zxcvbn")]
    pub const fn min_score(mut self, score: u8) -> Self {
        assert!(score <= 4, "min_score of a password is from 1 to 4");
        self.min_score = score;
        self
    }
    #[doc(hidden)]
    pub const fn deferred(mut self) -> Self {
        (self.compared, self.deferred) = (true, true);
        self
    }

    /// The problems that the password has, in the order of the table above: one that is too long has no other, and one that
    /// is too short is not asked what it is derived from.
    pub fn validate(&self, password: &str) -> Result<(), Vec<Problem>> {
        self.validate_with(password, &[])
    }
    /// [`validate`](Self::validate), compared also with what else is known of the person: what each is called, and what
    /// it is. Django's `validate_password(password, user)`.
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
    /// Which of the texts the password is similar to.
    #[inline]
    pub(crate) fn resembled<'a>(
        &self,
        password: Spellings<'_>,
        mut attributes: impl Iterator<Item = &'a str>,
    ) -> Option<usize> {
        attributes
            .position(|other| password.either(|password| is_similar(password, other, self.max_similarity)))
    }
    /// A password that is easier to guess than was asked for, by whoever knows these texts.
    #[inline]
    #[cfg_attr(not(feature = "zxcvbn"), expect(clippy::unused_self, reason = "the feature asks it"))]
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
    /// A password that is too long is not looked at any further.
    #[inline]
    pub(crate) fn too_long(&self, password: Spellings<'_>) -> Option<Fault> {
        let (bytes, most) = (password.normal.len(), self.max_length as usize);
        // four bytes are the most that a character has
        let is_too_long = bytes > most && (bytes / 4 > most || password.normal.chars().count() > most);
        is_too_long.then_some(Fault::PasswordTooLong(self.max_length))
    }
    /// What needs nothing beside the password.
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
    #[cfg_attr(not(feature = "zxcvbn"), expect(clippy::unused_self, reason = "the feature asks it"))]
    pub(super) fn asks_for_strength(&self) -> bool {
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

/// A password in its one form, and as it was typed.
#[derive(Clone, Copy)]
pub(crate) struct Spellings<'a> {
    normal: &'a str,
    typed: &'a str,
    /// whether it is of ASCII alone: then there is but one spelling
    is_ascii: bool,
}

impl<'a> Spellings<'a> {
    #[inline(always)]
    pub(crate) fn new(normal: &'a str, typed: &'a str) -> Self {
        Spellings { normal, typed, is_ascii: std::ptr::eq(normal, typed) && normal.is_ascii() }
    }
    /// Of a password that is known to be ASCII.
    #[inline(always)]
    pub(crate) fn ascii(password: &'a str) -> Self {
        Spellings { normal: password, typed: password, is_ascii: true }
    }
    /// Whether it holds of either.
    #[inline(always)]
    fn either(self, holds: impl Fn(&str) -> bool) -> bool {
        holds(self.normal) || (!std::ptr::eq(self.normal, self.typed) && holds(self.typed))
    }
    /// The lesser number of characters: a ligature is not several.
    #[inline(always)]
    fn length(self) -> usize {
        if self.is_ascii { self.normal.len() } else { self.characters() }
    }
    #[cold]
    fn characters(self) -> usize {
        self.normal.chars().count().min(self.typed.chars().count())
    }
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Debug for PasswordPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordPolicy")
            .field("min_length", &self.min_length)
            .field("max_length", &self.max_length)
            .field("common", &self.common)
            .field("derivatives", &self.derivatives)
            .field("numeric", &self.numeric)
            .field("max_similarity", &self.max_similarity)
            .field("compared", &self.compared)
            .field("words", &self.words)
            .field("blocklist", &self.blocklist.is_some())
            .finish_non_exhaustive()
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
    fn a_phrase_is_right() {
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
    fn every_problem_is_reported_in_django_s_order() {
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
    fn lengths_are_in_code_points_of_the_one_form() {
        let policy = PasswordPolicy::nist().min_length(8).derivatives(false).common(false);
        for eight in
            ["abcdefgh", "äöüäöüäö", "😀😀😀😀😀😀😀😀", "\0\0\0\0\0\0\0\0", "abcdefg\n", "abcdefge\u{301}"]
        {
            assert_eq!(codes(policy, eight), [""; 0], "{eight:?}");
            assert_eq!(codes(policy.min_length(9), eight), ["password_too_short"], "{eight:?}");
        }
        // one character, whatever it is made of
        assert_eq!(codes(policy, "\u{fdfa}"), ["password_too_short"]);
    }

    #[test]
    fn too_long_is_said_first_and_alone() {
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
    fn says_the_limits() {
        let params = |password: &str| PasswordPolicy::DEFAULT.validate(password).unwrap_err()[0].params();
        assert_eq!(params("ab"), [("min_length", Param::Integer(15))]);
        assert_eq!(params(&"ab".repeat(65)), [("limit_value", Param::Integer(128))]);
    }

    #[test]
    fn words_and_blocklists() {
        static LIST: fn(&str) -> bool = |password| password.starts_with("leaked");
        let policy = PasswordPolicy::django().words(&["acmecorporation"]).blocklist(&LIST);
        assert_eq!(codes(policy, "AcmeCorporation"), ["password_too_common"]);
        assert_eq!(codes(policy, "leaked-8391"), ["password_too_common"]);
        assert_eq!(codes(policy, "AcmeCorporation1"), [""; 0]);
        assert_eq!(codes(policy.derivatives(true), "AcmeCorporation1"), ["password_too_common"]);
    }

    #[test]
    #[cfg(feature = "zxcvbn")]
    fn hard_to_guess() {
        let policy = PasswordPolicy::django().min_score(3);
        assert_eq!(codes(policy, "rosebud1941"), ["password_too_weak"]);
        assert_eq!(codes(policy, "plum tornado nickel"), [""; 0]);
        let known = [("name", "Plumtornado Nickel")];
        assert!(codes_with(policy, "nickelnickel!", &known).contains(&"password_too_weak".to_owned()));
        assert!(policy.help_text().ends_with("Choose one that is hard to guess."));
    }

    #[test]
    #[should_panic(expected = "at least 64")]
    fn room_for_phrases() {
        let _ = PasswordPolicy::DEFAULT.max_length(63);
    }

    #[test]
    #[should_panic(expected = "between 0.1 and 1")]
    fn a_measure_within_range() {
        let _ = PasswordPolicy::DEFAULT.max_similarity(f64::NAN);
    }
}
