//! Stored values that could not be submitted as new ones. Their page changes nothing when it is sent back, also after it was
//! refused because of another field.

#![expect(clippy::format_collect, reason = "a body that is built from rows is easier to read")]
#![expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a function of the context")]

use bigdecimal::BigDecimal;
use forms::{Body, Bound, Form, Limits, Update};
use tests::sent_back;

fn body(page: &str) -> String {
    sent_back::body(&sent_back::pairs(page))
}

fn assert_unchanged<F: Form>(bound: &Bound<F, Update>) {
    assert!(bound.is_valid(), "{}", bound.errors());
    assert!(bound.changed().is_empty(), "{:?}", bound.changed());
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Row {
    text: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Long {
    name: String,
    tags: Vec<String>,
    numbers: Vec<u8>,
    #[form(max_items = 2, choices = [1, 2, 3, 4, 5])]
    chosen: Vec<u8>,
    #[form(nested)]
    rows: Vec<Row>,
    #[form(max_items = 2)]
    lists: Vec<Vec<u8>>,
}

/// A stored list that is longer than allowed is not an error if only other fields change.
#[test]
fn a_stored_list_above_its_limit_can_be_sent_back() {
    for len in [3, 100, 101, 102, 150] {
        let row = Row { text: Some("r".to_owned()) };
        let model = Long {
            name: "a".to_owned(),
            tags: vec!["t".to_owned(); len],
            numbers: vec![7; len],
            chosen: vec![1, 2, 3, 4, 5],
            rows: vec![row.clone(); len],
            lists: vec![vec![1; len]; 5],
        };
        let binder = || Long::binder().limits(Limits::DEFAULT.max_fields(10_000));
        let sent = body(&Long::filled(&model).to_html());
        assert_unchanged(&binder().bind_update(&model, &Body::form(sent.clone())));
        assert_unchanged(&binder().bind_partial(&model, &Body::form(sent.clone())));
        let renamed = sent.replace("name=a", "name=b");
        assert_eq!(binder().bind_update(&model, &Body::form(renamed)).changed(), ["name"]);
        // and no item is lost if another field is refused
        let refused = binder().bind_update(&model, &Body::form(sent.replace("name=a", "name=")));
        assert!(refused.errors().has_error("name", "required"));
        assert_eq!(body(&refused.to_html()), sent.replace("name=a", "name="));
        // a changed list is validated as usual
        for (from, to, error) in [
            ("tags%5B2%5D=t", "tags%5B2%5D=u", "tags"),
            ("numbers%5B0%5D=7", "numbers%5B0%5D=8", "numbers"),
            ("rows%5B0%5D.text=r", "rows%5B0%5D.text=s", "rows"),
            ("chosen=1&", "", "chosen"),
        ] {
            let other = sent.replace(from, to);
            assert_ne!(other, sent, "{from}");
            let form = binder().bind_update(&model, &Body::form(other));
            let is_long = len > 100 || error == "chosen";
            assert_eq!(form.errors().has_error(error, "max_items"), is_long, "{error} {}", form.errors());
        }
    }
    // and if there is no present value
    let pairs: String = (0..102).map(|i| format!("tags[{i}]=t&")).collect();
    assert!(Long::bind(&Body::form(pairs)).errors().has_error("tags", "max_items"));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Lines {
    #[form(choices = ["a", "S"])]
    select: String,
    #[form(choices = ["a", "S"], widget = radio)]
    radio: Option<String>,
    #[form(one_of = ["a", "S"])]
    boxes: Vec<String>,
    #[form(choices = ["a", "S"], widget = select)]
    several: Vec<String>,
    number: u8,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct LineRows {
    #[form(nested, ordered)]
    rows: Vec<Lines>,
}

fn lines(text: &str) -> Lines {
    Lines {
        select: text.to_owned(),
        radio: Some(text.to_owned()),
        boxes: vec![text.to_owned(), "a".to_owned()],
        several: vec![text.to_owned()],
        number: 1,
    }
}

/// Browsers send other line breaks than the stored ones.
#[test]
fn choices_with_line_breaks_stay_selected() {
    for text in ["x\ny", "x\ry", "\n&\r\n&", "a\0b", "x\r\n\r\ny"] {
        let model = lines(text);
        let sent = body(&Lines::filled(&model).to_html());
        assert_unchanged(&Lines::bind_update(&model, &Body::form(sent.clone())));
        let refused = Lines::bind_update(&model, &Body::form(sent.replace("number=1", "number=x")));
        assert!(!refused.is_valid());
        let again = body(&refused.to_html()).replace("number=x", "number=1");
        assert_eq!(again, sent, "{text:?}");
        assert_unchanged(&Lines::bind_update(&model, &Body::form(again)));

        let model = LineRows { rows: vec![lines("z"), lines(text)] };
        let sent = body(&LineRows::filled(&model).to_html());
        let refused = LineRows::bind_update(&model, &Body::form(sent.replace("number=1", "number=x")));
        let again = body(&refused.to_html()).replace("number=x", "number=1");
        assert_eq!(again, sent, "{text:?}");
        // a row that has moved keeps its choices
        let moved = LineRows::bind_update(&model, &Body::form(format!("{sent}&_rows=up+rows[1]")));
        let moved = sent_back::pairs(&moved.to_html());
        for name in ["rows[0].select", "rows[0].radio"] {
            let sent =
                moved.iter().find(|(other, _)| other == name).map(|(_, text)| text.replace("\r\n", "\n"));
            let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
            assert_eq!(sent, Some(text), "{name}");
        }
    }
}

fn decimals(texts: &[&str]) -> Vec<BigDecimal> {
    texts.iter().map(|text| text.parse().expect("a number")).collect()
}

fn asked(_: &()) -> forms::Choices {
    ["1.50", "2", "0"].into_iter().map(|text| (text, text)).collect()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Spelled {
    #[form(choices = ["1.50", "2", "0"])]
    fixed: Vec<BigDecimal>,
    #[form(choices = asked)]
    asked: Vec<BigDecimal>,
    #[form(choices = ["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"])]
    moments: Vec<time::OffsetDateTime>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct SpelledRows {
    #[form(nested)]
    rows: Vec<Spelled>,
}

/// A page shows a value as the choice that it equals.
#[test]
fn stored_choices_in_another_spelling_do_not_change() {
    let zone = time::UtcOffset::from_hms(2, 0, 0).expect("an offset");
    let moment = |day: u8| {
        let date = time::Date::from_calendar_date(2024, time::Month::January, day).expect("a day");
        date.midnight().assume_utc().to_offset(zone)
    };
    for texts in [
        &["2.0", "1.5"][..],
        &["0.00", "0.0"],
        &["0.00", "0.00"],
        &["1.5", "1.50"],
        &["7.0", "7.00", "2.00"],
        &["2", "0", "1.50"],
    ] {
        let (fixed, asked) = (decimals(texts), decimals(texts));
        let model = Spelled { fixed, asked, moments: vec![moment(2), moment(1)] };
        let sent = body(&Spelled::filled(&model).to_html());
        assert_unchanged(&Spelled::bind_update(&model, &Body::form(sent.clone())));
        assert_unchanged(&Spelled::bind_partial(&model, &Body::form(sent.clone())));
        let less = sent.split_once('&').map(|(_, less)| less.to_owned()).unwrap_or_default();
        if sent.matches("fixed=").count() > 1 {
            assert_eq!(Spelled::bind_update(&model, &Body::form(less)).changed(), ["fixed"]);
        }
        let model = SpelledRows { rows: vec![model.clone(), model] };
        let sent = body(&SpelledRows::filled(&model).to_html());
        assert_unchanged(&SpelledRows::bind_update(&model, &Body::form(sent)));
    }
}

/// A browser empties a number that does not fit into a double.
#[test]
fn numbers_beyond_a_double_do_not_change() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Large {
        #[form(widget = number)]
        n: Option<BigDecimal>,
        #[form(widget = number)]
        several: Vec<BigDecimal>,
    }
    for text in ["1e400", "-1e2000", "1e308", "1e-400", "-7"] {
        let model = Large { n: text.parse().ok(), several: decimals(&[text, "1"]) };
        assert!(model.n.is_some());
        let sent = body(&Large::filled(&model).to_html());
        assert_unchanged(&Large::bind_update(&model, &Body::form(sent)));
    }
}
