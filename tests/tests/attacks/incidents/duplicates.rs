//! The same key twice: one program checked the first value, another used the last.

use super::{form, json};
use forms::Form;

/// The document of a user in CouchDB.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct UserDocument {
    #[form(rename = "type", one_of = ["user"])]
    pub kind: String,
    pub name: String,
    pub roles: Vec<String>,
    pub password: String,
}

/// CouchDB: the validator saw the last `roles`, the store kept the first, and the user was an administrator.
#[test]
fn cve_2017_12635_couchdb_duplicate_roles() {
    assert_eq!(json::<UserDocument>(r#"{"type":"user","name":"oops","roles":[],"password":"password"}"#), "");
    for roles in [
        r#""roles":["_admin"],"roles":[]"#,
        r#""roles":[],"roles":["_admin"]"#,
        r#""roles":["_admin"],"r\u006fles":[]"#,
        r#""r\u006fles":["_admin"],"\u0072oles":[]"#,
    ] {
        let said = json::<UserDocument>(&format!(
            r#"{{"type":"user","name":"oops",{roles},"password":"password"}}"#
        ));
        assert_eq!(said, "roles:duplicate", "{roles}");
    }
}

/// The same inside a value that is JSON itself.
#[test]
fn cve_2017_12635_couchdb_duplicates_within_a_json_value() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Document {
        doc: serde_json::Value,
    }
    assert_eq!(json::<Document>(r#"{"doc":{"roles":[]}}"#), "");
    assert_eq!(json::<Document>(r#"{"doc":{"roles":["_admin"],"roles":[]}}"#), "doc:duplicate");
    assert_eq!(json::<Document>(r#"{"doc":[{"a":{"roles":["_admin"],"\u0072oles":[]}}]}"#), "doc:duplicate");
    assert_eq!(form::<Document>(r#"doc={"roles":["_admin"],"roles":[]}"#), "doc:duplicate");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Transfer {
    pub to: String,
    pub amount: u32,
}

/// Parameter pollution: a firewall reads the first, the application the last.
#[test]
fn http_parameter_pollution_2009() {
    assert_eq!(form::<Transfer>("to=ada&amount=1&amount=1000"), "amount:duplicate");
    assert_eq!(form::<Transfer>("to=ada&amount=1&%61mount=1000"), "amount:duplicate");
    assert_eq!(form::<Transfer>("to=ada&to=mallory&amount=1&amount=1000"), "to:duplicate amount:duplicate");
    assert_eq!(form::<Transfer>("to=ada&amount=1&amount=1"), "amount:duplicate");
    assert_eq!(form::<Transfer>("to=ada&amount=1&amount[]=1000"), "?amount[]:unknown");
}

/// bottle: `;` was a separator too, which hid a key from a program that checked the body before.
#[test]
fn cve_2020_28473_bottle_parameter_cloaking() {
    assert_eq!(form::<Transfer>("to=ada&amount=1;amount=1000"), "amount:invalid");
    assert_eq!(form::<Transfer>("to=ada;amount=1000&amount=1"), "");
}

/// Python and Django: the same separator, together with caches that did not know it.
#[test]
fn cve_2021_23336_python_semicolon_separator() {
    let body = forms::Body::query("to=ada;x=1&amount=1");
    assert_eq!(Transfer::bind(&body).into_result().unwrap().into_inner().to, "ada;x=1");
    assert_eq!(form::<Transfer>("to=a&amount=1&utm_content=1;to=b"), "?utm_content:unknown");
}

/// Rack: pairs were counted by `&`, and split by `;` too.
#[test]
fn cve_2025_59830_rack_uncounted_separators() {
    let many = ";a=1".repeat(10_000);
    assert_eq!(form::<Transfer>(&format!("to=ada&amount=1{many}")), "amount:invalid");
    let many = "&a=1".repeat(1_000);
    assert_eq!(form::<Transfer>(&format!("to=ada&amount=1{many}")), ":too_many_fields");
}

/// JSON parsers that treat duplicates differently: one checked a payment, another charged it.
#[test]
fn bishop_fox_2021_json_interoperability() {
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1,"amount":1000}"#), "amount:duplicate");
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1,"amount\ud800":1000}"#), ":malformed");
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1,"amount\u0000":1000}"#), ":unknown");
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1,"amount\u200b":1000}"#), ":unknown");
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1/*,"amount":1000*/}"#), ":malformed");
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1,}"#), ":malformed");
    assert_eq!(json::<Transfer>(r#"{"to":"ada",amount:1}"#), ":malformed");
    assert_eq!(json::<Transfer>(r#"{"to":"ada","amount":1}}"#), ":malformed");
}

/// JSONTestSuite's `n_structure_trailing` cases and Go's decoder: bytes after the value were ignored.
#[test]
fn go_json_decoder_trailing_data() {
    for tail in ["x", "{}", "]", "\0", "#", "null", "/**/"] {
        assert_eq!(
            json::<Transfer>(&format!(r#"{{"to":"ada","amount":1}}{tail}"#)),
            ":malformed",
            "{tail:?}"
        );
    }
}
