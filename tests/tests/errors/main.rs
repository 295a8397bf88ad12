//! The report of a submission: its messages, its formats, and what it never contains.
#![allow(missing_docs)]

mod messages;
mod own_messages;

use forms::{
    Body, Choice, Draft, Errors, Form, Limits, Password, Problem, Report,
    error::{PROBLEM_JSON, Param},
};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Plan {
    Free,
    Paid,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = city_is_known)]
pub struct Address {
    pub city: String,
    #[form(rename = "zip/~code é", label = "ZIP code")]
    pub zip: String,
}

fn city_is_known(draft: &Draft<Address>, report: &mut Report<'_, Address>) {
    if draft.city.as_deref() == Some("Atlantis") {
        report.add_form_error(Problem::new("lost", "{label} is lost. {label} sank."));
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Phone {
    #[form(max_length = 9)]
    pub number: String,
}

#[derive(Form, Debug)]
#[form(fields = all, limits = Limits::DEFAULT.max_body_bytes(2048).max_depth(6).max_digits(20), check = looked_at)]
pub struct SignUp {
    #[form(email, label = "Email address")]
    pub email: String,
    #[form(username, min_length = 3, max_length = 30)]
    pub user_name: String,
    #[form(password(similar_to = [user_name]))]
    pub password: Password,
    #[form(equals = password, label = "Repeat the password")]
    pub password2: Password,
    #[form(min = 13, max = 120)]
    pub age: u8,
    #[form(min = 0.5, step = 0.25)]
    pub ratio: Option<f64>,
    #[form(min = 0, step = 5)]
    pub percent: Option<u32>,
    pub plan: Plan,
    #[form(one_of = ["small", "large"], label = "What size do you wear?")]
    pub size: String,
    #[form(required, label = "I agree to the terms")]
    pub terms: bool,
    #[form(label = "URL", regex = "https://.*", max_length = 1000)]
    pub url: Option<String>,
    #[form(max_length = 1, min_items = 2, max_items = 3, unique_items)]
    pub tags: Vec<String>,
    #[form(nested)]
    pub address: Option<Address>,
    #[form(nested, max_items = 1)]
    pub phones: Vec<Phone>,
    pub extra: Option<serde_json::Value>,
}

fn looked_at(draft: &Draft<SignUp>, report: &mut Report<'_, SignUp>) {
    if draft.age == Some(99) {
        let problem = Problem::new("age_99", "At {n}, {label} {3} {{n}: {word}")
            .param("n", 99)
            .param("word", "{label} {n}")
            .param("n", 100);
        report.add(SignUp::AGE, problem);
    }
    if draft.age == Some(98) {
        report.add_form_error(
            Problem::new("big", "{label}: {n}").param("n", u64::MAX).param("f", 0.5).param("m", i128::MAX),
        );
    }
}

fn errors(body: &Body) -> Errors {
    SignUp::bind(body).errors().clone()
}

const GOOD: &str = "email=a@b.example&user_name=ada&password=correct+horse+battery&password2=correct+horse+battery\
    &age=36&plan=Free&size=small&terms=on&tags=a&tags=b";

/// The valid body, with other values for some keys.
fn form(changes: &[(&str, &str)]) -> Body {
    let mut pairs: Vec<String> = GOOD
        .split('&')
        .filter(|pair| !changes.iter().any(|(key, _)| pair.split('=').next() == Some(key)))
        .map(str::to_owned)
        .collect();
    pairs.extend(
        changes.iter().filter(|(_, value)| *value != "-").map(|(key, value)| format!("{key}={value}")),
    );
    Body::form(pairs.join("&"))
}

#[test]
fn the_valid_body_is_valid() {
    assert!(SignUp::bind(&form(&[])).is_valid());
}

/// Errors at every level, in another order than the declaration.
fn wrong() -> Errors {
    errors(&Body::json(
        r#"{"zz":1,"is_admin":true,"phones":[{"number":"1"},{"number":"","x":1}],"address":{"city":"Atlantis","q":1},
            "tags":["a","bc"],"terms":true,"size":"small","plan":"Free","age":12,"password":"correct horse battery",
            "password2":"correct horse battery","user_name":"ada","email":"x"}"#,
    ))
}

#[test]
fn djangos_map() {
    assert_eq!(format!("{:#}", wrong().by_field()), include_str!("by_field.json").trim_end());
}

/// Removes the messages, so that only paths and codes remain.
fn codes(nested: &str) -> String {
    let mut text = nested.to_owned();
    while let Some(at) = text.find("\",\"message\":") {
        let end = at + text[at..].find("}}").or_else(|| text[at..].find("}]")).expect("the end of the error");
        let end = if text[end..].starts_with("}}") { end + 2 } else { end + 1 };
        text.replace_range(at..end, "\"}");
    }
    text.replace("{\"code\":\"", "").replace("\"}", "")
}

#[test]
fn the_nested_map() {
    assert_eq!(
        codes(&wrong().nested().to_string()),
        concat!(
            r#"{"email":[invalid],"age":[min_value],"tags":{"1":[max_length]},"#,
            r#""address":{"zip/~code é":[required],"__all__":[lost,unknown]},"#,
            r#""phones":{"1":{"number":[required],"__all__":[unknown]},"__all__":[max_items]},"__all__":[unknown,unknown]}"#
        )
    );
    assert_eq!(
        errors(&form(&[("address", "x"), ("tags", "a")])).nested().to_string(),
        concat!(
            r#"{"tags":{"__all__":[{"code":"min_items","message":"Add at least 2 items to tags.","params":{"limit_value":2}}]},"#,
            r#""address":{"__all__":[{"code":"invalid","message":"Send address as separate fields.","params":{}}]}}"#
        )
    );
    assert_eq!(
        errors(&Body::json("{")).nested().to_string(),
        r#"{"__all__":[{"code":"malformed","message":"Correct the JSON syntax at byte 1.","params":{"offset":1}}]}"#
    );
}

#[test]
fn problem_details() {
    assert_eq!(PROBLEM_JSON, "application/problem+json");
    let pairs =
        [("address.city", "Atlantis"), ("phones[0].number", "0123456789"), ("phones[0].x", "1"), ("zz", "1")];
    let errors = errors(&form(&pairs));
    assert_eq!(
        errors.to_problem_details().to_string(),
        concat!(
            r#"{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The submission has 5 errors.","errors":["#,
            r##"{"pointer":"#/address/zip~1~0code%20%C3%A9","code":"required","params":{},"detail":"Enter ZIP code."},"##,
            r##"{"pointer":"#/address","code":"lost","params":{},"detail":"Address is lost. Address sank."},"##,
            r##"{"pointer":"#/phones/0/number","code":"max_length","params":{"limit_value":9,"show_value":10},"detail":"Number must be 9 characters or fewer."},"##,
            r##"{"pointer":"#/phones/0","code":"unknown","params":{},"detail":"Remove any keys that item 1 of phones does not have."},"##,
            r##"{"pointer":"#","code":"unknown","params":{},"detail":"Remove any keys that this form does not have."}]}"##
        )
    );
    for (body, expected) in [
        (
            Body::json("{"),
            r##"{"type":"about:blank","title":"Bad Request","status":400,"detail":"Correct the JSON syntax at byte 1.","errors":[{"pointer":"#","code":"malformed","params":{"offset":1},"detail":"Correct the JSON syntax at byte 1."}]}"##,
        ),
        (
            Body::too_large(9),
            r##"{"type":"about:blank","title":"Content Too Large","status":413,"detail":"Send at most 9 bytes.","errors":[{"pointer":"#","code":"too_large","params":{"limit_value":9},"detail":"Send at most 9 bytes."}]}"##,
        ),
        (
            Body::new("", "x"),
            r##"{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"Send the form as application/x-www-form-urlencoded, multipart/form-data or application/json.","errors":[{"pointer":"#","code":"unsupported_media_type","params":{},"detail":"Send the form as application/x-www-form-urlencoded, multipart/form-data or application/json."}]}"##,
        ),
        (
            form(&[]),
            r#"{"type":"about:blank","title":"OK","status":200,"detail":"The submission has no errors.","errors":[]}"#,
        ),
    ] {
        assert_eq!(SignUp::bind(&body).errors().to_problem_details().to_string(), expected);
    }
}

#[test]
fn json_values_hold_numbers_of_any_size() {
    let errors = errors(&form(&[("age", "98")]));
    let params = &errors.to_json()["__all__"][0]["params"];
    assert_eq!(
        params.to_string(),
        r#"{"f":0.5,"m":"170141183460469231731687303715884105727","n":18446744073709551615}"#
    );
    assert_eq!(errors.to_nested_json(), errors.to_json());
    assert_eq!(errors.iter().next().unwrap().params()[0].1, Param::Integer(u64::MAX.into()));
}

/// Text from the sender is never a key of the report.
#[test]
fn submitted_keys_are_values() {
    let errors = errors(&form(&[("__proto__", "1"), ("constructor", "1"), ("phones[0].__proto__", "1")]));
    let wire = ["__all__", "phones[0].number", "phones[0].__all__"];
    assert!(errors.to_json().as_object().unwrap().keys().all(|key| wire.contains(&key.as_str())), "{errors}");
    assert!(!errors.nested().to_string().contains("\"__proto__\":"));
}

#[test]
fn no_format_contains_a_submitted_value() {
    const CANARY: &str = "hunter2";
    let fields = [
        "email",
        "user_name",
        "password",
        "password2",
        "age",
        "ratio",
        "percent",
        "plan",
        "size",
        "terms",
        "url",
        "tags",
        "address",
        "address.city",
        "address.q",
        "phones[0].number",
        "phones[0].x",
        "extra",
        "zz",
    ];
    let mut bodies: Vec<Body> = fields.iter().map(|field| form(&[(field, CANARY)])).collect();
    bodies.push(Body::form(fields.map(|field| format!("{field}={CANARY}")).join("&")));
    bodies.push(Body::query(fields.map(|field| format!("{field}={CANARY}")).join("&")));
    for json in
        [r#""hunter2""#, r#"["hunter2"]"#, r#"{"city":"hunter2","x":"hunter2"}"#, r#"[{"x":"hunter2"}]"#]
    {
        let members: Vec<String> = fields
            .iter()
            .filter(|field| !field.contains('.'))
            .map(|field| format!("\"{field}\":{json}"))
            .collect();
        bodies.extend(members.iter().map(|member| Body::json(format!("{{{member}}}"))));
        bodies.push(Body::json(format!("{{{}}}", members.join(","))));
        bodies.push(Body::json(format!("{{{}", members.join(","))));
        bodies.push(Body::json(json));
    }
    for body in bodies {
        let form = SignUp::bind(&body);
        let errors = form.errors();
        if !form.is_valid() {
            let invalid = format!("{form:?} {body:?}");
            assert!(!invalid.contains(CANARY), "{invalid}");
        }
        let texts = [
            errors.to_string(),
            format!("{errors:?} {errors:#?}"),
            errors.by_field().to_string(),
            format!("{:?}", errors.by_field()),
            errors.to_json().to_string(),
            errors.nested().to_string(),
            errors.to_problem_details().to_string(),
            format!("{:?}", errors.to_problem_details()),
            format!(
                "{:?}",
                errors
                    .iter()
                    .map(|error| (error.params(), error.message(), error.path()))
                    .collect::<Vec<_>>()
            ),
        ];
        for text in texts {
            assert!(!text.contains(CANARY), "{text}");
        }
    }
}

#[test]
fn at_most_64_and_16_unknown_keys() {
    let keys: Vec<String> = (0..200).map(|i| format!("k{i:03}=1")).collect();
    let members: Vec<String> = (0..200).map(|i| format!("\"k{i:03}\":1")).collect();
    let errors = |body: &Body| {
        let errors = errors(body);
        assert!(errors.len() <= 64);
        errors
    };
    let json = errors(&Body::json(format!("{{{}}}", members.join(","))));
    let unknown: Vec<_> = json.iter().filter(forms::Error::is_unknown_key).collect();
    assert_eq!((unknown.len(), unknown[15].params()[0].1.to_string()), (16, "k015".into()));
    // next to a secret no key is shown, and all unknown keys of a form are one error
    let urlencoded = errors(&form(&[(&keys.join("&"), "")]));
    assert_eq!(urlencoded.iter().filter(forms::Error::is_unknown_key).count(), 1);
}
