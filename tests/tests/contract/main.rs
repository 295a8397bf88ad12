//! The contract of binding, a test for each of its lines. The numbers are those of the list of security properties.
#![allow(missing_docs)]

mod absence;
mod items;
mod limits;
mod nested_limits;
mod shown_keys;
mod spellings;
mod values;

use forms::{
    Body, Bound, Changed, Choice, Clean, Create, Draft, Edit, Email, Errors, Form, Invalid, Limits, Password,
    Problem, Receipt, Report, Update,
};
use serde_json::Value;
use std::fmt::Debug;
use tests::{
    everything::{Everything, present},
    invariants::{self, complaints},
    random::Random,
    report::report,
};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Place {
    pub street: String,
    pub city: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Phone {
    pub number: String,
    #[form(nested)]
    pub place: Option<Place>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(
    name = Account,
    fields = [name, age, bio, tags, address, phones, news, settings],
    read_only = [id],
    derive(Debug, Clone, PartialEq)
)]
#[form(name = Lenient, fields = [name, age], unknown = ignore, derive(Debug))]
#[form(name = Guarded, fields = [name, age], ignore = [csrf_token, "g-recaptcha-response"], derive(Debug))]
#[form(name = Small, fields = [name, tags, address], limits = SMALL, derive(Debug))]
#[form(name = Fixed, fields = [name, age, tags, address], immutable = [name, tags, address], derive(Debug))]
pub struct User {
    pub id: i64,
    #[form(max_length = 20)]
    pub name: String,
    pub age: u8,
    #[form(multiline)]
    pub bio: Option<String>,
    #[form(max_items = 3)]
    pub tags: Vec<String>,
    #[form(nested)]
    pub address: Option<Place>,
    #[form(nested, max_items = 2)]
    pub phones: Vec<Phone>,
    pub news: bool,
    pub settings: Option<Value>,
    pub is_admin: bool,
}

const SMALL: Limits =
    Limits::DEFAULT.max_body_bytes(200).max_fields(12).max_depth(3).max_key_bytes(16).max_text_chars(30);

fn user() -> User {
    User {
        id: 7,
        name: "Ada".to_owned(),
        age: 36,
        bio: Some("Countess".to_owned()),
        tags: vec!["math".to_owned()],
        address: Some(Place { street: "Square 12".to_owned(), city: Some("London".to_owned()) }),
        phones: vec![Phone { number: "1".to_owned(), place: None }],
        news: true,
        settings: None,
        is_admin: false,
    }
}

/// The report of a form that is valid but for what is added.
fn form(more: &str) -> String {
    report(Account::bind(&Body::form(format!("name=Ada&age=36{more}"))).errors())
}

fn json(more: &str) -> String {
    report(Account::bind(&Body::json(format!(r#"{{"name":"Ada","age":36,"news":false{more}}}"#))).errors())
}

fn partial_json<F: Form<Context = (), Model = User>>(
    text: &str,
) -> Result<(User, Vec<&'static str>), String> {
    applied(F::bind_partial(&user(), &Body::json(text)))
}

fn whole_form<F: Form<Context = (), Model = User>>(text: &str) -> Result<(User, Vec<&'static str>), String> {
    applied(F::bind_update(&user(), &Body::form(text)))
}

fn applied<F: Form<Model = User>>(form: Bound<F, Update>) -> Result<(User, Vec<&'static str>), String> {
    let mut model = user();
    let changed = form.into_result().map_err(|form| report(form.errors()))?.apply_to(&mut model);
    Ok((model, changed.to_vec()))
}

fn unchanged(result: &Result<(User, Vec<&'static str>), String>) {
    assert_eq!(*result, Ok((user(), Vec::new())));
}

/// 1, P01, P03: a field that the form does not bind is a key like any other that does not exist.
#[test]
fn a_field_outside_the_form_is_an_unknown_key() {
    for key in ["is_admin", "password_hash", "no_such_field"] {
        assert_eq!(form(&format!("&{key}=1")), format!("?{key}:unknown"));
        assert_eq!(json(&format!(",\"{key}\":true")), format!("?{key}:unknown"));
        let body = Body::json(format!("{{\"{key}\":true}}"));
        assert_eq!(report(Account::bind_partial(&user(), &body).errors()), format!("?{key}:unknown"));
        assert_eq!(
            report(Account::bind_update(&user(), &Body::form(format!("name=Ada&age=36&{key}=1"))).errors()),
            format!("?{key}:unknown")
        );
    }
}

/// 1, P05: at every depth.
#[test]
fn unknown_keys_are_refused_at_every_depth() {
    assert_eq!(form("&address.street=s&address.zip=1"), "address?zip:unknown");
    assert_eq!(
        form("&phones[0].number=1&phones[0].kind=x&phones[0].place.street=s&phones[0].place.zip=1"),
        "phones[0].place?zip:unknown phones[0]?kind:unknown"
    );
    assert_eq!(json(r#","address":{"street":"s","zip":{"a":[1]}}"#), "address?zip:unknown");
    assert_eq!(
        json(r#","phones":[{"number":"1","kind":0,"place":{"street":"s","zip":1}}]"#),
        "phones[0].place?zip:unknown phones[0]?kind:unknown"
    );
}

/// 1, P10: keys are compared, never evaluated.
#[test]
fn keys_that_mean_something_elsewhere_mean_nothing() {
    for key in [
        "__proto__",
        "constructor",
        "prototype",
        "constructor.prototype",
        "__proto__.is_admin",
        "class.classLoader",
        "$ne",
        "$where",
        "->",
        "#{1}",
        "${7*7}",
        "T(java.lang.Runtime)",
        "#context",
        "this.id",
        "self.id",
        "*",
        "..",
        "_method",
    ] {
        let is_shown = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
        let expected = if is_shown { format!("?{key}:unknown") } else { ":unknown".to_owned() };
        assert_eq!(json(&format!(",\"{key}\":{{\"is_admin\":true}}")), expected);
        let encoded: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
        assert_eq!(form(&format!("&{encoded}=1")), expected);
    }
    assert_eq!(
        form("&name.__proto__=1&address[street]=s&phones[__proto__].number=1"),
        "?address[street]:unknown ?name.__proto__:unknown ?phones[__proto__].number:unknown"
    );
    assert_eq!(json(r#","address":{"street":"s","__proto__":{"city":"x"}}"#), "address?__proto__:unknown");
}

/// 2, P03: ignoring unknown keys is a decision of the form, and named keys may be let through.
#[test]
fn unknown_keys_are_ignored_only_where_the_form_says_so() {
    let body = Body::form("name=Ada&age=36&is_admin=1&zz=%C3%A9");
    assert!(Lenient::bind(&body).is_valid());
    let body = Body::json(r#"{"name":"Ada","age":36,"is_admin":true,"zz":[{"a":1}]}"#);
    let clean = Lenient::bind_update(&user(), &body).into_result().unwrap();
    let mut model = user();
    assert!(clean.apply_to(&mut model).is_empty());
    assert_eq!(model, user());
    assert_eq!(report(Lenient::bind(&Body::form("name=Ada&age=36&zz=%FF")).errors()), ":encoding");
    assert_eq!(
        report(Lenient::bind(&Body::json(r#"{"name":"Ada","age":36,"zz":[}"#)).errors()),
        ":malformed"
    );
    let body = Body::form("name=Ada&age=36&csrf_token=x&g-recaptcha-response=y&csrf_token=z");
    assert!(Guarded::bind(&body).is_valid());
    let body = Body::form("name=Ada&age=36&csrf_toke=x&Csrf_token=y&csrf_token[]=z");
    assert_eq!(
        report(Guarded::bind(&body).errors()),
        "?Csrf_token:unknown ?csrf_toke:unknown ?csrf_token[]:unknown"
    );
}

/// 3, P06: on create there is no present value to repeat.
#[test]
fn a_read_only_key_is_an_error_on_create() {
    for value in ["7", "", "x", "%20"] {
        assert_eq!(form(&format!("&id={value}")), "id:read_only", "{value:?}");
    }
    for value in ["7", "null", "\"\"", "[]", "{\"a\":1}"] {
        assert_eq!(json(&format!(",\"id\":{value}")), "id:read_only", "{value}");
    }
    assert_eq!(json(",\"id\":7,\"id\":7"), "id:duplicate");
    assert_eq!(form("&id=7&id=7"), "id:duplicate");
}

/// 3, P06: an update may repeat what it cannot change.
#[test]
fn a_read_only_key_may_repeat_the_present_value() {
    unchanged(&partial_json::<Account>(r#"{"id":7}"#));
    unchanged(&partial_json::<Account>(r#"{"id":7.0}"#));
    unchanged(&partial_json::<Account>("{}"));
    for (value, code) in
        [("8", "id:read_only"), ("null", "id:read_only"), ("\"7\"", "id:read_only"), ("7.5", "id:read_only")]
    {
        assert_eq!(partial_json::<Account>(&format!("{{\"id\":{value}}}")), Err(code.to_owned()), "{value}");
    }
    let whole = "name=Ada&age=36&bio=Countess&tags=math&address.street=Square+12&address.city=London&phones[0].number=1&news=on";
    unchanged(&whole_form::<Account>(&format!("{whole}&id=7")));
    unchanged(&whole_form::<Account>(whole));
    assert_eq!(whole_form::<Account>(&format!("{whole}&id=8")), Err("id:read_only".to_owned()));
    assert_eq!(whole_form::<Account>(&format!("{whole}&id=")), Err("id:read_only".to_owned()));
}

/// 3, P07: settable on create, and only repeated on update, whether whole or partial.
#[test]
fn an_immutable_field_is_set_once() {
    assert!(Fixed::bind(&Body::form("name=Eve&age=1&tags=x")).is_valid());
    unchanged(&partial_json::<Fixed>(
        r#"{"name":"Ada","tags":["math"],"address":{"street":"Square 12","city":"London"}}"#,
    ));
    unchanged(&partial_json::<Fixed>("{}"));
    // a part of what may be repeated
    unchanged(&partial_json::<Fixed>(r#"{"address":{}}"#));
    unchanged(&whole_form::<Fixed>("age=36"));
    unchanged(&whole_form::<Fixed>(
        "age=36&name=+Ada+&tags=math&address.street=Square+12&address.city=London",
    ));
    for (body, code) in [
        (r#"{"name":"Eve"}"#, "name:immutable"),
        (r#"{"name":null}"#, "name:immutable"),
        (r#"{"name":""}"#, "name:immutable"),
        (r#"{"name":7}"#, "name:immutable"),
        (r#"{"tags":["math","x"]}"#, "tags:immutable"),
        (r#"{"tags":[]}"#, "tags:immutable"),
        (r#"{"tags":null}"#, "tags:immutable"),
        (r#"{"tags":[1,2,3,4,5]}"#, "tags:immutable"),
        (r#"{"address":null}"#, "address:immutable"),
        (r#"{"address":{"street":"Square 12","city":"Paris"}}"#, "address:immutable"),
        (r#"{"name":"Ada","name":"Ada"}"#, "name:duplicate"),
        (r#"{"address":{"street":"Square 12","city":"London","zip":1}}"#, "address?zip:unknown"),
    ] {
        assert_eq!(partial_json::<Fixed>(body), Err(code.to_owned()), "{body}");
    }
    for (body, code) in [
        ("age=36&tags=", "tags:immutable"),
        ("age=36&address.street=&address.city=", "address:immutable"),
        ("age=36&address=", "address:immutable"),
        ("age=36&name=", "name:immutable"),
    ] {
        assert_eq!(whole_form::<Fixed>(body), Err(code.to_owned()), "{body}");
    }
}

/// 3, P07: what is immutable is not written, whatever was bound when.
#[test]
fn applying_never_writes_an_immutable_field() {
    let clean =
        Fixed::bind_partial(&user(), &Body::json(r#"{"name":"Ada","age":40}"#)).into_result().unwrap();
    let mut fresh = User { name: "Renamed".to_owned(), tags: Vec::new(), address: None, ..user() };
    assert_eq!(clean.apply_to(&mut fresh), ["age"]);
    assert_eq!(
        fresh,
        User { name: "Renamed".to_owned(), tags: Vec::new(), address: None, age: 40, ..user() }
    );
}

/// 3: a secret that is immutable is not shown, so a browser sends it empty.
#[test]
fn an_immutable_secret_may_be_left_empty() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Token {
        #[form(immutable)]
        key: Password,
        note: String,
    }
    let present = Token { key: Password::new("k3y"), note: "n".to_owned() };
    let bind = |text: &str| report(Token::bind_update(&present, &Body::form(text)).errors());
    assert_eq!(bind("note=n&key="), "");
    // whether a guess is right is not told
    assert_eq!(bind("note=n&key=k3y"), "key:immutable");
    assert_eq!(bind("note=n&key=other"), "key:immutable");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, immutable = [code], read_only = [serial])]
#[form(name = Narrow, fields = [note], read_only = [code])]
pub struct Own {
    pub code: String,
    #[form(default = 1)]
    pub serial: u32,
    pub note: String,
    #[form(read_only, default)]
    pub stamps: Vec<u32>,
}

/// 3: a struct that is its own form keeps its read-only fields, or has their defaults.
#[test]
fn read_only_fields_of_a_form_of_its_own() {
    let made = Own::bind(&Body::form("code=c&note=n")).into_result().unwrap().into_inner();
    assert_eq!(made, Own { code: "c".to_owned(), serial: 1, note: "n".to_owned(), stamps: Vec::new() });
    assert_eq!(
        report(Own::bind(&Body::form("code=c&note=n&serial=1&stamps=1")).errors()),
        "serial:read_only stamps:read_only"
    );
    let present = Own { serial: 9, stamps: vec![1, 2], ..made };
    let body = Body::json(r#"{"code":"c","serial":9,"note":"m","stamps":[1,2]}"#);
    let mut model = present.clone();
    assert_eq!(Own::bind_update(&present, &body).into_result().unwrap().apply_to(&mut model), ["note"]);
    assert_eq!(model, Own { note: "m".to_owned(), ..present.clone() });
    let body = Body::json(r#"{"code":"d","serial":8,"note":"m","stamps":[1]}"#);
    assert_eq!(
        report(Own::bind_update(&present, &body).errors()),
        "code:immutable serial:read_only stamps:read_only"
    );
    assert_eq!(
        report(Narrow::bind_update(&present, &Body::form("note=m&code=d")).errors()),
        "code:read_only"
    );
    assert_eq!(
        report(Narrow::bind_update(&present, &Body::form("note=m&serial=9")).errors()),
        "?serial:unknown"
    );
}

/// 4, P11: in every format and at every depth that is read, and that alone is said of the field.
#[test]
fn a_scalar_given_twice_is_a_duplicate() {
    for (more, code) in [
        ("&age=36", "age:duplicate"),
        ("&age=x&age=", "age:duplicate"),
        ("&%61ge=36", "age:duplicate"),
        ("&bio=a&b%69o=b", "bio:duplicate"),
        ("&address.street=a&address.street=b", "address.street:duplicate"),
        ("&address.street=a&address.%73treet=b", "address.street:duplicate"),
        ("&address%2Estreet=a&address.street=a", "address.street:duplicate"),
        ("&phones[0].number=1&phones%5B0%5D.number=1", "phones[0].number:duplicate"),
        (
            "&phones[0].number=1&phones[0].place.street=s&phones[0].place.street=s",
            "phones[0].place.street:duplicate",
        ),
        ("&tags[0]=a&tags[0]=b", "tags[0]:duplicate"),
        ("&address=&address.street=x", "address:duplicate"),
        ("&address.street=x&address.zip=1&address=", "address:duplicate"),
        ("&phones[0].number=&phones=x", "phones:duplicate"),
        ("&news=on&news=on", "news:duplicate"),
    ] {
        assert_eq!(form(more), code, "{more}");
    }
    for (more, code) in [
        (",\"age\":36", "age:duplicate"),
        (",\"age\":\"x\",\"age\":null", "age:duplicate"),
        (",\"\\u0061ge\":36", "age:duplicate"),
        (",\"bio\":null,\"b\\u0069o\":null", "bio:duplicate"),
        (",\"address\":{\"street\":\"a\",\"street\":\"a\"}", "address.street:duplicate"),
        (",\"address\":{\"street\":\"a\",\"stree\\u0074\":\"a\"}", "address.street:duplicate"),
        (",\"address\":{\"zip\":1},\"address\":{}", "address:duplicate"),
        (",\"phones\":[{\"number\":\"1\",\"number\":\"1\"}]", "phones[0].number:duplicate"),
        (",\"tags\":[\"a\"],\"tags\":[\"b\"]", "tags:duplicate"),
        (",\"tags\":[1],\"tags\":[2]", "tags:duplicate"),
        (",\"settings\":{\"a\":1,\"a\":1}", "settings:duplicate"),
        (",\"settings\":[{\"a\":{\"b\":1,\"\\u0062\":2}}]", "settings:duplicate"),
    ] {
        assert_eq!(json(more), code, "{more}");
    }
}

/// 4: of an optional list, an item twice is no scalar twice.
#[test]
fn a_repeated_key_of_a_list_is_one_more_item() {
    let body = Body::form("name=Ada&age=36&tags=a&tags[]=b&tags[2]=c");
    assert_eq!(Account::bind(&body).cleaned().unwrap().tags, ["a", "b", "c"]);
    assert_eq!(form("&tags=a&tags=b&tags=c&tags=d"), "tags:max_items");
}

/// 5, P09: every change of a key makes it another key.
#[test]
fn keys_are_compared_byte_for_byte() {
    for key in [
        "Age",
        "AGE",
        "aGe",
        "+age",
        "age+",
        "%20age",
        "age%20",
        "age%09",
        "age%0A",
        "%EF%BB%BFage",
        "age%00",
        "%00age",
        "%2561ge",
        "ag%65%65",
        "%EF%BD%81ge",
        "a%CC%84ge",
        "%D0%B0ge",
        "age%E2%80%8B",
        "age%C2%A0",
        "age.",
        ".age",
        "age[]",
        "age[0]",
        "age[",
        "age]",
        "age-",
        "a-ge",
        "user[age]",
        "user.age",
        "age%5B%5D",
        "age;x",
        "\u{430}ge",
    ] {
        let found = form(&format!("&{key}=1"));
        assert!(found.ends_with(":unknown") && found.matches(':').count() == 1, "{key}: {found}");
    }
    for key in [
        "Age",
        "AGE",
        " age",
        "age ",
        "age\\n",
        "age\\u0000",
        "\\ufeffage",
        "a\\u0304ge",
        "\\u0430ge",
        "%61ge",
        "age[]",
        ".age",
        "age\\u200b",
        "address.street",
        "tags[0]",
    ] {
        let found = json(&format!(",\"{key}\":1"));
        assert!(found.ends_with(":unknown") && found.matches(':').count() == 1, "{key}: {found}");
    }
    assert_eq!(form("&;age=1"), ":unknown");
}

/// 5, P28: indices are ASCII, without leading zeros, and contiguous in the order of arrival.
#[test]
fn list_indices_are_contiguous() {
    for (more, code) in [
        ("&tags[1]=a", "tags:index"),
        ("&tags[0]=a&tags[2]=b", "tags:index"),
        ("&tags[00]=a", "tags:index"),
        ("&tags[01]=a", "tags:index"),
        ("&tags[99999999999999999999]=a", "tags:index"),
        ("&tags[4294967296]=a", "tags:index"),
        ("&tags=a&tags[0]=b", "tags[0]:duplicate"),
        ("&tags[-1]=a", "?tags[-1]:unknown"),
        ("&tags[%2B1]=a", ":unknown"),
        ("&tags[0x0]=a", "?tags[0x0]:unknown"),
        ("&tags[%D9%A0]=a", ":unknown"),
        ("&tags[0][0]=a", "?tags[0][0]:unknown"),
        ("&phones[1].number=1&phones[0].number=1", "phones:index"),
        ("&phones[0].number=1&phones[00].number=1", "phones:index"),
        ("&phones[].number=1", "?phones[].number:unknown"),
        ("&phones.0.number=1", "?phones.0.number:unknown"),
    ] {
        assert_eq!(form(more), code, "{more}");
    }
}

/// 5, P18: a semicolon separates nothing.
#[test]
fn a_semicolon_is_no_separator() {
    let clean = Account::bind(&Body::form("name=Ada;age=1&age=36")).into_result().unwrap();
    assert_eq!(clean.name, "Ada;age=1");
}

/// 6, P13: shapes are never coerced, in either format.
#[test]
fn a_value_of_another_shape_is_an_error_of_its_field() {
    for value in ["1", "true", "[]", "[\"x\"]", "{}", "{\"$ne\":null}"] {
        let report = report(
            Account::bind(&Body::json(format!(r#"{{"name":{value},"age":36,"news":false}}"#))).errors(),
        );
        assert_eq!(report, "name:invalid", "{value}");
    }
    for value in ["\"36\"", "36.5", "3.65e1", "true", "[36]", "{\"$gt\":0}", "-1.5", "1e-1000000"] {
        let report = report(
            Account::bind(&Body::json(format!(r#"{{"name":"Ada","age":{value},"news":false}}"#))).errors(),
        );
        assert_eq!(report, "age:invalid", "{value}");
    }
    for top in ["[]", "[{\"name\":\"Ada\"}]", "\"x\"", "7", "true", "null"] {
        let form = Account::bind(&Body::json(top));
        assert_eq!((report(form.errors()).as_str(), form.status()), (":invalid", 422), "{top}");
    }
    assert_eq!(json(",\"address\":[]"), "address:invalid");
    assert_eq!(json(",\"phones\":{}"), "phones:invalid_list");
    assert_eq!(json(",\"phones\":[[]]"), "phones[0]:invalid");
    assert_eq!(form("&address=x"), "address:invalid");
    assert_eq!(form("&phones=x"), "phones:invalid_list");
}

/// 6, P21: digits are ASCII, and nothing else is a number.
#[test]
fn numbers_are_ascii_digits_in_range() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Numbers {
        n: i8,
        x: f64,
    }
    let n = |text: &str| {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let form = Numbers::bind(&Body::form(format!("n={encoded}&x=0")));
        form.cleaned()
            .map(|numbers| numbers.n)
            .ok_or_else(|| form.errors().iter().next().unwrap().code().to_owned())
    };
    for (text, value) in [
        ("0", 0),
        ("-128", -128),
        ("127", 127),
        (" 7 ", 7),
        ("-0", 0),
        ("007", 7),
        ("7\u{a0}", 7),
        ("+7", 7),
        ("7.", 7),
        ("-7.00", -7),
    ] {
        assert_eq!(n(text), Ok(value), "{text:?}");
    }
    for text in [
        "+-7",
        "++7",
        ".0",
        "7.0.0",
        "7.01",
        "1_000",
        "\u{ff17}",
        "\u{663}",
        "0x7",
        "7e0",
        "1e1000000",
        "inf",
        "nan",
        "-",
        "--7",
        "7 7",
        "\u{2212}7",
        "7,0",
    ] {
        assert_eq!(n(text), Err("invalid".to_owned()), "{text:?}");
    }
    assert_eq!(n("128"), Err("max_value".to_owned()));
    assert_eq!(n("-129"), Err("min_value".to_owned()));
    assert_eq!(n(&"9".repeat(40)), Err("max_value".to_owned()));
    assert_eq!(n(&"9".repeat(41)), Err("max_digits".to_owned()));
    let x = |text: &str| {
        let form = Numbers::bind(&Body::form(format!("n=0&x={text}")));
        form.cleaned()
            .map(|numbers| numbers.x)
            .ok_or_else(|| form.errors().iter().next().unwrap().code().to_owned())
    };
    for (text, value) in
        [("-1.5e-3", -0.0015), (".5", 0.5), ("5.", 5.0), ("%2B1", 1.0), ("-.5E%2B1", -5.0), ("00.5", 0.5)]
    {
        assert_eq!(x(text), Ok(value), "{text}");
    }
    for text in [
        "inf", "-inf", "NaN", "infinity", "1e400", ".", "-", "e1", ".e1", "1e", "1e%2B", "%2B-1", "1..5",
        "0x1p3", "1_0.0", "1%2C5",
    ] {
        assert_eq!(x(text), Err("invalid".to_owned()), "{text}");
    }
    assert_eq!(x(&"1".repeat(41)), Err("max_digits".to_owned()));
    assert_eq!(x(&format!("0.{}", "1".repeat(40))), Err("max_digits".to_owned()));
    // also where no text would be as long
    assert_eq!(x(&"1".repeat(70_000)), Err("max_digits".to_owned()));
    assert_eq!(x(&"a".repeat(70_000)), Err("invalid".to_owned()));
}

/// 6: what a browser sends for what was not filled in is nothing.
#[test]
fn blank_controls_are_nothing() {
    let clean = Account::bind(&Body::form(
        "name=Ada&age=36&bio=+&tags=&tags=+&address.street=&address.city=%20&phones[0].number=&phones[0].place.street=&phones[1].number=2",
    ));
    let clean = clean.into_result().unwrap();
    assert_eq!((&clean.bio, &clean.address, clean.news), (&None, &None, false));
    assert!(clean.tags.is_empty());
    assert_eq!(clean.phones, [Phone { number: "2".to_owned(), place: None }]);
    assert_eq!(form("&phones="), "");
    assert_eq!(form("&address.street=&address.city=x"), "address.street:required");
    assert_eq!(
        form("&phones[0].number=&phones[0].place.city=x"),
        "phones[0].number:required phones[0].place.street:required"
    );
}

/// P14: what a form does not know says as much in either format: it was filled in.
#[test]
fn an_unknown_key_fills_a_form_in() {
    for (text, members) in [
        ("&address.zip=1", r#","address":{"zip":"1"}"#),
        ("&address.zip=", r#","address":{"zip":""}"#),
        ("&phones[0].zip=1&phones[1].number=2", r#","phones":[{"zip":"1"},{"number":"2"}]"#),
        ("&phones[0].place.zip=1", r#","phones":[{"place":{"zip":"1"}}]"#),
    ] {
        assert_eq!(form(text), json(members), "{text}");
    }
    assert_eq!(form("&address.zip=1"), "address.street:required address?zip:unknown");
}

/// 6: white space is nothing in a text, as Django strips it, and no value of any other type.
#[test]
fn white_space_is_blank_in_texts_alone() {
    for blank in ["+", "%20%20", "%09", "%C2%A0", "%0D%0A"] {
        assert_eq!(form(&format!("&bio={blank}&tags={blank}")), "", "{blank}");
        assert_eq!(form(&format!("&address.street={blank}")), "", "{blank}");
        assert_eq!(form(&format!("&age={blank}")), "age:duplicate", "{blank}");
        let rows = format!("rows[0].n={blank}&rows[1].n=&chosen={blank}");
        assert_eq!(
            report(Rows::bind(&Body::form(rows)).errors()),
            "rows[0].n:invalid chosen[0]:invalid_choice"
        );
    }
    // a secret is not stripped
    let secret = Rows::bind(&Body::form("secret=%20+"));
    assert_eq!(secret.cleaned().map(|rows| rows.secret.is_some()), Some(true));
    assert_eq!(
        report(Rows::bind(&Body::form("rows[0].n=&chosen=&secret=")).errors()),
        "chosen[0]:invalid_choice"
    );
    // the one way of a form to say that none is ticked
    let present = Rows { rows: Vec::new(), chosen: vec![Side::Left], secret: None };
    let none = Rows::bind_partial(&present, &Body::form("chosen="));
    assert_eq!(none.cleaned().map(|rows| rows.chosen.clone()), Some(Vec::new()));
    for blank in [r#"" ""#, r#""\t""#] {
        let body = format!(r#"{{"rows":[{{"n":{blank}}}],"chosen":[{blank}],"secret":{blank}}}"#);
        assert_eq!(
            report(Rows::bind(&Body::json(body)).errors()),
            "rows[0].n:invalid chosen[0]:invalid_choice"
        );
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Rows {
    #[form(nested)]
    pub rows: Vec<Row>,
    pub chosen: Vec<Side>,
    pub secret: Option<Password>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Row {
    #[form(lenient)]
    pub n: Option<u8>,
}

#[derive(forms::Choice, Debug, Clone, Copy, PartialEq)]
pub enum Side {
    Left,
    Right,
}

/// 6: blank is blank however it is spelled, and of whatever length.
#[test]
fn blank_texts_are_nothing_however_they_are_spelled() {
    for blank in [
        "",
        " ",
        "\\u0020",
        "\\t\\n\\r ",
        "\\u00a0\\u2003",
        &" ".repeat(100),
        &"\\u0020".repeat(100),
        &"\\n".repeat(100),
    ] {
        let body = Body::json(format!(r#"{{"name":"Ada","age":36,"news":false,"bio":"{blank}"}}"#));
        assert_eq!(
            Account::bind(&body).cleaned().map(|account| account.bio.clone()),
            Some(None),
            "{blank:?}"
        );
        assert_eq!(
            json(&format!(",\"phones\":[{{\"number\":\"{blank}\"}}]")),
            "phones[0].number:required",
            "{blank:?}"
        );
        assert_eq!(json(&format!(",\"tags\":[\"{blank}\"]")), "tags[0]:required", "{blank:?}");
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Defaults {
    #[form(default = 5)]
    pub n: i32,
    #[form(default = "x".to_owned())]
    pub text: String,
    #[form(default = Some(1))]
    pub maybe: Option<i32>,
    #[form(default = true)]
    pub flag: bool,
    #[form(default = vec![1])]
    pub list: Vec<i32>,
}

/// 6: a default stands in for what is absent alone.
#[test]
fn defaults_are_never_for_blank_nor_in_a_partial_update() {
    let defaults = Defaults { n: 5, text: "x".to_owned(), maybe: Some(1), flag: true, list: vec![1] };
    assert_eq!(Defaults::bind(&Body::json("{}")).cleaned(), Some(&defaults));
    // nothing is sent for a box that is not ticked, nor for an empty list
    let unticked = Defaults { flag: false, list: Vec::new(), ..defaults.clone() };
    assert_eq!(Defaults::bind(&Body::form("")).cleaned(), Some(&unticked));
    assert_eq!(
        report(Defaults::bind(&Body::form("n=&text=&maybe=&list=")).errors()),
        "n:required text:required"
    );
    let blank = Defaults::bind(&Body::form("n=0&text=y&maybe=&flag=&list="));
    assert_eq!(
        blank.cleaned(),
        Some(&Defaults { n: 0, text: "y".to_owned(), maybe: None, flag: false, list: Vec::new() })
    );
    assert_eq!(
        report(Defaults::bind(&Body::json(r#"{"n":null,"text":"","flag":null}"#)).errors()),
        "n:required text:required flag:required"
    );
    let other = Defaults { n: 9, text: "z".to_owned(), maybe: None, flag: false, list: vec![2] };
    for (body, whole, changes) in [(Body::form(""), unticked, 4), (Body::json("{}"), defaults, 5)] {
        assert_eq!(Defaults::bind_partial(&other, &body).cleaned(), Some(&other));
        let mut model = other.clone();
        let names = Defaults::bind_update(&other, &body).into_result().unwrap().apply_to(&mut model);
        assert_eq!((model, names.len()), (whole, changes));
    }
}

/// 6: what a partial update leaves out it keeps, and what it clears is cleared.
#[test]
fn a_partial_update_changes_what_it_names() {
    unchanged(&applied(Account::bind_partial(&user(), &Body::form(""))));
    unchanged(&partial_json::<Account>("{}"));
    assert_eq!(partial_json::<Account>(r#"{"bio":null}"#), Ok((User { bio: None, ..user() }, vec!["bio"])));
    assert_eq!(
        applied(Account::bind_partial(&user(), &Body::form("bio="))),
        Ok((User { bio: None, ..user() }, vec!["bio"]))
    );
    assert_eq!(partial_json::<Account>(r#"{"name":null}"#), Err("name:required".to_owned()));
    assert_eq!(
        partial_json::<Account>(r#"{"address":null}"#),
        Ok((User { address: None, ..user() }, vec!["address"]))
    );
    let moved = Place { street: "Square 12".to_owned(), city: None };
    assert_eq!(
        partial_json::<Account>(r#"{"address":{"city":null}}"#),
        Ok((User { address: Some(moved), ..user() }, vec!["address"]))
    );
    assert_eq!(partial_json::<Account>(r#"{"tags":["a","b"]}"#).unwrap().0.tags, ["a", "b"]);
    assert_eq!(partial_json::<Account>(r#"{"phones":[{}]}"#), Err("phones[0].number:required".to_owned()));
    assert_eq!(partial_json::<Account>(r#"{"phones":[]}"#).unwrap().0.phones, []);
    let homeless = User { address: None, ..user() };
    let body = Body::json(r#"{"address":{"city":"Paris"}}"#);
    assert_eq!(report(Account::bind_partial(&homeless, &body).errors()), "address.street:required");
}

/// 6: absent on a whole update is required, empty or false, as on create.
#[test]
fn a_whole_update_replaces() {
    let replaced =
        User { bio: None, tags: Vec::new(), address: None, phones: Vec::new(), news: false, ..user() };
    let changed = vec!["bio", "tags", "address", "phones", "news"];
    assert_eq!(whole_form::<Account>("name=Ada&age=36"), Ok((replaced, changed)));
    assert_eq!(
        report(Account::bind_update(&user(), &Body::json("{}")).errors()),
        "name:required age:required news:required"
    );
}

/// 6, P19: texts are stripped, one line unless they say otherwise, and without control characters.
#[test]
fn texts_hold_no_control_characters() {
    let (name, bio) = (
        |text: &str| {
            let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let in_form = report(Account::bind(&Body::form(format!("name={encoded}&age=36"))).errors());
            let quoted = serde_json::to_string(text).unwrap();
            let in_json = report(
                Account::bind(&Body::json(format!(r#"{{"name":{quoted},"age":36,"news":false}}"#))).errors(),
            );
            assert_eq!(in_form, in_json, "{text:?}");
            in_form
        },
        |text: &str| {
            let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            form(&format!("&bio={encoded}"))
        },
    );
    for code in (0..0x20u32).chain(0x7f..0xa0) {
        let c = char::from_u32(code).unwrap();
        for text in [format!("a{c}b"), format!("\u{c9}{c}b"), format!("a long text before {c}")] {
            let text = if text.trim_end().len() < text.len() { text + "x" } else { text };
            let text = text.replace("a long text before", "longer");
            let expected = match c {
                '\t' => "",
                '\0' => "name:null_characters_not_allowed",
                '\n' | '\r' | '\u{85}' => "name:line_breaks_not_allowed",
                _ => "name:control_characters_not_allowed",
            };
            assert_eq!(name(&text), expected, "{text:?}");
            let expected = match c {
                '\t' | '\n' | '\r' => "",
                '\0' => "bio:null_characters_not_allowed",
                _ => "bio:control_characters_not_allowed",
            };
            assert_eq!(bio(&text), expected, "{text:?}");
        }
    }
    assert_eq!(name("a\u{2028}b"), "name:line_breaks_not_allowed");
    assert_eq!(name("Ada\n"), "");
    assert_eq!(name(" \t\r\n\u{a0}Ada\u{2003} "), "");
}

/// 6: CRLF and a lone CR are LF before lengths are taken; bound again, the text is the same.
#[test]
fn line_breaks_are_normal() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Note {
        #[form(multiline, max_length = 4)]
        text: String,
    }
    for (sent, kept) in [
        ("a%0D%0Ab", "a\nb"),
        ("a%0Db", "a\nb"),
        ("a%0Ab", "a\nb"),
        ("a%0D%0D%0Ab", "a\n\nb"),
        ("a%0D%0A%0D%0Ab", "a\n\nb"),
    ] {
        let form = Note::bind(&Body::form(format!("text={sent}")));
        assert_eq!(form.cleaned().map(|note| note.text.as_str()), Some(kept), "{sent}");
    }
    let form = Note::bind(&Body::json(r#"{"text":"a\r\r\n\rb"}"#));
    assert_eq!(report(form.errors()), "text:max_length");
}

/// 6, P19: whole texts are judged, to their end.
#[test]
fn formats_hold_for_the_whole_text() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Formats {
        #[form(email, multiline, strip = false)]
        email: String,
        #[form(regex = "[a-z]+", multiline, strip = false)]
        word: String,
        #[form(username)]
        user: String,
    }
    let check = |email: &str, word: &str, user: &str| {
        let text = serde_json::json!({ "email": email, "word": word, "user": user }).to_string();
        report(Formats::bind(&Body::json(text)).errors())
    };
    assert_eq!(check("a@b.example", "word", "ada"), "");
    assert_eq!(check("a@b.example\n", "word\n", "ada"), "email:invalid word:invalid");
    assert_eq!(check("x\na@b.example", "x\nword", "ada"), "email:invalid word:invalid");
    for user in ["a\u{202e}b", "a\u{200b}b", "a b", "a\u{ad}b"] {
        assert_ne!(check("a@b.example", "word", user), "", "{user:?}");
    }
}

/// 7, P48: everything is reported at once, in the order of the declaration, with a nested form's errors at its place.
#[test]
fn every_problem_is_reported_in_one_pass() {
    assert_eq!(
        report(Account::bind(&Body::form(
            "zz=1&settings=%7B&news=maybe&phones[0].kind=x&phones[0].place.city=c&address.zip=1&address.city=x&tags=a&tags[5]=b&bio=%00&age=x&name=&aa=1&id=1"
        )).errors()),
        "id:read_only name:required age:invalid bio:null_characters_not_allowed tags:index address.street:required address?zip:unknown \
         phones[0].number:required phones[0].place.street:required phones[0]?kind:unknown news:invalid settings:invalid \
         ?aa:unknown ?zz:unknown"
    );
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = Limits::DEFAULT.max_fields(100_000).max_items(10_000))]
pub struct Many {
    #[form(nested)]
    pub first: Vec<Pair>,
    #[form(nested)]
    pub second: Vec<Pair>,
    #[form(nested)]
    pub third: Option<Pair>,
    pub last: u8,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Pair {
    pub a: u8,
    pub b: u8,
}

/// 7, P48: sixty-four problems, sixteen of them unknown keys; those that come first in the order, whatever came first.
#[test]
fn reports_are_cut_behind_the_sort() {
    let rows = |count: usize| vec!["{}"; count].join(",");
    let (first, second) = (format!("\"first\":[{}]", rows(20)), format!("\"second\":[{}]", rows(200)));
    let keys: Vec<String> = (0..40).map(|i| format!("\"k{:02}\":0", 39 - i)).collect();
    let keys = keys.join(",");
    let expected = {
        let mut lines: Vec<String> = Vec::new();
        for (list, count) in [("first", 20), ("second", 12)] {
            lines.extend(
                (0..count)
                    .flat_map(|i| [format!("{list}[{i}].a:required"), format!("{list}[{i}].b:required")]),
            );
        }
        lines.join(" ")
    };
    for parts in [[&first, &second, &keys], [&keys, &second, &first], [&second, &first, &keys]] {
        let text = format!("{{{},{},{},\"last\":\"x\"}}", parts[0], parts[1], parts[2]);
        let form = Many::bind(&Body::json(text));
        assert_eq!(report(form.errors()), expected);
    }
    let found = Many::bind(&Body::json(format!("{{\"last\":0,{keys}}}")));
    let expected: Vec<String> = (0..16).map(|i| format!("?k{i:02}:unknown")).collect();
    assert_eq!(report(found.errors()), expected.join(" "));
    // a key that is not shown takes the place of one
    let found = Many::bind(&Body::json(format!("{{\"last\":0,{keys},\"a b\":0,\"c d\":0}}")));
    let expected: Vec<String> = (0..15).map(|i| format!("?k{i:02}:unknown")).collect();
    assert_eq!(report(found.errors()), format!(":unknown {}", expected.join(" ")));
}

/// 7: a button that no page offered is told beside whatever else there is, however many and in whatever order.
#[test]
fn buttons_that_no_page_offered_are_told_in_any_order() {
    let mut pairs: Vec<String> = (0..20).map(|i| format!("k{i:02}=0")).collect();
    pairs.extend(["last=1".to_owned(), "last=2".to_owned(), "_rows=x".to_owned()]);
    let keys: Vec<String> = (0..15).map(|i| format!("?k{i:02}:unknown")).collect();
    let expected = format!("last:duplicate ?_rows:unknown {}", keys.join(" "));
    for _ in 0..pairs.len() {
        pairs.rotate_left(1);
        let told = report(Many::bind(&Body::form(pairs.join("&"))).errors());
        assert!(told.ends_with(&expected), "{told}");
    }
}

/// 12: one button changes the rows; of two neither does, in whatever order.
#[test]
fn two_buttons_are_none() {
    let bind = |text: &str| report(Many::bind(&Body::form(text)).errors());
    assert_eq!(bind("_rows=add+first"), ":rows_changed");
    for two in ["_rows=add+first&_rows=", "_rows=&_rows=add+first", "_rows=add+first&%5frows=add+first"] {
        assert!(bind(two).ends_with(" ?_rows:unknown"), "{}", bind(two));
    }
}

/// 7, P48: what is found within a field that comes twice takes no room from what else is wrong.
#[test]
fn duplicates_do_not_crowd_out_other_problems() {
    let rows = |count: usize| vec!["{}"; count].join(",");
    let (first, second) = (format!("\"first\":[{}]", rows(40)), format!("\"second\":[{}]", rows(40)));
    let (again, third, last) = ("\"first\":[]", "\"third\":{\"a\":1,\"b\":\"x\"}", "\"last\":\"x\"");
    let mut reports = Vec::new();
    for parts in [
        [&*first, &second, third, last, again],
        [again, &second, third, last, &first],
        [last, third, &second, &first, again],
        [&second, &first, again, last, third],
    ] {
        reports.push(report(Many::bind(&Body::json(format!("{{{}}}", parts.join(",")))).errors()));
    }
    assert!(reports[0].starts_with("first:duplicate second[0].a:required"));
    assert_eq!(reports[0].split(' ').count(), 64);
    assert!(reports.iter().all(|report| *report == reports[0]), "{reports:#?}");

    // a scalar again and again
    let duplicates = vec!["\"last\":1"; 300].join(",");
    for text in [format!("{{{second},{duplicates}}}"), format!("{{{duplicates},{second}}}")] {
        let found = report(Many::bind(&Body::json(text)).errors());
        assert!(found.starts_with("second[0].a:required"), "{found}");
        assert_eq!(found.split(' ').count(), 64);
    }
    let wrong = "\"third\":{\"a\":\"x\",\"b\":1}";
    let expected = "third.a:invalid last:duplicate";
    for text in [format!("{{{wrong},{duplicates}}}"), format!("{{{duplicates},{wrong}}}")] {
        assert_eq!(report(Many::bind(&Body::json(text)).errors()), expected);
    }

    // unknown keys within what comes twice
    let inner: Vec<String> = (0..20).map(|i| format!("third.k{i:02}=1")).collect();
    let inner = inner.join("&");
    for text in [
        format!("{inner}&third=&last=1&zz=1"),
        format!("third=&{inner}&last=1&zz=1"),
        format!("zz=1&last=1&third=&{inner}"),
    ] {
        assert_eq!(report(Many::bind(&Body::form(text)).errors()), "third:duplicate ?zz:unknown");
    }
    let inner: Vec<String> = (0..20).map(|i| format!("\"k{i:02}\":1")).collect();
    let inner = format!("\"third\":{{{}}}", inner.join(","));
    for text in [
        format!("{{{inner},\"third\":{{}},\"last\":1,\"zz\":1}}"),
        format!("{{\"zz\":1,\"third\":{{}},{inner},\"last\":1}}"),
    ] {
        assert_eq!(report(Many::bind(&Body::json(text)).errors()), "third:duplicate ?zz:unknown");
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, immutable = [kept])]
pub struct Keeps {
    pub kept: Vec<u8>,
    #[form(nested)]
    pub rows: Vec<Pair>,
}

/// 3, 7: what is wrong within a value that may only be repeated is not told, whatever else is.
#[test]
fn reading_an_immutable_value_leaves_nothing_behind() {
    let present = Keeps { kept: vec![1], rows: Vec::new() };
    let rows = |count: usize| vec!["{\"a\":1,\"b\":\"x\"}"; count].join(",");
    for count in [0, 60, 63, 64, 65, 100] {
        let kept = format!("\"kept\":[{}]", vec!["\"x\""; 90].join(","));
        let rows = format!("\"rows\":[{}]", rows(count));
        let first = report(Keeps::bind_update(&present, &Body::json(format!("{{{kept},{rows}}}"))).errors());
        let last = report(Keeps::bind_update(&present, &Body::json(format!("{{{rows},{kept}}}"))).errors());
        assert_eq!(first, last);
        assert_eq!(first.matches("kept").count(), 1, "{first}");
        assert_eq!(first.split(' ').count(), (count + 1).min(64), "{first}");
    }
}

/// 8, P22: each limit has its code and its status, per form and per binding.
#[test]
fn limits_of_a_form_and_of_a_binding() {
    let small = |body: &Body| {
        let form = Small::bind(body);
        (report(form.errors()), form.status())
    };
    let answer = |report: &str, status: u16| (report.to_owned(), status);
    assert_eq!(small(&Body::form(format!("name={}", "x".repeat(300)))), answer(":too_large", 413));
    assert_eq!(
        small(&Body::json(format!("{{\"name\":\"{}\"}}", "x".repeat(300)))),
        answer(":too_large", 413)
    );
    assert_eq!(small(&Body::form("a&b&c&d&e&f&g&h&i&j&k&l&m")).1, 413);
    assert_eq!(small(&Body::json("{\"address\":{\"street\":[{\"a\":1}]}}")), answer(":too_deep", 413));
    assert_eq!(small(&Body::json("{\"zz\":[[[1]]]}")), answer(":too_deep", 413));
    assert_eq!(
        small(&Body::form("name=a&address.street=0123456789012345678901234567890")),
        answer("address.street:max_length", 422)
    );
    assert_eq!(
        small(&Body::form("name=a&a-key-longer-than-16=1")),
        answer("?a-key-longer-than-16:unknown", 422)
    );
    assert!(Small::bind(&Body::form("name=a&tags=x&address.street=s&address.city=c")).is_valid());

    let with = |limits: Limits, body: &Body| {
        let form = Account::binder().limits(limits).bind(body);
        (report(form.errors()), form.status())
    };
    let limits = Limits::DEFAULT;
    assert_eq!(with(limits.max_body_bytes(10), &Body::form("name=Ada&age=36")), answer(":too_large", 413));
    assert_eq!(with(limits.max_body_bytes(15), &Body::form("name=Ada&age=36")), answer("", 200));
    assert_eq!(with(limits.max_depth(1), &Body::json("{\"address\":{}}")), answer(":too_deep", 413));
    assert_eq!(with(limits.max_key_bytes(3), &Body::form("name=Ada&age=36")), answer("", 200));
    assert_eq!(
        with(limits.max_text_chars(3), &Body::form("name=Ada&age=36&bio=long")),
        answer("bio:max_length", 422)
    );
    assert_eq!(with(limits.max_digits(2), &Body::form("name=Ada&age=036")), answer("", 200));
    assert_eq!(with(limits.max_digits(2), &Body::form("name=Ada&age=-36")), answer("age:min_value", 422));
    assert_eq!(
        with(limits.max_digits(2), &Body::json("{\"name\":\"Ada\",\"age\":-365,\"news\":true}")).1,
        422
    );
    assert_eq!(
        with(limits.max_json_values(2), &Body::form("name=Ada&age=36&settings=[1,2]")),
        answer("settings:max_nodes", 422)
    );
    assert_eq!(
        with(limits.max_json_values(3), &Body::form("name=Ada&age=36&settings=[1,2]")),
        answer("", 200)
    );
    let shown = Account::binder()
        .limits(limits.max_body_bytes(10))
        .bind_partial(&user(), &Body::json("{\"age\":40}  "));
    assert_eq!(shown.status(), 413);
}

/// 8, P22: the defaults.
#[test]
fn default_limits() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Plain {
        text: Option<String>,
        list: Vec<u8>,
        json: Option<Value>,
        #[form(lenient)]
        n: Option<u64>,
    }
    let keys = |count: usize| (0..count).map(|i| format!("k{i}=")).collect::<Vec<_>>().join("&");
    let members = |count: usize| (0..count).map(|i| format!("\"k{i}\":0")).collect::<Vec<_>>().join(",");
    let bind = |body: Body| {
        let form = Plain::bind(&body);
        let first = form.errors().iter().next().map(|error| format!("{}:{}", error.path(), error.code()));
        (first.unwrap_or_default(), form.status())
    };
    let answer = |report: &str, status: u16| (report.to_owned(), status);
    assert_eq!(bind(Body::form(keys(256))).1, 422);
    assert_eq!(bind(Body::form(keys(257))), answer(":too_many_fields", 413));
    assert_eq!(bind(Body::json(format!("{{{}}}", members(256)))).1, 422);
    assert_eq!(bind(Body::json(format!("{{{}}}", members(257)))), answer(":too_many_fields", 413));
    assert_eq!(bind(Body::form("text=x&".repeat(257))), answer(":too_many_fields", 413));
    // what stands between two of them costs as much when it is nothing
    assert_eq!(bind(Body::form("&".repeat(256))), answer(":too_many_fields", 413));
    assert_eq!(bind(Body::form(format!("{}text=x", "&".repeat(256)))), answer(":too_many_fields", 413));
    assert_eq!(
        bind(Body::json(format!("{{{}}}", vec!["\"text\":\"x\""; 257].join(",")))),
        answer(":too_many_fields", 413)
    );
    assert_eq!(bind(Body::form(format!("text={}", "x".repeat(65_536)))), answer("", 200));
    assert_eq!(bind(Body::form(format!("text={}", "x".repeat(65_537)))), answer("text:max_length", 422));
    assert_eq!(bind(Body::json(format!("{{\"text\":\"{}\"}}", "\u{1f600}".repeat(65_536)))), answer("", 200));
    assert_eq!(bind(Body::form(format!("text={}", "x".repeat(1024 * 1024)))), answer(":too_large", 413));
    assert_eq!(bind(Body::json(format!("{{\"list\":[{}]}}", vec!["1"; 100].join(",")))), answer("", 200));
    assert_eq!(
        bind(Body::json(format!("{{\"list\":[{}]}}", vec!["1"; 101].join(",")))),
        answer("list:max_items", 422)
    );
    assert_eq!(bind(Body::form("list=1&".repeat(101))), answer("list:max_items", 422));
    assert_eq!(bind(Body::json(format!("{{\"json\":[{}]}}", vec!["1"; 999].join(",")))), answer("", 200));
    assert_eq!(
        bind(Body::json(format!("{{\"json\":[{}]}}", vec!["1"; 1000].join(",")))),
        answer("json:max_nodes", 422)
    );
    assert_eq!(bind(Body::json("{\"json\":[[[[[[[1]]]]]]]}")), answer("", 200));
    assert_eq!(bind(Body::json("{\"json\":[[[[[[[[1]]]]]]]]}")), answer(":too_deep", 413));
    assert_eq!(bind(Body::json(format!("{{\"n\":{}}}", "1".repeat(40)))), answer("n:max_value", 422));
    assert_eq!(bind(Body::json(format!("{{\"n\":{}}}", "1".repeat(41)))), answer("n:max_digits", 422));
    assert_eq!(bind(Body::json(format!("{{\"n\":\"{}\"}}", "1".repeat(41)))), answer("n:max_digits", 422));
    let key = "k".repeat(129);
    assert_eq!(bind(Body::form(format!("{key}=1"))), answer(":unknown", 422));
}

/// 8: a body that cannot be read is refused as a whole, and that is all that is said.
#[test]
fn fatal_problems_stand_alone() {
    for (body, code, status) in [
        (Body::json(""), "malformed", 400),
        (Body::json("  "), "malformed", 400),
        (Body::json("{\"zz\":1,\"name\":1"), "malformed", 400),
        (Body::json("{\"zz\":1}x"), "malformed", 400),
        (Body::json("{\"zz\":1} {}"), "malformed", 400),
        (Body::json("\u{feff}{\"zz\":1}"), "malformed", 400),
        (Body::json("{\"zz\":01}"), "malformed", 400),
        (Body::json("{\"zz\":\"\\ud800\"}"), "malformed", 400),
        (Body::json("{\"zz\":[1,]}"), "malformed", 400),
        (Body::json("{\"zz\":NaN}"), "malformed", 400),
        (Body::json("{'zz':1}"), "malformed", 400),
        (Body::json("{\"zz\":1}/*x*/"), "malformed", 400),
        (Body::form("zz=1&name=%FF"), "encoding", 400),
        (Body::form("zz=%C0%80"), "encoding", 400),
        (Body::form("%ED%A0%80=1"), "encoding", 400),
        (Body::new("application/json", b"{\"zz\":\"\xff\"}".to_vec()), "encoding", 400),
        (Body::new("application/x-www-form-urlencoded", b"zz=\xc3".to_vec()), "encoding", 400),
        (Body::too_large(9), "too_large", 413),
        (Body::new("text/plain", "name=Ada"), "unsupported_media_type", 415),
        (Body::new("application/json; charset=latin1", "{}"), "unsupported_charset", 415),
    ] {
        let form = Account::bind(&body);
        assert_eq!((report(form.errors()), form.status()), (format!(":{code}"), status), "{body:?}");
        let form = Account::bind_partial(&user(), &body);
        assert_eq!((report(form.errors()), form.status()), (format!(":{code}"), status), "{body:?}");
    }
    assert_eq!(report(Account::bind(&Body::form("")).errors()), "name:required age:required");
}

/// 9, P15: exactly these content types, and no other.
#[test]
fn content_types_are_matched_exactly() {
    let status = |content_type: &str, bytes: &str| {
        Account::bind_partial(&user(), &Body::new(content_type, bytes)).status()
    };
    for content_type in [
        "application/x-www-form-urlencoded",
        "APPLICATION/X-WWW-FORM-URLENCODED; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=\"utf-8\"",
    ] {
        assert_eq!(status(content_type, "age=40"), 200, "{content_type}");
    }
    for content_type in [
        "application/json",
        "application/JSON;charset=utf-8",
        "application/merge-patch+json",
        "application/vnd.api+json",
    ] {
        assert_eq!(status(content_type, "{\"age\":40}"), 200, "{content_type}");
    }
    for content_type in [
        "",
        "json",
        "text/json",
        "text/plain",
        "text/html",
        "application/xml",
        "application/jsonp",
        "application/json-patch",
        "application/x-www-form-urlencodedx",
        "application/",
        "*/*",
        "application/json,application/json",
        "multipart/form-data",
    ] {
        assert_eq!(status(content_type, "{\"age\":40}"), 415, "{content_type}");
        assert_eq!(status(content_type, "age=40"), 415, "{content_type}");
    }
    for charset in ["iso-8859-1", "utf-16", "utf-7", "us-ascii", ""] {
        assert_eq!(status(&format!("application/json; charset={charset}"), "{\"age\":40}"), 415, "{charset}");
    }
}

/// 9, P16: never a replacement character, whoever reads the value.
#[test]
fn nothing_is_replaced() {
    for bad in [
        "%FF",
        "%C3",
        "%C0%80",
        "%E0%80%80",
        "%ED%A0%80",
        "%ED%BF%BF",
        "%F4%90%80%80",
        "%F8%88%80%80%80",
        "%80",
        "%EF%BF",
        "a%FFb",
        "long-enough-for-a-word-%C3-and-more",
    ] {
        for key in [
            "name",
            "age",
            "bio",
            "tags",
            "tags[]",
            "address.street",
            "phones[0].number",
            "news",
            "settings",
            "id",
            "zz",
            "name=Ada&name",
            bad,
        ] {
            let form = Account::bind(&Body::form(format!("age=36&{key}={bad}")));
            assert_eq!((report(form.errors()).as_str(), form.status()), (":encoding", 400), "{key}={bad}");
        }
    }
    let form = Account::bind(&Body::form("name=%EF%BF%BD&age=36"));
    assert_eq!(form.cleaned().map(|account| account.name.as_str()), Some("\u{fffd}"));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = agree)]
pub struct Login {
    pub user: String,
    #[form(password(min_length = 8))]
    pub password: Password,
    #[form(equals = password)]
    pub password2: Password,
    pub pin: Option<Password>,
    pub keys: Vec<Password>,
}

fn agree(draft: &Draft<Login>, report: &mut Report<'_, Login>) {
    if draft.user.as_deref() == draft.password.as_ref().map(Password::expose) && draft.user.is_some() {
        report.add(Login::PASSWORD, Problem::new("same", "Choose a password that is not your name."));
    }
}

const CANARY: &str = "hunter2";

/// 10, P35, P36: no output of what is wrong holds what was submitted, no page a secret.
#[test]
fn no_output_reveals_a_value() {
    let bodies = [
        Body::form(
            "user=hunter2%00&password=hunter2&password2=hunter2x&pin=hunter2%0A&keys=hunter2%00&zz=hunter2",
        ),
        Body::form(
            "user=hunter2long&password=hunter2long&password2=hunter2other&keys=hunter2&keys=hunter2%00",
        ),
        Body::form("user=&password=hunter2&password=hunter2"),
        Body::json(
            r#"{"user":["hunter2"],"password":{"a":"hunter2"},"password2":"hunter2","pin":"hunter2\u0000","keys":["hunter2",1],"zz":"hunter2"}"#,
        ),
        Body::json(
            r#"{"user":"hunter2","password":"hunter2","pass\u0077ord":"hunter2","password2":7,"keys":"hunter2"}"#,
        ),
        Body::json(r#"{"user":"hunter2""#),
        Body::new("application/json", b"{\"user\":\"hunter2\xff\"}".to_vec()),
        Body::new("text/hunter2", "hunter2"),
        Body::query("user=x&password=hunter2&password2=hunter2"),
    ];
    for body in bodies {
        let form = Login::bind(&body);
        assert!(!form.is_valid(), "{body:?}");
        let all = format!(
            "{} {form:?} {body:?} {}",
            complaints(form.errors()),
            form.errors().to_problem_details().detail()
        );
        assert!(!all.contains(CANARY), "{all}");
        for name in ["password", "password2", "pin", "keys", "keys[0]", "keys[]"] {
            assert_eq!(form.submitted(name), None);
        }
        let page = form.to_html().replace("value=\"hunter2", "");
        assert!(!page.contains(CANARY), "{page}");
        let invalid = form.into_result().unwrap_err();
        assert!(!format!("{invalid:?} {invalid}").contains(CANARY));
    }
    let valid = Login::bind(&Body::form(
        "user=ada&password=hunter2-plum-tornado&password2=hunter2-plum-tornado&pin=hunter2&keys=hunter2",
    ));
    assert!(valid.is_valid(), "{}", valid.errors());
    assert!(!valid.to_html().contains(CANARY) && !format!("{valid:?}").contains(CANARY));
    let clean = valid.into_result().unwrap();
    assert!(!format!("{clean:?}").contains(CANARY), "{clean:?}");
}

/// 10, P12: a secret does not bind from the query of an address; an empty control is no secret.
#[test]
fn secrets_do_not_bind_from_a_query() {
    let query = Body::query("user=ada&password=correct+horse&password2=correct+horse&pin=1");
    assert_eq!(
        report(Login::bind(&query).errors()),
        "password:secret_in_query password2:secret_in_query pin:secret_in_query"
    );
    let query = Body::query("user=ada&password=&password2=&pin=&keys=");
    assert_eq!(report(Login::bind(&query).errors()), "password:required password2:required");
    assert!(Account::bind(&Body::query("name=Ada&age=36")).is_valid());
    let body = Body::form("user=ada&password=correct+horse&password2=correct+horse&pin=1");
    assert!(Login::bind(&body).is_valid());
}

/// 11, P26: no bytes make it panic; the fuzz targets go on from here.
#[test]
fn no_bytes_make_it_panic() {
    let mut random = Random::new(11);
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..random.below(200)).map(|_| random.word() as u8).collect();
        invariants::hold_for_form(&bytes);
        invariants::hold_for_json(&bytes);
        let text: String = bytes.iter().map(|_| char::from(random.pick(b"{}[]\",:\\u0&=%+.[]0"))).collect();
        invariants::hold_for_form(text.as_bytes());
        invariants::hold_for_json(text.as_bytes());
    }
}

/// 12: the order of the keys says nothing.
#[test]
fn the_order_of_keys_does_not_matter() {
    let mut random = Random::new(12);
    let form = "zz=1&title=&text=%00&small=x&wide=1&wide=1&float=1&point.x=1&point.zz=1&address.street=s&address.notes=a\
        &address.notes[5]=b&rows[0].sku=&rows[0].quantity=x&rows[1].sku=s&tags=a&tags=b&kept.x=1&kept=&stamps=1&is_admin=1";
    let json = r#"{"zz":1,"title":"","text":"\u0000","small":"x","wide":1,"w\u0069de":1,"float":1,"point":{"x":1,"zz":1,"x":2},
        "address":{"street":1,"notes":[1,"a"]},"rows":[{"sku":1,"zz":1},{"quantity":1}],"tags":["a",1],"kept":{"x":1},"kept":null,
        "extra":{"a":1e999,"b":{"c":1,"c":2}},"stamps":[1],"is_admin":true}"#;
    for _ in 0..300 {
        invariants::hold_for_shuffled_form(form, &mut random);
        invariants::hold_for_shuffled_json(json, &mut random);
    }
}

/// P14: the same input in either format is the same value, or the same codes.
#[test]
fn both_formats_say_the_same() {
    for (pairs, members) in [
        ("", ""),
        (
            "&bio=x&tags=a&tags=b&address.street=s&phones[0].number=1",
            r#","bio":"x","tags":["a","b"],"address":{"street":"s"},"phones":[{"number":"1"}]"#,
        ),
        (
            "&bio=%00&zz=1&address.zip=1&address.city=c",
            r#","bio":"\u0000","zz":1,"address":{"zip":1,"city":"c"}"#,
        ),
        ("&age=1", r#","age":1"#),
        ("&tags=a&tags=b&tags=c&tags=d", r#","tags":["a","b","c","d"]"#),
        (
            "&phones[0].number=1&phones[1].number=2&phones[2].number=3",
            r#","phones":[{"number":"1"},{"number":"2"},{"number":"3"}]"#,
        ),
        ("&settings={\"a\":[1,null]}", r#","settings":{"a":[1,null]}"#),
        ("&settings={\"a\":1,\"a\":1}", r#","settings":{"a":1,"a":1}"#),
        ("&id=7", r#","id":7"#),
    ] {
        let in_form = Account::bind(&Body::form(format!("name=Ada&age=36{pairs}")));
        let in_json =
            Account::bind(&Body::json(format!(r#"{{"name":"Ada","age":36,"news":false{members}}}"#)));
        assert_eq!(report(in_form.errors()), report(in_json.errors()), "{pairs}");
        assert_eq!(in_form.cleaned(), in_json.cleaned(), "{pairs}");
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Comment {
    pub text: String,
    #[form(nested)]
    pub replies: Vec<Comment>,
}

/// 8, P26: a form that contains itself is read to the depth that there is, in both formats.
#[test]
fn a_form_within_itself_has_a_depth() {
    let json = |levels: usize| {
        format!(
            "{}{}{}",
            "{\"text\":\"t\",\"replies\":[".repeat(levels),
            "{\"text\":\"t\"}",
            "]}".repeat(levels)
        )
    };
    let form = |levels: usize| -> String {
        (0..=levels).map(|level| "replies[0].".repeat(level) + "text=t&").collect()
    };
    for levels in 0..=3 {
        let (in_json, in_form) =
            (Comment::bind(&Body::json(json(levels))), Comment::bind(&Body::form(form(levels))));
        assert!(in_json.is_valid(), "{levels}: {}", in_json.errors());
        assert_eq!(in_json.cleaned(), in_form.cleaned(), "{levels}");
    }
    for levels in [4, 5, 8, 100, 10_000] {
        for body in [Body::json(json(levels)), Body::form(form(levels))] {
            if levels > 100 {
                assert_eq!(Comment::bind(&body).status(), 413);
                continue;
            }
            let bound = Comment::bind(&body);
            assert_eq!((report(bound.errors()).as_str(), bound.status()), (":too_deep", 413), "{levels}");
            // whatever the limits: a path holds eight levels
            let bound = Comment::binder().limits(Limits::DEFAULT.max_depth(1_000)).bind(&body);
            assert_eq!((report(bound.errors()).as_str(), bound.status()), (":too_deep", 413), "{levels}");
        }
    }
}

/// P07: a form bound to a stale copy writes back nothing that the body did not submit and change.
#[test]
fn a_stale_copy_is_not_written_back() {
    let stale = user();
    let fresh = || User {
        name: "Renamed".to_owned(),
        age: 37,
        address: Some(Place { street: "Moved 1".to_owned(), city: Some("Rome".to_owned()) }),
        tags: vec!["new".to_owned()],
        is_admin: true,
        ..user()
    };
    let mut model = fresh();
    let body = Body::json(
        r#"{"name":"Ada","age":36,"bio":"changed","tags":["math"],"address":{"street":"Square 12","city":"Paris"},"phones":[{"number":"1"}],"news":true}"#,
    );
    let clean = Account::bind_update(&stale, &body).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut model), ["bio", "address"]);
    let address = Some(Place { street: "Moved 1".to_owned(), city: Some("Paris".to_owned()) });
    assert_eq!(model, User { bio: Some("changed".to_owned()), address, ..fresh() });
    let mut model = fresh();
    assert!(
        Account::bind_partial(&stale, &Body::json("{}"))
            .into_result()
            .unwrap()
            .apply_to(&mut model)
            .is_empty()
    );
    assert_eq!(model, fresh());
    let mut homeless = User { address: None, ..fresh() };
    let body = Body::json(r#"{"address":{"city":"Paris"}}"#);
    let changed = Account::bind_partial(&stale, &body).into_result().unwrap().apply_to(&mut homeless);
    // of what is gone, no part is written: not the stale rest of it
    assert!(changed.is_empty());
    assert_eq!(homeless.address, None);
}

/// 1: the target is untouched unless the whole form is valid: nothing invalid can be applied, and nothing is said to have
/// changed.
#[test]
fn an_invalid_form_has_nothing_to_apply() {
    let model = user();
    let form = Account::bind_partial(&model, &Body::json(r#"{"age":40,"name":""}"#));
    assert!(!form.is_valid() && form.cleaned().is_none() && form.changed().is_empty());
    assert_eq!(model, user());
    assert!(form.into_result().is_err());
    let mut form = Account::bind_partial(&model, &Body::json(r#"{"age":40}"#));
    assert_eq!(form.changed(), ["age"]);
    form.add_error(Account::AGE, Problem::new("no", "No."));
    assert!(form.cleaned().is_none() && form.changed().is_empty());
    assert_eq!(form.into_result().unwrap_err().status(), 422);
}

/// 7: what was refused as a whole stands alone, whatever a handler adds.
#[test]
fn nothing_is_added_to_a_refusal_of_the_whole_body() {
    let long = format!("name={}", "a".repeat(2_000_000));
    for (body, status) in [
        (Body::form("name=%ff"), 400),
        (Body::form(long), 413),
        (Body::new("text/plain", b"name=a".as_slice()), 415),
    ] {
        let mut form = Account::bind(&body);
        let alone = form.errors().to_string();
        form.add_error(Account::NAME, Problem::new("taken", "No."));
        form.add_form_error(Problem::new("closed", "No."));
        assert_eq!((form.status(), form.errors().to_string()), (status, alone));
        let mut form = form.into_result().unwrap_err();
        form.add_error(Account::NAME, Problem::new("taken", "No."));
        assert_eq!((form.status(), form.errors().len()), (status, 1));
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Inner {
    pub one: String,
    #[form(nested)]
    pub pair: Option<Pair>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Outer {
    pub before: String,
    #[form(flatten)]
    pub inner: Inner,
    pub after: u8,
}

/// P05: what is flattened is known when it is compiled: its keys stand beside ours, and unknown keys stay refused.
#[test]
fn flattened_forms_refuse_unknown_keys() {
    let value = Outer {
        before: "b".to_owned(),
        inner: Inner { one: "1".to_owned(), pair: Some(Pair { a: 1, b: 2 }) },
        after: 3,
    };
    let form = Body::form("before=b&one=1&pair.a=1&pair.b=2&after=3");
    let json = Body::json(r#"{"after":3,"pair":{"a":1,"b":2},"one":"1","before":"b"}"#);
    assert_eq!(Outer::bind(&form).cleaned(), Some(&value));
    assert_eq!(Outer::bind(&json).cleaned(), Some(&value));
    for key in ["inner.one", "inner[one]", "inner", "two"] {
        let body = Body::form(format!("before=b&one=1&after=3&{key}=x"));
        assert_eq!(report(Outer::bind(&body).errors()), format!("?{key}:unknown"));
    }
    assert_eq!(
        report(Outer::bind(&Body::json(r#"{"before":"b","inner":{"one":"1"},"after":3}"#)).errors()),
        "one:required ?inner:unknown"
    );
    assert_eq!(
        report(Outer::bind(&Body::form("one=1&one=2&pair.a=x&pair.c=1&after=x")).errors()),
        "before:required one:duplicate pair.a:invalid pair.b:required pair?c:unknown after:invalid"
    );
    let mut model = value.clone();
    let body = Body::json(r#"{"pair":{"b":9},"one":"2"}"#);
    let changed = Outer::bind_partial(&value, &body).into_result().unwrap().apply_to(&mut model);
    assert_eq!(*changed, ["one", "pair"]);
    assert_eq!(model.inner, Inner { one: "2".to_owned(), pair: Some(Pair { a: 1, b: 9 }) });
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("it waits for nothing"),
    }
}

/// What only a service knows is asked of a form that is valid so far, and of no other.
#[test]
fn asynchronous_checks_run_on_a_valid_form_alone() {
    let mut asked = 0;
    let form = Account::bind(&Body::form("name=Ada&age=x"));
    let form = now(form.check_async(async |_, _| asked += 1));
    assert_eq!((report(form.errors()).as_str(), asked), ("age:invalid", 0));
    let form = Account::bind(&Body::form("name=Ada&age=36"));
    let form = now(form.check_async(async |account, report| {
        asked += 1;
        assert_eq!(account.name, "Ada");
        report.add(Account::NAME, Problem::new("unique", "Take another name."));
        report.add_form_error(Problem::new("closed", "Come back tomorrow."));
    }));
    assert_eq!((report(form.errors()).as_str(), form.status()), ("name:unique :closed", 422));
    assert_eq!(form.submitted("name").as_deref(), Some("Ada"));
    let form = now(form.check_async(async |_, _| asked += 1));
    assert!(!form.is_valid());
    let form = now(Account::bind(&Body::form("name=Ada&age=36")).check_async(async |_, _| asked += 1));
    assert!(form.is_valid());
    assert_eq!(asked, 2);
}

/// A receipt keeps the submission for what the database says.
#[test]
fn a_receipt_keeps_what_was_submitted() {
    let (account, receipt) = Account::bind(&Body::form("name=Ada&age=36&bio=x&phones[0].number=1"))
        .into_result()
        .unwrap()
        .into_parts();
    assert_eq!(account.name, "Ada");
    let again =
        receipt.reject(Account::PHONES.item(0).then(Phone::NUMBER), Problem::new("unique", "Take another."));
    assert_eq!(report(again.errors()), "phones[0].number:unique");
    assert_eq!(again.status(), 422);
    assert_eq!(again.submitted("phones[0].number").as_deref(), Some("1"));
    assert_eq!(again.submitted("bio").as_deref(), Some("x"));
    let mut again = again;
    again.add_form_error(Problem::new("closed", "No."));
    again.add_error(Account::NAME, Problem::new("taken", "No."));
    let bound = Bound::from(again);
    assert_eq!(report(bound.errors()), "name:taken phones[0].number:unique :closed");
    let (edit, receipt) =
        Account::bind_partial(&user(), &Body::json(r#"{"age":40}"#)).into_result().unwrap().into_parts();
    let mut model = user();
    assert_eq!(edit.apply_to(&mut model), ["age"]);
    let again = receipt.reject_form(Problem::new("conflict", "Someone else was faster."));
    assert_eq!(report(again.errors()), ":conflict");
    assert_eq!(again.submitted("age").as_deref(), Some("40"));
}

/// A type of one's own that gives no value and says nothing still leaves a form with a problem.
#[test]
fn a_form_without_a_value_has_a_problem() {
    #[derive(Debug, Clone, PartialEq)]
    struct Silent;
    impl forms::FieldType for Silent {
        type Subject = Self;
        const KIND: forms::Kind = forms::Kind::Text;
        fn clean<'b>(
            _: &forms::RawValue<'b>,
            _: &'static forms::FieldSchema,
            _: &mut forms::BindContext<'b>,
        ) -> Option<Self> {
            None
        }
        fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
            None
        }
    }
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Quiet {
        value: Silent,
    }
    for body in [Body::form("value=x"), Body::json(r#"{"value":["x"]}"#)] {
        let form = Quiet::bind(&body);
        assert_eq!((report(form.errors()).as_str(), form.status()), (":invalid", 422));
    }
}

/// P37: a value that is shown is read back the same.
#[test]
fn numbers_are_shown_as_they_are_read() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Float {
        x: f64,
        y: f32,
    }
    for (x, y) in [
        (1.0, 1.0),
        (0.1, 0.1),
        (f64::MAX, f32::MAX),
        (5e-324, 1e-45),
        (-0.0, -0.0),
        (1e21, 1e21),
        (123_456.789, 0.5),
        (1.0 / 3.0, 1.0 / 3.0),
    ] {
        let shown = Float::filled(&Float { x, y });
        let (x_shown, y_shown) = (shown.field(Float::X), shown.field(Float::Y));
        let body = Body::form(format!("x={}&y={}", x_shown.value().unwrap(), y_shown.value().unwrap()));
        let again = Float::bind(&body);
        assert_eq!(again.cleaned(), Some(&Float { x, y }), "{body:?} {}", again.errors());
    }
}

/// A form that moves through a service costs little beyond its values, and goes wherever they go.
#[test]
fn a_bound_form_is_small_and_travels() {
    fn small<F: Form>() {
        for size in [
            size_of::<Bound<F, Create>>(),
            size_of::<Bound<F, Update>>(),
            size_of::<Result<Clean<F>, Invalid<F>>>(),
        ] {
            assert!(size <= size_of::<F>() + 128, "{size} for {}", size_of::<F>());
        }
        // far below the 128 bytes from which on a `Result` of it is warned of
        assert!(size_of::<Invalid<F>>() <= 64);
    }
    fn travels<T: Send + Sync + 'static>() {}
    small::<Account>();
    small::<Everything>();
    small::<Pair>();
    small::<Own>();
    small::<Login>();
    small::<Comment>();
    small::<Outer>();
    travels::<Bound<Everything>>();
    travels::<Bound<Everything, Update>>();
    travels::<Clean<Login>>();
    travels::<Edit<Account>>();
    travels::<Receipt<Account>>();
    travels::<Invalid<Account>>();
    travels::<Errors>();
    travels::<Body>();
    travels::<Changed<User>>();
}

/// P13, P14: white space belongs to a choice, in both formats and every spelling; Django's `ChoiceField` takes none off either.
#[test]
fn choices_are_not_stripped() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Shirt {
        size: Size,
    }
    let form = |value: &str| report(Shirt::bind(&Body::form(format!("size={value}"))).errors());
    assert_eq!((form("L"), form("%4C")), (String::new(), String::new()));
    for value in ["+L", "L+", "%20L", "L%0A", "%0BL", "\u{b}L", "\u{a0}L", "%C2%A0L", "L "] {
        assert_eq!(form(value), "size:invalid_choice", "{value:?}");
    }
    for value in [" L", "L ", "\\u0020L", "L\\n", "\\u000bL", "\u{a0}L"] {
        let body = Body::json(format!("{{\"size\":\"{value}\"}}"));
        assert_eq!(report(Shirt::bind(&body).errors()), "size:invalid_choice", "{value:?}");
    }
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Size {
    Small,
    #[form(rename = "L")]
    Large,
}

/// P13, P14: choices and booleans are exactly their spellings.
#[test]
fn choices_and_booleans_are_spelled_exactly() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Picks {
        size: Size,
        yes: bool,
        mail: Option<Email>,
    }
    for (text, code) in [
        ("Small", ""),
        ("L", ""),
        ("+Small+", "size:invalid_choice"),
        ("small", "size:invalid_choice"),
        ("Large", "size:invalid_choice"),
        ("0", "size:invalid_choice"),
        ("Small%00", "size:invalid_choice"),
        ("", "size:required"),
    ] {
        assert_eq!(report(Picks::bind(&Body::form(format!("size={text}"))).errors()), code, "{text}");
    }
    for (text, value) in [
        ("on", Some(true)),
        ("true", Some(true)),
        ("1", Some(true)),
        ("off", Some(false)),
        ("false", Some(false)),
        ("0", Some(false)),
        ("", Some(false)),
        ("True", Some(true)),
        ("ON", Some(true)),
        ("FALSE", Some(false)),
        ("yes", None),
        ("2", None),
        ("t", None),
    ] {
        let form = Picks::bind(&Body::form(format!("size=L&yes={text}")));
        assert_eq!(form.cleaned().map(|picks| picks.yes), value, "{text}");
    }
    for (text, code) in [
        ("true", ""),
        ("null", "yes:required"),
        ("1", "yes:invalid"),
        ("\"true\"", "yes:invalid"),
        ("\"\"", "yes:invalid"),
    ] {
        assert_eq!(
            report(Picks::bind(&Body::json(format!("{{\"size\":\"L\",\"yes\":{text}}}"))).errors()),
            code,
            "{text}"
        );
    }
    assert_eq!(report(Picks::bind(&Body::json("{\"size\":\"L\"}")).errors()), "yes:required");
}

/// P08: the target of an update is the caller's, never the body's.
#[test]
fn the_target_is_never_chosen_by_the_body() {
    let body = Body::json(r#"{"id":8,"age":40}"#);
    assert_eq!(report(Account::bind_partial(&user(), &body).errors()), "id:read_only");
    let model = present();
    assert_eq!(report(Everything::bind_partial(&model, &Body::json(r#"{"id":8}"#)).errors()), "id:read_only");
    let everything =
        Everything::bind_partial(&model, &Body::json(r#"{"id":7,"kept":{"x":9},"stamps":[1,2,3]}"#));
    assert!(everything.is_valid(), "{}", everything.errors());
}
