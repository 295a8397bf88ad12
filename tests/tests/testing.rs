//! The assertions for users' own tests: what they accept, and what they say when they fail.
#![allow(missing_docs)]

use forms::{Body, Bound, Form, Password, Problem, Report};
use std::{
    panic::{AssertUnwindSafe, Location, catch_unwind, set_hook, take_hook},
    sync::{Arc, Mutex},
};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Phone {
    #[form(min_length = 3)]
    number: String,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Person {
    #[form(max_length = 5)]
    name: String,
}

#[derive(Form)]
#[form(fields = all, check = never_on_sundays)]
struct Signup {
    #[form(email)]
    email: String,
    #[form(flatten)]
    person: Person,
    #[form(nested)]
    phones: Vec<Phone>,
    password: Option<Password>,
}

fn never_on_sundays(draft: &forms::Draft<Signup>, report: &mut Report<'_, Signup>) {
    if matches!(draft.password, Some(Some(_))) {
        report.add_form_error(Problem::new("sunday", "Come back tomorrow."));
    }
}

fn refused() -> Bound<Signup> {
    Signup::bind(&Body::json(
        r#"{"email": "sesame-hunter2", "name": "sesame-hunter2", "phones": [{"number": "123"}, {"number": "1", "is_main": true}], "password": "sesame-hunter2", "is_admin": "sesame-hunter2"}"#,
    ))
}

/// Returns the message of the panic. It must have nothing that was submitted.
#[track_caller]
fn message(failing: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(failing)).expect_err("the assertion fails");
    let message = panic.downcast_ref::<String>().expect("a message").clone();
    assert!(!message.contains("sesame"), "{message}");
    message
}

#[test]
fn assertions_find_the_errors_that_there_are() {
    let form = refused();
    form.assert_error(Signup::EMAIL, "invalid");
    form.assert_error(Signup::PERSON.then(Person::NAME), "max_length");
    form.assert_error(Signup::PHONES.item(1).then(Phone::NUMBER), "min_length");
    form.assert_no_error(Signup::PHONES.item(0));
    form.assert_no_error(Signup::PASSWORD);
    form.assert_form_error("sunday");
    form.assert_unknown_key("is_admin");
    form.assert_unknown_key("phones[1].is_main");

    let Err(invalid) = form.into_result() else { panic!("it is invalid") };
    invalid.assert_error(Signup::EMAIL, "invalid");
    invalid.assert_no_error(Signup::PASSWORD);
    invalid.assert_form_error("sunday");
    invalid.assert_unknown_key("is_admin");

    let valid = Signup::bind(&Body::form("email=a@example.com&name=ada"));
    valid.assert_no_error(Signup::EMAIL);
}

#[test]
fn a_failed_assertion_lists_the_errors() {
    let form = refused();
    let list = "the errors are:
  email: invalid: Email must be an address like name@example.com.
  name: max_length: Name must be 5 characters or fewer.
  phones[1].number: min_length: Number must be 3 characters or more.
  phones[1]: unknown: Remove “is_main”: item 2 of phones has no such field.
  (form): sunday: Come back tomorrow.
  (form): unknown: Remove “is_admin”: this form has no such field.";
    for (failed, begins) in [
        (message(|| form.assert_error(Signup::EMAIL, "required")), "`email` has no error `required`; "),
        (
            message(|| form.assert_error(Signup::PERSON.then(Person::NAME), "blank")),
            "`name` has no error `blank`; ",
        ),
        (
            message(|| form.assert_no_error(Signup::PHONES.item(1).then(Phone::NUMBER))),
            "`phones[1].number` has an error; ",
        ),
        (message(|| form.assert_no_error(Signup::PHONES)), "`phones` has an error; "),
        (message(|| form.assert_form_error("monday")), "the form has no error `monday`; "),
        // this is about a key, not about the form
        (message(|| form.assert_form_error("unknown")), "the form has no error `unknown`; "),
        (message(|| form.assert_unknown_key("email")), "no error says that the key `email` is unknown; "),
        (message(|| form.assert_unknown_key("is_main")), "no error says that the key `is_main` is unknown; "),
    ] {
        assert_eq!(failed, format!("{begins}{list}"));
    }
    let valid = Signup::bind(&Body::form("email=a@example.com&name=ada"));
    assert_eq!(
        message(|| valid.assert_error(Signup::EMAIL, "invalid")),
        "`email` has no error `invalid`; the form is valid"
    );
}

/// The panic names the line of the test, not one of the library.
#[test]
fn a_failed_assertion_is_at_the_line_of_the_test() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&lines);
    let before = take_hook();
    set_hook(Box::new(move |info| {
        let location = info.location().filter(|location| location.file().ends_with("testing.rs"));
        seen.lock().unwrap().extend(location.map(Location::line));
    }));
    let form = refused();
    let line = line!() + 1;
    let failed = catch_unwind(AssertUnwindSafe(|| form.assert_unknown_key("email")));
    set_hook(before);
    assert!(failed.is_err());
    assert!(lines.lock().unwrap().contains(&line), "{lines:?} has {line}");
}
