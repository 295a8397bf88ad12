//! The errors as `application/problem+json` (RFC 9457): a flat list with JSON pointers.

use super::{
    Error, Errors, Step,
    json::{Message, Params, write_json},
};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt::{self, Write};

/// The content type of [`ProblemDetails`].
pub const PROBLEM_JSON: &str = "application/problem+json";

/// The errors as RFC 9457 problem details, for an HTTP response. Created by [`Errors::to_problem_details`].
///
/// `type` is `about:blank` and `title` the name of the status, as in RFC 9457 section 4.2.1. `errors` is an extension
/// (section 3): a list of objects with `pointer`, `code`, `params` and `detail`. A pointer is a JSON pointer as a URI
/// fragment (RFC 6901 section 6), for urlencoded and multipart bodies too: `#/phones/1/number`. Errors of a form itself
/// have the form's pointer (`#`, `#/address`), and so have unknown keys, with the key in `params.key`.
///
/// It implements [`Serialize`], and [`Display`](fmt::Display) writes it as JSON.
///
/// ```json
/// {
///   "type": "about:blank",
///   "title": "Unprocessable Content",
///   "status": 422,
///   "detail": "The submission has 1 error.",
///   "errors": [{"pointer": "#/email", "code": "required", "params": {}, "detail": "Enter email address."}]
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ProblemDetails<'e>(&'e Errors);

impl Errors {
    /// Returns the errors as RFC 9457 problem details. Respond with the status [`status`](Self::status) and the content
    /// type [`PROBLEM_JSON`].
    pub fn to_problem_details(&self) -> ProblemDetails<'_> {
        ProblemDetails(self)
    }
}

impl ProblemDetails<'_> {
    /// Returns the HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status()
    }
    /// Returns the name of the status (RFC 9110 section 15).
    pub fn title(&self) -> &'static str {
        match self.status() {
            200 => "OK",
            400 => "Bad Request",
            403 => "Forbidden",
            413 => "Content Too Large",
            415 => "Unsupported Media Type",
            _ => "Unprocessable Content",
        }
    }
    /// Returns a sentence: the reason if the body cannot be read, else the number of errors.
    pub fn detail(&self) -> String {
        match (self.status(), self.0.iter().next(), self.0.len()) {
            (400 | 403 | 413 | 415, Some(error), _) => error.message(),
            (_, _, 0) => "The submission has no errors.".to_owned(),
            (_, _, 1) => "The submission has 1 error.".to_owned(),
            (_, _, count) => format!("The submission has {count} errors."),
        }
    }
}

impl Serialize for ProblemDetails<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("type", "about:blank")?;
        map.serialize_entry("title", self.title())?;
        map.serialize_entry("status", &self.status())?;
        map.serialize_entry("detail", &self.detail())?;
        map.serialize_entry("errors", &Items(self.0))?;
        map.end()
    }
}

impl fmt::Display for ProblemDetails<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(self, f)
    }
}

struct Items<'e>(&'e Errors);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Item))
    }
}

struct Item<'e>(Error<'e>);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("pointer", &fragment(&self.0))?;
        map.serialize_entry("code", self.0.code())?;
        map.serialize_entry("params", &Params(self.0.problem()))?;
        map.serialize_entry("detail", &Message(self.0))?;
        map.end()
    }
}

/// Returns the path of the error as a JSON pointer in a URI fragment.
fn fragment(error: &Error<'_>) -> String {
    let mut fragment = String::from("#");
    error.walk(|step| {
        fragment.push('/');
        match step {
            Step::Field(field) => push_token(&mut fragment, field.name.as_str()),
            Step::Item(i) => {
                let _ = write!(fragment, "{i}");
            }
        }
    });
    fragment
}

/// Appends a name with `~` and `/` escaped (RFC 6901 section 3), and with characters that a fragment does not allow
/// percent-encoded (RFC 3986 section 3.5).
fn push_token(fragment: &mut String, name: &str) {
    for byte in name.bytes() {
        match byte {
            b'~' => fragment.push_str("~0"),
            b'/' => fragment.push_str("~1"),
            byte if byte.is_ascii_alphanumeric() || b"-._!$&'()*+,;=:@?".contains(&byte) => {
                fragment.push(byte as char);
            }
            _ => {
                let _ = write!(fragment, "%{byte:02X}");
            }
        }
    }
}
