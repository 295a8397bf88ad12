//! Decides whether a form accepts a body from its sender.

use super::{CrossOrigin, Sender, Session, TOKEN_KEY};
use crate::{
    body::{Carrier, SenderCheck, urlencoded},
    error::CsrfFault,
};

/// The results of the origin check and the session of a request.
#[derive(Debug)]
pub(super) enum SenderEvidence {
    Origin(Result<Sender, CrossOrigin>),
    Session(Result<Sender, CrossOrigin>, Session),
    /// the browser hides its origin, but a token may still be valid
    Hidden(Session),
}

impl SenderCheck for SenderEvidence {
    fn judge(&self, form: &str, body: Carrier<'_>) -> Result<(), CsrfFault> {
        let (sender, session) = match self {
            SenderEvidence::Origin(sender) => (sender, None),
            SenderEvidence::Session(sender, session) => (sender, Some(session)),
            SenderEvidence::Hidden(_) if !matches!(body, Carrier::Form(_)) => {
                return Err(CsrfFault::CrossOrigin);
            }
            SenderEvidence::Hidden(session) => (&Ok(Sender::Unknown), Some(session)),
        };
        let sender = match sender {
            Err(_) => return Err(CsrfFault::CrossOrigin),
            // the origin check lets these methods pass without looking at the sender
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
