//! Incidents of other libraries as tests (P50). Each has the id of the incident in its name, says in one line what happened,
//! and sends the original input, in both formats if possible.
//!
//! The models are those of the applications. The forms have the fields that a careful author would list.
#![allow(missing_docs)]
#![allow(clippy::doc_markdown, reason = "names of products, not of code")]
#![allow(clippy::format_collect, reason = "tests are read from top to bottom, and run once")]

mod collections;
mod duplicates;
mod encodings;
mod identities;
mod keys;
mod limits;
mod mass_assignment;
mod media_types;
mod numbers;
mod outputs;
mod rights;
mod rows;
mod shapes;
mod texts;
mod updates;

use forms::{Body, Create, Form, Kind};
use tests::report::{looks_like_key, report};

/// Returns the report of an urlencoded body.
fn form<F: Form<Context = ()>>(text: &str) -> String {
    report(F::bind(&Body::form(text)).errors())
}

/// Returns the report of a JSON body.
fn json<F: Form<Context = ()>>(text: &str) -> String {
    report(F::bind(&Body::json(text)).errors())
}

/// Returns the report of both formats for a valid body with one more key.
fn both<F: Form<Context = ()>>(rest: (&str, &str), key: &str, value: &str) -> [String; 2] {
    let name: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
    let text: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    [
        form::<F>(&format!("{}&{name}={text}", rest.0)),
        json::<F>(&format!("{{{},{}:{}}}", rest.1, quoted(key), quoted(value))),
    ]
}

/// Checks that the form does not have that key, in any format.
#[track_caller]
fn is_unknown<F: Form<Context = ()>>(rest: (&str, &str), key: &str, value: &str) {
    let has_secret = F::SCHEMA.fields.iter().any(|field| matches!(field.kind, Kind::Secret));
    for said in both::<F>(rest, key, value) {
        // next to a secret, the formats differ in the keys that they show
        if !(has_secret && said == ":unknown") {
            assert_eq!(said, unknown(key), "{key:?}");
        }
    }
}

/// Returns the report of an unknown key. It has the key only if that looks like one.
fn unknown(key: &str) -> String {
    if looks_like_key(key) { format!("?{key}:unknown") } else { ":unknown".to_owned() }
}

/// Checks that the body is valid without the attacker's addition. Otherwise its refusal would prove nothing.
#[track_caller]
fn is_valid<F: Form<Context = ()>>(rest: (&str, &str)) -> forms::Bound<F, Create> {
    let bound = F::bind(&Body::json(format!("{{{}}}", rest.1)));
    assert_eq!(report(bound.errors()), "");
    let bound = F::bind(&Body::form(rest.0));
    assert_eq!(report(bound.errors()), "");
    bound
}
