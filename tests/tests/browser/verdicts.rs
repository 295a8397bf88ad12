//! What Chromium says of an e-mail address and of a pattern, and what we say: where they differ, it is we who are stricter, or
//! there is no attribute.

use crate::engine::{Browser, Engine};
use crate::recorder::Recorder;
use forms::{Body, Email, Form};
use serde_json::{Value, json};

/// An address, whether Chromium lets it pass, and whether we do.
const ADDRESSES: &[(&str, bool, bool)] = &[
    ("a@b.co", true, true),
    ("o'x@b.co", true, true),
    ("a@xn--bcher-kva.example", true, true),
    ("a@localhost", true, true),
    // the server says what is wrong with these, beside the field
    ("a@b", true, false),
    ("a..b@c.co", true, false),
    (".a@b.co", true, false),
    ("a@b.123", true, false),
    // Django takes it, and so do we; nobody types it into a page
    ("a@[127.0.0.1]", false, true),
    ("\"a b\"@c.co", false, false),
    ("é@b.co", false, false),
    ("a@b.co.", false, false),
    ("a@b_c.co", false, false),
    ("a@-b.co", false, false),
    ("a@b..co", false, false),
];

#[test]
fn we_judge_addresses() {
    let ours: Vec<_> = ADDRESSES
        .iter()
        .map(|(address, browser, _)| (*address, *browser, Email::parse(address).is_ok()))
        .collect();
    assert_eq!(ours, ADDRESSES);
}

/// A pattern of Rust's dialect, and whether Chromium reads it as it stands: what it cannot read, it passes over in silence.
const PATTERNS: &[(&str, bool)] = &[
    ("^[a-z]+$", true),
    (r"[\w.\-]+", true),
    (r"\d{3}", true),
    (r"\p{L}+", true),
    ("(?i:abc)", true),
    // means something else there: a colon, and letters of the name
    ("[[:alpha:]]+", true),
    (r"[\w.-]+", false),
    ("[a-z0-9_-]+", false),
    ("[@.+-]+", false),
    (r"[^\s/]+", false),
    ("[()]", false),
    ("[|]", false),
    (r"[!#$%&'*+/=?^_`{|}~-]+", false),
    ("(?i)abc", false),
    ("(?x) a b", false),
    (r"\Aabc\z", false),
    (r"\pL+", false),
    ("(?P<x>a)", false),
    (r"\x{41}", false),
    ("a++", false),
];

/// The same patterns, and others that the dialects disagree on, as rules of fields.
#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Patterns {
    #[form(regex = "^[[:alpha:]]+$")]
    class: Option<String>,
    #[form(regex = r"^[\w.-]+$")]
    hyphen: Option<String>,
    #[form(regex = "^[a-z0-9_-]+$")]
    slug: Option<String>,
    #[form(regex = "^[@.+-]+$")]
    signs: Option<String>,
    #[form(regex = r"^[^\s/]+$")]
    no_slash: Option<String>,
    #[form(regex = "^[()|]$")]
    brackets: Option<String>,
    #[form(regex = "(?i)^abc$")]
    case: Option<String>,
    #[form(regex = "(?x) ^a b$")]
    blanks: Option<String>,
    #[form(regex = r"\Aabc\z")]
    anchors: Option<String>,
    #[form(regex = r"^\pL+$")]
    letter: Option<String>,
    #[form(regex = "^(?P<x>a)$")]
    name: Option<String>,
    #[form(regex = r"^\x{41}$")]
    number: Option<String>,
    #[form(regex = r"^\d{2}$")]
    digits: Option<String>,
}

const WRONG: &str = "/ :\u{7}";

/// A text that each takes.
const RIGHT: &[(&str, &str)] = &[
    ("class", "z"),
    ("hyphen", "a-b"),
    ("slug", "a-b"),
    ("signs", "@+"),
    ("no_slash", "a|b"),
    ("brackets", "|"),
    ("case", "aBc"),
    ("blanks", "ab"),
    ("anchors", "abc"),
    ("letter", "é"),
    ("name", "a"),
    ("number", "A"),
    ("digits", "٣4"),
];

#[test]
fn the_server_takes_what_is_right() {
    let bind =
        |texts: &[(&str, &str)]| Patterns::bind(&Body::form(serde_urlencoded::to_string(texts).unwrap()));
    let form = bind(RIGHT);
    assert!(form.is_valid(), "{:?}", form.errors());
    let form = bind(&RIGHT.iter().map(|(name, _)| (*name, WRONG)).collect::<Vec<_>>());
    assert_eq!(form.errors().iter().count(), RIGHT.len(), "{:?}", form.errors());
}

/// The browser says the same of the pattern that our page gives it.
#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn chromium_reads_our_patterns() {
    let (browser, recorder) = (Browser::start(Engine::Chromium), Recorder::start());
    recorder
        .show(format!("<!doctype html><title>Patterns</title><form>{}</form>", Patterns::blank().to_html()));
    browser.open(&recorder.address);
    let matches = "
        const control = document.getElementsByName(arguments[0])[0];
        control.value = arguments[1];
        return control.pattern !== '' && !control.validity.patternMismatch;";
    for (name, text) in RIGHT {
        assert_eq!(browser.run(matches, &[json!(name), json!(text)]), json!(true), "{name} {text}");
        assert_eq!(browser.run(matches, &[json!(name), json!(WRONG)]), json!(false), "{name}");
    }
}

/// What Chromium says of the tables above.
#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn chromium_judges_addresses_and_patterns() {
    let (browser, recorder) = (Browser::start(Engine::Chromium), Recorder::start());
    recorder.show("<!doctype html><title>Verdicts</title><input>".into());
    browser.open(&recorder.address);
    let is_address = "
        const control = document.querySelector('input');
        control.type = 'email';
        control.value = arguments[0];
        return control.validity.valid;";
    for (address, passes, _) in ADDRESSES {
        assert_eq!(browser.run(is_address, &[json!(address)]), json!(passes), "{address}");
    }
    let refuses = "
        const control = document.querySelector('input');
        control.type = 'text';
        control.pattern = arguments[0];
        control.value = '\\u0007';
        return control.validity.patternMismatch;";
    for (pattern, is_read) in PATTERNS {
        let found: Value = browser.run(refuses, &[json!(pattern)]);
        assert_eq!(found, json!(is_read), "{pattern}: what is not read refuses nothing");
    }
}
