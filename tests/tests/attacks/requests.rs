//! Attacks that were found, and must stay fixed.
#![allow(missing_docs, reason = "a test says what it holds in its own words")]
#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "the signatures are those that a `clean` and a model have"
)]

use forms::{Body, FieldType, Form, Kind, Limits, Password, Problem};

fn codes(errors: &forms::Errors) -> Vec<String> {
    errors.iter().map(|error| format!("{}:{}", error.path(), error.code())).collect()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Inner {
    #[form(max_items = 65_000)]
    items: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Middle {
    #[form(nested, max_items = 65_000)]
    rows: Vec<Inner>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Outer {
    #[form(nested)]
    table: Middle,
}

/// P26: the number of values that a form can hold may overflow an integer. That causes no panic and no refusal.
#[test]
fn capacity_does_not_overflow() {
    let pairs: Vec<String> = (0..300).map(|i| format!("table.rows[{i}].items=1")).collect();
    assert!(Outer::bind(&Body::form(pairs.join("&"))).is_valid());
    let wide = Limits::DEFAULT
        .max_items(u32::MAX)
        .max_fields(u32::MAX)
        .max_json_values(u32::MAX)
        .max_text_chars(u32::MAX);
    assert!(Outer::binder().limits(wide).bind(&Body::form(pairs.join("&"))).is_valid());
}

fn lower(text: String) -> Result<String, Problem> {
    Ok(text.to_lowercase())
}

fn square(mut point: Point) -> Result<Point, Problem> {
    point.y = point.x;
    Ok(point)
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Point {
    x: i32,
    #[form(default)]
    y: i32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Cleaned {
    #[form(clean = lower)]
    name: String,
    #[form(immutable, clean = lower, default)]
    fixed: String,
    #[form(nested, clean = square, default = Point { x: 5, y: 5 })]
    point: Point,
}

fn cleaned() -> Cleaned {
    Cleaned { name: "abc".into(), fixed: "KEPT".into(), point: Point { x: 1, y: 1 } }
}

/// P07: changes are found by comparing the value that `clean` returns.
#[test]
fn changes_are_those_of_the_cleaned_value() {
    let mut model = cleaned();
    let form = Cleaned::bind_partial(&model, &Body::json(r#"{"name":"ABC"}"#));
    assert!(form.changed().is_empty());
    let form = Cleaned::bind_partial(&model, &Body::json(r#"{"name":"XYZ","point":{"x":3}}"#));
    assert_eq!(form.into_result().unwrap().apply_to(&mut model), ["name", "point"]);
    assert_eq!(model, Cleaned { name: "xyz".into(), fixed: "KEPT".into(), point: Point { x: 3, y: 3 } });
}

/// P07: a default that replaces a missing value in a whole update is written, also if it is a form.
#[test]
fn a_nested_default_is_applied() {
    let mut model = cleaned();
    let form = Cleaned::bind_update(&model, &Body::json(r#"{"name":"abc"}"#));
    assert_eq!(form.into_result().unwrap().apply_to(&mut model), ["point"]);
    assert_eq!(model.point, Point { x: 5, y: 5 });
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Home {
    city: String,
    #[form(immutable)]
    country: String,
    #[form(read_only, default)]
    verified: bool,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Person {
    #[form(nested)]
    home: Option<Home>,
    #[form(nested, immutable)]
    birthplace: Option<Home>,
}

fn home(city: &str) -> Option<Home> {
    Some(Home { city: city.into(), country: "NO".into(), verified: true })
}

/// P07: if the nested form no longer exists, the rest of its stale copy is not written back.
#[test]
fn a_part_of_a_removed_form_is_not_written() {
    let stale = Person { home: home("Oslo"), birthplace: None };
    let clean =
        Person::bind_partial(&stale, &Body::json(r#"{"home":{"city":"Rome"}}"#)).into_result().unwrap();
    let mut fresh = Person { home: None, birthplace: None };
    assert!(clean.apply_to(&mut fresh).is_empty());
    assert_eq!(fresh.home, None);
}

/// P06, P07: a locked nested form may be repeated, with and without its read-only fields.
#[test]
fn a_locked_form_can_be_repeated() {
    let model = Person { home: None, birthplace: home("Oslo") };
    for same in [
        r#"{"birthplace":{"city":"Oslo","country":"NO","verified":true}}"#,
        r#"{"birthplace":{"city":"Oslo","country":"NO"}}"#,
    ] {
        assert!(Person::bind_partial(&model, &Body::json(same)).is_valid(), "{same}");
    }
    let other = r#"{"birthplace":{"city":"Rome","country":"NO"}}"#;
    assert_eq!(codes(Person::bind_partial(&model, &Body::json(other)).errors()), ["birthplace:immutable"]);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Login {
    #[form(immutable)]
    secret: Password,
    #[form(nested)]
    account: Option<Account>,
    #[form(label = "Anything")]
    note: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Account {
    pin: Password,
}

/// P36: a locked secret does not reveal whether a guess is right.
#[test]
fn a_locked_secret_does_not_confirm_a_guess() {
    let model = Login { secret: Password::new("hunter2"), account: None, note: None };
    for guess in [r#"{"secret":"hunter2"}"#, r#"{"secret":"hunter3"}"#] {
        assert_eq!(codes(Login::bind_partial(&model, &Body::json(guess)).errors()), ["secret:immutable"]);
    }
}

/// P36: a text in place of a form with secrets is not shown again.
#[test]
fn a_secret_in_place_of_a_form_is_not_shown() {
    for body in [Body::json(r#"{"account":"hunter2"}"#), Body::form("account=hunter2")] {
        let form = Login::bind(&body);
        assert_eq!(form.submitted("account"), None);
        assert!(!form.to_html().contains("hunter2"));
    }
}

/// P25: the time for many duplicates and many repeated read-only keys is linear in their number.
#[test]
fn duplicates_and_locked_keys_are_bounded() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Row {
        a: Option<u8>,
        #[form(read_only, default)]
        id: i32,
    }
    #[derive(Form, Debug)]
    #[form(fields = all, limits = Limits::DEFAULT.max_body_bytes(4_000_000).max_fields(240_001))]
    struct Table {
        #[form(nested, max_items = 60_000)]
        rows: Vec<Row>,
    }
    let rows = vec![r#"{"a":0,"a":0,"id":0}"#; 60_000].join(",");
    let form = Table::bind(&Body::json(format!("{{\"rows\":[{rows}]}}")));
    assert_eq!(form.errors().len(), 64);
    assert_eq!(codes(form.errors())[..2], ["rows[0].a:duplicate", "rows[0].id:read_only"]);
}

/// A custom type whose rules validate its text.
#[derive(Debug, Clone, PartialEq)]
struct Upper(String);

impl FieldType for Upper {
    type Subject = str;
    const KIND: Kind = Kind::Text;
    fn clean<'b>(
        raw: &forms::RawValue<'b>,
        field: &'static forms::FieldSchema,
        cx: &mut forms::BindContext<'b>,
    ) -> Option<Self> {
        cx.parse(raw, field, |text| Ok(Upper(text.to_uppercase())))
    }
    fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
        Some((&*self.0).into())
    }
}

fn never(_: &str) -> Result<(), Problem> {
    Err(Problem::new("no", "Never."))
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Ruled {
    #[form(validate = never)]
    one: Upper,
    #[form(validate = never)]
    perhaps: Option<Upper>,
    #[form(validate = never)]
    many: Vec<Upper>,
}

/// P34: no rule is skipped, whatever type it validates.
#[test]
fn rules_run_on_custom_types() {
    let form = Ruled::bind(&Body::form("one=x&perhaps=x&many=x"));
    assert_eq!(codes(form.errors()), ["one:no", "perhaps:no", "many[0]:no"]);
}

/// P03, P55: an unknown key cannot contain the quotation marks that messages put around it.
#[test]
fn unknown_keys_cannot_end_their_quotation() {
    for key in ["x\u{201d}: all is well.", "x\u{3164}", "x\\\"y", "x\u{202e}y"] {
        let form = Ruled::bind(&Body::json(format!("{{\"{key}\":1}}")));
        let text = form.errors().to_string();
        assert!(
            text.contains("Remove any keys that this form does not have.") && !text.contains('x'),
            "{text}"
        );
    }
}
