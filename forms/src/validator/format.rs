//! Validation of texts by a format.

use super::{Validator, first_invisible};
use crate::{
    error::{Fault, Problem},
    schema::TextFormat,
};
use std::borrow::Cow;

impl TextFormat {
    /// Returns the text in its canonical form, if it has the format. The text is [normalised](Self::normalize), but not
    /// stripped or [rewritten](Self::rewrite).
    pub fn parse<'t>(&'static self, text: &'t str) -> Result<Cow<'t, str>, Problem> {
        // a text that is too long is not normalised, as in a form
        let bounded = text.len() as u64 / 4 <= u64::from(self.max_length);
        let normalize = self.normalize.filter(|_| bounded && !text.is_ascii());
        let text = normalize.and_then(|normalize| normalize(text)).map_or(Cow::Borrowed(text), Cow::Owned);
        if bounded && (self.accepts)(&text) { Ok(text) } else { Err(self.fault(&text).into()) }
    }
    /// Returns the error of a text that does not have the format. It names an invisible character, since the user
    /// cannot see the cause of the error.
    #[cold]
    pub(crate) fn fault(&'static self, text: &str) -> Fault {
        match first_invisible(text) {
            Some(character) => Fault::InvisibleCharacter { format: self, character },
            None => Fault::Format(self),
        }
    }
}

/// Validates like [`parse`](TextFormat::parse), and drops the normalised text.
impl Validator<str> for TextFormat {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if (self.accepts)(value) {
            return Ok(());
        }
        let problem = Problem::new(self.code, self.message);
        Err(self.params.iter().fold(problem, |problem, (name, value)| problem.param(name, *value)))
    }
}
