//! What is returned to the sender, or written to a log.

use super::{form, json};
use forms::{Body, Form, Password};

const CANARY: &str = "hunter2-canary";

#[derive(Form)]
#[form(fields = all)]
pub(crate) struct Login {
    #[form(max_length = 5)]
    pub name: String,
    #[form(password(min_length = 40))]
    pub password: Password,
    pub age: u8,
}

fn outputs(body: &Body) -> Vec<String> {
    let bound = Login::bind(body);
    assert!(!bound.is_valid());
    let errors = bound.errors();
    vec![
        errors.to_string(),
        format!("{errors:?}"),
        format!("{bound:?}"),
        errors.to_json().to_string(),
        errors.to_nested_json().to_string(),
        serde_json::to_string(&errors.to_problem_details()).unwrap(),
        errors.iter().map(|error| format!("{error:?} {:?} {}", error.params(), error.message())).collect(),
    ]
}

/// validator puts the value into the params, pydantic into `input`, serde into its message. Our errors do not contain it.
#[test]
fn pydantic_9139_errors_carry_the_input() {
    for body in [
        Body::form(format!("name={CANARY}&password={CANARY}&age={CANARY}")),
        Body::json(format!(r#"{{"name":"{CANARY}","password":"{CANARY}","age":"{CANARY}"}}"#)),
        Body::json(format!(r#"{{"name":"{CANARY}","password":["{CANARY}"],"age":{{"a":"{CANARY}"}}}}"#)),
        Body::json(format!(r#"{{"name":"{CANARY}" "#)),
    ] {
        for text in outputs(&body) {
            assert!(!text.contains(CANARY), "{text}");
        }
    }
}

/// Django: submitted text was logged unchanged, with its line breaks.
#[test]
fn cve_2026_111211_django_log_injection() {
    let body = Body::form("name=a&password=p&age=1&x%0A2026-11-24+ERROR+forged%1b[31m=1");
    for text in outputs(&body) {
        assert!(!text.contains("\n2026") && !text.contains('\u{1b}'), "{text}");
    }
    let said = form::<Login>("name=a&age=1&a%0Ab=1");
    assert_eq!(said, "password:required :unknown");
}

/// Django's admin showed the password hash to users who could only view an account.
#[test]
fn cve_2018_16984_django_password_hash_shown() {
    let bound = Login::bind(&Body::form(format!("name=toolong&password={CANARY}&age=1")));
    let page = bound.to_html().clone();
    assert!(page.contains("toolong"));
    assert!(!page.contains(CANARY), "{page}");
}

/// Django: a file name was written into the page without escaping. We test every text and key.
#[test]
fn cve_2011_0697_django_markup_in_names() {
    let script = "<script>alert(1)</script>";
    let bound = Login::bind(&Body::form(format!("name={script}\"'&password=p&age=1&{script}=1")));
    let page = bound.to_html().clone();
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
}

/// A long key is not shown.
#[test]
fn long_keys_are_not_shown() {
    let said = json::<Login>(&format!(r#"{{"name":"a","age":1,"{}":1}}"#, "k".repeat(100_000)));
    assert!(said.len() < 200, "{}", said.len());
    assert!(said.ends_with(":unknown"));
}
