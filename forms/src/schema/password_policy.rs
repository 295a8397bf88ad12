//! What a password must be, as data.

use std::fmt;

/// How similar a password may be to a text, below which it is accepted: Django's default.
pub const MAX_SIMILARITY: f64 = 0.7;

/// What a password must be, as one value: [`django`](Self::django), [`nist`](Self::nist), the
/// [default](Self::DEFAULT), or one of your own that starts from these.
///
/// The problems of a password are reported together, in Django's order:
///
/// | rule | `nist()` | `django()` | code, params | Django |
/// | --- | --- | --- | --- | --- |
/// | at most so many characters; judged first, and then alone | 128 | 4096 | `max_length`: `limit_value` | none |
/// | not [similar](crate::password::is_similar) to what else is known | 0.7 | 0.7 | `password_too_similar`: `verbose_name` | `UserAttributeSimilarityValidator` |
/// | at least so many characters | 15, or 8 | 8 | `password_too_short`: `min_length` | `MinimumLengthValidator` |
/// | not among the [common](crate::password::is_common) ones | on | on | `password_too_common` | `CommonPasswordValidator` |
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
    /// This policy, with another [measure of similarity](crate::password::is_similar): Django's `max_similarity`.
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
    /// [`strength`](crate::password::strength): 3 is what zxcvbn's authors advise. Beside it, `words` and what the password is
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

/// Passwords that are refused besides the [common](crate::password::is_common) ones, as NIST SP 800-63B-4 asks for: those of
/// published breaches, and what is likely with your users.
///
/// [`PasswordList`](crate::password::PasswordList) is one, read from a file; a function `fn(&str) -> bool` is one; implement it for a filter, or for a
/// list in whatever form you have. A policy holds it by reference, so it stands in a static:
///
/// ```
/// use forms::password::{Blocklist, PasswordPolicy};
///
/// /// A filter of Bloom's: about 10 bits a password for one false answer in a hundred.
/// struct Filter { bits: &'static [u64], hashes: u32 }
///
/// impl Blocklist for Filter {
///     fn contains(&self, password: &str) -> bool {
///         (0..self.hashes).all(|seed| {
///             let bit = hash(password, seed) % (64 * self.bits.len() as u64);
///             self.bits[(bit / 64) as usize] >> (bit % 64) & 1 == 1
///         })
///     }
/// }
/// # fn hash(text: &str, seed: u32) -> u64 { text.bytes().fold(u64::from(seed), |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)) }
///
/// static BREACHED: Filter = Filter { bits: &[0; 1024], hashes: 7 };
/// static POLICY: PasswordPolicy = PasswordPolicy::nist().blocklist(&BREACHED);
/// assert!(POLICY.validate("correct horse battery staple").is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of passwords",
    label = "a blocklist is a `forms::password::PasswordList`, a static `fn(&str) -> bool`, or a type of yours that implements `forms::password::Blocklist`"
)]
pub trait Blocklist: Send + Sync {
    /// Whether the password is refused: code `password_too_common`. It is given in its [one form](crate::password#one-form), in
    /// the case in which it was typed, and it is no longer than the policy allows. A password with invisible characters is
    /// given a second time, without them. It may take long enough to look
    /// something up in memory, no more: requests wait for it.
    fn contains(&self, password: &str) -> bool;
}

impl Blocklist for fn(&str) -> bool {
    fn contains(&self, password: &str) -> bool {
        self(password)
    }
}
