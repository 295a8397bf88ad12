//! The bodies that Chromium sent, byte by byte, and how they bind.

use crate::{
    engine::{Browser, Engine},
    pages::{Act, Line, Lines, Order, Page, Size, Visit, order, pages},
    recorder::{Received, Recorder},
};
use forms::{Body, Bound, Email, Form};
use jiff::civil::{Time, date};
use std::{env, fs, path::PathBuf};

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/browser")
}

/// Files that are chosen on a page.
fn chosen() -> PathBuf {
    env::temp_dir().join(format!("forms-files-{}", std::process::id()))
}

const BOUNDARY: &str = "----WebKitFormBoundary";

/// Replaces the random boundary with a constant one.
fn without_chance(received: Received) -> (String, Vec<u8>) {
    let Received { content_type, body } = received;
    let Some((kind, boundary)) = content_type.split_once("; boundary=") else { return (content_type, body) };
    // the files of our pages contain text, so the body is UTF-8
    let text = String::from_utf8(body).unwrap().replace(boundary, BOUNDARY);
    (format!("{kind}; boundary={BOUNDARY}"), text.into_bytes())
}

/// The content type, a line break, and the body.
fn kept(name: &str) -> (String, Vec<u8>) {
    let bytes = fs::read(directory().join(format!("{name}.body")))
        .unwrap_or_else(|error| panic!("{name}: {error}; tests/with-browser keep"));
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    (String::from_utf8(bytes[..end].to_vec()).unwrap(), bytes[end + 1..].to_vec())
}

fn act(browser: &Browser, act: &Act) {
    match act {
        Act::Click(css) => browser.click(css),
        Act::Type(css, text) => browser.send_keys(css, text),
        Act::Paste(css, text) => {
            browser.click(css);
            browser.paste(text);
        }
        Act::Set(css, text) => {
            let script = "document.querySelector(arguments[0]).value = arguments[1]";
            browser.run(script, &[(*css).into(), (*text).into()]);
        }
        Act::Choose(css, files) => {
            fs::create_dir_all(chosen()).unwrap();
            for (name, content) in *files {
                let path = chosen().join(name);
                fs::write(&path, content).unwrap();
                browser.send_keys(css, path.to_str().unwrap());
            }
        }
    }
}

fn send(browser: &Browser, recorder: &Recorder, page: &Page) -> (String, Vec<u8>) {
    recorder.show(format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>A page</title></head><body>\n{}\n\
         <button id=\"send\">Send</button>\n</form></body></html>",
        page.form
    ));
    browser.open(&recorder.address);
    for step in page.acts {
        act(browser, step);
    }
    if !matches!(page.acts, [Act::Click(_)]) {
        browser.click("#send");
    }
    let received = recorder.received();
    let _ = fs::remove_dir_all(chosen());
    without_chance(received)
}

#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn chromium_sends_the_recorded_bodies() {
    let (browser, recorder) = (Browser::start(Engine::Chromium), Recorder::start());
    let keep = env::var_os("KEEP_WHAT_CHROMIUM_SENDS").is_some();
    for page in pages() {
        let (content_type, body) = send(&browser, &recorder, &page);
        if keep {
            let bytes = [content_type.as_bytes(), b"\n", &body].concat();
            fs::create_dir_all(directory()).unwrap();
            fs::write(directory().join(format!("{}.body", page.name)), bytes).unwrap();
        }
        let (kept_type, kept_body) = kept(page.name);
        let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
        assert_eq!((content_type, text(&body)), (kept_type, text(&kept_body)), "{}", page.name);
    }
}

#[test]
fn pages_and_recorded_files_match() {
    let mut files: Vec<_> = fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".body").map(str::to_owned))
        .collect();
    let mut names: Vec<_> = pages().iter().map(|page| page.name.to_owned()).collect();
    files.sort_unstable();
    names.sort_unstable();
    assert_eq!(files, names);
}

fn bind<F: Form<Context = ()>>(name: &str) -> Bound<F> {
    let (content_type, body) = kept(name);
    F::bind(&Body::new(&content_type, body))
}

fn value<F: Form<Context = ()>>(name: &str) -> F {
    let form = bind::<F>(name);
    assert!(form.is_valid(), "{name}: {:?}", errors(&form));
    form.into_result().unwrap_or_else(|_| unreachable!("it is valid")).into_inner()
}

/// Returns the path and code of each error.
fn errors<F: Form>(form: &Bound<F>) -> Vec<String> {
    form.errors().iter().map(|error| format!("{} {}", error.path(), error.code())).collect()
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Choices {
    flag: bool,
    plan: Option<Size>,
    plans: Vec<Size>,
    none: Option<Size>,
    first: Option<Size>,
    text: String,
}

/// Check boxes that are not ticked, buttons, and options without a choice: nothing is sent.
#[test]
fn controls_without_a_choice_send_nothing() {
    let found: Choices = value("nothing_chosen");
    let nothing =
        Choices { flag: false, plan: None, plans: vec![], none: None, first: None, text: "1".into() };
    assert_eq!(found, nothing);
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Flag {
    flag: bool,
}

#[test]
fn a_ticked_box_sends_on() {
    assert_eq!(value::<Flag>("checkbox_without_value"), Flag { flag: true });
    // other libraries put a hidden control before a check box; we have none, and would report two values as a duplicate
    assert_eq!(errors(&bind::<Flag>("checkbox_with_hidden_twin")), ["flag duplicate"]);
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct OneSize {
    size: Size,
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Sizes {
    sizes: Vec<Size>,
}

#[test]
fn a_list_of_options_sends_the_first_or_all_chosen_ones() {
    assert_eq!(value::<OneSize>("select_first_option").size, Size::Small);
    // therefore a list without a present choice begins with an option that has no value
    let page = OneSize::blank().to_html();
    let first = page.split_once("<option ").unwrap().1;
    assert!(first.starts_with("value=\"\">"), "{page}");
    assert_eq!(value::<Sizes>("select_several").sizes, [Size::Small, Size::Large]);
}

#[derive(Form, Debug, PartialEq)]
#[form(name = Fixed, fields = [text], read_only = [code])]
struct Coded {
    code: u8,
    text: String,
}

/// `disabled` sends nothing. `readonly` sends the value, also one that a user changed: it protects nothing.
#[test]
fn disabled_controls_are_absent_and_readonly_ones_are_sent() {
    let here = Coded { code: 7, text: "0".into() };
    let (content_type, body) = kept("disabled_and_readonly");
    let clean = Fixed::bind_update(&here, &Body::new(&content_type, body)).into_result().unwrap();
    let mut changed = Coded { code: 7, text: "0".into() };
    assert_eq!(clean.apply_to(&mut changed), ["text"]);
    assert_eq!(changed, Coded { code: 7, text: "1".into() });
    let page = Fixed::filled(&here).to_html();
    assert!(page.contains("name=\"code\" value=\"7\" disabled") && !page.contains("readonly"), "{page}");
}

/// Browsers send a line break as two bytes and count it as one character. So do we, or `maxlength` would be wrong.
#[test]
fn a_line_break_is_one_character() {
    let (_, body) = kept("textarea_lines");
    assert_eq!(body, b"text=a%0D%0Ab%0D%0Ac");
    assert_eq!(value::<Lines>("textarea_lines").text, "a\nb\nc");
}

/// An HTML parser removes the first line break after `<textarea>`, so our pages write one more.
#[test]
fn a_line_break_at_the_start_stays() {
    assert_eq!(value::<Lines>("textarea_leading_line_lost").text, "x");
    let page = Lines::filled(&Lines { text: "\n\nx".into() }).to_html();
    assert!(page.contains(">\n\n\nx</textarea>"), "{page}");
    // it is sent in full, and then stripped like any text
    assert_eq!(kept("textarea_leading_line").1, b"text=%0D%0A%0D%0Ax");
    assert_eq!(value::<Lines>("textarea_leading_line").text, "x");
}

/// Hidden controls keep line breaks, single-line controls have none.
#[test]
fn line_breaks_in_other_controls() {
    assert_eq!(value::<Lines>("hidden_line").text, "a\nb");
    assert_eq!(errors(&bind::<Line>("hidden_line")), ["text line_breaks_not_allowed"]);
    assert_eq!(value::<Line>("text_line").text, "ab");
}

/// Browsers count UTF-16 units, so a text that they accept is never too long here.
#[test]
fn texts_within_maxlength_are_not_too_long() {
    assert_eq!(value::<Line>("maxlength_emoji").text, "👍👍");
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all, ignore = [_charset_, "text.dir"])]
struct Tolerant {
    text: String,
    #[form(one_of = ["save", "delete"])]
    action: Option<String>,
}

/// Keys that browsers add are ordinary keys. A form must name the ones that it ignores.
#[test]
fn keys_that_a_browser_adds_are_declared() {
    assert_eq!(errors(&bind::<Line>("charset_utf_8")), [" unknown"]);
    assert_eq!(value::<Tolerant>("charset_utf_8").text, "é");
    assert_eq!(errors(&bind::<Line>("dirname")), [" unknown"]);
    assert_eq!(value::<Tolerant>("dirname").text, "a");
    assert_eq!(errors(&bind::<Line>("button_with_name")), [" unknown"]);
    assert_eq!(value::<Tolerant>("button_with_name").action.as_deref(), Some("save"));
}

/// A page in another encoding sends other bytes. They are refused, never replaced. Our `<form>` never asks for another encoding.
#[test]
fn other_encodings_are_refused() {
    let form = bind::<Tolerant>("charset_latin_1");
    assert_eq!((form.status(), errors(&form)), (400, vec![" encoding".into()]));
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Numbers {
    comma: Option<f64>,
    zeros: f64,
    exponent: f64,
    plus: Option<f64>,
    blank: Option<f64>,
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Number {
    number: i32,
}

/// `type=number` sends an empty value for text that it cannot read, without an error. So our numbers are single-line texts
/// by default.
#[test]
fn a_number_that_a_browser_cannot_read_is_empty() {
    let numbers = Numbers { comma: None, zeros: 1.5, exponent: 1000.0, plus: None, blank: None };
    assert_eq!(value::<Numbers>("number_by_markup"), numbers);
    assert_eq!(errors(&bind::<Number>("number_half_typed")), ["number required"]);
    assert!(Number::blank().to_html().contains("type=\"text\""));
    let exponent = Number::bind(&Body::form("number=1e3"));
    assert_eq!(errors(&exponent), ["number invalid"], "this is not a spelling of a whole number");
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Untouched {
    range: u8,
    #[form(regex = "#[0-9a-f]{6}")]
    color: String,
}

/// These controls always send a value, also if nobody chose one. Our fields use them only if the declaration asks for them.
#[test]
fn some_controls_are_never_empty() {
    assert_eq!(value::<Untouched>("range_and_color"), Untouched { range: 50, color: "#000000".into() });
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Addresses {
    one: Email,
    several: String,
    domain: Email,
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Address {
    #[form(url)]
    one: String,
}

/// Chromium strips an e-mail address and writes its domain in ASCII. It does neither to a URL.
#[test]
fn addresses_as_a_browser_writes_them() {
    let addresses: Addresses = value("email");
    assert_eq!(addresses.one.as_str(), "a@b.example");
    assert_eq!(addresses.several, "a@b.example,c@d.example");
    assert_eq!(addresses.domain.as_str(), "x@xn--bcher-kva.example");
    assert_eq!(value::<Address>("url").one, "http://exämple.com/ä");
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Unshown {
    day: Option<String>,
    zone: Option<String>,
    digits: Option<String>,
    space: Option<String>,
}

/// Seconds are sent if they are not zero, and fractions with three digits.
#[test]
fn dates_and_times() {
    let day = date(2024, 2, 29);
    let (time, arrival) = (Time::constant(9, 5, 0, 0), day.at(13, 45, 0, 0));
    assert_eq!(value::<Visit>("dates"), Visit { day: Some(day), time: Some(time), arrival: Some(arrival) });
    let (time, arrival) = (Time::constant(9, 5, 7, 0), day.at(13, 45, 6, 500_000_000));
    assert_eq!(
        value::<Visit>("dates_filled"),
        Visit { day: Some(day), time: Some(time), arrival: Some(arrival) }
    );
    // a browser's control silently drops a value that it cannot show, so our page shows such a value as text
    let unshown = Unshown { day: None, zone: None, digits: None, space: Some("2024-02-29T13:45".into()) };
    assert_eq!(value::<Unshown>("dates_that_a_browser_cannot_show"), unshown);
    let again = Visit::bind(&Body::form("day=29/02/2024&arrival=2024-02-29T13:45:00Z")).to_html();
    assert!(again.contains("type=\"text\" id=\"id_day\" name=\"day\" value=\"29/02/2024\""), "{again}");
    assert!(again.contains("type=\"text\" id=\"id_arrival\""), "{again}");
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Months {
    #[form(regex = "[0-9]{4}-[0-9]{2}")]
    month: String,
    #[form(regex = "[0-9]{4}-W[0-9]{2}")]
    week: String,
}

/// We have no types for months and weeks: they are texts.
#[test]
fn months_and_weeks_are_texts() {
    assert_eq!(
        value::<Months>("months_and_weeks"),
        Months { month: "2024-02".into(), week: "2024-W09".into() }
    );
}

/// Multipart forms and plain text are refused by their content type, whatever the body. (A page of another site can send plain
/// text.)
#[test]
fn other_types_are_refused() {
    for name in ["multipart_no_file", "multipart_files", "text_plain"] {
        let form = bind::<Line>(name);
        assert_eq!((form.status(), errors(&form)), (415, vec![" unsupported_media_type".into()]), "{name}");
    }
}

/// A page with every control gives the initial value again if it is submitted unchanged.
#[test]
fn an_unchanged_page_changes_nothing() {
    assert_eq!(value::<Order>("order"), order());
}
