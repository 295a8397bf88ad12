//! Repeating the present value is not a change, as a page shows it or as JSON has it. Also tests which values of rows are kept
//! while other rows change.

use forms::{Body, Draft, Form, Password, Problem, Report};
use jiff::{Timestamp, civil::Date};
use tests::sent_back;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = who_may)]
struct Account {
    #[form(immutable, min = 10)]
    small: u8,
    #[form(read_only, default)]
    owner: String,
    #[form(max_length = 3, clean = never)]
    title: String,
    #[form(min = 10)]
    ratio: f64,
    #[form(one_of = ["S", "M"])]
    size: Option<String>,
    #[form(max_items = 1)]
    tags: Vec<String>,
    #[form(max = "2020-01-01T00:00Z")]
    at: Timestamp,
    #[form(input_formats = ["%d.%m.%y"])]
    born: Option<Date>,
    secret: Option<Password>,
    #[form(immutable)]
    key: Password,
}

fn never(_: String) -> Result<String, Problem> {
    Err(Problem::new("never", "Never."))
}

fn who_may(account: &Draft<Account>, report: &mut Report<'_, Account>) {
    if account.title.as_deref() == Some("theirs") {
        report.add(Account::TITLE, Problem::new("forbidden", "It is not yours."));
    }
}

fn account() -> Account {
    Account {
        small: 5,
        owner: " Ada\r\nLovelace".to_owned(),
        title: " long title".to_owned(),
        ratio: 1.0,
        size: Some("XL".to_owned()),
        tags: vec!["a".to_owned(), " b ".to_owned()],
        at: "2027-03-31T13:30:00.123456789Z".parse().unwrap(),
        born: Some(jiff::civil::date(1950, 1, 2)),
        secret: Some(Password::new("hunter2")),
        key: Password::new("hunter3"),
    }
}

/// Returns the errors and the changed fields.
fn update(body: &str) -> String {
    let form = Account::bind_partial(&account(), &Body::json(body));
    format!("{}{:?}", form.errors(), form.changed())
}

#[test]
fn a_repeated_present_value_is_not_validated_again() {
    for body in [
        r#"{"small":5}"#,
        r#"{"small":5.0}"#,
        r#"{"owner":" Ada\r\nLovelace"}"#,
        r#"{"owner":" Ada\nLovelace"}"#,
        r#"{"title":" long title"}"#,
        r#"{"title":" \u006cong title"}"#,
        r#"{"ratio":1}"#,
        r#"{"ratio":1.0}"#,
        r#"{"ratio":1e0}"#,
        r#"{"size":"XL"}"#,
        r#"{"tags":["a"," b "]}"#,
        r#"{"at":"2027-03-31T13:30:00.123456Z"}"#,
        r#"{"born":"1950-01-02"}"#,
    ] {
        assert_eq!(update(body), "[]", "{body}");
    }
    let body = format!("{{{}}}", r#""small":5,"tags":["a"," b "],"size":"XL","title":" long title""#);
    assert_eq!(update(&body), "[]");
}

#[test]
fn another_value_is_validated() {
    for (body, errors) in [
        (r#"{"small":6}"#, "small: Leave small as it is: it cannot be changed.\n[]"),
        (r#"{"small":"5"}"#, "small: Leave small as it is: it cannot be changed.\n[]"),
        (r#"{"owner":"Ada"}"#, "owner: Remove owner: it cannot be set here.\n[]"),
        (r#"{"title":"abc"}"#, "title: Never.\n[]"),
        (r#"{"ratio":1.5}"#, "ratio: Ratio must be 10 or more.\n[]"),
        (r#"{"ratio":"1"}"#, "ratio: Enter ratio as a number.\n[]"),
    ] {
        let told = update(body);
        assert!(told == errors || (body.contains("\"1\"") && told.starts_with("ratio: ")), "{body} {told}");
    }
    for body in [
        r#"{"size":"L"}"#,
        r#"{"tags":[" b ","a"]}"#,
        r#"{"tags":["a","b","c"]}"#,
        r#"{"at":"2027-03-31T13:30:01Z"}"#,
    ] {
        assert!(!update(body).starts_with('['), "{body} {}", update(body));
    }
}

/// The answer whether a guess is right would reveal the secret.
#[test]
fn a_repeated_secret_is_not_recognised() {
    for guess in ["hunter2", "hunter3"] {
        let told = update(&format!(r#"{{"key":"{guess}"}}"#));
        assert_eq!(told, "key: Leave key as it is: it cannot be changed.\n[]");
    }
    assert_eq!(update(r#"{"secret":"hunter4"}"#), r#"["secret"]"#);
}

#[test]
fn permission_checks_run_for_repeated_values() {
    let theirs = Account { title: "theirs".to_owned(), ..account() };
    let form = Account::bind_partial(&theirs, &Body::json(r#"{"title":"theirs"}"#));
    assert_eq!(form.errors().to_string(), "title: It is not yours.\n");
}

#[test]
fn a_value_with_another_text_is_a_change() {
    // the format reads 2050, and a page shows another year
    let form = Account::bind_partial(&account(), &Body::form("born=02.01.50"));
    assert_eq!(form.changed(), ["born"]);
    let page = Account::filled(&account()).to_html();
    assert!(page.contains(r#"value="1950-01-02""#), "{page}");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Hook {
    #[form(max_length = 5)]
    label: String,
    secret: Option<Password>,
    #[form(read_only, default)]
    failures: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Site {
    name: String,
    #[form(nested, ordered)]
    hooks: Vec<Hook>,
    #[form(one_of = ["S", "M", "L"])]
    sizes: Vec<String>,
}

fn hook(label: &str, secret: &str, failures: u32) -> Hook {
    Hook { label: label.to_owned(), secret: Some(Password::new(secret)), failures }
}

fn site() -> Site {
    let hooks = vec![hook("a", "one", 1), hook("too long", "two", 2), hook("c", "three", 3)];
    Site { name: "n".to_owned(), hooks, sizes: vec!["XL".to_owned(), "M".to_owned(), "S".to_owned()] }
}

/// Returns the label, secret and failures of each row after an update.
fn rows(bound: forms::Bound<Site, forms::Update>) -> Vec<String> {
    let clean = bound.into_result().unwrap_or_else(|form| panic!("{form}"));
    let mut site = site();
    clean.apply_to(&mut site);
    let secret =
        |hook: &Hook| hook.secret.as_ref().map_or_else(String::new, |secret| secret.expose().to_owned());
    site.hooks.iter().map(|hook| format!("{} {} {}", hook.label, secret(hook), hook.failures)).collect()
}

#[test]
fn unchanged_rows_keep_values_that_are_not_shown() {
    let all = ["a one 1", "too long two 2", "c three 3"].map(str::to_owned);
    for (labels, expected) in [
        // one row is renamed, one removed, one added, and two change places
        (&["a", "too long", "d"][..], &["a one 1", "too long two 2", "d  0"][..]),
        (&["too long", "c"], &["too long two 2", "c three 3"]),
        (&["a", "new", "too long", "c"], &["a one 1", "new  0", "too long two 2", "c three 3"]),
        (&["c", "a", "too long"], &["c three 3", "a one 1", "too long two 2"]),
        // one of two rows that look the same is new
        (&["a", "a", "c"], &["a one 1", "a  0", "c three 3"]),
    ] {
        let mut pairs = vec!["name=n&sizes=XL&sizes=M&sizes=S".to_owned()];
        pairs.extend(
            labels
                .iter()
                .enumerate()
                .map(|(k, label)| format!("hooks[{k}].label={}&hooks[{k}].secret=", label.replace(' ', "+"))),
        );
        let form = Body::form(pairs.join("&"));
        assert_eq!(rows(Site::bind_update(&site(), &form)), expected);
        let json: Vec<_> = labels.iter().map(|label| format!(r#"{{"label":"{label}"}}"#)).collect();
        let json = Body::json(format!(r#"{{"hooks":[{}]}}"#, json.join(",")));
        assert_eq!(rows(Site::bind_partial(&site(), &json)), expected);
    }
    assert_eq!(rows(Site::bind_partial(&site(), &Body::json(r#"{"name":"m"}"#))), all);
}

/// A row at its own position is recognised, whatever the number of comparisons before it.
#[test]
fn a_row_after_many_changed_rows_keeps_its_secret() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Part {
        text: String,
        name: String,
        secret: Option<Password>,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Whole {
        #[form(nested)]
        parts: Vec<Part>,
    }
    let text = "\u{e9}".repeat(300);
    let part = |i: usize| Part {
        text: text.clone(),
        name: i.to_string(),
        secret: Some(Password::new(i.to_string())),
    };
    let present = Whole { parts: (0..100).map(part).collect() };
    let named = |i: usize| if i < 95 { format!("other {i}") } else { i.to_string() };
    let json: Vec<_> = (0..100)
        .map(|i| format!(r#"{{"text":"{}","name":"{}"}}"#, "\\u00e9".repeat(300), named(i)))
        .collect();
    let text = "%C3%A9".repeat(300);
    let pairs: Vec<_> = (0..100)
        .map(|i| {
            format!(
                "parts[{i}].text={text}&parts[{i}].name={}&parts[{i}].secret=",
                named(i).replace(' ', "+")
            )
        })
        .collect();
    for body in [Body::form(pairs.join("&")), Body::json(format!(r#"{{"parts":[{}]}}"#, json.join(",")))] {
        let whole = Whole::binder()
            .limits(forms::Limits::DEFAULT.max_body_bytes(8 << 20))
            .bind_update(&present, &body);
        let clean = whole.into_result().unwrap_or_else(|form| panic!("{form}"));
        let mut whole = present.clone();
        clean.apply_to(&mut whole);
        let secret = |part: &Part| part.secret.as_ref().map(|secret| secret.expose().to_owned());
        assert_eq!(whole.parts[..95].iter().find_map(secret), None);
        assert_eq!(whole.parts[95..], present.parts[95..]);
    }
}

#[test]
fn a_row_with_another_secret_is_a_new_row() {
    let body =
        Body::json(r#"{"hooks":[{"label":"a","secret":"new"},{"label":"c","secret":null},{"label":"c"}]}"#);
    assert_eq!(rows(Site::bind_partial(&site(), &body)), ["a new 0", "c  0", "c three 3"]);
    let body = Body::json(r#"{"hooks":[{"label":"a","failures":9}]}"#);
    assert!(!Site::bind_partial(&site(), &body).is_valid());
}

#[test]
fn a_stored_choice_that_is_no_longer_offered_is_shown_and_kept() {
    let page = Site::filled(&site()).to_html();
    assert!(page.contains(r#"value="XL" checked"#) && page.contains("XL (no longer available)"), "{page}");
    let update = |body: &str| {
        let form = Site::bind_partial(&site(), &Body::form(body));
        (form.errors().to_string(), form.cleaned().map(|site| site.sizes.join(" ")), form.changed())
    };
    let valid =
        |sizes: &str, changed: &[&'static str]| (String::new(), Some(sizes.to_owned()), changed.to_vec());
    // the order of a page differs from that of the list
    assert_eq!(update("sizes=S&sizes=M&sizes=XL"), valid("XL M S", &[]));
    assert_eq!(update("sizes=S&sizes=XL"), valid("S XL", &["sizes"]));
    assert_eq!(update("sizes=L"), valid("L", &["sizes"]));
    assert!(!update("sizes=XXL").0.is_empty());
    assert!(!update("sizes=XL&sizes=XL").0.is_empty());
    // a choice that is not stored is not offered
    assert!(!Site::blank().to_html().contains("XL"));
    let other = Site { sizes: vec![], ..site() };
    assert!(!Site::bind_partial(&other, &Body::form("sizes=XL")).is_valid());
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Item {
    name: String,
    #[form(one_of = ["S", "M"])]
    size: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Order {
    name: String,
    #[form(one_of = ["S", "M"])]
    size: String,
    #[form(nested)]
    items: Vec<Item>,
}

fn order() -> Order {
    let item = |name: &str, size: &str| Item { name: name.to_owned(), size: Some(size.to_owned()) };
    let items = vec![item("a", "S"), item("b", "XL")];
    Order { name: "n".to_owned(), size: "XXL".to_owned(), items }
}

/// A page that is shown again because of another error still has it.
#[test]
fn a_stored_choice_that_is_no_longer_offered_is_shown_again() {
    let sent = "name=m&size=XXL&items[0].name=a&items[0].size=S&items[1].name=b&items[1].size=XL";
    let form = Order::bind_update(&order(), &Body::form(sent));
    let (_, receipt) = form.into_result().unwrap().into_parts();
    let rejected = receipt.reject(Order::NAME, Problem::unique()).to_html();
    let invalid = Order::bind_update(&order(), &Body::form(sent.replace("name=m", "name="))).to_html();
    let removed = Order::bind_update(&order(), &Body::form(format!("{sent}&_rows=remove+items[0]")));
    assert!(removed.is_row_request());
    for page in [rejected, invalid, removed.to_html()] {
        let body = sent_back::body(&sent_back::pairs(&page)).replace("name=&", "name=m&");
        let form = Order::bind_update(&order(), &Body::form(body));
        let order = form.cleaned().unwrap_or_else(|| panic!("{} {page}", form.errors()));
        let last = order.items.last().unwrap();
        assert_eq!((order.size.as_str(), last.size.as_deref()), ("XXL", Some("XL")));
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Measured {
    zero: f64,
    at: jiff::ZonedDateTime,
}

/// An equal value is not written, even if its text differs.
#[test]
fn equal_values_are_not_written() {
    let at: jiff::ZonedDateTime = "2027-03-31T13:30:00+02:00[+02:00]".parse().unwrap();
    let mut measured = Measured { zero: 0.0, at };
    let body = Body::json(r#"{"zero":-0.0,"at":"2027-03-31T11:30:00Z"}"#);
    let form = Measured::bind_update(&measured, &body);
    assert!(form.is_valid() && form.changed().is_empty());
    assert!(form.into_result().unwrap().apply_to(&mut measured).is_empty());
    assert!(measured.zero.is_sign_positive());
    assert_eq!(measured.at.to_string(), "2027-03-31T13:30:00+02:00[+02:00]");
}
