//! Custom messages of a declaration: of a field and of a form, in every format of a report.
#![allow(missing_docs)]

use forms::{
    Body, Draft, Form, Problem, Report,
    error::{CODES, Code},
};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, messages(required = "Inner: give {label}.", invalid = "Inner: {label}?"), check = no_zero)]
struct Line {
    #[form(messages(required = "Line: give {label}."))]
    article: String,
    count: u32,
}

fn no_zero(line: &Draft<Line>, report: &mut Report<'_, Line>) {
    if line.count == Some(0) {
        report.add_form_error(Problem::new("zero", "Not none."));
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, messages("zero" = "{label} is empty."))]
struct Address {
    #[form(max_length = 5)]
    city: String,
    zip: String,
}

#[derive(Form, Debug)]
#[form(
    fields = all,
    check = ours,
    messages(
        required = "Outer: give {label}.",
        unknown = "We have no {key}: {unknown}.",
        max_length = "{label}: {limit_value} {limit_value:letter|letters}, not {show_value}",
        unique = "{label} is gone.",
        "zero" = "Outer zero.",
        "ours" = "Ours, reworded: {n} {n:thing|things}."
    )
)]
struct Order {
    #[form(flatten)]
    line: Line,
    #[form(flatten)]
    address: Address,
    #[form(nested)]
    gift: Option<Line>,
    #[form(nested, messages(required = "Never seen."))]
    lines: Vec<Line>,
    #[form(max_length = 1, messages(max_length = "{label} is one letter."))]
    tags: Vec<String>,
    #[form(max_length = 1)]
    codes: Vec<String>,
    #[form(messages(required = "<b>{label}</b>"))]
    note: String,
    number: u32,
}

fn ours(order: &Draft<Order>, report: &mut Report<'_, Order>) {
    if order.number == Some(99) {
        report.add_form_error(Problem::new("ours", "Ours.").param("n", 1));
    }
}

fn report(body: &str) -> String {
    Order::bind(&Body::form(body)).errors().to_string()
}

#[test]
fn field_messages_precede_form_messages_and_defaults() {
    assert_eq!(
        report(
            "article=&count=x&city=Berlin&zip=&gift.article=&gift.count=1&lines[0].article=&lines[0].count=0\
             &tags=ab&codes=ok&note=&number=x&zz=1&lines[0].q=1"
        ),
        "article: Line: give article.\n\
         count: Inner: count?\n\
         city: City: 5 letters, not 6\n\
         zip: Outer: give zip.\n\
         gift.article: Line: give article.\n\
         lines[0].article: Line: give article.\n\
         lines[0]: Not none.\n\
         lines[0]: Remove \u{201c}q\u{201d}: item 1 of lines has no such field.\n\
         tags[0]: Item 1 of tags is one letter.\n\
         codes[0]: Item 1 of codes: 1 letter, not 2\n\
         note: <b>note</b>\n\
         number: Number must be a whole number.\n\
         We have no zz: zz.\n"
    );
}

#[test]
fn form_messages_apply_to_errors_of_the_form() {
    let good = "article=a&city=b&zip=c&note=d";
    assert_eq!(report(&format!("{good}&count=1&number=99")), "Ours, reworded: 1 thing.\n");
    assert_eq!(report(&format!("{good}&count=0&number=1")), "Outer zero.\n");
    let (_, receipt) =
        Order::bind(&Body::form(format!("{good}&count=1&number=1"))).into_result().unwrap().into_parts();
    assert_eq!(receipt.reject(Order::NOTE, Problem::unique()).to_string(), "note: Note is gone.\n");
}

#[test]
fn every_format_has_the_same_messages() {
    let form = Order::bind(&Body::form("article=a&count=1&city=b&zip=c&note=&number=1"));
    let words = "<b>note</b>";
    assert_eq!(form.errors().to_json()["note"][0]["message"], words);
    assert_eq!(form.errors().to_nested_json()["note"][0]["message"], words);
    assert_eq!(
        serde_json::to_value(form.errors().to_problem_details()).unwrap()["errors"][0]["detail"],
        words
    );
    assert_eq!(form.errors().iter().next().unwrap().message(), words);
    let html = form.field(Order::NOTE).errors_tag().into_string();
    assert!(html.contains("&lt;b&gt;note&lt;/b&gt;</p>"), "{html}");
}

#[test]
fn programs_can_read_the_table_of_codes() {
    let required = Code::named("required").unwrap();
    assert_eq!((required.status, required.django, required.params), (422, "required", &[][..]));
    assert!(CODES.iter().any(|code| code.name == "too_large" && code.status == 413));
    assert_eq!(Code::named("not_one_of_ours"), None);
}
