//! Whether a form takes a body, by what is known of its sender.

use super::{CrossOrigin, Sender, Session, TOKEN_KEY};
use crate::{
    body::{Carrier, SenderCheck, urlencoded},
    error::CsrfFault,
};

/// What an origin check and a session have found of the sender.
#[derive(Debug)]
pub(super) enum Standing {
    Origin(Result<Sender, CrossOrigin>),
    Session(Result<Sender, CrossOrigin>, Session),
    /// the browser hides its origin, and a token may still prove it
    Hidden(Session),
}

impl SenderCheck for Standing {
    fn judge(&self, form: &str, body: Carrier<'_>) -> Result<(), CsrfFault> {
        let (sender, session) = match self {
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
