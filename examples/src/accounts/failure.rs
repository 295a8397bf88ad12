//! What is nobody's mistake but ours.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::fmt;

/// Something that should work did not: the database, the system. The log is told what, the client only that.
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
        // what the database and the system say of themselves holds no submitted value
        eprintln!("accounts: {self}");
        (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side. Try again later.\n")
            .into_response()
    }
}
