//! Values written as bodies: what is in them, and that they bind to the same values.
#![allow(missing_docs)]

use bigdecimal::BigDecimal;
use forms::{
    Body, Choice, DomainName, Email, EncodeError, FieldSchema, FieldType, Form, Kind, Password, PhoneNumber,
    RawValue, Slug, SplitDateTime, Url, Username, field::SecretField,
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time, date, time},
};
use rust_decimal::Decimal;
use std::{borrow::Cow, net::IpAddr};
use tests::{
    everything::{Everything, present},
    random::Random,
    wire::Wire,
};
use uuid::Uuid;

/// Binds both bodies of a value, and compares what they give with it.
#[track_caller]
fn round_trips<F: Form<Context = ()> + PartialEq + std::fmt::Debug>(value: &F)
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    let json = F::encode_json(value).unwrap();
    let again = F::bind(&Body::json(&*json)).into_result();
    assert_eq!(&*again.unwrap_or_else(|errors| panic!("{json}: {errors}")), value, "{json}");
    let form = F::encode(value).unwrap();
    let again = F::bind(&Body::form(&*form)).into_result();
    assert_eq!(&*again.unwrap_or_else(|errors| panic!("{form}: {errors}")), value, "{form}");
}

#[test]
fn a_form_of_every_kind_of_field_binds_to_the_same_values() {
    let mut random = Random::new(13);
    let mut in_form = 0;
    for _ in 0..2_000 {
        let value = Everything::sample(&mut random);
        let json = Everything::encode_json(&value).unwrap();
        assert_eq!(Everything::bind(&Body::json(&*json)).cleaned(), Some(&value), "{json}");
        match Everything::encode(&value) {
            Ok(form) => {
                in_form += 1;
                assert_eq!(Everything::bind(&Body::form(&*form)).cleaned(), Some(&value), "{form}");
            }
            Err(error) => assert!(matches!(error, EncodeError::NotInForm { .. }), "{error}"),
        }
    }
    assert!(in_form > 1_000, "{in_form}");
}

/// An update that repeats the model changes nothing. Read-only fields are not sent.
#[test]
fn an_update_with_the_present_values_changes_nothing() {
    let model = present();
    let body = Everything::encode(&model.submitted()).unwrap();
    assert!(!body.contains("stamps") && !body.contains("id="), "{body}");
    let form = Everything::bind_update(&model, &Body::form(body));
    assert_eq!((form.is_valid(), form.changed()), (true, vec![]), "{:?}", form.errors());
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Colour {
    DarkRed,
    Green,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Types {
    #[form(max_length = 40)]
    username: Username,
    email: Email,
    link: Url,
    parsed: url::Url,
    slug: Slug,
    domain: DomainName,
    phone: PhoneNumber,
    ip: IpAddr,
    id: Uuid,
    price: Decimal,
    rate: BigDecimal,
    colour: Colour,
    colours: Vec<Colour>,
    secrets: Vec<Password>,
    #[form(multiline, strip = false)]
    text: String,
    #[form(required = false)]
    nothing: String,
    #[form(default = true)]
    defaulted: bool,
    #[form(default = Some("text".to_owned()))]
    motto: Option<String>,
    flags: Vec<bool>,
    float: f64,
}

#[test]
fn texts_numbers_choices_and_secrets_bind_to_the_same_values() {
    let value = Types {
        username: Username::parse("ada").unwrap(),
        email: Email::parse("a+b@example.com").unwrap(),
        link: Url::parse("https://example.com/?a=b&c=d#e").unwrap(),
        parsed: "https://example.com/%20?q=1".parse().unwrap(),
        slug: Slug::parse("a-slug").unwrap(),
        domain: DomainName::parse("example.com").unwrap(),
        phone: PhoneNumber::parse("+442079460000").unwrap(),
        ip: "2001:db8::1".parse().unwrap(),
        id: Uuid::from_u128(7),
        price: "12.50".parse().unwrap(),
        rate: "1.00000000000000000000000000000000001".parse().unwrap(),
        colour: Colour::DarkRed,
        colours: vec![Colour::Green, Colour::DarkRed],
        secrets: vec![Password::new(" a & b = c% "), Password::new("caf\u{e9} <\">")],
        text: " two\nlines\u{1f600} & more ".to_owned(),
        nothing: String::new(),
        defaulted: false,
        motto: None,
        flags: vec![true, false],
        float: 1e300,
    };
    round_trips(&value);
    round_trips(&Types { colours: Vec::new(), secrets: Vec::new(), flags: Vec::new(), float: -0.1, ..value });
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Moments {
    date: Date,
    #[form(input_formats = ["%d.%m.%Y", "%d.%m.%y"])]
    written: Date,
    time: Time,
    #[form(input_formats = ["%I:%M %p"])]
    on_the_minute: Time,
    local: DateTime,
    moment: Timestamp,
    #[form(time_zone = "Europe/Berlin")]
    shown: Timestamp,
    #[form(time_zone = "Europe/Berlin", input_formats = ["%d.%m.%Y %H:%M"])]
    both: Timestamp,
    split: SplitDateTime<DateTime>,
    length: SignedDuration,
    several: Vec<Timestamp>,
}

#[test]
fn dates_and_times_bind_to_the_same_values() {
    let local = date(2027, 3, 31).at(13, 30, 5, 250_000_000);
    // this hour occurs twice in Berlin: 01:30 UTC is the second 02:30
    let twice: Timestamp = "2027-10-31T01:30:00Z".parse().unwrap();
    let value = Moments {
        date: date(2027, 3, 31),
        written: date(1999, 1, 2),
        time: time(1, 2, 3, 4_000),
        on_the_minute: time(13, 5, 0, 0),
        local,
        moment: "2027-03-31T11:30:00.000001Z".parse().unwrap(),
        shown: twice,
        both: twice,
        split: SplitDateTime(local),
        length: SignedDuration::new(90_061, 500_000_000),
        several: vec![twice],
    };
    round_trips(&value);
    let once: Timestamp = "2027-07-01T10:00:00Z".parse().unwrap();
    round_trips(&Moments { shown: once, both: once, several: Vec::new(), ..value });
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Inner {
    note: Option<String>,
    numbers: Option<Vec<u8>>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Outer {
    #[form(nested)]
    inner: Option<Inner>,
    #[form(nested)]
    rows: Vec<Inner>,
}

/// JSON can express everything. A form cannot, and says at which field.
#[test]
fn what_a_form_body_cannot_express_is_an_error_at_its_key() {
    let blank = || Inner { note: None, numbers: None };
    let full = || Inner { note: Some("a".into()), numbers: None };
    let empty = || Inner { note: Some("a".into()), numbers: Some(Vec::new()) };
    for (value, key) in [
        (Outer { inner: Some(blank()), rows: Vec::new() }, "inner"),
        (Outer { inner: None, rows: vec![full(), blank()] }, "rows[1]"),
        (Outer { inner: Some(empty()), rows: vec![full()] }, "inner.numbers"),
        (Outer { inner: None, rows: vec![full(), empty()] }, "rows[1].numbers"),
    ] {
        assert_eq!(Outer::encode(&value), Err(EncodeError::NotInForm { path: key.into() }));
        let json = Outer::encode_json(&value).unwrap();
        assert_eq!(Outer::bind(&Body::json(&*json)).cleaned(), Some(&value), "{json}");
    }
    round_trips(&Outer { inner: Some(full()), rows: vec![full(), full()] });
    round_trips(&Outer { inner: None, rows: Vec::new() });
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all, accept = json)]
struct JsonOnly {
    n: u8,
}

#[derive(Debug, Clone, PartialEq)]
struct ApiKey(Password);

impl FieldType for ApiKey {
    type Subject = str;
    const KIND: Kind = Kind::Secret;
    fn clean<'b>(
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        cx: &mut forms::BindContext<'b>,
    ) -> Option<Self> {
        Password::clean(raw, field, cx).map(ApiKey)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
}
impl SecretField for ApiKey {}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Keys {
    name: String,
    keys: Vec<ApiKey>,
}

#[test]
fn a_value_without_a_body_is_an_error_that_has_no_value() {
    assert_eq!(JsonOnly::encode(&JsonOnly { n: 1 }), Err(EncodeError::JsonOnly { form: "JsonOnly" }));
    assert_eq!(JsonOnly::encode_json(&JsonOnly { n: 1 }).as_deref(), Ok(r#"{"n":1}"#));

    let keys = Keys { name: "hunter2".into(), keys: vec![ApiKey(Password::new("hunter2"))] };
    for error in [Keys::encode(&keys), Keys::encode_json(&keys)].map(Result::unwrap_err) {
        assert_eq!(error, EncodeError::NoText { path: "keys[0]".into() });
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

/// Other programs write texts as numbers, or lose the digits of a number that a float does not hold.
#[test]
fn json_has_numbers_and_texts_as_their_types() {
    #[derive(Form)]
    #[form(fields = all)]
    struct Numbers {
        text: String,
        wide: u64,
        exact: BigDecimal,
        on: Date,
        missing: Option<u8>,
        #[form(read_only, default)]
        id: u64,
    }
    let value = Numbers {
        text: "\u{7f}\"1\"\\\n".into(),
        wide: u64::MAX,
        exact: "0.1000000000000000000000000001".parse().unwrap(),
        on: date(2027, 3, 31),
        missing: None,
        id: 7,
    };
    assert_eq!(
        Numbers::encode_json(&value).unwrap(),
        r#"{"text":"\u007f\"1\"\\\u000a","wide":18446744073709551615,"exact":0.1000000000000000000000000001,"on":"2027-03-31","missing":null}"#
    );
    assert_eq!(
        Numbers::encode(&value).unwrap(),
        "text=%7F%221%22%5C%0A&wide=18446744073709551615&exact=0.1000000000000000000000000001&on=2027-03-31&missing="
    );
}
