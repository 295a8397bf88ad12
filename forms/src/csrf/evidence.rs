//! What a body carries of its sender, and what a form makes of it.

use super::{CrossOrigin, Sender, Session, TOKEN_KEY};
use crate::{body::urlencoded, error::CsrfFault};
use std::sync::Arc;

/// What is known of who sent a body. It is judged when a form is bound, which alone knows the form that the token must
/// be for: what was good for one form is never good for another.
#[derive(Debug, Clone)]
pub(crate) struct Evidence(Arc<Standing>);

#[derive(Debug)]
pub(super) enum Standing {
    Origin(Result<Sender, CrossOrigin>),
    Session(Result<Sender, CrossOrigin>, Session),
    /// the browser hides its origin, and a token may still prove it
    Hidden(Session),
    /// for a reason that stands in the code
    Exempt(#[expect(dead_code, reason = "shown by Debug")] &'static str),
}

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

impl Evidence {
    pub(super) fn new(standing: Standing) -> Self {
        Evidence(Arc::new(standing))
    }
    pub(crate) fn exempt(reason: &'static str) -> Self {
        Self::new(Standing::Exempt(reason))
    }
    /// Whether the form of that id takes the body.
    pub(crate) fn judge(&self, form: &str, body: Carrier<'_>) -> Result<(), CsrfFault> {
        let (sender, session) = match &*self.0 {
            Standing::Exempt(_) => return Ok(()),
            Standing::Origin(sender) => (sender, None),
            Standing::Session(sender, session) => (sender, Some(session)),
            Standing::Hidden(_) if !matches!(body, Carrier::Form(_)) => return Err(CsrfFault::CrossOrigin),
            Standing::Hidden(session) => (&Ok(Sender::Unknown), Some(session)),
        };
        let sender = match sender {
            Err(_) => return Err(CsrfFault::CrossOrigin),
            // what came with such a method was let through, not checked
            Ok(Sender::Safe) => return Err(CsrfFault::Unchecked),
            Ok(sender) => sender,
        };
        match (body, session) {
            (Carrier::Json, _) => Ok(()),
            (Carrier::Form(_), None) if *sender != Sender::Unknown => Ok(()),
            (Carrier::Form(_), None) => Err(CsrfFault::OriginMissing),
            (Carrier::Query, _) => Err(CsrfFault::Missing),
            (Carrier::Form(body), Some(session)) => match urlencoded::only(body, TOKEN_KEY) {
                Ok(Some(token)) if !token.is_empty() => session.verify(form, &token),
                Ok(_) => Err(CsrfFault::Missing),
                Err(_) => Err(CsrfFault::Invalid),
            },
        }
    }
}
