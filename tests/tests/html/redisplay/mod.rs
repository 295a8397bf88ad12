//! A page that is shown again has the same elements whatever was submitted, and each control has its submitted text. A real HTML
//! parser reads the page.
#![allow(missing_docs)]

mod repeated;
mod stored;
mod unchanged;

use forms::{Body, Choice, Form, Password};
use proptest::prelude::*;
use scraper::Html;
use std::collections::BTreeSet;
use tests::redisplay::{self, THEMES, controls, elements, page, shown, value};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Plan {
    Free,
    Paid,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Phone {
    number: String,
    #[form(widget = radio)]
    plan: Option<Plan>,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Everything {
    text: String,
    #[form(email, help = "A hint.")]
    email: Option<String>,
    #[form(multiline)]
    lines: String,
    #[form(widget = number, min = 3)]
    number: Option<u8>,
    ratio: Option<f64>,
    #[form(widget = hidden)]
    step: Option<u32>,
    plan: Plan,
    plans: Vec<Plan>,
    maybe: Option<bool>,
    news: bool,
    #[form(nested)]
    phone: Option<Phone>,
    #[form(nested)]
    phones: Vec<Phone>,
    tags: Vec<String>,
    #[form(default)]
    extra: Option<serde_json::Value>,
    secret: Option<Password>,
    #[form(widget = password)]
    pin: Option<String>,
}

/// The fields that show their submitted text, and the names of their controls.
const TYPED: [&str; 10] = [
    "text",
    "email",
    "lines",
    "number",
    "ratio",
    "step",
    "phone.number",
    "phones[0].number",
    "tags[0]",
    "extra",
];

fn encoded(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn pages(form: &forms::Bound<Everything>) -> Vec<Html> {
    THEMES.map(|theme| page(form.view(), theme)).into()
}

/// Texts with a special meaning in bodies or pages.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "\"",
        "'",
        "<",
        ">",
        "&",
        "&amp;",
        "</textarea>",
        "<script>",
        "-->",
        "]]>",
        "\r\n",
        "\n",
        "\r",
        "\0",
        " ",
        "\t",
        "=",
        "`",
        "%",
        "+",
        "é",
        "\u{2028}",
        "\u{feff}",
        "\u{202e}",
        "👍",
        "x",
        "7",
        "5,5",
        "2027-03-31",
        "{label}",
        "{{",
    ];
    prop_oneof![
        3 => proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..12).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(50) })]

    #[test]
    fn every_control_has_its_submitted_text(texts in proptest::collection::vec(hostile(), TYPED.len())) {
        let pairs: Vec<_> = TYPED.iter().map(|name| (*name).to_owned()).zip(texts.iter().cloned()).collect();
        let form = Everything::bind(&Body::form(encoded(&pairs)));
        let plain = Everything::bind(&Body::form(encoded(&TYPED.map(|name| (name.to_owned(), String::new())))));
        for (page, plain) in pages(&form).iter().zip(pages(&plain)) {
            // radio buttons of an optional field share one name; no other element may differ
            prop_assert_eq!(controls(page), controls(&plain));
            for (name, typed) in &pairs {
                let control = elements(page).find(|element| element.value().attr("name") == Some(name)).unwrap();
                prop_assert_eq!(value(&control), shown(typed), "{}", name);
            }
        }
    }

    #[test]
    fn no_key_becomes_markup(keys in proptest::collection::vec((hostile(), hostile()), 0..8)) {
        let form = Everything::bind(&Body::form(encoded(&keys)));
        for page in &pages(&form) {
            drop(controls(page));
        }
    }

    #[test]
    fn no_bytes_become_markup(bytes in proptest::collection::vec(any::<u8>(), 0..200), json in any::<bool>()) {
        let content_type = if json { "application/json" } else { "application/x-www-form-urlencoded" };
        let form = Everything::bind(&Body::new(content_type, bytes));
        for page in &pages(&form) {
            drop(controls(page));
        }
    }

    #[test]
    fn no_secret_is_shown_again(secret in "[a-z]{12,20}") {
        let body = encoded(&["secret", "pin"].map(|name| (name.to_owned(), secret.clone())));
        for page in pages(&Everything::bind(&Body::form(body))) {
            prop_assert!(!page.html().contains(&secret));
        }
    }
}

#[test]
fn names_are_unique_except_for_choices() {
    let form = Everything::bind(&Body::form("phones[0].number=&phones[1].number=&tags=a&tags=b"));
    let page = Html::parse_fragment(&form.to_html());
    let mut seen = BTreeSet::new();
    for (element, name) in controls(&page) {
        // the buttons for rows have different values
        let is_choice = name.ends_with("plan") || name == "plans" || element == "button";
        assert!(seen.insert(name.clone()) || is_choice, "{name}");
    }
}

/// The seeds of the fuzz target, so that they stay useful, and the cases that it has found.
#[test]
fn only_submitted_text_is_shown_again() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/render");
    let mut seeds = 0;
    for file in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}")) {
        redisplay::hold(&std::fs::read(file.unwrap().path()).unwrap());
        seeds += 1;
    }
    assert!(seeds > 10);
}
