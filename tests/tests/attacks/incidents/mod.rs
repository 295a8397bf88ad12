//! What happened elsewhere, as tests (P50): each is named after its id, says in a line what happened, and sends what was
//! sent then, in both formats where that applies.
//!
//! The models are those of the applications: the allowlist is what a careful author of such a form writes.
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
mod shapes;
mod texts;
mod updates;

use forms::{Body, Create, Form, Kind};
use tests::report::{looks_like_key, report};

/// The report of a urlencoded body.
fn form<F: Form<Context = ()>>(text: &str) -> String {
    report(F::bind(&Body::form(text)).errors())
}

/// The report of a JSON body.
fn json<F: Form<Context = ()>>(text: &str) -> String {
    report(F::bind(&Body::json(text)).errors())
}

/// What both formats say of one key with one value, beside the rest of a body that is right.
fn both<F: Form<Context = ()>>(rest: (&str, &str), key: &str, value: &str) -> [String; 2] {
    let name: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
    let text: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    [
        form::<F>(&format!("{}&{name}={text}", rest.0)),
        json::<F>(&format!("{{{},{}:{}}}", rest.1, quoted(key), quoted(value))),
    ]
}

/// That key is none of the form's, however it is sent.
#[track_caller]
fn is_unknown<F: Form<Context = ()>>(rest: (&str, &str), key: &str, value: &str) {
    let has_secret = F::SCHEMA.fields.iter().any(|field| matches!(field.kind, Kind::Secret));
    for said in both::<F>(rest, key, value) {
        // beside a secret, the formats differ in which keys they show
        if !(has_secret && said == ":unknown") {
            assert_eq!(said, unknown(key), "{key:?}");
        }
    }
}

/// The report of an unknown key, which has the key only if it looks like one.
fn unknown(key: &str) -> String {
    if looks_like_key(key) { format!("?{key}:unknown") } else { ":unknown".to_owned() }
}

/// The body is right without what the attacker adds: else its refusal shows nothing.
#[track_caller]
fn is_valid<F: Form<Context = ()>>(rest: (&str, &str)) -> forms::Bound<F, Create> {
    let bound = F::bind(&Body::json(format!("{{{}}}", rest.1)));
    assert_eq!(report(bound.errors()), "");
    let bound = F::bind(&Body::form(rest.0));
    assert_eq!(report(bound.errors()), "");
    bound
}
