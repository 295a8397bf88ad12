//! The CSRF session of a request, from the request's extensions.

use crate::{
    Body,
    csrf::{Origins, Request, Session},
};
use axum_core::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

/// The rejection of a handler that takes a [`Session`](crate::csrf::Session) if no layer has put one into the
/// request's extensions. The response is a 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no layer has put a `forms::csrf::Session` into the request's extensions")]
pub struct NoSession(());

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = NoSession;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, NoSession> {
        head.extensions.get().cloned().ok_or(NoSession(()))
    }
}

impl From<&Parts> for Request {
    /// Takes the method, the headers, and the authority of the URI, which HTTP/2 sends instead of a `Host` header.
    fn from(head: &Parts) -> Self {
        let headers = head.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let request = Request::new(head.method.as_str()).headers(headers);
        match head.uri.authority() {
            Some(authority) => request.host(authority.as_str()),
            None => request,
        }
    }
}

/// Returns the body with the result of the sender check, if the application's layer has set one up.
pub(super) fn checked(head: &Parts, body: Body) -> Body {
    if let Some(session) = head.extensions.get::<Session>() {
        session.check_body(&head.into(), body)
    } else if let Some(origins) = head.extensions.get::<Origins>() {
        origins.check_body(&head.into(), body)
    } else {
        body
    }
}

impl IntoResponse for NoSession {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
