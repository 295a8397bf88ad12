//! Compares Chromium's verdicts on e-mail addresses and patterns with ours. We may be stricter; otherwise there must be no
//! attribute on the page.

use crate::engine::{Browser, Engine};
use crate::recorder::Recorder;
use forms::{Body, Email, Form};
use serde_json::{Value, json};

/// An address, whether Chromium accepts it, and whether we do.
const ADDRESSES: &[(&str, bool, bool)] = &[
    ("a@b.co", true, true),
    ("o'x@b.co", true, true),
    ("a@xn--bcher-kva.example", true, true),
    ("a@localhost", true, true),
    // the server's error says what is wrong with these, next to the field
    ("a@b", true, false),
    ("a..b@c.co", true, false),
    (".a@b.co", true, false),
    ("a@b.123", true, false),
    // Django accepts it, and so do we, although nobody types it into a page
    ("a@[127.0.0.1]", false, true),
    ("\"a b\"@c.co", false, false),
    ("é@b.co", false, false),
    ("a@b.co.", false, false),
    ("a@b_c.co", false, false),
    ("a@-b.co", false, false),
    ("a@b..co", false, false),
];

#[test]
fn addresses_have_our_recorded_verdicts() {
    let ours: Vec<_> = ADDRESSES
        .iter()
        .map(|(address, browser, _)| (*address, *browser, Email::parse(address).is_ok()))
        .collect();
    assert_eq!(ours, ADDRESSES);
}

/// A pattern in Rust's dialect, and whether Chromium can read it unchanged. Chromium silently ignores a pattern that it
/// cannot read.
const PATTERNS: &[(&str, bool)] = &[
    ("^[a-z]+$", true),
    (r"[\w.\-]+", true),
    (r"\d{3}", true),
    (r"\p{L}+", true),
    ("(?i:abc)", true),
    // these have another meaning there: a colon, and the letters of the name
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

/// The same patterns as rules of fields, and others that the dialects read differently.
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

/// A text that each pattern matches.
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
fn the_server_accepts_matching_texts() {
    let bind =
        |texts: &[(&str, &str)]| Patterns::bind(&Body::form(serde_urlencoded::to_string(texts).unwrap()));
    let form = bind(RIGHT);
    assert!(form.is_valid(), "{:?}", form.errors());
    let form = bind(&RIGHT.iter().map(|(name, _)| (*name, WRONG)).collect::<Vec<_>>());
    assert_eq!(form.errors().iter().count(), RIGHT.len(), "{:?}", form.errors());
}

/// Chromium gives the same verdict for the pattern in our page.
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

/// Chromium's verdicts are those of the tables above.
#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn chromium_gives_the_recorded_verdicts() {
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
        assert_eq!(found, json!(is_read), "{pattern}: a pattern that cannot be read refuses nothing");
    }
}
