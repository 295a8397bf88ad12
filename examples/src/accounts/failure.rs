//! Errors of the server.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use forms::password::hash::HashError;
use std::fmt;

/// An error of the database or the system. The log has the details; the client learns only that the request failed.
#[derive(Debug)]
pub struct Failure(Box<dyn std::error::Error + Send + Sync>);

impl<E: Into<Box<dyn std::error::Error + Send + Sync>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(error.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Some(HashError::Busy) = self.0.downcast_ref() {
            let retry = [(header::RETRY_AFTER, "1")];
            return (
                StatusCode::SERVICE_UNAVAILABLE,
                retry,
                "Too many people are logging in. Try again in a moment.\n",
            )
                .into_response();
        }
        // errors of the database and the system contain no submitted values
        eprintln!("accounts: {self}");
        (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side. Try again later.\n")
            .into_response()
    }
}
