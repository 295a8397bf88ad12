//! Password policies on fields: which errors are reported, in which order, and which other fields the check uses.

use forms::{
    Body, Form, Password, Report,
    password::{Blocklist, PasswordList, PasswordPolicy},
};
use std::sync::LazyLock;

fn codes<F: Form<Context = ()>>(body: &str) -> Vec<String> {
    let form = F::bind(&Body::form(body.to_owned()));
    form.errors().iter().map(|error| format!("{} {}", error.path(), error.code())).collect()
}

#[derive(Form)]
#[form(fields = all)]
struct Signup {
    #[form(username)]
    username: String,
    #[form(password(django, similar_to = [username]))]
    password: Password,
    #[form(equals = password)]
    password2: Password,
}

#[test]
fn all_errors_are_reported_in_djangos_order() {
    assert_eq!(
        codes::<Signup>("username=1234567&password=1234567&password2=1234567"),
        [
            "password password_too_similar",
            "password password_too_short",
            "password password_too_common",
            "password password_entirely_numeric",
        ]
    );
    assert_eq!(
        codes::<Signup>("username=ada&password=ada&password2=eve"),
        [
            "password password_too_similar",
            "password password_too_short",
            "password password_too_common",
            "password2 mismatch",
        ]
    );
    // without other fields to compare, all other checks still run
    assert_eq!(
        codes::<Signup>("password=dragon&password2=dragon"),
        ["username required", "password password_too_short", "password password_too_common",]
    );
    assert_eq!(
        codes::<Signup>("username=ada&password=&password2="),
        ["password required", "password2 required"]
    );
}

/// The fields that are compared come after the password in the body and in the declaration, together with other errors.
#[derive(Clone, PartialEq, Form)]
#[form(fields = all)]
struct Reversed {
    #[form(max_length = 2)]
    nick: String,
    #[form(password(django, similar_to = [username]))]
    password: Option<Password>,
    username: String,
    #[form(min = 18)]
    age: u8,
}

#[derive(Form)]
#[form(fields = all)]
struct Several {
    #[form(nested)]
    people: Vec<Reversed>,
}

#[test]
fn the_order_of_errors_does_not_depend_on_the_keys() {
    let pairs = ["nick=abc", "password=1234567", "username=1234567", "age=1"];
    let expected = [
        "nick max_length",
        "password password_too_similar",
        "password password_too_short",
        "password password_too_common",
        "password password_entirely_numeric",
        "age min_value",
    ];
    for turned in 0..pairs.len() {
        let mut body = pairs;
        body.rotate_left(turned);
        assert_eq!(codes::<Reversed>(&body.join("&")), expected);
        body.reverse();
        assert_eq!(codes::<Reversed>(&body.join("&")), expected);
    }
    let people: Vec<_> = (0..3).flat_map(|i| pairs.map(|pair| format!("people[{i}].{pair}"))).collect();
    let each = (0..3).flat_map(|i| expected.map(|code| format!("people[{i}].{code}")));
    assert_eq!(codes::<Several>(&people.join("&")), each.collect::<Vec<_>>());
}

#[test]
fn a_password_that_is_too_long_has_one_error() {
    let long = "ada".repeat(2_000);
    assert_eq!(
        codes::<Signup>(&format!("username=ada&password={long}&password2={long}")),
        ["password max_length"]
    );
}

#[test]
fn spellings_of_one_password_are_equal() {
    let form =
        Signup::bind(&Body::form("username=ada&password=cafe%CC%81-noir-9&password2=caf%C3%A9-noir-9"));
    let signup = form.into_result().unwrap().into_inner();
    assert_eq!(signup.password.expose(), "caf\u{e9}-noir-9");
    assert_eq!(
        (signup.password.as_typed(), signup.password2.as_typed()),
        ("cafe\u{301}-noir-9", "caf\u{e9}-noir-9")
    );
    // eight characters as typed, seven of them letters with or without an accent
    assert_eq!(
        codes::<Signup>("username=ada&password=xyqzcfe%CC%81&password2=xyqzcfe%CC%81"),
        ["password password_too_short"]
    );
}

/// Django compares with fields of these names; `bio` is not one of them.
#[derive(Form)]
#[form(name = Register, fields = [email, last_name, bio, password])]
#[form(name = NewPassword, fields = [password])]
struct Person {
    email: String,
    last_name: String,
    bio: String,
    #[form(password(django))]
    password: Password,
}

#[test]
fn djangos_policy_compares_djangos_attributes() {
    let body = |password: &str| {
        format!("email=lizzy%40example.com&last_name=Bennet&bio=Longbourn&password={password}")
    };
    assert_eq!(codes::<Register>(&body("bennet-1")), ["password password_too_similar"]);
    assert_eq!(codes::<Register>(&body("exam.ple")), ["password password_too_similar"]);
    assert_eq!(codes::<Register>(&body("longbourn1")), [""; 0]);
    assert_eq!(codes::<NewPassword>("password=bennet-1"), [""; 0]);
    assert_eq!(codes::<NewPassword>("password=bennet"), ["password password_too_short"]);
}

static BREACHED: LazyLock<PasswordList> = LazyLock::new(|| ["tr0ub4dor&3xyz"].into_iter().collect());
const STAFF: PasswordPolicy = PasswordPolicy::nist_with_second_factor().min_length(10);
static SHARED: PasswordPolicy = PasswordPolicy::django().compared(true);

#[derive(Form)]
#[form(fields = all)]
struct Policies {
    #[form(password(policy = STAFF, words = ["acme"], blocklist = &BREACHED))]
    staff: Option<Password>,
    #[form(password(policy = SHARED, numeric = false, max_similarity = 0.5))]
    shared: Option<Password>,
    #[form(password(nist, second_factor))]
    second: Option<Password>,
    name: Option<String>,
    #[form(password(nist, similar_to = [name], max_similarity = 1.0, derivatives = false))]
    nist: Option<Password>,
    #[form(password)]
    default: Option<Password>,
}

#[test]
fn policies_by_name_and_by_path() {
    for (body, expected) in [
        ("staff=Tr0ub4dor%263XYZ", "staff password_too_common"),
        ("staff=acme-acme-2024", "staff password_too_common"),
        ("staff=kd83hs7ba", "staff password_too_short"),
        ("staff=kd83hs7ba0", ""),
        ("shared=83910475", ""),
        ("shared=8391047", "shared password_too_short"),
        ("second=kd83hs7", "second password_too_short"),
        ("second=kd83hs7b", ""),
        ("nist=passwordpassword", ""),
        ("nist=839104756620193", ""),
        ("name=elizabethbennet&nist=tennebhtebazile", "nist password_too_similar"),
        ("name=elizabethbennet&nist=tennebhtebazile1", ""),
        ("default=passwordpassword", "default password_too_common"),
        ("default=839104756620193", "default password_entirely_numeric"),
    ] {
        assert_eq!(codes::<Policies>(body).join(" "), expected, "{body}");
    }
    assert!(BREACHED.contains("TR0UB4DOR&3XYZ"));
}

#[test]
fn the_field_describes_its_policy() {
    let policy = |name: &str| Policies::SCHEMA.field(name).and_then(|field| field.policy).unwrap();
    assert!(policy("nist").help_text().contains("personal details"));
    // nothing is compared here, whatever the policy says
    assert!(!policy("shared").help_text().contains("personal details"));
    assert_eq!(policy("staff").min_length, 10);
    let page = Policies::blank().to_html().clone();
    assert!(
        page.contains("Use at least 10 characters.") && page.contains("Do not use only digits."),
        "{page}"
    );
}

/// A form's own check sees a password that the policy refuses, because the policy runs after all fields are read.
#[derive(Form)]
#[form(fields = all, check = looked_at)]
struct Checked {
    name: String,
    #[form(password(similar_to = [name]))]
    password: Password,
}

fn looked_at(draft: &forms::Draft<Checked>, report: &mut Report<'_, Checked>) {
    if draft.password.is_some() && draft.name.is_some() {
        report.add_form_error(forms::Problem::new("seen", "Both are there."));
    }
}

#[test]
fn form_checks_run_with_the_policy() {
    assert_eq!(codes::<Checked>("name=ada&password=short"), ["password password_too_short", " seen"]);
    assert!(Checked::bind(&Body::form("name=ada&password=short")).into_result().is_err());
}

#[test]
fn no_output_reveals_a_password() {
    for password in ["hunter2hunter2", "hunter2\u{e9}hunter2e\u{301}hunter2"] {
        let form = Signup::bind(&Body::form(format!("username=ada&password={password}&password2=x")));
        let shown = format!("{form:?} {} {}", form.errors(), form.to_html());
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(!format!("{:?}", Password::new(password)).contains("hunter2"));
    }
}

/// Invisible characters inside a bad password do not hide it from any list.
#[test]
fn invisible_characters_do_not_hide_a_bad_password() {
    static LIST: LazyLock<PasswordList> = LazyLock::new(|| ["tomato-ladder-quiet-9"].into_iter().collect());
    static FUNCTION: fn(&str) -> bool = |password| password == "tomato-ladder-quiet-8";
    let with = |text: &str, mark: char| text.chars().flat_map(|c| [c, mark]).collect::<String>();
    let codes = |policy: PasswordPolicy, password: &str| -> Vec<String> {
        let problems =
            policy.validate_with(password, &[("user name", "elizabeth")]).err().unwrap_or_default();
        problems.iter().map(|problem| problem.code().to_owned()).collect()
    };
    let nist = PasswordPolicy::nist().words(&["acme-corporation"]);
    assert_eq!(codes(nist, "pass\u{ad}word1234567"), ["password_too_common"]);
    for mark in ['\u{200d}', '\u{ad}', '\u{200b}', '\u{feff}', '\u{2060}', '\u{3164}', '\u{fe0f}', '\u{202e}']
    {
        for (policy, password, code) in [
            (nist, "password1234567", "password_too_common"),
            (nist, "Acme-Corporation", "password_too_common"),
            (nist.blocklist(&LIST), "tomato-ladder-quiet-9", "password_too_common"),
            (nist.blocklist(&FUNCTION), "tomato-ladder-quiet-8", "password_too_common"),
            (PasswordPolicy::django(), "iloveyou1", "password_too_common"),
            (PasswordPolicy::django(), "83910475", "password_entirely_numeric"),
            (PasswordPolicy::django(), "elizabeth-1", "password_too_similar"),
        ] {
            assert_eq!(codes(policy, &with(password, mark)), [code], "{password} {mark:?}");
        }
        assert!(codes(nist, &with("plum tornado kettle", mark)).is_empty());
    }
}
