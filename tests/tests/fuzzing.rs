//! The harness for users' own forms: it finds the faults of a bad form, and nothing in a good one.
#![allow(clippy::needless_pass_by_value, reason = "tests are read from top to bottom, and run once")]

use forms::{
    BindContext, Body, Choice, Draft, Email, FieldSchema, FieldType, Form, Kind, Password, Problem, RawValue,
    Report, Username,
    fuzzing::{self, Fuzzed, Harness, Promise, Random, Violation},
    problem,
};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
};
use tests::everything::{Everything, present};

/// Returns the first failure of each kind, over this number of inputs.
fn found<F: Fuzzed>(harness: &Harness<'_, F>, inputs: usize) -> BTreeMap<String, Violation> {
    let mut random = Random::new(7);
    let mut found = BTreeMap::new();
    for _ in 0..inputs {
        if let Err(violation) = harness.check(&random.bytes(160)) {
            found.entry(format!("{:?}", violation.promise())).or_insert(violation);
        }
    }
    found
}

#[derive(Form)]
#[form(fields = all)]
struct Review {
    #[form(max_length = 80)]
    title: String,
    #[form(multiline, validate = no_shouting)]
    text: String,
    #[form(min = 1, max = 5)]
    stars: u8,
}

/// A rule with three faults that are easy to miss in a review.
fn no_shouting(text: &str) -> Result<(), Problem> {
    // the eighth byte may be inside a character
    let beginning = if text.len() > 8 { &text[..8] } else { text };
    // every word is compared with every other
    let words: Vec<&str> = text.split(' ').collect();
    let repeated = words.iter().filter(|word| words.iter().filter(|other| other == word).count() > 4).count();
    if repeated > 0 || text.ends_with('!') {
        // the submitted text goes to logs and to all readers of the report
        let problem = Problem::new("shouting", "“{beginning}” is shouting.");
        return Err(problem.param("beginning", beginning.to_owned()).param("text", text.to_owned()));
    }
    Ok(())
}

#[test]
fn three_faults_of_a_bad_rule_are_found() {
    let harness = Harness::<Review>::new();
    let mut random = Random::new(1);
    let mut found = BTreeMap::new();
    let mut inputs = 0;
    while found.len() < 3 {
        inputs += 1;
        assert!(inputs < 10_000, "found so far: {found:?}");
        if let Err(violation) = harness.check(&random.bytes(120)) {
            assert_eq!(
                violation.path(),
                if violation.promise() == Promise::NoPanic { "" } else { "text" },
                "{violation}"
            );
            found.entry(format!("{:?}", violation.promise())).or_insert(violation);
        }
    }
    println!("{inputs} inputs");
    for violation in found.values() {
        println!("{violation}");
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), ["LinearTime", "NoPanic", "NothingRevealed"]);
    // the shown body must fail by itself
    let body = String::from_utf8(found["NoPanic"].body().to_vec()).unwrap();
    let bind = || {
        let body = Body::new(found["NoPanic"].content_type(), body.clone());
        Review::bind(&body).is_valid()
    };
    assert!(std::panic::catch_unwind(bind).is_err(), "{body}");
    assert!(body.len() < 80, "made small: {body}");
}

#[test]
fn a_form_with_every_kind_of_field_passes() {
    let harness = Harness::<Everything>::new().over(present);
    let found = found(&harness, if cfg!(debug_assertions) { 400 } else { 20_000 });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn most_submissions_get_past_parsing() {
    let harness = Harness::<Everything>::new().over(present);
    let mut random = Random::new(3);
    let (mut valid, mut read, mut texts) = (0, 0, std::collections::BTreeSet::new());
    for _ in 0..1_000 {
        let (content_type, bytes) = harness.submission(&random.bytes(160));
        let form = Everything::bind(&Body::new(content_type, bytes.clone()));
        valid += usize::from(form.is_valid());
        read += usize::from(matches!(form.status(), 200 | 422));
        texts.insert(bytes);
    }
    assert!(valid > 150, "{valid} of 1000 are valid");
    assert!(read > 700, "{read} of 1000 are read");
    assert!(texts.len() > 900, "{} of 1000 differ", texts.len());
    // no bytes at all: the submission is valid
    for bytes in [&[][..], &[0], &[3]] {
        let (content_type, bytes) = harness.submission(bytes);
        let form = Everything::bind(&Body::new(content_type, bytes.clone()));
        assert!(form.is_valid(), "{} {}", form.errors(), bytes.escape_ascii());
    }
}

mod shapes {
    use super::*;

    #[derive(Choice, Debug, Clone, Copy, PartialEq)]
    pub(crate) enum Size {
        Small,
        Large,
    }

    #[derive(Form, Debug, PartialEq, Clone)]
    #[form(fields = all)]
    pub(crate) struct Item {
        #[form(regex = "[A-Z]{2}-[0-9]{4}")]
        pub(crate) code: String,
        #[form(min = 1, max = 99)]
        pub(crate) count: u16,
        pub(crate) size: Size,
    }

    #[derive(Form)]
    #[form(fields = all, at_least_one_of = [phone, fax])]
    pub(crate) struct Shapes {
        pub(crate) email: Email,
        pub(crate) user: Username,
        #[form(url)]
        pub(crate) page: Option<String>,
        #[form(slug, min_length = 3, max_length = 50)]
        pub(crate) slug: String,
        #[form(phone)]
        pub(crate) phone: Option<String>,
        pub(crate) fax: Option<forms::PhoneNumber>,
        #[form(ipv4)]
        pub(crate) address: Option<String>,
        pub(crate) id: uuid::Uuid,
        pub(crate) born: jiff::civil::Date,
        #[form(input_formats = ["%d.%m.%Y"])]
        pub(crate) due: jiff::civil::Date,
        pub(crate) at: jiff::Timestamp,
        pub(crate) lasts: std::time::Duration,
        #[form(max_digits = 8, decimal_places = 2)]
        pub(crate) price: rust_decimal::Decimal,
        #[form(min = 0, max = 100, step = 5)]
        pub(crate) percent: u8,
        #[form(one_of = ["red", "green"])]
        pub(crate) colour: String,
        #[form(choices = [(1, "One"), (2, "Two")])]
        pub(crate) number: i64,
        #[form(password)]
        pub(crate) password: Password,
        #[form(password, equals = password)]
        pub(crate) password2: Password,
        #[form(nested, min_items = 1, max_items = 3)]
        pub(crate) items: Vec<Item>,
        #[form(unique_items)]
        pub(crate) tags: Vec<String>,
    }
}

#[test]
fn a_schema_is_enough_to_make_valid_submissions() {
    let harness = Harness::<shapes::Shapes>::new();
    let mut random = Random::new(5);
    let valid = |bytes: &[u8]| {
        let (content_type, body) = harness.submission(bytes);
        let form = shapes::Shapes::bind(&Body::new(content_type, body.clone()));
        (form.is_valid(), format!("{}{}", form.errors(), body.escape_ascii()))
    };
    let (is_valid, why) = valid(&[]);
    assert!(is_valid, "{why}");
    let count = (0..500).filter(|_| valid(&random.bytes(200)).0).count();
    assert!(count > 40, "{count} of 500 are valid");
    let found = found(&harness, 400);
    assert!(found.is_empty(), "{found:?}");
}

/// A custom type whose values cannot be guessed.
#[derive(Debug, Clone, PartialEq)]
struct Isbn(String);

impl FieldType for Isbn {
    type Subject = Self;
    const KIND: Kind = Kind::Text;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| {
            let digits =
                text.strip_prefix("978-").filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
            digits.map(|digits| Isbn(digits.to_owned())).ok_or_else(Problem::invalid)
        })
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(format!("978-{}", self.0).into())
    }
}

#[derive(Form)]
#[form(name = EditBook, fields = [title, isbn], immutable = [isbn])]
#[derive(PartialEq)]
struct Book {
    title: String,
    isbn: Isbn,
    sold: u64,
}

fn book() -> Book {
    Book { title: "Notes".to_owned(), isbn: Isbn("3161484100".to_owned()), sold: 12 }
}

#[test]
fn samples_and_the_model_give_values_of_custom_types() {
    let valid = |harness: &Harness<'_, EditBook>| {
        let mut random = Random::new(2);
        let bodies = (0..300).map(|_| harness.submission(&random.bytes(64)));
        bodies
            .filter(|(content_type, body)| EditBook::bind(&Body::new(content_type, body.clone())).is_valid())
            .count()
    };
    assert_eq!(valid(&Harness::new()), 0);
    assert!(valid(&Harness::new().sample("isbn", "978-0306406157")) > 60);
    let over = Harness::<EditBook>::new().over(book);
    assert!(valid(&over) > 30);
    let found = found(&over, 600);
    assert!(found.is_empty(), "{found:?}");
}

#[derive(Form)]
#[form(fields = all)]
struct Birth {
    #[form(nested)]
    child: Child,
    #[form(nested)]
    siblings: Vec<Child>,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Child {
    #[form(rename = "day-of-birth")]
    born: jiff::civil::Date,
}

#[test]
fn a_sample_of_a_nested_field_uses_its_own_name() {
    let harness = Harness::<Birth>::new().sample("day-of-birth", "1815-12-10");
    let mut random = Random::new(4);
    let bodies = (0..200).map(|_| harness.submission(&random.bytes(64)).1);
    let with_it = bodies.filter(|body| body.windows(10).any(|part| part == b"1815-12-10")).count();
    assert!(with_it > 60, "{with_it} of 200");
}

#[test]
#[should_panic(
    expected = "no field of the form `Birth` takes a sample under the name `child.day-of-birth`: \
                           expected a name without those of outer forms, one of `day-of-birth`"
)]
fn a_sample_of_an_unknown_field_is_refused() {
    let _ = Harness::<Birth>::new().sample("child.day-of-birth", "1815-12-10");
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Unsaid {
    numbers: Option<Vec<u8>>,
    sizes: Option<Vec<shapes::Size>>,
    #[form(nested)]
    items: Option<Vec<shapes::Item>>,
    others: Vec<u8>,
}

#[test]
fn submissions_that_urlencoded_bodies_cannot_express_are_skipped() {
    let harness = Harness::<Unsaid>::new();
    for list in ["numbers", "sizes", "items"] {
        let body = format!(r#"{{"{list}": []}}"#);
        let unsaid = Unsaid::bind(&Body::json(body.clone())).into_result().unwrap().into_inner();
        let is_there = format!("{unsaid:?}").contains(&format!("{list}: Some([])"));
        assert!(is_there, "{body} has something that urlencoded bodies cannot express: {unsaid:?}");
        assert_eq!(harness.check_json(body.as_bytes()), Ok(()));
    }
    let found = found(&harness, 300);
    assert!(found.is_empty(), "{found:?}");
}

#[derive(Form)]
#[form(fields = all)]
struct Signed {
    name: String,
    marks: Option<Vec<Mark>>,
}

/// A value whose text is read as another value.
#[derive(Debug, Clone, PartialEq)]
struct Mark(String);

impl FieldType for Mark {
    type Subject = Self;
    const KIND: Kind = Kind::Text;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        String::clean(raw, field, cx).map(Mark)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(self.0.replace('x', "xx").into())
    }
}

#[test]
fn a_field_that_does_not_round_trip_is_named() {
    let harness = Harness::<Signed>::new();
    assert_eq!(harness.check_json(br#"{"name": "xx", "marks": ["a", "b"]}"#), Ok(()));
    let violation = harness.check_json(br#"{"name": "xx", "marks": ["a", "x"]}"#).unwrap_err();
    assert_eq!((violation.promise(), violation.path()), (Promise::Resubmits, "marks[1]"));
}

#[test]
fn an_update_outside_the_form_is_found() {
    // stands for a model that changes by itself
    let sold = AtomicU32::new(0);
    let harness = Harness::<EditBook>::new()
        .over(|| Book { sold: u64::from(sold.fetch_add(1, Ordering::Relaxed)), ..book() });
    assert_eq!(found(&harness, 300).keys().collect::<Vec<_>>(), ["NothingElseChanges"]);
    let named = Harness::<EditBook>::new().over_by(book, |before, after| before.sold == after.sold);
    assert!(found(&named, 300).is_empty());
}

#[test]
fn a_model_that_the_form_refuses_is_reported() {
    let harness = Harness::<EditBook>::new().over(|| Book { title: String::new(), ..book() });
    let violation = harness.check(&[]).unwrap_err();
    assert_eq!((violation.promise(), violation.path()), (Promise::Resubmits, "title"));
    assert!(violation.detail().contains("the model"), "{violation}");
}

#[derive(Form)]
#[form(fields = all, check = seldom)]
struct Fickle {
    name: String,
}

fn seldom(_: &Draft<Fickle>, report: &mut Report<'_, Fickle>) {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    if CALLS.fetch_add(1, Ordering::Relaxed).is_multiple_of(3) {
        report.add(Fickle::NAME, Problem::new("seldom", "Try again."));
    }
}

#[derive(Form)]
#[form(fields = all)]
struct Growing {
    #[form(clean = with_prefix)]
    name: String,
}

#[expect(clippy::unnecessary_wraps, reason = "what a `clean` is")]
fn with_prefix(name: String) -> Result<String, Problem> {
    Ok(format!("Dr {name}"))
}

#[test]
fn results_that_change_are_found() {
    assert!(found(&Harness::<Fickle>::new(), 100).contains_key("SameAnswer"));
    let violations = found(&Harness::<Growing>::new(), 100);
    assert_eq!(violations.keys().collect::<Vec<_>>(), ["Resubmits"]);
    let body = violations["Resubmits"].body();
    assert!(body.len() < 16, "made small: {violations:?}");
}

#[derive(Form)]
#[form(fields = all, context = u32, check = not_too_many)]
struct Counted {
    count: u32,
}

fn not_too_many(draft: &Draft<Counted>, report: &mut Report<'_, Counted>) {
    let most = *report.context();
    if draft.count.is_some_and(|count| count > most) {
        report.add(Counted::COUNT, Problem::new("many", "At most {most}.").param("most", most));
    }
}

#[test]
fn forms_with_a_context_are_tested_with_one() {
    let found = found(&Harness::<Counted>::with_context(&12), 300);
    assert!(found.is_empty(), "{found:?}");
}

#[derive(Form)]
#[form(fields = all, csrf)]
struct Transfer {
    amount: u32,
}

#[test]
fn forms_with_csrf_protection_are_tested_too() {
    let harness = Harness::<Transfer>::new();
    let (content_type, body) = harness.submission(&[]);
    assert!(Transfer::bind(&Body::new(content_type, body).csrf_exempt("a test")).is_valid());
    assert!(found(&harness, 300).is_empty());
}

/// A number in the output is found too: this rule puts the value into the params.
#[derive(Form)]
#[form(fields = all)]
struct Account {
    #[form(validate = even)]
    number: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a rule")]
fn even(number: &u64) -> Result<(), Problem> {
    if number.is_multiple_of(2) {
        Ok(())
    } else {
        Err(Problem::new("odd", "{label} is odd.").param("number", *number))
    }
}

#[test]
fn a_number_in_the_params_is_found() {
    let violation = Harness::<Account>::new().check_json(br#"{"number": 1234567}"#).unwrap_err();
    assert_eq!((violation.promise(), violation.path()), (Promise::NothingRevealed, "number"));
    // a value that is in the message anyway
    assert!(Harness::<Account>::new().check_form(b"number=number1").is_ok());
}

/// Rules that put a value with quotes or special characters into a parameter.
#[derive(Form)]
#[form(fields = all)]
struct Marked {
    #[form(validate = no_march)]
    day: Option<jiff::civil::Date>,
    #[form(validate = no_codes)]
    code: Option<String>,
    #[form(validate = no_hosts)]
    host: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a rule")]
fn no_march(day: &jiff::civil::Date) -> Result<(), Problem> {
    if day.month() == 3 {
        Err(Problem::new("march", "Not in March.").param("day", day.to_string()))
    } else {
        Ok(())
    }
}

fn no_codes(code: &str) -> Result<(), Problem> {
    Err(problem!("code", "{label} is no code.", value = code.to_owned()))
}

fn no_hosts(host: &str) -> Result<(), Problem> {
    // shortened, as for a log
    Err(problem!("host", "{label} is not known.", value = host.chars().take(9).collect::<String>()))
}

#[test]
fn values_with_special_characters_in_the_params_are_found() {
    let harness = Harness::<Marked>::new();
    for (path, value) in [
        ("day", "2027-03-31"),
        ("day", "2028-03-01"),
        ("code", "ab-cd-ef-gh"),
        ("code", "a.b.c.d.e"),
        ("code", "12:30:59"),
        ("code", "a@b.example"),
        ("code", "ab, cd, ef"),
        ("code", "f81d4fae-7dec"),
        ("host", "10.0.0.1:8080"),
        ("host", "ab-cd-ef-gh-ij"),
    ] {
        let form: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let json = format!(r#"{{"{path}":"{value}"}}"#);
        let escaped = format!(r#"{{"{path}":"{}"}}"#, value.replace('-', "\\u002d"));
        let found = [
            harness.check_form(format!("{path}={value}").as_bytes()),
            harness.check_form(format!("{path}={form}").as_bytes()),
            harness.check_json(json.as_bytes()),
            harness.check_json(escaped.as_bytes()),
        ];
        for found in found {
            let violation = found.expect_err(value);
            assert_eq!(
                (violation.promise(), violation.path()),
                (Promise::NothingRevealed, path),
                "{violation}"
            );
        }
    }
    // a message that has the same characters
    assert_eq!(harness.check_form(b"day=2027-04-30"), Ok(()));
}

#[derive(Form)]
#[form(fields = all)]
struct Misspelt {
    #[form(validate = misspelt)]
    text: String,
}

fn misspelt(_: &str) -> Result<(), Problem> {
    Err(Problem::new("misspelt", "At most {most}.").param("mots", 3))
}

#[test]
fn a_misspelt_parameter_is_found() {
    let violation = Harness::<Misspelt>::new().check_form(b"text=a").unwrap_err();
    assert_eq!((violation.promise(), violation.path()), (Promise::KnownParameters, "text"), "{violation}");
    assert!(violation.to_string().contains("{most}"), "{violation}");
}

/// A build without debug assertions leaves the placeholder out.
#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "names no parameter"))]
fn a_misspelt_parameter_is_not_shown() {
    assert_eq!(Misspelt::bind(&Body::form("text=a")).errors().to_string(), "text: At most .\n");
}

#[test]
fn a_value_in_the_message_itself_is_not_reported() {
    #[derive(Form)]
    #[form(fields = all)]
    struct Plain {
        #[form(regex = "[0-9]+")]
        password: String,
        required: String,
    }
    let harness = Harness::<Plain>::new();
    for word in ["password", "required", "invalid", "message", "field1", "params", "Password."] {
        for pairs in [
            format!("password={word}"),
            format!("{word}={word}&{word}={word}"),
            format!("password={word}&required={word}"),
        ] {
            assert_eq!(harness.check_form(pairs.as_bytes()), Ok(()), "{pairs}");
        }
        assert_eq!(
            harness.check_json(format!(r#"{{"password":"{word}","{word}":"{word}"}}"#).as_bytes()),
            Ok(())
        );
    }
}

#[test]
#[should_panic(expected = "takes more than linear time")]
fn assert_panics_with_the_report() {
    #[derive(Form)]
    #[form(fields = all)]
    struct Slow {
        #[form(validate = quadratic)]
        text: String,
    }
    fn quadratic(text: &str) -> Result<(), Problem> {
        let pairs = text.bytes().flat_map(|a| text.bytes().map(move |b| (a, b)));
        if std::hint::black_box(pairs.filter(|(a, b)| a > b).count()) == usize::MAX {
            Err(Problem::invalid())
        } else {
            Ok(())
        }
    }
    fuzzing::assert::<Slow>(&[0]);
    fuzzing::assert::<Slow>(&[7]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// The example of the manual.
    #[test]
    fn with_proptest(bytes: Vec<u8>) {
        fuzzing::check::<shapes::Item>(&bytes)?;
    }
}

/// Some seeds of the fuzz target. Most of them pass parsing, and all properties hold.
#[test]
fn properties_of_forms_hold_for_the_seeds() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/forms")).unwrap();
    let mut seeds: Vec<_> = folder.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    seeds.sort_by_key(Vec::len);
    assert!(seeds.len() > 100, "{}", seeds.len());
    let harness = Harness::<Everything>::new().over(present);
    for seed in seeds.iter().step_by(8) {
        harness.assert(seed);
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Discount {
    #[form(read_only, default)]
    id: u32,
    #[form(max = 100)]
    percent: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct OrderLine {
    id: Option<i64>,
    #[form(max_length = 12)]
    sku: String,
    #[form(immutable)]
    currency: Option<String>,
    #[form(read_only, default)]
    total: u32,
    #[form(nested, key = id, can_add, can_delete)]
    discounts: Vec<Discount>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = EditLines, fields = [note, lines], derive(Debug))]
struct Ordered {
    note: Option<String>,
    #[form(nested, key = id, can_add, can_delete, can_order, max_items = 6)]
    lines: Vec<OrderLine>,
    owner: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Sold {
    id: Option<i64>,
    #[form(max_length = 12)]
    sku: String,
}

/// Rows that can only be changed, whose keys can be submitted again.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = EditSold, fields = [sold], derive(Debug))]
struct Shop {
    #[form(nested, key = id)]
    sold: Vec<Sold>,
    owner: u32,
}

/// P57: a form with rows that have a key keeps every promise.
#[test]
fn rows_with_a_key_keep_every_promise() {
    let line = |id: i64, sku: &str| OrderLine {
        id: Some(id),
        sku: sku.into(),
        currency: Some("EUR".into()),
        total: 3,
        discounts: vec![Discount { id: 1, percent: 5 }, Discount { id: 2, percent: 6 }],
    };
    let harness = Harness::<EditLines>::new().over(move || Ordered {
        note: None,
        lines: vec![line(1, "pen"), line(2, "ink"), line(3, "pad")],
        owner: 7,
    });
    let inputs = if cfg!(debug_assertions) { 4_000 } else { 40_000 };
    assert_eq!(found(&harness, inputs), BTreeMap::new());
    let sold = |id: i64| Sold { id: Some(id), sku: "pen".into() };
    let harness = Harness::<EditSold>::new().over(move || Shop { sold: vec![sold(1), sold(2)], owner: 7 });
    assert_eq!(found(&harness, inputs), BTreeMap::new());
}
