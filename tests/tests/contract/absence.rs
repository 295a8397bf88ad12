//! The meaning of an absent key, and what counts as a value. These tests of the contract's line 6 do not fit into a cell of the
//! decision table.

use forms::{Body, Choice, Email, Form, Problem};
use std::{cell::RefCell, fmt::Debug};
use tests::report::report;

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Size {
    Small,
    Large,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Prefs {
    news: bool,
    #[form(read_only, default = 3)]
    level: u8,
    #[form(default = vec![Size::Small])]
    sizes: Vec<Size>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    name: String,
    #[form(default = vec!["a".to_owned()])]
    tags: Vec<String>,
    #[form(nested)]
    prefs: Prefs,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Order {
    name: String,
    #[form(default = vec![Size::Small])]
    sizes: Vec<Size>,
    #[form(default = vec!["x".to_owned()])]
    texts: Vec<String>,
    #[form(default = Some(vec![1]))]
    maybe: Option<Vec<u8>>,
    #[form(default = true)]
    news: bool,
    #[form(nested, default = vec![line()])]
    lines: Vec<Line>,
    #[form(nested, default = Prefs { news: true, level: 9, sizes: vec![Size::Large] })]
    prefs: Prefs,
    #[form(nested)]
    other: Option<Prefs>,
    #[form(widget = hidden, default = true)]
    hidden: bool,
    #[form(widget = select, default = true)]
    asked: bool,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Boxes {
    news: bool,
    sms: bool,
}

fn line() -> Line {
    Line { name: "default".to_owned(), tags: Vec::new(), prefs: emptied() }
}

fn emptied() -> Prefs {
    Prefs { news: false, level: 3, sizes: Vec::new() }
}

fn order() -> Order {
    Order {
        name: "x".to_owned(),
        sizes: Vec::new(),
        texts: Vec::new(),
        maybe: None,
        news: false,
        lines: Vec::new(),
        prefs: emptied(),
        other: None,
        // these controls always send something, so their absence has no meaning
        hidden: true,
        asked: true,
    }
}

/// 6: an empty value replaces the present one after all boxes are unticked and all rows removed, at every depth, and no
/// default applies.
#[test]
fn an_emptied_control_does_not_get_its_default() {
    let page = Body::form("name=x");
    assert_eq!(Order::bind(&page).cleaned(), Some(&order()));
    let mut present = Order {
        sizes: vec![Size::Large],
        texts: vec!["y".to_owned()],
        maybe: Some(vec![2]),
        news: true,
        lines: vec![line()],
        prefs: Prefs { news: true, level: 7, sizes: vec![Size::Large] },
        ..order()
    };
    let kept = present.clone();
    assert_eq!(Order::bind_partial(&present, &page).cleaned(), Some(&kept));
    let emptied_order = Order { prefs: Prefs { level: 7, ..emptied() }, ..order() };
    let changed = Order::bind_update(&present, &page).into_result().unwrap().apply_to(&mut present);
    assert_eq!(changed, ["sizes", "texts", "maybe", "news", "lines", "prefs"]);
    assert_eq!(present, emptied_order);
    // there is nothing left to change
    assert!(Order::bind_update(&present, &page).changed().is_empty());

    let rows = Body::form("name=x&lines[0].name=n&other.news=on");
    let bound = Order::bind(&rows).into_result().unwrap().into_inner();
    assert_eq!(bound.lines, [Line { name: "n".to_owned(), tags: Vec::new(), prefs: emptied() }]);
    assert_eq!(bound.other, Some(Prefs { news: true, ..emptied() }));

    let json = Order::bind(&Body::json(r#"{"name":"x"}"#)).into_result().unwrap().into_inner();
    assert_eq!((json.sizes, json.maybe, json.news), (vec![Size::Small], Some(vec![1]), true));
    assert_eq!((json.lines, json.prefs.level), (vec![line()], 9));
}

/// 6: a page that is shown again with errors shows emptied controls as empty.
#[test]
fn an_emptied_control_is_shown_as_empty_again() {
    let page = Order::bind(&Body::form("name=")).to_html();
    assert!(!page.contains("checked") && !page.contains("lines[0]") && !page.contains("texts[0]"), "{page}");
    let present = Order { sizes: vec![Size::Large], news: true, lines: vec![line()], ..order() };
    let page = Order::bind_update(&present, &Body::form("name=")).to_html();
    assert!(!page.contains("checked") && !page.contains("lines[0]"), "{page}");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Home {
    #[form(nested)]
    prefs: Option<Prefs>,
    #[form(nested, immutable)]
    fixed: Prefs,
}

/// 6: an optional form of check boxes has no value after all are unticked, unless it has a value that no page sends.
#[test]
fn a_nested_form_of_boxes_sends_nothing() {
    let prefs = Prefs { news: true, level: 7, sizes: vec![Size::Large] };
    let made = Home::bind(&Body::form("")).into_result().unwrap().into_inner();
    assert_eq!(made, Home { prefs: None, fixed: emptied() });
    let present = Home { prefs: Some(prefs.clone()), fixed: prefs.clone() };
    let mut model = present.clone();
    Home::bind_update(&present, &Body::form("")).into_result().unwrap().apply_to(&mut model);
    assert_eq!(model, Home { prefs: Some(Prefs { level: 7, ..emptied() }), fixed: prefs });
    assert!(Home::bind_partial(&present, &Body::form("")).changed().is_empty());
}

thread_local! {
    static CLEANED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A `clean` that reports its input.
#[expect(clippy::unnecessary_wraps, reason = "a `clean` returns a `Result`")]
fn seen<T: Debug>(value: T) -> Result<T, Problem> {
    CLEANED.with_borrow_mut(|cleaned| cleaned.push(format!("{value:?}")));
    Ok(value)
}

/// Returns the value or the error codes, and the input of `clean`.
fn outcome<F: Form<Model = F, Context = ()> + Debug>(
    present: Option<&F>,
    body: &Body,
) -> (String, Vec<String>) {
    CLEANED.take();
    let outcome = match present {
        None => Ok(F::bind(body)
            .into_result()
            .map(|clean| format!("{:?}", *clean))
            .map_err(|form| report(form.errors()))),
        Some(present) => Err(F::bind_update(present, body)
            .into_result()
            .map(|clean| format!("{:?}", *clean))
            .map_err(|form| report(form.errors()))),
    };
    (format!("{outcome:?}"), CLEANED.take())
}

macro_rules! emptied {
    ($($test:ident: [$($attribute:tt)*] $t:ty, $present:expr, page $page:literal, form $($form:literal)|*, json $($json:literal)|*;)*) => {
        $(#[test]
        fn $test() {
            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(fields = all)]
            struct One {
                #[form($($attribute)*)]
                #[form(clean = seen)]
                v: $t,
            }
            for present in [None, Some(One { v: $present })] {
                let page = outcome(present.as_ref(), &Body::form($page));
                for explicit in [$($form),*] {
                    assert_eq!(outcome(present.as_ref(), &Body::form(explicit)), page, "{explicit}");
                }
                for explicit in [$($json),*] {
                    assert_eq!(outcome(present.as_ref(), &Body::json(explicit)), page, "{explicit}");
                }
            }
        })*
    };
}

/// 6: for each type, an emptied control gives the same value, the same errors and the same input of `clean` as an explicit empty
/// value.
mod emptied_and_explicitly_empty_agree {
    use super::*;

    emptied! {
        text: [] String, "p".to_owned(), page "v=", form "v=+" | "v=%E2%80%8B", json r#"{"v":""}"# | r#"{"v":" "}"# | r#"{"v":null}"#;
        blank_text: [required = false] String, "p".to_owned(), page "v=", form "v=+", json r#"{"v":""}"# | r#"{"v":null}"#;
        maybe_text: [] Option<String>, Some("p".to_owned()), page "v=", form "v=%09", json r#"{"v":""}"# | r#"{"v":null}"# | "{}";
        email: [] Email, Email::parse("a@example.com").unwrap(), page "v=", form "v=+", json r#"{"v":""}"#;
        maybe_email: [] Option<Email>, Email::parse("a@example.com").ok(), page "v=", form "v=+", json r#"{"v":""}"# | "{}";
        number: [] i32, 1, page "v=", form "v", json r#"{"v":null}"#;
        maybe_number: [] Option<i32>, Some(1), page "v=", form "v", json r#"{"v":null}"# | "{}";
        lenient_number: [lenient] Option<i32>, Some(1), page "v=", form "v", json r#"{"v":null}"# | r#"{"v":""}"# | "{}";
        required_option: [required] Option<i32>, Some(1), page "v=", form "v", json r#"{"v":null}"# | "{}";
        choice: [] Size, Size::Small, page "v=", form "v", json r#"{"v":null}"#;
        maybe_choice: [] Option<Size>, Some(Size::Small), page "v=", form "v", json r#"{"v":null}"# | "{}";
        flag: [] bool, true, page "", form "v=" | "v=false" | "v=off" | "v=0", json r#"{"v":false}"#;
        flag_by_default: [default = true] bool, true, page "", form "v=" | "v=false", json r#"{"v":false}"#;
        agreement: [required] bool, true, page "", form "v=" | "v=false", json r#"{"v":false}"#;
        answer: [] Option<bool>, Some(true), page "v=", form "v", json r#"{"v":null}"# | "{}";
        required_answer: [required, widget = radio] Option<bool>, Some(true), page "", form "v=", json r#"{"v":null}"# | "{}";
        texts: [] Vec<String>, vec!["p".to_owned()], page "", form "v=" | "v[]=" | "v=&v=+" | "v[0]=", json r#"{"v":[]}"# | r#"{"v":null}"# | "{}";
        texts_by_default: [default = vec!["d".to_owned()]] Vec<String>, vec!["p".to_owned()], page "", form "v=" | "v[0]=", json r#"{"v":[]}"# | r#"{"v":null}"#;
        numbers: [min_items = 2] Vec<u8>, vec![1, 2], page "", form "v=" | "v=&v=", json r#"{"v":[]}"# | r#"{"v":null}"# | "{}";
        required_numbers: [required] Vec<u8>, vec![1], page "", form "v=", json r#"{"v":[]}"# | r#"{"v":null}"# | "{}";
        maybe_numbers: [default = Some(vec![1])] Option<Vec<u8>>, Some(vec![1]), page "", form "v=", json r#"{"v":null}"#;
        choices: [default = vec![Size::Small]] Vec<Size>, vec![Size::Large], page "", form "", json r#"{"v":[]}"# | r#"{"v":null}"#;
        lines: [nested, default = vec![line()]] Vec<Line>, vec![line()], page "", form "v=" | "v[0].name=" | "v[0].name=&v[0].tags=", json r#"{"v":[]}"# | r#"{"v":null}"#;
        prefs: [nested] Prefs, Prefs { news: true, ..emptied() }, page "", form "v.news=" | "v.news=false", json r#"{"v":{"news":false,"sizes":[]}}"#;
        maybe_boxes: [nested, default = Some(Boxes { news: false, sms: true })] Option<Boxes>, Some(Boxes { news: true, sms: true }), page "", form "v.news=", json r#"{"v":null}"#;
    }
}
