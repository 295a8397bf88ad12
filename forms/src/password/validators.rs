//! Django's password validators, for use without a form.

use super::{MAX_SIMILARITY, digit::is_entirely_numeric, is_common, is_similar, normal::normalized};
use crate::{
    error::{Code, Fault, Problem},
    validator::Validator,
};

/// Accepts passwords of at least this many characters (Unicode code points), like Django's `MinimumLengthValidator`:
/// code `password_too_short`, param `min_length`.
///
/// Both the password as typed and its [normal form](super#normal-form) must have that length.
///
/// ```
/// use forms::{password::MinimumLength, validator::Validator};
/// assert_eq!(MinimumLength(8).validate("dragon").unwrap_err().code(), "password_too_short");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinimumLength(pub u32);

impl Default for MinimumLength {
    /// Returns Django's default, 8.
    fn default() -> Self {
        MinimumLength(8)
    }
}

impl Validator<str> for MinimumLength {
    fn validate(&self, password: &str) -> Result<(), Problem> {
        let shorter = |text: &str| text.chars().take(self.0 as usize).count() < self.0 as usize;
        verdict(either(password, shorter), Fault::PasswordTooShort(self.0))
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["password_too_short"]) }
    }
}

/// Refuses [common](is_common) passwords, like Django's `CommonPasswordValidator`: code `password_too_common`.
///
/// ```
/// use forms::{password::CommonPassword, validator::Validator};
/// assert_eq!(CommonPassword.validate("Dragon").unwrap_err().code(), "password_too_common");
/// assert!(CommonPassword.validate("plum-tornado-39").is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommonPassword;

impl Validator<str> for CommonPassword {
    fn validate(&self, password: &str) -> Result<(), Problem> {
        verdict(either(password, is_common), Fault::PasswordTooCommon)
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["password_too_common"]) }
    }
}

/// Refuses passwords of only digits, in any script, like Django's `NumericPasswordValidator`: code
/// `password_entirely_numeric`.
///
/// ```
/// use forms::{password::NumericPassword, validator::Validator};
/// assert_eq!(NumericPassword.validate("8391047").unwrap_err().code(), "password_entirely_numeric");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumericPassword;

impl Validator<str> for NumericPassword {
    fn validate(&self, password: &str) -> Result<(), Problem> {
        verdict(either(password, is_entirely_numeric), Fault::PasswordEntirelyNumeric)
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["password_entirely_numeric"]) }
    }
}

/// Refuses passwords that are [similar](is_similar) to other known values of the user, like Django's
/// `UserAttributeSimilarityValidator`: code `password_too_similar`, param `verbose_name` with the name of the first
/// similar value.
///
/// ```
/// use forms::{password::UserAttributeSimilarity, validator::Validator};
/// let attributes = [("user name", "elizabeth"), ("email address", "lizzy@example.com")];
/// let problem = UserAttributeSimilarity::new(&attributes).validate("elizabeth-1").unwrap_err();
/// assert_eq!(problem.code(), "password_too_similar");
/// assert_eq!(problem.params(), [("verbose_name", "user name".into())]);
/// ```
#[derive(Clone, Copy)]
pub struct UserAttributeSimilarity<'a> {
    /// Pairs of a name and a value. Empty values are skipped.
    pub attributes: &'a [(&'a str, &'a str)],
    /// The similarity at which a password is refused: 0.1 to 1, by default Django's 0.7.
    pub max_similarity: f64,
}

impl<'a> UserAttributeSimilarity<'a> {
    /// Creates a validator for these attributes, with Django's threshold.
    pub const fn new(attributes: &'a [(&'a str, &'a str)]) -> Self {
        UserAttributeSimilarity { attributes, max_similarity: MAX_SIMILARITY }
    }
}

impl Validator<str> for UserAttributeSimilarity<'_> {
    fn validate(&self, password: &str) -> Result<(), Problem> {
        let similar = self
            .attributes
            .iter()
            .find(|(_, value)| either(password, |password| is_similar(password, value, self.max_similarity)));
        similar.map_or(Ok(()), |(name, _)| Err(too_similar_to(name)))
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["password_too_similar"]) }
    }
}

impl std::fmt::Debug for UserAttributeSimilarity<'_> {
    /// Shows only the names, since the values are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.attributes.iter().map(|(name, _)| *name).collect();
        f.debug_struct("UserAttributeSimilarity")
            .field("attributes", &names)
            .field("max_similarity", &self.max_similarity)
            .finish()
    }
}

/// Returns the error if the similar value is not a field of a form.
pub(super) fn too_similar_to(name: &str) -> Problem {
    Problem::new("password_too_similar", "{label} is too similar to the {verbose_name}. Choose another.")
        .param("verbose_name", name.to_owned())
}

/// Returns whether the condition is true for the password as typed or for its normal form.
fn either(password: &str, holds: impl Fn(&str) -> bool) -> bool {
    holds(password) || normalized(password).is_some_and(|normal| holds(&normal))
}

fn verdict(refused: bool, fault: Fault) -> Result<(), Problem> {
    if refused { Err(fault.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_works_by_itself() {
        let code = |verdict: Result<(), Problem>| verdict.err().map(|problem| problem.code().to_owned());
        assert_eq!(code(MinimumLength(3).validate("abc")), None);
        assert_eq!(code(MinimumLength(0).validate("")), None);
        assert_eq!(code(MinimumLength::default().validate("1234567")), Some("password_too_short".into()));
        assert_eq!(code(NumericPassword.validate("")), None);
        assert_eq!(code(CommonPassword.validate(" Password1\n")), Some("password_too_common".into()));
    }

    #[test]
    fn validates_both_spellings() {
        // 8 characters as typed, 4 in their normal form; 1 as typed, 18 in its normal form
        assert!(MinimumLength(8).validate("e\u{301}e\u{301}e\u{301}e\u{301}").is_err());
        assert!(MinimumLength(8).validate("\u{fdfa}").is_err());
        assert!(CommonPassword.validate("ｐａｓｓｗｏｒｄ").is_err());
        // digits in Django's sense, but not in their normal form: (1)(1)
        assert!(NumericPassword.validate("\u{2474}\u{2474}").is_err());
        assert!(NumericPassword.validate("１２３").is_err());
        let attributes = [("name", "password")];
        assert!(UserAttributeSimilarity::new(&attributes).validate("ｐａｓｓｗｏｒｄ").is_err());
    }

    #[test]
    fn names_the_first_similar_value() {
        let attributes = [("first name", ""), ("user name", "bob"), ("email", "bob@example.com")];
        let validator = UserAttributeSimilarity::new(&attributes);
        let problem = validator.validate("bob1").unwrap_err();
        assert_eq!(problem.params(), [("verbose_name", "user name".into())]);
        assert!(!format!("{validator:?}").contains("bob@"));
        assert!(UserAttributeSimilarity { max_similarity: 1.0, ..validator }.validate("bob1").is_ok());
    }
}
