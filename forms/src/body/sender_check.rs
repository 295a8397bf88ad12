//! What a body carries of its sender, for forms that check it.

use crate::error::CsrfFault;
use std::{
    fmt::Debug,
    panic::{RefUnwindSafe, UnwindSafe},
    sync::Arc,
};

/// What the body itself is like.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Carrier<'b> {
    /// JSON, which no page of another site can send without leave of this one
    Json,
    /// a form
    Form(&'b str),
    /// the query of an address, where a token never stands
    Query,
}

/// What is known of who sent a body. It is judged when a form is bound, which alone knows the form that the token must
/// be for: what was good for one form is never good for another.
pub(crate) trait SenderCheck: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Returns an error if the form of that id does not take the body.
    fn judge(&self, form: &str, body: Carrier<'_>) -> Result<(), CsrfFault>;
}

/// Lets a body through without a check, for a reason that stands in the code.
#[derive(Debug)]
struct Exempt(#[expect(dead_code, reason = "shown by Debug")] &'static str);

impl SenderCheck for Exempt {
    fn judge(&self, _: &str, _: Carrier<'_>) -> Result<(), CsrfFault> {
        Ok(())
    }
}

pub(super) fn exempt(reason: &'static str) -> Arc<dyn SenderCheck> {
    Arc::new(Exempt(reason))
}
