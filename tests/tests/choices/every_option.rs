//! Every option of a page is accepted when it is sent, and a stored value selects its option (P54).

use super::{Food, Order, Shop};
use bigdecimal::BigDecimal;
use forms::{
    Body, ChoiceOption, Choices, Errors, Form, InvalidChoice,
    field::Field,
    schema::{FixedChoices, FixedOption},
};
use jiff::{Timestamp, ZonedDateTime, civil};
use rust_decimal::Decimal;
use scraper::{ElementRef, Html};
use std::{fmt::Display, net::IpAddr};
use tests::{
    everything::{Everything, present},
    redisplay::{Controls, elements, value},
    wire::urlencoded,
};
use uuid::Uuid;

/// Choices of each type, in the usual spellings of programs.
#[derive(Default)]
struct Kinds;

fn options<T: Display>(values: impl IntoIterator<Item = T>) -> Choices {
    values.into_iter().map(|value| ChoiceOption::new(value, "Label")).collect()
}

macro_rules! kinds {
    ($($field:ident: [$($attribute:tt)*] $t:ty = $values:expr;)*) => {
        $(fn $field(_: &Kinds) -> Choices { options($values) })*

        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all, context = Kinds)]
        struct Chosen {
            $(#[form(choices = $field, $($attribute)*)] $field: $t,)*
        }
    };
}
kinds! {
    whole: [] Option<u8> = [1, 2];
    padded: [] Option<i64> = ["01", "+2", "-3"];
    float: [] Option<f64> = ["1.0", "-0.0", "2.50", "1e3"];
    decimal: [] Option<Decimal> = ["1.50", "2", "-0.0"];
    decimals: [] Vec<Decimal> = ["1.50", "2"];
    list: [widget = select] Vec<Decimal> = ["1.50", "2"];
    big: [] Option<BigDecimal> = ["1.50", "1e2"];
    text: [] Option<String> = ["a", " padded ", "x&y\"<", "\u{e9}"];
    lines: [multiline, widget = radio] Option<String> = ["a\nb", "c\r\nd"];
    radio: [widget = radio] Option<civil::Time> = [civil::time(10, 0, 0, 0), civil::time(10, 30, 15, 0)];
    time: [] Option<civil::Time> = [civil::time(10, 0, 0, 0), civil::time(10, 30, 0, 500_000_000)];
    times: [] Vec<civil::Time> = ["10:00:00", "10:30"];
    date: [] Option<civil::Date> = ["2027-03-31", "12/31/2027"];
    german: [input_formats = ["%d.%m.%Y"]] Option<civil::Date> = [civil::date(2027, 3, 31), civil::date(2027, 4, 1)];
    swapped: [input_formats = ["%Y-%d-%m"]] Option<civil::Date> = [civil::date(2027, 2, 1), civil::date(2027, 1, 2)];
    local: [] Option<civil::DateTime> = [civil::date(2027, 3, 31).at(10, 0, 0, 0)];
    moment: [] Option<Timestamp> = ["2027-03-31T10:00:00Z", "2027-03-31T13:00:00+02:00"];
    zoned: [time_zone = "Europe/Berlin"] Option<Timestamp> = ["2027-03-31T10:00:00Z", "2027-10-31T02:30:00+01:00"];
    here: [time_zone = "Europe/Berlin"] Option<ZonedDateTime> = ["2027-03-31T10:00:00Z", "2027-07-01T12:00"];
    naive_time: [] Option<chrono::NaiveTime> = [chrono::NaiveTime::from_hms_opt(10, 0, 0).unwrap()];
    naive_date: [] Option<chrono::NaiveDate> = [chrono::NaiveDate::from_ymd_opt(2027, 3, 31).unwrap()];
    naive: [] Option<chrono::NaiveDateTime> = [chrono::NaiveDate::from_ymd_opt(2027, 3, 31).unwrap().and_hms_opt(10, 0, 0).unwrap()];
    offset: [] Option<chrono::DateTime<chrono::FixedOffset>> = ["2027-03-31T10:00:00+02:00", "2027-03-31T10:00:00Z"];
    clock: [] Option<time::Time> = [time::Time::from_hms(10, 0, 0).unwrap()];
    day: [] Option<time::Date> = [time::Date::from_ordinal_date(2027, 90).unwrap()];
    length: [] Option<std::time::Duration> = ["90", "1:30:00", "PT2H"];
    uuid: [] Option<Uuid> = ["F81D4FAE7DEC11D0A76500A0C91E6BF6", "550e8400-e29b-41d4-a716-446655440000"];
    ip: [] Option<IpAddr> = ["::1", "0:0:0:0:0:0:0:2", "192.0.2.1"];
    email: [email] Option<String> = ["ada@example.org", "Bob@EXAMPLE.org"];
    food: [] Option<Food> = ["Apple", "p"];
    foods: [] Vec<Food> = ["Apple", "Bread"];
}

/// Returns what a browser sends for an unchanged page.
fn untouched(page: &Html) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for element in elements(page) {
        let attribute = |name| element.value().attr(name);
        let Some(name) = attribute("name").filter(|_| attribute("disabled").is_none()) else { continue };
        match (element.value().name(), attribute("type")) {
            ("button", _) => {}
            ("input", Some("checkbox" | "radio")) if attribute("checked").is_none() => {}
            ("select", _) => {
                let all: Vec<ElementRef<'_>> = options_of(&element);
                let chosen = all.iter().filter(|option| option.value().attr("selected").is_some());
                let chosen: Vec<String> = chosen.map(value).collect();
                let first = all.first().filter(|_| chosen.is_empty() && attribute("multiple").is_none());
                pairs
                    .extend(chosen.into_iter().chain(first.map(value)).map(|value| (name.to_owned(), value)));
            }
            _ => pairs.push((name.to_owned(), value(&element))),
        }
    }
    pairs
}

fn options_of<'p>(select: &ElementRef<'p>) -> Vec<ElementRef<'p>> {
    let within = select.descendants().filter_map(ElementRef::wrap);
    within.filter(|element| element.value().name() == "option").collect()
}

/// Returns every option of a page, with the name of its control.
fn every_option(page: &Html) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for element in elements(page) {
        let Some(name) = element.value().attr("name") else { continue };
        match (element.value().name(), element.value().attr("type")) {
            ("input", Some("checkbox" | "radio")) => all.push((name.to_owned(), value(&element))),
            ("select", _) => {
                all.extend(options_of(&element).iter().map(|option| (name.to_owned(), value(option))));
            }
            _ => {}
        }
    }
    all
}

fn codes(errors: &Errors) -> Vec<String> {
    errors.iter().map(|error| format!("{}:{}", error.path(), error.code())).collect()
}

/// Checks each option of the page by itself, as a browser sends it.
fn all_are_accepted(html: &str, bind: impl Fn(&Body) -> Vec<String>) -> usize {
    let page = Html::parse_fragment(html);
    let rest = untouched(&page);
    let before = bind(&Body::form(urlencoded(&rest)));
    let all = every_option(&page);
    for (name, value) in &all {
        let mut pairs: Vec<_> = rest.iter().filter(|(key, _)| key != name).cloned().collect();
        // browsers send line breaks as CRLF
        pairs.push((name.clone(), value.replace('\n', "\r\n")));
        let after = bind(&Body::form(urlencoded(&pairs)));
        let new: Vec<_> = after.iter().filter(|code| !before.contains(code)).collect();
        assert!(new.is_empty(), "{name}={value:?}: {new:?}");
    }
    all.len()
}

#[test]
fn every_option_of_every_type_is_accepted() {
    let bind = |body: &Body| codes(Chosen::bind_with(&Kinds, body).errors());
    let html = Chosen::blank_with(&Kinds).to_html();
    assert!(all_are_accepted(&html, bind) > 70);
    // each choice is a different value
    let page = Html::parse_fragment(&html);
    for (name, value) in every_option(&page).iter().filter(|(_, value)| !value.is_empty()) {
        let form = Chosen::bind_with(&Kinds, &Body::form(urlencoded(&[(name.clone(), value.clone())])));
        // shown again, and filled in with its own value, the option is selected
        let chosen = |html: &str| {
            let sent = untouched(&Html::parse_fragment(html));
            sent.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>()
        };
        let sent = [(name.clone(), value.clone())];
        assert_eq!(chosen(&form.to_html()), sent);
        let clean = form
            .into_result()
            .unwrap_or_else(|form| panic!("{name}={value:?}: {}", form.errors()))
            .into_inner();
        assert_eq!(chosen(&Chosen::filled_with(&Kinds, &clean).to_html()), sent);
    }
}

#[test]
fn every_option_of_generated_forms_is_accepted() {
    let bind = |body: &Body| codes(Everything::bind(body).errors());
    assert!(all_are_accepted(&Everything::blank().to_html(), bind) > 8);
    assert!(all_are_accepted(&Everything::filled(&present()).to_html(), bind) > 8);
    let bind = |body: &Body| codes(Everything::bind_partial(&present(), body).errors());
    assert!(all_are_accepted(&Everything::filled(&present()).to_html(), bind) > 8);
    let bind = |body: &Body| codes(Controls::bind(body).errors());
    assert!(all_are_accepted(&Controls::blank().to_html(), bind) > 8);
    let bind = |body: &Body| codes(super::Fixed::bind(body).errors());
    assert!(all_are_accepted(&super::Fixed::blank().to_html(), bind) > 12);
    let shop = Shop::of(&["tea", "<milk>"]);
    let bind = |body: &Body| codes(Order::bind_with(&shop, body).errors());
    assert!(all_are_accepted(&Order::blank_with(&shop).to_html(), bind) > 5);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Price {
    #[form(choices = ["1.50", "2"])]
    d: Decimal,
    #[form(choices = [("10:00:00", "Ten"), ("11:00", "Eleven")])]
    at: Option<civil::Time>,
    #[form(choices = ["1.50", "2"])]
    several: Vec<Decimal>,
}

#[test]
fn choices_are_compared_by_value() {
    let of = |d: &str, at: Option<civil::Time>, several: &[&str]| Price {
        d: d.parse().unwrap(),
        at,
        several: several.iter().map(|d| d.parse().unwrap()).collect(),
    };
    for d in ["1.5", "1.50", "1.500"] {
        let page = Price::filled(&of(d, Some(civil::time(10, 0, 0, 0)), &[d])).to_html();
        assert!(page.contains("<option value=\"1.50\" selected>1.50</option>"), "{page}");
        assert!(page.contains("value=\"10:00\" selected>Ten</option>"), "{page}");
        assert!(page.contains("name=\"several\" value=\"1.50\" checked"), "{page}");
        for body in [
            Body::form(format!("d={d}&at=10:00&several={d}")),
            Body::form(format!("d={d}&at=10:00:00&several={d}")),
            Body::json(format!(r#"{{"d":{d},"at":"10:00:00","several":["{d}"]}}"#)),
        ] {
            let form = Price::bind(&body);
            assert!(form.is_valid(), "{}", form.errors());
        }
        assert!(
            Price::bind(&Body::form(format!("d={d}&at=1"))).to_html().contains("value=\"1.50\" selected")
        );
    }
    let form = Price::bind(&Body::form("d=1.51&at=10:00:01&several=2.0&several=3"));
    assert_eq!(codes(form.errors()), ["d:invalid_choice", "at:invalid_choice", "several[1]:invalid_choice"]);
    // for whole numbers the spelling counts, as in Django
    let form = Chosen::bind_with(&Kinds, &Body::form("whole=01&padded=01"));
    assert_eq!(codes(form.errors()), ["whole:invalid_choice", "padded:invalid_choice"]);
}

struct Given(Vec<&'static str>);

fn given(given: &Given) -> Choices {
    given.0.iter().map(|value| ChoiceOption::new(value, "Label")).collect()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, context = Given)]
struct Asked {
    #[form(choices = given, min = 1, max = 9)]
    number: Option<Decimal>,
}

/// Returns the message of a panic.
fn panic_of(f: impl FnOnce()) -> Option<String> {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).err()?;
    Some(panic.downcast_ref::<String>().cloned().unwrap_or_default())
}

static SIZES: FixedChoices =
    FixedChoices::new(&[FixedOption::new("1", "One"), FixedOption::new("300", "Many")]);

#[test]
fn impossible_choices_are_refused() {
    for (values, says) in [
        (&["1", ""][..], "the choice \"\" is blank"),
        (&["1", " \u{a0}"], "the choice \" \\u{a0}\" is blank"),
        (&["1", "\u{1b}"], "the choice \"\\u{1b}\" has control characters"),
        (&["1", "2", "1"], "the choice \"1\" comes twice"),
        (&["1", "x"], "`choices` of the field `number`: \"x\" is not a value that the field accepts"),
        (&["1", "1\n2"], "`choices` of the field `number`: \"1\\n2\" is not a value that the field accepts"),
        (&["1", "10"], "`choices` of the field `number`: \"10\" is not a value that the field accepts"),
        (&["1", "1.0"], "`choices` of the field `number`: \"1\" and \"1.0\" are the same value"),
    ] {
        let context = Given(values.to_vec());
        assert_eq!(panic_of(|| drop(Asked::blank_with(&context).to_html())).as_deref(), Some(says));
        let body = Body::form("number=7");
        assert_eq!(panic_of(|| drop(Asked::bind_with(&context, &body))).as_deref(), Some(says));
    }
    // choices of a declaration are read when they are first used
    let size = Field::<u8>::new("size").choices(&SIZES).standalone();
    assert_eq!(size.clean(&Body::form("size=1")).ok(), Some(1));
    let says = "`choices` of the field `size`: \"300\" is not a value that the field accepts";
    assert_eq!(panic_of(|| drop(size.clean(&Body::form("size=2")))).as_deref(), Some(says));
    let error: Result<Choices, InvalidChoice> = Choices::try_from_options([("a", "A"), ("a", "B")]);
    assert_eq!(error.unwrap_err().value(), "a");
    let typed: Choices =
        [civil::time(10, 0, 0, 0)].iter().map(|time| ChoiceOption::of(time, "Ten")).collect();
    assert_eq!(typed.iter().next(), Some(("10:00", "Ten", "")));
    // a static list is read once, also for several fields and threads
    let kept = Choices::try_from_options((0..10_000).map(|i| (i, "Label"))).unwrap();
    assert!(kept.contains("9999") && kept.len() == 10_000);
}
