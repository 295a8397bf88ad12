//! Rows of a page without scripts: the test presses its buttons as a browser would, and submits the resulting page again.
#![allow(missing_docs)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

use forms::{
    Body, Form, Limits, Password, Problem,
    html::{Renderer, UiStrings},
};
use proptest::prelude::*;
use scraper::{ElementRef, Html};
use std::fmt::Debug;
use tests::{
    accessibility::assert_accessible,
    everything::{self, Everything},
    pages::{choices, row_buttons, sent},
    random::Random,
    redisplay::{self, Controls},
    wire::{Wire, urlencoded},
};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Phone {
    label: String,
    number: Option<u32>,
    news: bool,
    #[form(max_items = 2)]
    notes: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Tick {
    done: bool,
}

#[derive(Form, Debug, Clone)]
#[form(name = Contact, fields = [name, secret, phones, tags, ticks, few], read_only = [old], derive(Debug))]
struct Person {
    name: String,
    #[form(help = "As ever.")]
    secret: Option<Password>,
    #[form(nested, max_items = 3, ordered)]
    phones: Vec<Phone>,
    tags: Vec<String>,
    #[form(nested)]
    ticks: Vec<Tick>,
    #[form(min_items = 1, max_items = 1)]
    few: Vec<String>,
    old: Vec<String>,
}

type Pairs = Vec<(String, String)>;

fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.root_element().descendants().filter_map(ElementRef::wrap)
}

/// Returns what a browser sends when that button is pressed.
fn press(html: &str, button: &str) -> Pairs {
    let page = Html::parse_fragment(html);
    let mut sent = Pairs::new();
    for element in elements(&page) {
        let attribute = |name| element.value().attr(name);
        let Some(name) = attribute("name") else { continue };
        let is_box = attribute("type") == Some("checkbox");
        let value = match element.value().name() {
            "button" if attribute("value") != Some(button) => continue,
            "select" => {
                let options = element.children().filter_map(ElementRef::wrap);
                let chosen = options.clone().find(|option| option.value().attr("selected").is_some());
                chosen
                    .or(options.clone().next())
                    .and_then(|option| option.value().attr("value"))
                    .unwrap_or("")
            }
            _ if is_box && attribute("checked").is_none() => continue,
            _ => attribute("value").unwrap_or(""),
        };
        sent.push((name.to_owned(), value.to_owned()));
    }
    if !button.is_empty() {
        assert!(sent.iter().any(|(name, _)| name == "_rows"), "no button {button}: {html}");
    }
    sent
}

fn fill(sent: &mut Pairs, name: &str, value: &str) {
    let control = sent.iter_mut().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}"));
    value.clone_into(&mut control.1);
}

fn bind(sent: &[(String, String)]) -> forms::Bound<Contact> {
    Contact::bind(&Body::form(form_urlencoded::Serializer::new(String::new()).extend_pairs(sent).finish()))
}

/// Returns the page that answers a button.
fn again(sent: &[(String, String)]) -> String {
    let form = bind(sent);
    assert!(form.is_row_request() && !form.is_valid(), "{}", form.errors());
    assert_eq!(form.view().title("Contact"), "Contact");
    let page = form.to_html();
    assert!(!page.contains("error"), "{page}");
    assert_accessible(&page);
    page
}

/// The answer to a button is the same if a handler adds an error, such as that of a captcha.
#[test]
fn a_button_works_whatever_errors_a_handler_adds() {
    let mut form = Contact::bind(&Body::form("name=a&_rows=add+phones"));
    let page = form.to_html();
    form.add_form_error(Problem::new("captcha", "No."));
    assert!(form.is_row_request());
    assert_eq!(form.to_html().as_str(), page.as_str());
}

fn focused(html: &str) -> Option<String> {
    let page = Html::parse_fragment(html);
    let mut focused = elements(&page).filter(|element| element.value().attr("autofocus").is_some());
    let id = focused.next().and_then(|element| element.value().attr("id")).map(str::to_owned);
    assert!(focused.next().is_none());
    id
}

#[test]
fn rows_are_added_filled_moved_and_removed() {
    let page = Contact::blank().to_html();
    assert_accessible(&page);
    assert!(page.starts_with("<button hidden></button>"), "{page}");
    let mut sent = press(&page, "add phones");
    fill(&mut sent, "name", "Ada <3");
    fill(&mut sent, "secret", "not to come back");
    let page = again(&sent);
    assert!(page.contains("value=\"Ada &lt;3\"") && !page.contains("not to come"), "{page}");
    assert_eq!(focused(&page).as_deref(), Some("id_phones[0].label"));
    let mut sent = press(&page, "add phones");
    fill(&mut sent, "phones[0].label", "Home");
    fill(&mut sent, "phones[0].number", "no number");
    let page = again(&sent);
    let mut sent = press(&page, "add phones[1].notes");
    fill(&mut sent, "phones[1].label", "Work");
    let page = again(&sent);
    let mut sent = press(&page, "up phones[1]");
    fill(&mut sent, "phones[1].notes[0]", "until five");
    let page = again(&sent);
    assert_eq!(focused(&page).as_deref(), Some("id_phones[0].label"));
    for (control, value) in
        [("phones[0].label", "Work"), ("phones[0].notes[0]", "until five"), ("phones[1].number", "no number")]
    {
        assert!(page.contains(&format!("name=\"{control}\" value=\"{value}\"")), "{page}");
    }
    // three is the limit
    let page = again(&press(&page, "add phones"));
    assert!(!page.contains("\"add phones\""), "{page}");
    let page = again(&press(&page, "remove phones[1]"));
    assert_eq!(focused(&page).as_deref(), Some("id_phones-add"));
    let mut sent = press(&page, "");
    fill(&mut sent, "few[0]", "one");
    // the row that is now the second one is empty, and does not count
    let contact = bind(&sent).into_result().unwrap();
    let phone = Phone { label: "Work".into(), number: None, news: false, notes: vec!["until five".into()] };
    assert_eq!((contact.name.as_str(), &contact.phones), ("Ada <3", &vec![phone]));
}

/// A language in which nouns begin with a capital.
struct German;
impl Renderer for German {
    fn strings(&self) -> &'static UiStrings {
        const WORDS: UiStrings = {
            let mut words = UiStrings::ENGLISH;
            (words.add, words.labels_keep_capital) = ("Neu:", true);
            words
        };
        &WORDS
    }
}

/// The name of a row is in its heading, its buttons and its errors. A list without a name uses its
/// label for screen readers.
#[test]
fn rows_have_names() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Card {
        #[form(nested, item_label = "Phone <1>")]
        phones: Vec<Phone>,
        #[form(item_label = "Nickname", messages(max_length = "{label} is long."), max_length = 2)]
        names: Vec<String>,
        tags: Vec<String>,
    }
    let blank = Card::blank().to_html();
    assert_accessible(&blank);
    assert!(blank.contains(">Add phone &lt;1&gt;</button>"), "{blank}");
    assert!(blank.contains(">Add<span class=\"visually-hidden\"> (Tags)</span></button>"), "{blank}");

    let form = Card::bind(&Body::form("phones[0].label=&phones[0].number=1&names=ada&tags=1&names="));
    let page = form.to_html();
    assert_accessible(&page);
    for piece in [
        "<legend>Phone &lt;1&gt; 1</legend>",
        ">Remove Phone &lt;1&gt; 1</button>",
        ">Add another phone &lt;1&gt;</button>",
        ">Add another nickname</button>",
        "<label for=\"id_names[1]\">Nickname 2</label>",
        ">Remove Tags 1</button>",
        ">Add another<span class=\"visually-hidden\"> (Tags)</span></button>",
    ] {
        assert!(page.contains(piece), "{piece}: {page}");
    }
    let names: Vec<_> = form.errors().iter().filter(|e| e.path().starts_with("names")).collect();
    assert_eq!(names[0].message(), "Nickname 1 is long.");
    let form = Card::bind(&Body::json(r#"{"phones": [{"x": 1}], "names": [2]}"#));
    assert!(
        form.errors().iter().any(|error| error.message() == "Nickname 1 must be text."),
        "{}",
        form.errors()
    );
    assert!(form.errors().to_string().contains(": phone <1> 1 has no such field"), "{}", form.errors());

    let page = Card::blank().view().renderer(&German).to_html();
    assert!(page.contains(">Neu: Nickname</button>"), "{page}");
}

#[test]
fn a_row_with_only_check_boxes_is_submitted() {
    let page = again(&press(&Contact::blank().to_html(), "add ticks"));
    let page = again(&press(&page, "add ticks"));
    let mut sent = press(&page, "");
    for (name, value) in [("name", "a"), ("few[0]", "b"), ("ticks[1].done", "true")] {
        fill(&mut sent, name, value);
    }
    assert_eq!(bind(&sent).into_result().unwrap().ticks, [Tick { done: true }]);
}

#[test]
fn buttons_that_no_page_offers_are_refused() {
    let filled = "name=a&few[0]=b&phones[0].label=x&phones[1].label=y&tags[0]=t";
    for refused in [
        "",
        "add",
        "add ",
        "add name",
        "add nope",
        "add phones[0]",
        "add phones[9].notes",
        "remove phones",
        "remove phones[2]",
        "up phones[0]",
        "down phones[1]",
        "down tags[0]",
        "remove few[0]",
        "add few",
        "add old",
        "remove old[0]",
        "add phones[00].notes",
        "add phones[0].notes.x",
        "ADD phones",
        "add phones ",
        "add  phones",
        "remove tags[-1]",
        "add phones[0].notes[0].x",
        "drop phones[0]",
    ] {
        let value: String = form_urlencoded::byte_serialize(refused.as_bytes()).collect();
        let form = Contact::bind(&Body::form(format!("{filled}&_rows={value}")));
        assert!(!form.is_valid() && !form.is_row_request(), "{refused}");
        assert!(form.errors().iter().any(|error| error.is_unknown_key()), "{refused}: {}", form.errors());
    }
    let mut full = String::from("name=a&few[0]=b");
    for row in 0..3 {
        full += &format!("&phones[{row}].label=x");
    }
    assert!(!Contact::bind(&Body::form(format!("{full}&_rows=add+phones"))).is_row_request());
    // JSON has no buttons, and neither has a form without rows
    assert!(!Contact::bind(&Body::json(r#"{"name":"a","few":["b"],"_rows":"add phones"}"#)).is_row_request());
    assert_eq!(Tick::bind(&Body::form("_rows=add+done")).errors().len(), 1);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Fixed {
    name: Option<String>,
    #[form(immutable)]
    tags: Vec<String>,
    #[form(immutable)]
    grid: Vec<Vec<u8>>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct FixedWithin {
    #[form(nested)]
    rows: Vec<Fixed>,
    #[form(nested)]
    one: Option<Fixed>,
    #[form(nested, immutable)]
    locked: Vec<Fixed>,
    #[form(immutable)]
    tags: Vec<String>,
}

/// An immutable list that is present cannot change; in a new row or form it can be set. Page and binding agree on that.
#[test]
fn buttons_of_immutable_lists_are_accepted() {
    let fixed = || Fixed { name: Some("a".to_owned()), tags: vec!["t".to_owned()], grid: vec![vec![1]] };
    for one in [None, Some(fixed())] {
        let is_present = one.is_some();
        let model =
            FixedWithin { rows: vec![fixed()], one, locked: vec![fixed()], tags: vec!["t".to_owned()] };
        let page = FixedWithin::filled(&model).to_html();
        let buttons = row_buttons(&page);
        for button in &buttons {
            let sent = sent(&page, Some(button));
            for form in [
                FixedWithin::bind_update(&model, &encoded(&sent)),
                FixedWithin::bind_partial(&model, &encoded(&sent)),
            ] {
                assert!(form.is_row_request(), "{button}: {}", form.errors());
            }
        }
        for (button, is_available) in [
            ("add rows[0].tags", true),
            ("remove rows[0].tags[0]", true),
            ("add rows[0].grid[0]", true),
            ("add one.tags", !is_present),
            ("add locked", false),
            ("add locked[0].tags", false),
            ("add tags", false),
        ] {
            assert_eq!(buttons.iter().any(|other| other == button), is_available, "{button} {buttons:?}");
            let mut sent = sent(&page, None);
            sent.push(("_rows".to_owned(), button.to_owned()));
            let form = FixedWithin::bind_update(&model, &encoded(&sent));
            assert_eq!(form.is_row_request(), is_available, "{button}: {}", form.errors());
        }
    }
}

#[test]
fn an_update_is_not_applied_while_rows_change() {
    let person = Person {
        name: "Ada".into(),
        secret: None,
        phones: vec![Phone { label: "Home".into(), number: Some(1), news: true, notes: Vec::new() }],
        tags: Vec::new(),
        ticks: Vec::new(),
        few: vec!["x".into()],
        old: vec!["then".into()],
    };
    let page = Contact::filled(&person).to_html();
    assert!(!page.contains(" old"), "an immutable list has no buttons: {page}");
    let sent = press(&page, "remove phones[0]");
    let sent: Pairs = sent.into_iter().filter(|(name, _)| !name.starts_with("old")).collect();
    let body = Body::form(form_urlencoded::Serializer::new(String::new()).extend_pairs(&sent).finish());
    let form = Contact::bind_update(&person, &body);
    assert!(form.is_row_request());
    assert!(form.to_html().contains("then") && !form.to_html().contains("Home"));
    assert!(form.into_result().is_err());
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Item {
    sku: String,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Stock {
    #[form(nested, max_items = 2000)]
    items: Vec<Item>,
    year: u16,
}

/// A list with a high limit shows all its rows again and saves them, in whatever format they were sent.
#[test]
fn no_row_of_a_long_list_is_lost() {
    let rows =
        |count: usize| -> Vec<String> { (0..count).map(|row| format!("items[{row}].sku=a{row}")).collect() };
    let members: Vec<String> = (0..1500).map(|row| format!("{{\"sku\":\"a{row}\"}}")).collect();
    for body in [
        Body::form(format!("{}&year=x", rows(1500).join("&"))),
        Body::json(format!("{{\"items\":[{}],\"year\":\"x\"}}", members.join(","))),
    ] {
        let form = Stock::bind(&body);
        let view = form.view();
        assert_eq!(form.errors().len(), 1, "{}", form.errors());
        assert_eq!(view.field(Stock::ITEMS).fields().count(), 1500);
        assert_eq!(view.field(Stock::ITEMS.item(1499).then(Item::SKU)).value(), Some("a1499"));
    }
    let form = Stock::bind(&Body::form(format!("{}&year=1900&_rows=add+items", rows(1500).join("&"))));
    assert!(form.is_row_request());
    let page = form.to_html();
    assert_eq!(page.matches("<legend>Items ").count(), 1501);
    assert_eq!(focused(&page).as_deref(), Some("id_items[1500].sku"));
    // the empty row does not count
    let sent = form_urlencoded::Serializer::new(String::new()).extend_pairs(press(&page, "")).finish();
    let stock = Stock::bind(&Body::form(sent)).into_result().unwrap();
    assert_eq!((stock.items.len(), stock.items[1499].sku.as_str()), (1500, "a1499"));
    // a list with too many rows still has a bounded page
    let view = Stock::bind(&Body::form(rows(2500).join("&")));
    assert_eq!(view.field(Stock::ITEMS).fields().count(), 2001);
    // and so have rows that cost a sender almost nothing
    let nothing = vec!["{}"; 3900].join(",");
    let view = Stock::bind(&Body::json(format!("{{\"items\":[{nothing}]}}")));
    assert_eq!(view.field(Stock::ITEMS).fields().count(), 2001);
    // more rows than the form's limit of members are refused with the whole body
    let nothing = vec!["{}"; 5000].join(",");
    assert_eq!(Stock::bind(&Body::json(format!("{{\"items\":[{nothing}]}}"))).status(), 413);
}

/// The limits of one binding also apply to the page that shows the form again.
#[test]
fn the_limits_of_a_binding_apply_to_its_page() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Basket {
        #[form(nested)]
        items: Vec<Item>,
        tags: Vec<String>,
        year: u16,
    }
    const WIDE: Limits = Limits::DEFAULT.max_items(500).max_fields(5_000);
    let body = |count: usize, rest: &str| {
        let rows = (0..count).map(|row| format!("items[{row}].sku=a{row}&tags=t{row}&"));
        Body::form(rows.collect::<String>() + rest)
    };
    let shown = |form: &forms::Bound<Basket>| {
        let view = form.view();
        (view.field(Basket::ITEMS).fields().count(), view.field(Basket::TAGS).fields().count())
    };
    let wide = || Basket::binder().limits(WIDE);
    let form = wide().bind(&body(150, "year=x"));
    assert_eq!(form.errors().len(), 1, "{}", form.errors());
    assert_eq!(shown(&form), (150, 150));
    assert!(form.to_html().contains("\"add items\"") && form.to_html().contains("value=\"t149\""));
    let members: Vec<String> = (0..150).map(|row| format!("{{\"sku\":\"a{row}\"}}")).collect();
    let json = format!(
        "{{\"items\":[{}],\"tags\":[{}],\"year\":\"x\"}}",
        members.join(","),
        vec!["\"t\""; 150].join(",")
    );
    assert_eq!(shown(&wide().bind(&Body::json(json))), (150, 150));
    // an error of the database
    let (_, receipt) = wide().bind(&body(150, "year=1900")).into_result().unwrap().into_parts();
    assert_eq!(shown(&receipt.reject(Basket::YEAR, Problem::unique()).into()), (150, 150));
    let mut form = wide().bind(&body(150, "year=1900"));
    form.add_error(Basket::YEAR, Problem::unique());
    assert_eq!(shown(&form), (150, 150));
    // a button
    let form = wide().bind(&body(150, "year=x&_rows=add+items"));
    assert!(form.is_row_request());
    assert_eq!(shown(&form), (151, 150));
    // a present value, which has its own page
    let present = Basket { items: Vec::new(), tags: Vec::new(), year: 1 };
    let form = wide().bind_update(&present, &body(150, "year=x"));
    assert_eq!(form.view().field(Basket::ITEMS).fields().count(), 150);
    // more rows than this binding allows, and fewer than the form allows
    assert_eq!(shown(&wide().bind(&body(600, ""))), (501, 501));
    let form = Basket::binder().limits(Limits::DEFAULT.max_items(20)).bind(&body(25, ""));
    assert_eq!(shown(&form), (21, 21));
    assert!(!form.to_html().contains("\"add items\""));
}

/// An incomplete date is sent as an empty value. In a form with such a control, the buttons for rows let the browser report
/// it first.
#[test]
fn buttons_for_rows_do_not_drop_incomplete_values() {
    macro_rules! forms_with {
        ($($form:ident: [$($attribute:tt)*] $t:ty, $skips:literal;)*) => { $({
            #[derive(Form, Debug)]
            #[form(fields = all)]
            struct $form {
                #[form($($attribute)*)]
                value: $t,
                tags: Vec<String>,
            }
            let page = $form::bind(&Body::form("tags=a")).to_html();
            assert_eq!(page.matches(" name=\"_rows\" ").count(), 2 + usize::from(page.contains("add value")), "{page}");
            assert_eq!(page.contains(" formnovalidate"), $skips, "{}: {page}", stringify!($form));
        })* };
    }
    forms_with! {
        Text: [] String, true;
        Number: [] u8, true;
        NumberControl: [widget = number] Option<u8>, false;
        Day: [] jiff::civil::Date, false;
        DayAsText: [input_formats = ["%d.%m.%Y"]] jiff::civil::Date, true;
        WrittenDay: [widget = text] jiff::civil::Date, true;
        Start: [] Option<jiff::civil::DateTime>, false;
        Opening: [] jiff::civil::Time, false;
        Days: [] Vec<jiff::civil::Date>, false;
        Parts: [] Option<forms::SplitDateTime<jiff::civil::DateTime>>, false;
        Shown: [read_only, default] Option<jiff::civil::Date>, true;
        Within: [nested] Vec<Visit>, false;
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Visit {
    #[form(nested)]
    stay: Option<Stay>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Stay {
    from: jiff::civil::Date,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Party {
    name: Option<String>,
    #[form(nested, item_label = "Guest:")]
    guests: Vec<Guest>,
    #[form(nested)]
    home: Option<Guest>,
    #[form(messages(max_length = "Too long."), max_length = 1)]
    tags: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Guest {
    name: String,
    note: Option<String>,
    #[form(nested)]
    pets: Vec<Pet>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Pet {
    age: u8,
}

/// Two rows with the same error have the same message, so the summary names the row.
#[test]
fn the_summary_tells_rows_apart() {
    let lines = |body: &str| -> Vec<String> {
        let form = Party::bind(&Body::form(body));
        let page = form.to_html();
        assert_accessible(&page);
        let (_, list) = page.split_once("<ul>\n").unwrap();
        let list = list.split_once("</ul>").unwrap().0;
        let fragment = Html::parse_fragment(list);
        let items = elements(&fragment).filter(|element| element.value().name() == "li");
        items.map(|element| element.text().collect()).collect()
    };
    assert_eq!(lines("guests[0].note=a&guests[1].note=b"), ["Guest 1: Enter name.", "Guest 2: Enter name."]);
    // with a single row, the message is only next to the field
    assert_eq!(lines("guests[0].note=a&guests[1].name=b"), ["Enter name."]);
    assert_eq!(lines("guests[0].note=a&home.note=b"), ["Guest 1: Enter name.", "Home: Enter name."]);
    assert_eq!(
        lines(
            "guests[0].name=a&guests[0].pets[0].age=x&guests[0].pets[1].age=x&home.name=a&home.pets[0].age=x"
        ),
        [
            "Guest 1, Pets 1: Age must be a whole number.",
            "Guest 1, Pets 2: Age must be a whole number.",
            "Home, Pets 1: Age must be a whole number."
        ]
    );
    assert_eq!(lines("tags=aa&tags=bb"), ["Tags 1: Too long.", "Tags 2: Too long."]);
}

/// The summary, which gets the focus, has a name and an id that no field has.
#[test]
fn the_summary_has_a_name() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Odd {
        #[form(rename = "-summary")]
        summary: String,
    }
    let form = Odd::bind(&Body::form(""));
    let page = form.view().id_prefix("x 1").to_html();
    assert_accessible(&page);
    let name = "role=\"group\" aria-labelledby=\"x+201-summary\"";
    assert!(page.contains(name) && page.contains("<h2 id=\"x+201-summary\">"), "{page}");
}

/// Punctuation at the end of a label is removed in a sentence.
#[test]
fn labels_can_end_with_punctuation() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Marks {
        #[form(label = "Name:")]
        name: String,
        #[form(label = "Your age\u{ff1a}", messages(min_value = "{label} is too low. {label}!"), min = 9)]
        age: u8,
        #[form(label = "I agree.", required)]
        terms: bool,
        #[form(label = "Where do you live?:")]
        home: String,
        #[form(label = "Tags:", item_label = "Tag:", max_length = 1)]
        tags: Vec<String>,
        #[form(label = "Marks:", help = "One letter!", regex = "[a-z]")]
        mark: Option<String>,
        #[form(label = "...")]
        dots: String,
    }
    let form = Marks::bind(&Body::form("age=1&tags=aa&mark=1"));
    let messages: Vec<_> = form.errors().iter().map(|error| error.message()).collect();
    assert_eq!(
        messages,
        [
            "Enter name.",
            "Your age is too low. Your age!",
            "Tick \u{201c}I agree\u{201d}.",
            "Enter the answer to \u{201c}Where do you live?\u{201d}.",
            "Tag 1 must be 1 character or fewer.",
            "Enter marks in the correct format: one letter.",
            "Enter ....",
        ]
    );
    let page = form.to_html();
    assert!(
        page.contains("<label for=\"id_name\">Name:</label>") && page.contains("Add another tag</button>"),
        "{page}"
    );
    assert!(page.contains("<label for=\"id_tags[0]\">Tag 1</label>"), "{page}");
}

#[derive(forms::Choice, Debug, Clone, Copy, PartialEq)]
enum Size {
    Small,
    Large,
}

/// Rows for which a browser may send nothing.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Silent {
    #[form(nested)]
    boxes: Vec<Boxes>,
    #[form(nested)]
    texts: Vec<Texts>,
    #[form(nested)]
    deep: Vec<Deep>,
    #[form(nested)]
    shown: Vec<Seen>,
    flags: Vec<bool>,
    cells: Vec<Vec<i32>>,
    sizes: Vec<Vec<Size>>,
    #[form(nested)]
    grid: Vec<Vec<Texts>>,
    keys: Vec<Password>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Boxes {
    sizes: Vec<Size>,
    #[form(widget = select)]
    others: Vec<Size>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Texts {
    texts: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Deep {
    #[form(nested)]
    inner: Option<Texts>,
    #[form(nested)]
    rows: Vec<Boxes>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Seen {
    #[form(read_only, default)]
    id: u32,
    sizes: Vec<Size>,
}

fn silent() -> Silent {
    let texts = |texts: &[&str]| Texts { texts: texts.iter().map(|text| (*text).to_owned()).collect() };
    Silent {
        boxes: vec![
            Boxes { sizes: vec![], others: vec![] },
            Boxes { sizes: vec![Size::Large], others: vec![Size::Small] },
        ],
        texts: vec![texts(&[]), texts(&["a"])],
        deep: vec![
            Deep { inner: Some(texts(&[])), rows: vec![] },
            Deep { inner: None, rows: vec![Boxes { sizes: vec![Size::Small], others: vec![] }] },
        ],
        shown: vec![Seen { id: 7, sizes: vec![] }, Seen { id: 8, sizes: vec![Size::Small] }],
        flags: vec![false, true],
        cells: vec![vec![], vec![1, 2], vec![3]],
        sizes: vec![vec![], vec![Size::Small, Size::Large], vec![Size::Large]],
        grid: vec![vec![], vec![texts(&["b"]), texts(&[])]],
        keys: vec![Password::new("one"), Password::new("two")],
    }
}

fn encoded(pairs: &[(String, String)]) -> Body {
    Body::form(form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// Errors that a page can never cause, because its user can send only what it offers.
fn impossible<F: Form, P>(form: &forms::Bound<F, P>) -> Vec<String> {
    const CODES: [&str; 6] = ["unknown", "index", "duplicate", "invalid_list", "read_only", "immutable"];
    let is_impossible = |error: &forms::Error<'_>| CODES.contains(&error.code());
    form.errors().iter().filter(is_impossible).map(|error| format!("{error:?}")).collect()
}

/// P54: each button and each control of a page is accepted when it is sent.
fn every_control_is_accepted<F: Form, P>(page: &str, bind: impl Fn(&Body) -> forms::Bound<F, P>) -> usize {
    let as_it_is = bind(&encoded(&sent(page, None)));
    assert!(impossible(&as_it_is).is_empty(), "{:?}\n{page}", impossible(&as_it_is));
    let known: Vec<String> =
        as_it_is.errors().iter().map(|error| format!("{}:{}", error.path(), error.code())).collect();
    let buttons = row_buttons(page);
    for button in &buttons {
        let form = bind(&encoded(&sent(page, Some(button))));
        assert!(form.is_row_request(), "{button}: {}\n{page}", form.errors());
    }
    let choices = choices(page);
    for pairs in &choices {
        let form = bind(&encoded(pairs));
        assert!(impossible(&form).is_empty(), "{:?}\n{pairs:?}\n{page}", impossible(&form));
        for error in form.errors().iter().filter(|error| error.code() == "invalid_choice") {
            let error = format!("{}:{}", error.path(), error.code());
            assert!(known.contains(&error), "{error}\n{pairs:?}\n{page}");
        }
    }
    buttons.len() + choices.len()
}

/// A row that sends nothing still exists, and the rows after it keep their indices.
#[test]
fn rows_that_send_nothing_keep_their_index() {
    let page = Silent::filled(&silent()).to_html();
    assert_accessible(&page);
    for name in [
        "boxes[0]",
        "texts[0]",
        "shown[1]",
        "deep[0]",
        "cells[0]",
        "sizes[2]",
        "grid[0]",
        "grid[1][1]",
        "deep[1].rows[0]",
    ] {
        let presence = format!("<input type=\"hidden\" name=\"{name}\" value=\"\">");
        assert_eq!(page.matches(&presence).count(), 1, "{name}: {page}");
    }
    for name in ["cells[1]", "grid[1]", "texts[1]", "keys[0]", "flags[0]"] {
        assert!(!page.contains(&format!("<input type=\"hidden\" name=\"{name}\"")), "{name}: {page}");
    }
    // unchanged, it changes nothing
    let form = Silent::bind_update(&silent(), &encoded(&sent(&page, None)));
    assert!(form.is_valid() && form.changed().is_empty(), "{:?} {}", form.changed(), form.errors());
    assert_eq!(form.cleaned(), Some(&silent()));
    // a box that is ticked belongs to its row
    let mut pairs = sent(&page, None);
    let at = pairs.iter().position(|(name, _)| name == "boxes[0]").unwrap();
    pairs.insert(at + 1, ("boxes[0].sizes".into(), "Small".into()));
    let form = Silent::bind_update(&silent(), &encoded(&pairs));
    let clean = form.cleaned().unwrap();
    assert_eq!(
        (clean.boxes[0].sizes.as_slice(), clean.boxes[1].sizes.as_slice()),
        (&[Size::Small][..], &[Size::Large][..])
    );
    assert_eq!(form.changed(), ["boxes"]);
    // an empty row does not count in a new value
    let clean = Silent::bind(&encoded(&sent(&page, None))).into_result().unwrap().into_inner();
    assert_eq!(
        (clean.boxes.len(), clean.texts.len(), clean.cells.as_slice()),
        (1, 1, &[vec![1, 2], vec![3]][..])
    );
    assert_eq!((clean.sizes.len(), clean.grid.len(), clean.flags.as_slice()), (2, 1, &[false, true][..]));
}

/// The key of a row says only that the row exists.
#[test]
fn the_key_of_a_row_has_no_value() {
    let codes = |body: &str| -> Vec<String> {
        let form = Silent::bind(&Body::form(body));
        form.errors().iter().map(|error| format!("{}:{}", error.path(), error.code())).collect()
    };
    for body in [
        "boxes[0]=",
        "boxes[0]=&boxes[1]=",
        "boxes[0]=&boxes[0]=",
        "grid[0]=&grid[1][0]=",
        "cells[0]=&cells[1][0]=1",
        "sizes[0]=Small&sizes[0]=Large",
    ] {
        assert!(codes(body).is_empty(), "{body}: {:?}", codes(body));
    }
    for (body, expected) in [
        ("boxes[0]=x", ":unknown"),
        ("boxes[1]=", "boxes:index"),
        ("boxes[00]=", "boxes:index"),
        ("grid[0]=x", ":unknown"),
        ("grid[0][0]=x", ":unknown"),
        ("cells[0][0][0]=1", ":unknown"),
        ("cells[0].x=1", ":unknown"),
        ("cells[1][0]=1", "cells:index"),
        ("cells[0][1]=1", "cells[0]:index"),
        ("cells[0][0]=x", "cells[0][0]:invalid"),
        ("cells[0][0]=1&cells[0][0]=2", "cells[0][0]:duplicate"),
        ("grid[0][0].x=1", "grid[0][0]:unknown"),
        ("flags[0][0]=true", ":unknown"),
        ("keys[0][0]=a", ":unknown"),
    ] {
        assert_eq!(codes(body), [expected], "{body}");
    }
    assert!(
        Silent::binder()
            .limits(Limits::DEFAULT.max_depth(2))
            .bind(&Body::form("cells[0][0]=1"))
            .errors()
            .has_error("", "too_deep")
    );
}

/// A list of secrets: pages do not show them, and an empty control keeps its secret.
#[test]
fn secrets_are_added_and_changed_one_by_one() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Hook {
        keys: Vec<Password>,
        spare: Option<Vec<Password>>,
        note: Option<String>,
    }
    let secrets = |texts: &[&str]| texts.iter().map(|text| Password::new(*text)).collect::<Vec<_>>();
    let hook =
        Hook { keys: secrets(&["secret-1", "secret-2"]), spare: Some(secrets(&["secret-3"])), note: None };
    let page = Hook::filled(&hook).to_html();
    assert_accessible(&page);
    assert!(!page.contains("secret-") && page.matches("type=\"password\"").count() == 3, "{page}");
    // no row may get the index of another
    assert_eq!(row_buttons(&page), ["add keys", "add spare"]);
    let forged = Hook::bind_update(&hook, &Body::form("keys[0]=&keys[1]=&_rows=remove+keys[0]"));
    assert!(!forged.is_valid() && !forged.is_row_request());

    let bind = |pairs: &[(String, String)]| Hook::bind_update(&hook, &encoded(pairs));
    assert_eq!(bind(&sent(&page, None)).cleaned(), Some(&hook));
    assert!(bind(&sent(&page, None)).changed().is_empty());
    let form = bind(&sent(&page, Some("add keys")));
    assert!(form.is_row_request());
    let more = form.to_html();
    assert_eq!(more.matches("type=\"password\"").count(), 4);
    let mut pairs = sent(&more, None);
    fill(&mut pairs, "keys[1]", "zwei");
    fill(&mut pairs, "keys[2]", "drei");
    let clean = bind(&pairs).into_result().unwrap();
    assert_eq!(clean.keys, secrets(&["secret-1", "zwei", "drei"]));
    // a page that is older than the list removes nothing
    assert_eq!(Hook::bind_update(&hook, &Body::form("keys[0]=&note=")).cleaned().unwrap().keys, hook.keys);
    let bind_json = |hook: &Hook, body: &str| -> Vec<Password> {
        Hook::bind_update(hook, &Body::json(body)).into_result().unwrap().keys.clone()
    };
    // programs send all of them
    assert_eq!(bind_json(&hook, r#"{"keys": ["four"]}"#), secrets(&["four"]));
    assert!(bind_json(&hook, r#"{"keys": []}"#).is_empty());
    // in a new value rows are added and removed, and empty rows do not count
    let page = Hook::bind(&Body::form("keys[0]=a&keys[1]=b&_rows=add+keys")).to_html();
    assert_eq!(page.matches("type=\"password\"").count(), 3);
    let page = Hook::bind(&encoded(&sent(&page, Some("remove keys[1]")))).to_html();
    assert_eq!(page.matches("type=\"password\"").count(), 2);
    let mut pairs = sent(&page, None);
    fill(&mut pairs, "keys[1]", "kept");
    assert_eq!(Hook::bind(&encoded(&pairs)).into_result().unwrap().keys, secrets(&["kept"]));
}

/// P54, for filled, blank and refused pages of forms with every kind of field.
#[test]
fn every_button_and_control_of_a_page_is_accepted() {
    fn of<F: Form<Context = (), Model = M> + Debug, M>(model: &M, bodies: &[String]) -> usize {
        let mut count = every_control_is_accepted(&F::blank().to_html(), F::bind);
        let mut updated = F::filled(model).to_html();
        count += every_control_is_accepted(&updated, |body| F::bind_update(model, body));
        count += every_control_is_accepted(&updated, |body| F::bind_partial(model, body));
        for body in bodies {
            count += every_control_is_accepted(&F::bind(&Body::form(body.clone())).to_html(), F::bind);
        }
        // and for the pages that answer the buttons
        for _ in 0..2 {
            let buttons = row_buttons(&updated);
            for button in buttons.iter().step_by(buttons.len() / 4 + 1) {
                let form = F::bind_update(model, &encoded(&sent(&updated, Some(button))));
                count += every_control_is_accepted(&form.to_html(), |body| F::bind_update(model, body));
            }
            let Some(last) = buttons.last() else { break };
            updated = F::bind_update(model, &encoded(&sent(&updated, Some(last)))).to_html();
        }
        count
    }
    let mut random = Random::new(54);
    let bodies: Vec<String> = (0..4)
        .map(|_| {
            let mut pairs = Vec::new();
            Everything::sample(&mut random).pairs("", &mut pairs);
            for (_, value) in &mut pairs {
                if random.once_in(4) {
                    random.pick(&["", "zz", "7"]).clone_into(value);
                }
            }
            urlencoded(&pairs)
        })
        .collect();
    assert!(of::<Everything, _>(&everything::present(), &bodies) > 200);
    assert!(
        of::<Controls, _>(
            &redisplay::present(),
            &["rows[0].sku=&rows[1].plan=zz&plans=x&tags=a&tags=".to_owned()]
        ) > 100
    );
    assert!(
        of::<Silent, _>(
            &silent(),
            &["boxes[0]=&boxes[1].sizes=zz&cells[0][0]=x&cells[1]=&flags[0]=&grid[0]=&grid[1][0]="
                .to_owned()]
        ) > 100
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    /// After any sequence of buttons, the rows are the same as in a vector.
    #[test]
    fn buttons_for_rows_act_like_a_vector(presses in proptest::collection::vec((0..4usize, 0..4usize), 0..12)) {
        let (mut page, mut rows, mut next) = (Contact::blank().to_html(), Vec::<String>::new(), 0);
        for (what, row) in presses {
            let button = match what {
                0 if rows.len() < 3 => {
                    rows.push(String::new());
                    "add phones".to_owned()
                }
                1 if row < rows.len() => {
                    rows.remove(row);
                    format!("remove phones[{row}]")
                }
                2 if row < rows.len() && row > 0 => {
                    rows.swap(row, row - 1);
                    format!("up phones[{row}]")
                }
                3 if row + 1 < rows.len() => {
                    rows.swap(row, row + 1);
                    format!("down phones[{row}]")
                }
                _ => continue,
            };
            page = again(&press(&page, &button));
            // the person fills in the new row
            let mut sent = press(&page, "");
            for (k, row) in rows.iter_mut().enumerate() {
                if row.is_empty() {
                    *row = next.to_string();
                    next += 1;
                    fill(&mut sent, &format!("phones[{k}].label"), row);
                }
            }
            let view = bind(&sent);
            page = view.to_html();
            let shown: Vec<_> = view
                .field(Contact::PHONES)
                .fields()
                .map(|row| row.fields().next().unwrap().value().unwrap().to_owned())
                .collect();
            prop_assert_eq!(&shown, &rows);
        }
    }
}
