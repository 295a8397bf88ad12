//! Bodies with a wrong content type.

use forms::{Body, Form};
use tests::report::report;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Transfer {
    pub to: String,
    pub amount: u32,
}

fn said(content_type: &str, body: &str) -> (u16, String) {
    let bound = Transfer::bind(&Body::new(content_type, body));
    (bound.status(), report(bound.errors()))
}

fn unsupported() -> (u16, String) {
    (415, ":unsupported_media_type".to_owned())
}

const JSON: &str = r#"{"to":"mallory","amount":1000}"#;

/// FastAPI: JSON was read with any content type, so that a page of another site could send it as `text/plain`.
#[test]
fn cve_2021_32677_fastapi_text_plain() {
    assert_eq!(said("application/json", JSON), (200, String::new()));
    for content_type in
        ["text/plain", "", "text/plain;charset=UTF-8", "text/json", "application/x-json", "*/*"]
    {
        assert_eq!(said(content_type, JSON), unsupported(), "{content_type:?}");
    }
    // it is not read as a form either
    let (status, _) = said("application/x-www-form-urlencoded", JSON);
    assert_eq!(status, 422);
}

/// Rails: parameters in XML could contain YAML and symbols, and ran code.
#[test]
fn cve_2013_0156_rails_xml_yaml() {
    let xml = r#"<?xml version="1.0"?><to type="yaml">--- !ruby/hash:Action x: y</to>"#;
    for content_type in
        ["text/xml", "application/xml", "application/x-yaml", "text/yaml", "application/soap+xml"]
    {
        assert_eq!(said(content_type, xml), unsupported(), "{content_type}");
    }
}

/// Flask: JSON was decoded with the encoding that it seemed to have.
#[test]
fn cve_2018_1000656_flask_json_encodings() {
    let utf16: Vec<u8> = JSON.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bound = Transfer::bind(&Body::new("application/json", utf16));
    assert_eq!((bound.status(), report(bound.errors())), (400, ":malformed".to_owned()));
    for charset in ["utf-16", "utf-32", "latin1", "utf-7", "windows-1252"] {
        let (status, code) = said(&format!("application/json; charset={charset}"), JSON);
        assert_eq!((status, code.as_str()), (415, ":unsupported_charset"), "{charset}");
    }
}

/// Rack: a regular expression over the content type took quadratic time.
#[test]
fn cve_2024_25126_rack_content_type() {
    let long = format!("application/json;{}", " ;a=b".repeat(100_000));
    let (status, _) = said(&long, JSON);
    assert!(matches!(status, 200 | 415), "{status}");
    let long = format!("application/json;{}x", " ".repeat(1_000_000));
    assert!(matches!(said(&long, JSON).0, 200 | 415));
}

/// FastAPI's form reader: the same with the parameters of a header.
#[test]
fn cve_2024_24762_python_multipart_header_options() {
    let long = format!("application/x-www-form-urlencoded; !={}", "\\".repeat(100_000));
    assert_eq!(said(&long, "to=a&amount=1").0, 200);
}

/// The `_charset_` field of a page and the charset of the header never change the decoder.
#[test]
fn wpt_charset_fields_do_not_switch_the_decoder() {
    let body = Body::new("application/x-www-form-urlencoded", "_charset_=windows-1252&to=%E9&amount=1");
    assert_eq!(report(Transfer::bind(&body).errors()), ":encoding");
    let (status, code) = said("application/x-www-form-urlencoded; charset=windows-1252", "to=a&amount=1");
    assert_eq!((status, code.as_str()), (415, ":unsupported_charset"));
}
