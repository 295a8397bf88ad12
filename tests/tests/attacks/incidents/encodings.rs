//! Bytes that become other characters during decoding.

use super::{form, json};
use forms::{Body, Form};
use tests::report::report;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Note {
    pub text: String,
    pub path: Option<String>,
}

/// Django: the replacement of invalid UTF-8 took quadratic time.
#[test]
fn cve_2019_14235_django_invalid_utf8() {
    assert_eq!(form::<Note>(&format!("text={}", "%F4%90".repeat(50_000))), ":encoding");
    let bound = Note::bind(&Body::new("application/x-www-form-urlencoded", b"text=\xf4\x90".repeat(1000)));
    assert_eq!((bound.status(), report(bound.errors())), (400, ":encoding".to_owned()));
}

/// Overlong encodings of `/` and `.`, which checks for `../` did not recognise (IIS, Tomcat).
#[test]
fn cve_2008_2938_overlong_utf8() {
    for text in [
        "%C0%AE%C0%AE%C0%AF",
        "%c0%af",
        "%E0%80%AF",
        "%F0%80%80%AF",
        "%ED%A0%80",
        "%FE%FF",
        "%80",
        "%F5%80%80%80",
    ] {
        assert_eq!(form::<Note>(&format!("text={text}")), ":encoding", "{text}");
        assert_eq!(form::<Note>(&format!("text=a&x={text}")), ":encoding", "{text}");
        assert_eq!(form::<Note>(&format!("text=a&{text}=1")), ":encoding", "{text}");
    }
}

/// Decoding twice turns `%252e` into a dot (IIS, 2001).
#[test]
fn cve_2001_0333_decoded_twice() {
    let clean =
        Note::bind(&Body::form("text=%252e%252e%252f&path=%2561")).into_result().unwrap().into_inner();
    assert_eq!((clean.text.as_str(), clean.path.as_deref()), ("%2e%2e%2f", Some("%61")));
    assert_eq!(form::<Note>("text=a&%2574ext=b"), ":unknown");
}

/// A byte order mark is data in a form, so that its first key is a different one; JSON must not have one.
#[test]
fn wpt_byte_order_marks_are_data() {
    assert_eq!(form::<Note>("\u{feff}text=a"), "text:required :unknown");
    assert_eq!(json::<Note>("\u{feff}{\"text\":\"a\"}"), ":malformed");
}

/// Lone surrogates, which some readers replace and others keep.
#[test]
fn json_test_suite_lone_surrogates() {
    for text in [r"\ud800", r"\udc00", r"\ud800\ud800", r"\udd1e\ud834", r"\ud800abc", r"\uD834\u0041"] {
        assert_eq!(json::<Note>(&format!(r#"{{"text":"{text}"}}"#)), ":malformed", "{text}");
        assert_eq!(json::<Note>(&format!(r#"{{"text":"a","x":"{text}"}}"#)), ":malformed", "{text}");
    }
    let clean = Note::bind(&Body::json(r#"{"text":"\ud834\udd1e"}"#)).into_result().unwrap().into_inner();
    assert_eq!(clean.text, "\u{1d11e}");
}

/// Keys that are equal after normalisation are two keys (JSONTestSuite).
#[test]
fn json_test_suite_keys_are_not_normalised() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Menu {
        #[form(rename = "caf\u{e9}")]
        cafe: String,
    }
    assert_eq!(json::<Menu>("{\"caf\u{e9}\":\"a\"}"), "");
    assert_eq!(json::<Menu>("{\"caf\u{e9}\":\"a\",\"cafe\u{301}\":\"b\"}"), ":unknown");
    assert_eq!(form::<Menu>("cafe%CC%81=b"), "caf\u{e9}:required :unknown");
}
