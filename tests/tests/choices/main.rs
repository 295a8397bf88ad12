//! Choices other than enums: fixed ones with labels and groups, and choices from the context.
#![allow(missing_docs)]

mod every_option;

use forms::{Body, Choice, ChoiceOption, Choices, Form, Limits, Problem};
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Food {
    #[form(group = "Fruit")]
    Apple,
    #[form(group = "Fruit", rename = "p", label = "Pear & co")]
    Pear,
    Bread,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Fixed {
    #[form(choices = [(1, "One"), (2, "Two"), ("Below", [(-3, "Minus three"), 0])])]
    number: Option<i32>,
    #[form(choices = ["s", ("l", "Large")], required = false, widget = radio)]
    size: String,
    #[form(choices = [("1", "One"), ("2", "Two"), ("3", "Three")])]
    several: Vec<String>,
    #[form(choices = [1, 2], unique_items, widget = select)]
    once: Vec<u8>,
    food: Option<Food>,
    foods: Vec<Food>,
}

fn fixed(body: &str) -> String {
    Fixed::bind(&Body::form(body)).errors().to_string()
}

#[test]
fn only_what_is_available_is_accepted() {
    let form = Fixed::bind(&Body::form("number=-3&size=l&several=2&several=2&several=1&once=2&foods=p"));
    let clean = form.into_result().unwrap();
    assert_eq!((clean.number, clean.size.as_str(), clean.once.as_slice()), (Some(-3), "l", &[2][..]));
    assert_eq!(clean.several, ["2", "2", "1"]);
    assert_eq!(fixed("number=&size="), "");
    assert_eq!(fixed("number=3"), "number: Choose number from the list.\n");
    for spelling in ["01", "%2B1", "+1", "1+", "-0"] {
        assert_eq!(
            Fixed::bind(&Body::form(format!("number={spelling}"))).errors().iter().next().unwrap().code(),
            "invalid_choice",
            "{spelling}"
        );
    }
    assert_eq!(fixed("size=S"), "size: Choose size from the list.\n");
    assert_eq!(fixed("several=1&several=4"), "several[1]: Choose item 2 of several from the list.\n");
    assert_eq!(fixed("once=1&once=1"), "once: Remove the duplicates from once.\n");
    let errors = Fixed::bind(&Body::json(r#"{"number": 7, "several": "1", "once": [9]}"#)).errors().to_json();
    assert_eq!(errors["number"][0]["code"], "invalid_choice");
    assert_eq!(errors["several"][0]["code"], "invalid_list");
    assert_eq!(errors["once[0]"][0]["code"], "invalid_choice");
    assert!(Fixed::bind(&Body::json(r#"{"number": 2, "size": "", "several": ["3"]}"#)).is_valid());
}

#[test]
fn groups_are_drawn() {
    let form = Fixed::bind(&Body::form("number=0&size=l&several=2&once=2&food=p&foods=p"));
    let select = form.field(Fixed::FOOD).control().into_string();
    assert_eq!(
        select,
        "<select id=\"id_food\" name=\"food\">\n<option value=\"\">Choose\u{2026}</option>\n\
         <optgroup label=\"Fruit\">\n<option value=\"Apple\">Apple</option>\n\
         <option value=\"p\" selected>Pear &amp; co</option>\n</optgroup>\n\
         <option value=\"Bread\">Bread</option>\n</select>"
    );
    let boxes = form.field(Fixed::FOODS).control().into_string();
    assert_eq!(boxes.matches("<fieldset>\n<legend>Fruit</legend>").count(), 1);
    assert!(boxes.contains("id=\"id_foods-2\" name=\"foods\" value=\"p\" checked"), "{boxes}");
    let number = form.field(Fixed::NUMBER);
    assert!(number.control().as_str().contains("<optgroup label=\"Below\">\n<option value=\"-3\">Minus three</option>\n<option value=\"0\" selected>0</option>"));
    let chosen: Vec<_> = number.options().into_iter().filter(|option| option.is_chosen).collect();
    assert_eq!((chosen.len(), chosen[0].label, chosen[0].group), (1, "0", "Below"));
    assert!(
        form.field(Fixed::SIZE)
            .control()
            .as_str()
            .contains("type=\"radio\" id=\"id_size-2\" name=\"size\" value=\"l\" checked")
    );
    assert!(
        form.field(Fixed::SEVERAL)
            .control()
            .as_str()
            .contains("type=\"checkbox\" id=\"id_several-2\" name=\"several\" value=\"2\" checked")
    );
    assert!(form.field(Fixed::ONCE).control().as_str().starts_with("<select id=\"id_once\" name=\"once\" multiple>\n<option value=\"1\">1</option>\n<option value=\"2\" selected>"));
}

#[derive(Default)]
struct Shop {
    articles: Vec<(i64, String)>,
    asked: AtomicUsize,
}

impl Shop {
    fn of(names: &[&str]) -> Self {
        let articles = names.iter().enumerate().map(|(i, name)| (i as i64 + 1, (*name).to_owned())).collect();
        Shop { articles, asked: AtomicUsize::new(0) }
    }
}

fn articles(shop: &Shop) -> Choices {
    shop.asked.fetch_add(1, Ordering::Relaxed);
    shop.articles.iter().cloned().collect()
}

fn names(shop: &Shop) -> Choices {
    shop.articles.iter().map(|(_, name)| ChoiceOption::new(name, name.to_uppercase()).group("All")).collect()
}

fn fruit(_: &Shop) -> Choices {
    [("Apple", "An apple"), ("p", "A pear")].into_iter().collect()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, context = Shop)]
struct Line {
    #[form(choices = articles)]
    article: i64,
    #[form(min = 1)]
    count: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, context = Shop)]
struct Extra {
    #[form(choices = names)]
    extra: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, context = Shop)]
struct Order {
    #[form(flatten)]
    extra: Extra,
    #[form(nested)]
    lines: Vec<Line>,
    #[form(choices = articles, max_items = 4000)]
    gifts: Vec<i64>,
    #[form(choices = fruit)]
    fruit: Option<Food>,
}

fn codes(form: &forms::Errors) -> Vec<String> {
    form.iter().map(|error| format!("{}:{}", error.path(), error.code())).collect()
}

#[test]
fn the_context_gives_the_choices() {
    let shop = Shop::of(&["tea", "<milk>"]);
    let good = Body::form("extra=tea&lines[0].article=2&lines[0].count=1&gifts=1&gifts=2&fruit=p");
    let form = Order::bind_with(&shop, &good);
    assert_eq!(codes(form.errors()), [""; 0]);
    // the choices of each field are asked for once, whatever the number of values
    assert_eq!(shop.asked.load(Ordering::Relaxed), 2);
    let bad = Body::form("extra=rum&lines[0].article=3&lines[0].count=1&gifts=1&gifts=9&fruit=Bread");
    let form = Order::bind_with(&shop, &bad);
    let expected = [
        "extra:invalid_choice",
        "lines[0].article:invalid_choice",
        "gifts[1]:invalid_choice",
        "fruit:invalid_choice",
    ];
    assert_eq!(codes(form.errors()), expected);
    let empty = Order::bind_with(&Shop::default(), &good);
    assert_eq!(empty.errors().len(), 4);
}

#[test]
fn a_page_shows_the_offered_choices() {
    let shop = Shop::of(&["tea", "<milk>"]);
    let blank = Order::blank_with(&shop).to_html();
    assert!(blank.contains("<optgroup label=\"All\">\n<option value=\"tea\">TEA</option>\n<option value=\"&lt;milk&gt;\">&lt;MILK&gt;</option>"), "{blank}");
    assert!(blank.contains("<option value=\"p\">A pear</option>") && !blank.contains("Bread"), "{blank}");
    let order = Order {
        extra: Extra { extra: Some("tea".into()) },
        lines: vec![Line { article: 2, count: 1 }],
        gifts: vec![2],
        fruit: Some(Food::Pear),
    };
    let filled = Order::filled_with(&shop, &order).to_html();
    assert!(filled.contains("name=\"lines[0].article\""), "{filled}");
    assert!(filled.contains("<option value=\"2\" selected>&lt;milk&gt;</option>"), "{filled}");
    assert!(filled.contains("name=\"gifts\" value=\"2\" checked"), "{filled}");
    // a bound form renders without the context: it keeps the choices that were offered during binding
    let body = Body::form("lines[0].article=1&lines[0].count=0&gifts=2");
    let form = Order::bind_with(&shop, &body);
    let html = form.to_html();
    assert!(
        html.contains("<option value=\"1\" selected>tea</option>") && html.contains("value=\"tea\">TEA"),
        "{html}"
    );
    let update =
        Order::bind_update_with(&shop, &order, &Body::form("gifts=9&lines[0].article=2&lines[0].count=1"));
    assert!(update.to_html().contains("name=\"gifts\" value=\"2\" aria"), "{}", update.to_html());
    // also if only the database rejects the form
    let clean = Order::bind_with(&shop, &Body::form("gifts=2")).into_result().unwrap();
    let refused = clean.into_parts().1.reject(Order::GIFTS, Problem::unique());
    assert!(refused.to_html().contains("name=\"gifts\" value=\"2\" checked"));
    // and if the body could not be read
    let unread = Order::bind_with(&shop, &Body::json("{"));
    assert!(unread.to_html().contains("<option value=\"tea\">TEA</option>"));
}

#[test]
fn thousands_of_values_and_choices_take_linear_time() {
    let shop = Shop { articles: (0..3000).map(|i| (i, format!("Article {i}"))).collect(), ..Shop::default() };
    let values: Vec<_> = (0..3000).rev().map(|i| format!("gifts={i}")).collect();
    let body = Body::form(values.join("&"));
    let started = std::time::Instant::now();
    let form = forms::Binder::<Order>::new(&shop).limits(Limits::DEFAULT.max_fields(5000)).bind(&body);
    assert_eq!(codes(form.errors()), [""; 0]);
    let html = form.field(Order::GIFTS).control().into_string();
    assert_eq!(html.matches(" checked").count(), 3000);
    // nine million text comparisons take ten times as long without optimisation
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn labels_are_found_by_value() {
    let shop = Shop::of(&["tea"]);
    let choices = articles(&shop);
    assert_eq!((choices.label("1"), choices.label("01"), choices.len()), (Some("tea"), None, 1));
    assert_eq!(names(&shop).iter().collect::<Vec<_>>(), [("tea", "TEA", "All")]);
    assert_eq!(Food::Pear.label(), "Pear & co");
}
