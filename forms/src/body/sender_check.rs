//! The check of a body's sender, for forms with CSRF protection.

use crate::error::CsrfFault;
use std::{
    fmt::Debug,
    panic::{RefUnwindSafe, UnwindSafe},
    sync::Arc,
};

/// The kind of body that a check is applied to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Carrier<'b> {
    /// JSON, which a page of another site can send only if this site permits it (CORS)
    Json,
    /// the text of an urlencoded body
    Form(&'b str),
    /// the query of a URL, which never contains a token
    Query,
}

/// A check of the sender of a body.
///
/// It runs when a form is bound, because a token is valid for one form only and the form is not known before.
pub(crate) trait SenderCheck: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Checks whether the form with the given ID may accept the body.
    ///
    /// # Errors
    /// Returns an error if the form must reject the body.
    fn judge(&self, form: &str, body: Carrier<'_>) -> Result<(), CsrfFault>;
}

/// Accepts a body without a check. The code gives the reason.
#[derive(Debug)]
struct Exempt(#[expect(dead_code, reason = "read only by `Debug`")] &'static str);

impl SenderCheck for Exempt {
    fn judge(&self, _: &str, _: Carrier<'_>) -> Result<(), CsrfFault> {
        Ok(())
    }
}

pub(super) fn exempt(reason: &'static str) -> Arc<dyn SenderCheck> {
    Arc::new(Exempt(reason))
}
