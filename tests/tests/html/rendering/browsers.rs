//! A control of a page accepts every text that the server accepts, or the manual's table has the difference.

use forms::{Body, Email, Form, PhoneNumber, Slug, Url, Username};
use scraper::{Html, Selector};
use std::{collections::BTreeMap, net::IpAddr};
use tests::{
    browser_validation::{Refusal, submitted},
    conformance::vectors,
};

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Controls {
    text: Option<String>,
    #[form(max_length = 10)]
    short: Option<String>,
    #[form(min_length = 3)]
    long: Option<String>,
    #[form(multiline)]
    lines: Option<String>,
    #[form(widget = search)]
    search: Option<String>,
    email: Option<Email>,
    #[form(email, widget = email)]
    email_control: Option<String>,
    url: Option<Url>,
    #[form(url, widget = url)]
    url_control: Option<String>,
    phone: Option<PhoneNumber>,
    slug: Option<Slug>,
    username: Option<Username>,
    ip: Option<IpAddr>,
    uuid: Option<uuid::Uuid>,
    whole: Option<i64>,
    #[form(widget = number)]
    whole_control: Option<i64>,
    #[form(widget = number, min = 1, max = 100, step = 3)]
    stepped_control: Option<i64>,
    float: Option<f64>,
    #[form(widget = number)]
    float_control: Option<f64>,
    decimal: Option<bigdecimal::BigDecimal>,
    #[form(widget = number, decimal_places = 2)]
    decimal_control: Option<bigdecimal::BigDecimal>,
    date: Option<jiff::civil::Date>,
    #[form(widget = text)]
    date_text: Option<jiff::civil::Date>,
    time: Option<jiff::civil::Time>,
    date_time: Option<jiff::civil::DateTime>,
    duration: Option<jiff::SignedDuration>,
}

/// For each field, the kinds of the vectors whose inputs are tested.
const INPUTS: &[(&str, &[&str])] = &[
    ("text", &["CharField"]),
    ("short", &["CharField"]),
    ("long", &["CharField"]),
    ("lines", &["CharField"]),
    ("search", &["CharField"]),
    ("email", &["EmailField", "EmailValidator"]),
    ("email_control", &["EmailField", "EmailValidator"]),
    ("url", &["URLField", "URLValidator", "DomainNameValidator"]),
    ("url_control", &["URLField", "URLValidator", "DomainNameValidator"]),
    ("phone", &[]),
    ("slug", &["SlugField", "validate_slug"]),
    ("username", &["UsernameField", "UnicodeUsernameValidator"]),
    ("ip", &["GenericIPAddressField", "validate_ipv46"]),
    ("uuid", &["UUIDField"]),
    ("whole", &["IntegerField", "FloatField"]),
    ("whole_control", &["IntegerField", "FloatField"]),
    ("stepped_control", &["IntegerField", "FloatField"]),
    ("float", &["FloatField", "DecimalField"]),
    ("float_control", &["FloatField", "DecimalField"]),
    ("decimal", &["FloatField", "DecimalField"]),
    ("decimal_control", &["FloatField", "DecimalField"]),
    ("date", &["DateField"]),
    ("date_text", &["DateField"]),
    ("time", &["TimeField"]),
    ("date_time", &["DateTimeField"]),
    ("duration", &["DurationField"]),
];

/// Further texts for every field, which the vectors do not have.
const FURTHER: &[&str] = &[
    "x",
    "7",
    "13",
    "1.25",
    "2027-03-31",
    "13:30",
    "2027-03-31T13:30",
    "https://example.com",
    "example.com",
    "ada@example.com",
    "ada@bücher.example",
    "ada@faß.de",
    "ada@[192.0.2.1]",
    "\u{202d}ada@example.com\u{202c}",
    "\u{202d}+44 20 7946 0000\u{202c}",
    "020–7946",
    "\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}",
    "\u{1f600}\u{1f600}\u{1f600}",
];

/// Returns the inputs of the vectors for each kind.
fn inputs() -> BTreeMap<String, Vec<String>> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/django");
    let mut inputs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in ["fields", "validators", "neighbours"] {
        let text = std::fs::read_to_string(format!("{root}/{file}.jsonl")).unwrap();
        for case in vectors::read(&text).unwrap() {
            let kind = case.kind.split_once(':').map_or("", |(_, name)| name).to_owned();
            inputs.entry(kind).or_default().extend(case.input.text().map(str::to_owned));
        }
    }
    inputs
}

fn bound(name: &str, text: &str) -> Option<Controls> {
    let form = Controls::bind(&Body::form(serde_urlencoded::to_string([(name, text)]).unwrap()));
    form.into_result().ok().map(forms::Clean::into_inner)
}

/// Returns the rows of the table that say what a browser refuses.
fn documented() -> Vec<String> {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/docs/rendering.md")).unwrap();
    let section =
        page.split("# Where browsers and the server differ").nth(1).unwrap().split("\n# ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let names = rows.flat_map(|row| {
        let first = row.split('|').nth(1).unwrap();
        first
            .split('`')
            .skip(1)
            .step_by(2)
            .map(|name| name.trim_start_matches("widget = ").replace('_', "-"))
            .collect::<Vec<_>>()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn browsers_accept_what_the_server_accepts_except_as_listed() {
    let (blank, inputs) = (Controls::blank(), inputs());
    let page = Html::parse_fragment(&blank.to_html());
    let (mut asked, mut differences) = (0, BTreeMap::<String, Vec<String>>::new());
    for (name, kinds) in INPUTS {
        let selector = Selector::parse(&format!("[name={name}]")).unwrap();
        let control = page.select(&selector).next().unwrap_or_else(|| panic!("{name}"));
        let of_kinds = kinds.iter().flat_map(|kind| {
            let texts = inputs.get(*kind).unwrap_or_else(|| panic!("no vectors of {kind}"));
            texts.iter().map(String::as_str)
        });
        let mut accepted = 0;
        for text in of_kinds.chain(FURTHER.iter().copied()) {
            let Some(value) = bound(name, text).filter(|value| Some(value) != bound(name, "").as_ref())
            else {
                continue;
            };
            accepted += 1;
            let what = match submitted(&control, text) {
                Ok(sent) if bound(name, &sent).as_ref() == Some(&value) => continue,
                Ok(sent) => panic!("{name} {text:?} is sent as {sent:?}, another value"),
                Err(Refusal::Type(kind)) => kind,
                Err(Refusal::Attribute(attribute)) => match control.value().attr("type") {
                    // for number controls, the table's row of the control covers its attributes too
                    Some("number") => "number".to_owned(),
                    _ => attribute.to_owned(),
                },
            };
            differences.entry(what).or_default().push(format!("{name} {text:?}"));
        }
        assert!(accepted > 0, "{name} accepts none");
        asked += accepted;
    }
    assert!(asked > 500, "{asked}");
    let found: Vec<String> = differences.keys().cloned().collect();
    assert_eq!(found, documented(), "{differences:#?}");
    // fields that normalize addresses themselves refuse none
    for refused in differences.values().flatten() {
        assert!(!["email ", "url ", "phone "].iter().any(|name| refused.starts_with(name)), "{refused}");
    }
}
