//! The rules for passwords, as data.

use std::fmt;

/// The similarity at which a password is refused by default, as in Django.
pub const MAX_SIMILARITY: f64 = 0.7;
/// The least maximum length that a policy may set: NIST SP 800-63B-4 asks verifiers to permit passwords of 64
/// characters.
const LEAST_ROOM: u32 = 64;

/// The rules for a password: [`django`](Self::django), [`nist`](Self::nist), the [default](Self::DEFAULT), or your own
/// based on one of these.
///
/// All errors of a password are reported together, in Django's order:
///
/// | rule | `nist()` | `django()` | code, params | Django |
/// | --- | --- | --- | --- | --- |
/// | at most this many characters; if it fails, nothing else is checked | 128 | 4096 | `max_length`: `limit_value` | none |
/// | not [similar](crate::password::is_similar) to other known values | 0.7 | 0.7 | `password_too_similar`: `verbose_name` | `UserAttributeSimilarityValidator` |
/// | at least this many characters | 15, or 8 | 8 | `password_too_short`: `min_length` | `MinimumLengthValidator` |
/// | not among the [common](crate::password::is_common) ones | on | on | `password_too_common` | `CommonPasswordValidator` |
/// | not derived from a common one, a sequence or a repetition; checked if it is long enough | on | off | `password_too_common` | none |
/// | not on a custom [blocklist](Blocklist) | none | none | `password_too_common` | `password_list_path` |
/// | at least this hard to guess (feature `zxcvbn`) | off | off | `password_too_weak`: `min_score` | none |
/// | not only digits | off (on by default) | on | `password_entirely_numeric` | `NumericPasswordValidator` |
///
/// Characters are Unicode code points. Nothing is cut or stripped. [The manual](crate::manual::passwords) explains the
/// rules, and how different spellings of one password are treated as equal.
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
#[expect(clippy::struct_excessive_bools, reason = "each turns a rule on or off")]
pub struct PasswordPolicy {
    /// The minimum number of characters.
    pub min_length: u32,
    /// The maximum number of characters, which bounds the cost of hashing and comparing. It is at least 64, to leave
    /// room for passphrases and password managers.
    pub max_length: u32,
    /// True if common passwords are refused.
    pub common: bool,
    /// True if passwords derived from a common one, a sequence or a repetition are refused.
    pub derivatives: bool,
    /// True if passwords of only digits are refused.
    pub numeric: bool,
    /// The similarity to other known values of the user at which a password is refused.
    pub max_similarity: f64,
    /// True if the password is compared with other known values. The help text says so.
    pub compared: bool,
    /// Words that are easy to guess on this site, such as the name of the service.
    pub words: &'static [&'static str],
    /// Further passwords that are refused.
    pub blocklist: Option<&'static dyn Blocklist>,
    /// The minimum score of zxcvbn, from 1 to 4; 0 turns the check off.
    #[cfg(feature = "zxcvbn")]
    pub min_score: u8,
    /// True if the form validates the comparison, since it has the other fields. The field validates the rest.
    pub(crate) deferred: bool,
}

impl PasswordPolicy {
    /// As [`nist`](Self::nist), but also refuses passwords of only digits, as Django does. NIST has no rule about that.
    pub const DEFAULT: PasswordPolicy = Self::nist().numeric(true);

    /// Returns the policy that `django-admin startproject` sets up: all four of Django's validators with their default
    /// parameters.
    ///
    /// It is stricter than Django in two ways: it allows at most 4,096 characters (a limit that Django once had,
    /// against CVE-2013-1443), and it refuses every spelling of a refused password.
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
    /// Returns the policy of NIST SP 800-63B-4, section 3.1.1.2, for a password that is the only factor: at least 15
    /// characters; common passwords and those derived from them are refused. It has no rules about kinds of characters,
    /// since these make passwords hard to remember and easy to guess.
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
    /// Returns the policy of [`nist`](Self::nist) for a password that always needs a second factor: at least 8
    /// characters.
    pub const fn nist_with_second_factor() -> Self {
        Self::nist().min_length(8)
    }
    /// Sets the minimum number of characters.
    ///
    /// # Panics
    /// Panics if it is greater than the maximum. In a constant, that is a compile error.
    pub const fn min_length(mut self, characters: u32) -> Self {
        assert!(characters <= self.max_length, "min_length of a password is greater than its max_length");
        self.min_length = characters;
        self
    }
    /// Sets the maximum number of characters.
    ///
    /// # Panics
    /// Panics if it is less than 64 or less than the minimum. In a constant, that is a compile error.
    pub const fn max_length(mut self, characters: u32) -> Self {
        assert!(characters >= LEAST_ROOM, "max_length of a password is at least 64 (NIST SP 800-63B-4)");
        assert!(characters >= self.min_length, "min_length of a password is greater than its max_length");
        self.max_length = characters;
        self
    }
    /// Sets whether common passwords are refused.
    pub const fn common(mut self, refused: bool) -> Self {
        self.common = refused;
        self
    }
    /// Sets whether passwords derived from a common one, a sequence or a repetition are refused.
    ///
    /// Each such part of the password counts as much less than its length. A common password or one of the
    /// [`words`](Self::words) counts as two characters. A sequence of the alphabet, of digits or of a keyboard row, a
    /// repeated character, a year, or a repeated part of the password counts as one. The total must be more than half
    /// of `min_length`. If 15 characters are required, `password-password`, `qwertyuiop123456` and `Dragon2024!!!!!!`
    /// are refused, and `correct horse battery staple` is not. The check takes linear time.
    pub const fn derivatives(mut self, refused: bool) -> Self {
        self.derivatives = refused;
        self
    }
    /// Sets whether passwords of only digits are refused.
    pub const fn numeric(mut self, refused: bool) -> Self {
        self.numeric = refused;
        self
    }
    /// Sets the maximum [similarity](crate::password::is_similar): Django's `max_similarity`.
    ///
    /// # Panics
    /// Panics if it is not between 0.1 and 1. In a constant, that is a compile error.
    pub const fn max_similarity(mut self, similarity: f64) -> Self {
        assert!(similarity >= 0.1 && similarity <= 1.0, "max_similarity of a password is between 0.1 and 1");
        self.max_similarity = similarity;
        self
    }
    /// Sets whether the help text says that the password is compared with other known values. The derive macro sets it;
    /// call this for a policy that is used without the derive.
    pub const fn compared(mut self, compared: bool) -> Self {
        self.compared = compared;
        self
    }
    /// Sets words that are easy to guess on this site, such as the name of the service. A password that is one of them
    /// or, with [`derivatives`](Self::derivatives), is derived from one, is refused. ASCII case is ignored. Words of
    /// fewer than 3 characters are only compared with the whole password.
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
    /// Sets further passwords that are refused.
    pub const fn blocklist(mut self, list: &'static dyn Blocklist) -> Self {
        self.blocklist = Some(list);
        self
    }
    /// Sets the minimum score, from 1 to 4, of [`strength`](crate::password::strength). Passwords with a lower score
    /// are refused. The authors of zxcvbn recommend 3. The check also knows `words` and the values that the password is
    /// compared with.
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
    ///     "password: Password is too easy to guess. It is similar to a common password. \
    ///      Choose several unrelated words.\n",
    /// );
    /// ```
    ///
    /// # Panics
    /// Panics if it is greater than 4. In a constant, that is a compile error.
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

/// Passwords that are refused besides the [common](crate::password::is_common) ones, as NIST SP 800-63B-4 requires:
/// those from published breaches, and those that your users are likely to choose.
///
/// A blocklist is a [`PasswordList`](crate::password::PasswordList), which is read from a file, or a function
/// `fn(&str) -> bool`. Implement the trait for a filter, or for a list in your own format. A policy holds a reference, so the
/// blocklist is a static:
///
/// ```
/// use forms::password::{Blocklist, PasswordPolicy};
///
/// /// A Bloom filter: about 10 bits per password for one false positive in a hundred.
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
    /// Returns whether the password is refused, with the code `password_too_common`. The password is passed in its [normal
    /// form](crate::password#normal-form), in its original case, and is not longer than the policy allows. A password with
    /// invisible characters is passed a second time without them. A lookup in memory is fast enough; do not do slower
    /// work here, since the request waits for it.
    fn contains(&self, password: &str) -> bool;
}

impl Blocklist for fn(&str) -> bool {
    fn contains(&self, password: &str) -> bool {
        self(password)
    }
}
