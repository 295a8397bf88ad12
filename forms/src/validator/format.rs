//! Validates a text by its format.

use super::{Validator, first_invisible};
use crate::{
    error::{Fault, Problem},
    schema::TextFormat,
};
use std::borrow::Cow;

impl TextFormat {
    /// The text in its one form, if it has the shape as it stands: it is [normalised](Self::normalize), and neither stripped
    /// nor [rewritten](Self::rewrite).
    pub fn parse<'t>(&'static self, text: &'t str) -> Result<Cow<'t, str>, Problem> {
        // as in a form, what is too long is not worth the work
        let bounded = text.len() as u64 / 4 <= u64::from(self.max_length);
        let normalize = self.normalize.filter(|_| bounded && !text.is_ascii());
        let text = normalize.and_then(|normalize| normalize(text)).map_or(Cow::Borrowed(text), Cow::Owned);
        if bounded && (self.accepts)(&text) { Ok(text) } else { Err(self.fault(&text).into()) }
    }
    /// The problem of a text that does not have the shape. An invisible character is named: who typed the text does not see
    /// what is wrong with it.
    #[cold]
    pub(crate) fn fault(&'static self, text: &str) -> Fault {
        match first_invisible(text) {
            Some(character) => Fault::InvisibleCharacter { format: self, character },
            None => Fault::Format(self),
        }
    }
}

/// Judges as [`parse`](TextFormat::parse) does, without what it normalises.
impl Validator<str> for TextFormat {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if (self.accepts)(value) {
            return Ok(());
        }
        let problem = Problem::new(self.code, self.message);
        Err(self.params.iter().fold(problem, |problem, (name, value)| problem.param(name, *value)))
    }
}
