//! Small bodies that are expensive.

use super::{form, json};
use forms::{Body, Form, Limits};
use tests::report::report;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Comment {
    #[form(max_length = 1000)]
    pub text: String,
    pub extra: Option<serde_json::Value>,
}

/// Rack: an unlimited number of parameters.
#[test]
fn cve_2025_46727_rack_unbounded_parameters() {
    assert_eq!(form::<Comment>(&"a&".repeat(400_000)), ":too_many_fields");
    let members: Vec<_> = (0..50_000).map(|i| format!(r#""k{i}":0"#)).collect();
    assert_eq!(json::<Comment>(&format!("{{{}}}", members.join(","))), ":too_many_fields");
}

/// Go: the same in `net/url`.
#[test]
fn cve_2025_61726_go_url_parameters() {
    assert_eq!(form::<Comment>(&"&".repeat(1_000_000)), ":too_many_fields");
    assert_eq!(form::<Comment>(&"=&".repeat(500_000)), ":too_many_fields");
}

/// Rack: a body without a limit.
#[test]
fn cve_2025_61919_rack_unbounded_body() {
    let body = format!("text={}", "a".repeat(2 << 20));
    let bound = Comment::bind(&Body::form(body));
    assert_eq!((bound.status(), report(bound.errors())), (413, ":too_large".to_owned()));
}

/// axum: the same, before it had a default limit.
#[test]
fn rustsec_2022_0055_axum_core_unbounded_body() {
    let bound =
        Comment::binder().limits(Limits::DEFAULT.max_body_bytes(10)).bind(&Body::form("text=0123456789"));
    assert_eq!((bound.status(), report(bound.errors())), (413, ":too_large".to_owned()));
}

/// Rack: keys with colliding hashes (28C3).
#[test]
fn cve_2011_5036_rack_hash_collisions() {
    // a submitted key is never in a hash map: only the limit of the report matters
    let keys: Vec<_> =
        (0..200).map(|i| format!("EzEz{i:08b}FYFYEzFY=1").replace('0', "Ez").replace('1', "FY")).collect();
    let said = form::<Comment>(&format!("text=a&{}", keys.join("&")));
    assert_eq!(said.matches(":unknown").count(), 16, "{said}");
}

/// serde_yaml, and JSONTestSuite's hundred thousand brackets: stack overflow.
#[test]
fn rustsec_2018_0005_deep_recursion() {
    let deep = "[".repeat(100_000);
    assert_eq!(json::<Comment>(&format!(r#"{{"text":"a","extra":{deep}"#)), ":too_deep");
    assert_eq!(form::<Comment>(&format!("text=a&extra={}", &deep[..60_000])), "extra:invalid");
    assert_eq!(form::<Comment>(&format!("text=a&extra={deep}")), "extra:max_length");
}

/// Django: a JSON text with a hundred thousand brackets in a form raised `RecursionError`.
#[test]
fn django_json_field_recursion_error() {
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    assert_eq!(form::<Comment>(&format!("text=a&extra={deep}")), "extra:invalid");
}

/// JSON values take many times the memory of their text, so they are counted during reading.
#[test]
fn serde_json_value_amplification() {
    let nulls = vec!["0"; 400_000].join(",");
    assert_eq!(json::<Comment>(&format!(r#"{{"text":"a","extra":[{nulls}]}}"#)), "extra:max_nodes");
    assert_eq!(form::<Comment>(&format!("text=a&extra=[{}0]", &nulls[..60_000])), "extra:max_nodes");
}
