//! The message of each error.

use super::{GOOD, errors, form};
use forms::Body;

fn messages(body: &Body) -> Vec<String> {
    errors(body).to_string().lines().map(str::to_owned).collect()
}

#[test]
fn messages_name_the_label_and_say_what_to_do() {
    for (changes, expected) in [
        (&[("email", "")][..], "email: Enter email address."),
        (&[("email", "x")], "email: Email address must be an address like name@example.com."),
        (&[("user_name", "-")], "user_name: Enter user name."),
        (&[("user_name", "ab")], "user_name: User name must be 3 characters or more."),
        (&[("age", "x")], "age: Age must be a whole number."),
        (&[("age", "12")], "age: Age must be 13 or more."),
        (&[("age", "121")], "age: Age must be 120 or less."),
        (&[("age", "111111111111111111111")], "age: Age must have 20 digits or fewer."),
        (&[("age", "1&age=2")], "age: Send age only once."),
        (&[("ratio", "x")], "ratio: Ratio must be a number."),
        (&[("ratio", "0.6")], "ratio: Ratio must be 0.5 or more, in steps of 0.25."),
        (&[("percent", "3")], "percent: Percent must be a multiple of 5."),
        (&[("plan", "")], "plan: Choose plan."),
        (&[("plan", "x")], "plan: Choose plan from the list."),
        (&[("size", "")], "size: Choose the answer to \u{201c}What size do you wear?\u{201d}."),
        (
            &[("size", "x")],
            "size: The answer to \u{201c}What size do you wear?\u{201d} must be one of: small, large.",
        ),
        (&[("terms", "-")], "terms: Tick \u{201c}I agree to the terms\u{201d}."),
        (&[("terms", "x")], "terms: I agree to the terms must be true or false."),
        (&[("url", "x")], "url: Enter URL in the correct format."),
        (&[("url", "https://%00")], "url: Remove the null characters from URL."),
        (&[("url", "https://%07")], "url: Remove the control characters from URL."),
        (&[("url", "https://%0A1")], "url: Enter URL in the correct format."),
        (&[("tags", "a")], "tags: Add at least 2 items to tags."),
        (&[("tags", "a&tags=bc")], "tags[1]: Item 2 of tags must be 1 character or fewer."),
        (&[("tags", "a&tags=a")], "tags: Remove the duplicates from tags."),
        (&[("tags", "a&tags=b&tags=c&tags=d")], "tags: Tags must have 3 items or fewer."),
        (&[("tags[5]", "x")], "tags: Check tags: an item is missing or in the wrong place."),
        (&[("phones[0].number", "1&phones[1].number=2")], "phones: Phones must have 1 item or fewer."),
        (
            &[("phones[0].x", "1&phones[0].number=1")],
            "phones[0]: Remove any keys that item 1 of phones does not have.",
        ),
        (&[("address", "x")], "address: Send address as separate fields."),
        (&[("address.city", "x")], "address.zip/~code é: Enter ZIP code."),
        (
            &[("address.city", "x&address.zip/~code é=1&address.q=1")],
            "address: Remove any keys that address does not have.",
        ),
        (&[("address.city", "Atlantis&address.zip/~code é=1")], "address: Address is lost. Address sank."),
        (
            &[("password", "short-ish"), ("password2", "short-ish")],
            "password: Password must be 15 characters or more.",
        ),
        (
            &[("password", "839104756620193857"), ("password2", "839104756620193857")],
            "password: Password must not be only digits.",
        ),
        (&[("password2", "other")], "password2: Repeat the password must be the same as password."),
        (&[("is_admin", "1")], "Remove any keys that this form does not have."),
        (&[("%1b[1m\u{202e}", "1")], "Remove any keys that this form does not have."),
        (&[("{\"age\":1}", "")], "Send JSON with the header \u{201c}content-type: application/json\u{201d}."),
        (&[("age", "99")], "age: At 99, age {3} {99: {label} {n}"),
        (&[("age", "98")], "This form: 18446744073709551615"),
        (&[("extra", "{")], "extra: Extra must be JSON."),
    ] {
        assert_eq!(messages(&form(changes)), [expected], "{changes:?}");
    }
}

#[test]
fn messages_for_unreadable_bodies_say_what_to_send() {
    let long = "x".repeat(3000);
    let pairs = "&a=1".repeat(300);
    for (body, status, expected) in [
        (Body::json("{\"email\":"), 400, "Correct the JSON syntax at byte 9."),
        (Body::json("[]"), 422, "Send the fields of the form as one JSON object."),
        (Body::form("email=%FF"), 400, "Send the text as UTF-8."),
        (Body::form(format!("email={long}")), 413, "Send at most 2048 bytes."),
        (Body::form(pairs), 413, "Send at most 256 fields."),
        (Body::json("{\"extra\":[[[[[[[[1]]]]]]]]}"), 413, "Use at most 6 levels of nesting."),
        (
            Body::new("text/plain", "x"),
            415,
            "Send the form as application/x-www-form-urlencoded, multipart/form-data or application/json.",
        ),
        (
            Body::new("application/json; charset=latin1", "{}"),
            415,
            "Send the text as UTF-8, and declare no other charset.",
        ),
    ] {
        let errors = errors(&body);
        assert_eq!((errors.status(), errors.to_string().trim_end()), (status, expected));
        assert_eq!(errors.to_problem_details().status(), status);
    }
    let query = Body::query(GOOD);
    assert!(
        messages(&query)
            .contains(&"password: Send password in the body of a POST request, not in the URL.".into())
    );
}

#[test]
fn no_message_says_please_or_blames_the_user() {
    let bodies = [
        form(&[("age", "x"), ("email", "x"), ("zz", "1"), ("tags", "")]),
        Body::json("[]"),
        Body::json(""),
        Body::form(""),
    ];
    for body in bodies {
        let text = errors(&body).to_string().to_lowercase();
        for word in ["please", "valid", "sorry", "oops", "error"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}
