//! Texts that are not what they look like, or that end with invisible characters.

use super::{form, json};
use forms::{Email, Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub(crate) struct Signup {
    #[form(username, max_length = 30)]
    pub username: String,
    pub email: Email,
    #[form(password(min_length = 8, similar_to = [username, email]))]
    pub password: Password,
}

fn email(text: &str) -> [String; 2] {
    super::both::<Signup>(
        ("username=ada&password=quite+unguessable", r#""username":"ada","password":"quite unguessable""#),
        "email",
        text,
    )
}

/// Django: `$` matches before a line feed at the end, so that addresses could contain mail headers.
#[test]
fn cve_2015_5144_django_trailing_newline() {
    assert_eq!(email("a@example.com"), ["", ""]);
    for text in
        ["a@example.com\nBcc: x@example.com", "a@exam\nple.com", "a@example.com\r\nX: y", "a\n@example.com"]
    {
        for said in email(text) {
            assert!(said.starts_with("email:"), "{text:?}: {said}");
        }
    }
    // a line break at the very end is stripped, and never part of the value
    let body = forms::Body::form("username=ada&password=quite+unguessable&email=a%40example.com%0A");
    let clean = Signup::bind(&body).into_result();
    if let Ok(clean) = clean {
        assert_eq!(clean.into_inner().email.as_str(), "a@example.com");
    }
}

/// The same bug came back in a new validator, eleven years later.
#[test]
fn cve_2026_53878_django_domain_newline() {
    for text in
        ["a@example\u{2028}.com", "a@example.com\u{85}x", "a@example.com\u{b}x", "a@exam\u{2029}ple.com"]
    {
        for said in email(text) {
            assert!(said.starts_with("email:"), "{text:?}: {said}");
        }
    }
    // white space of any kind is stripped at the ends, and only there
    assert_eq!(email("a@example.com\u{2028}"), ["", ""]);
}

/// Symfony: a value with a line feed at its end was valid.
#[test]
fn cve_2024_50343_symfony_trailing_newline() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Code {
        #[form(regex = "^[0-9]{4}$", strip = false)]
        pin: String,
    }
    assert_eq!(form::<Code>("pin=1234"), "");
    assert_eq!(form::<Code>("pin=1234%0A"), "pin:invalid");
    assert_eq!(json::<Code>(r#"{"pin":"1234\n"}"#), "pin:invalid");
    assert_eq!(form::<Code>("pin=%0A1234"), "pin:invalid");
}

/// Django: an address that is equal after case folding (`ſ` and `ı` for `s` and `i`) received the password reset.
#[test]
fn cve_2019_19844_django_unicode_case() {
    for text in
        ["m\u{131}ke@example.com", "a@example.\u{17f}om", "\u{212a}im@example.com", "a\u{17f}@example.com"]
    {
        for said in email(text) {
            assert_eq!(said, "email:invalid", "{text:?}");
        }
    }
}

fn username(text: &str) -> [String; 2] {
    super::both::<Signup>(
        (
            "email=a%40example.com&password=quite+unguessable",
            r#""email":"a@example.com","password":"quite unguessable""#,
        ),
        "username",
        text,
    )
}

/// Symfony: direction marks and characters without width made two names look alike.
#[test]
fn cve_2026_48760_symfony_bidi_and_zero_width() {
    for text in [
        "adm\u{200b}in",
        "\u{202e}nimda",
        "adm\u{ad}in",
        "admin\u{2066}",
        "ad\u{feff}min",
        "ad\u{200d}min",
        "a\u{34f}b",
    ] {
        for said in username(text) {
            assert!(said.starts_with("username:"), "{text:?}: {said}");
        }
    }
}

/// NUL ended the text where C code read it (Django refuses it since 2.0).
#[test]
fn cwe_626_null_characters() {
    for (text, json_text) in [("a%00b", r"a\u0000b"), ("%00", r"\u0000"), ("admin%00", r"admin\u0000")] {
        let said =
            form::<Signup>(&format!("username={text}&email=a%40example.com&password=quite+unguessable"));
        assert_eq!(said, "username:invalid username:null_characters_not_allowed", "{text}");
        let said = json::<Signup>(&format!(
            r#"{{"username":"{json_text}","email":"a@example.com","password":"quite unguessable"}}"#
        ));
        assert_eq!(said, "username:invalid username:null_characters_not_allowed", "{text}");
    }
}

/// Django: addresses with very many labels.
#[test]
fn cve_2023_36053_django_many_labels() {
    for text in
        [format!("a@{}com", "a.".repeat(300_000)), format!("a@{}", "-".repeat(300_000)), "@".repeat(300_000)]
    {
        let said = form::<Signup>(&format!("username=ada&password=quite+unguessable&email={text}"));
        assert!(said.starts_with("email:"), "{said}");
    }
}

/// Django, 2009: a regular expression for addresses backtracked.
#[test]
fn cve_2009_3695_django_email_backtracking() {
    let text = format!("viewx3dtextx26qx3d@yahoo.comx26latlngx3d15854521645943074058{}", "x".repeat(2_000));
    let said = form::<Signup>(&format!("username=ada&password=quite+unguessable&email={text}"));
    assert!(said.starts_with("email:"), "{said}");
}

/// Django: names were normalized before their length was checked.
#[test]
fn cve_2025_64458_django_nfkc_of_long_names() {
    let marks = "\u{345}\u{301}\u{323}".repeat(50_000);
    for said in username(&format!("a{marks}")) {
        assert!(said.starts_with("username:"), "{}", said.len());
    }
}

/// Django: a very long password was compared with the user's name, in quadratic time.
#[test]
fn cve_2021_45115_django_similarity_of_long_passwords() {
    let long = "ada".repeat(200_000);
    let said = form::<Signup>(&format!("username=ada&email=ada%40example.com&password={long}"));
    assert_eq!(said, "password:max_length");
}

/// Django: it was also hashed in full.
#[test]
fn cve_2013_1443_django_long_passwords() {
    let long = "x".repeat(900_000);
    assert_eq!(
        form::<Signup>(&format!("username=ada&email=ada%40example.com&password={long}")),
        "password:max_length"
    );
    assert_eq!(
        json::<Signup>(&format!(r#"{{"username":"ada","email":"ada@example.com","password":"{long}"}}"#)),
        "password:max_length"
    );
}

/// Symfony: an empty password was accepted.
#[test]
fn cve_2017_11365_symfony_empty_password() {
    for text in ["", "%20", "%00"] {
        let said = form::<Signup>(&format!("username=ada&email=ada%40example.com&password={text}"));
        assert!(said.starts_with("password:"), "{text:?}: {said}");
    }
    let said = json::<Signup>(r#"{"username":"ada","email":"ada@example.com","password":null}"#);
    assert_eq!(said, "password:required");
}
