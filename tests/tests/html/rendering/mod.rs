//! Renders each row of the manual's table of controls.
#![allow(missing_docs)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

mod browsers;

use forms::{Choice, Email, FieldType, Form, Password, upload::UploadedFile};

#[derive(Choice, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    Small,
    Large,
}

/// An enum with data, whose tag is radio buttons.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "kind")]
enum Kind {
    A { x: i32 },
    B,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
    sku: String,
}

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(min = 1, max = 5, widget = number)]
struct Stars(u8);

macro_rules! declarations {
    ($($(#[form($($attribute:tt)*)])? $module:ident: $t:ty;)*) => {
        $(mod $module {
            use super::*;
            #[derive(Form, Debug)]
            #[form(fields = all)]
            pub(super) struct One {
                #[form($($($attribute)*)?)]
                pub(super) value: $t,
            }
        })*
        fn rendered() -> Vec<(String, String)> {
            vec![$((
                spaceless(concat!($("#[form(", stringify!($($attribute)*), ")]",)? stringify!($t))),
                $module::One::blank().field($module::One::VALUE).control().into_string().trim().replace('\n', " "),
            )),*]
        }
    };
}
declarations! {
    text: String;
    optional_text: Option<String>;
    #[form(min_length = 2, max_length = 30)] lengths: String;
    #[form(autocomplete = "given-name")] detail: String;
    #[form(widget = search)] search: Option<String>;
    #[form(widget = tel)] tel: Option<String>;
    #[form(widget = url)] url: Option<String>;
    #[form(regex = "[A-Z]{2}[0-9]+")] part: String;
    #[form(regex = r"(?i)a\d", strip = false)] unstripped: String;
    #[form(email)] email_rule: String;
    email_type: Email;
    #[form(email, widget = email)] email_control: String;
    #[form(url)] url_rule: String;
    #[form(username)] username: String;
    #[form(multiline, max_length = 500)] lines: String;
    #[form(widget = textarea)] textarea: Option<String>;
    secret: Password;
    #[form(password(min_length = 8))] new_password: Password;
    character: char;
    integer: i32;
    non_zero: std::num::NonZeroU8;
    newtype: Stars;
    #[form(min = 0)] natural: i32;
    #[form(min = 0)] positive: f64;
    #[form(widget = number, min = 1, max = 9, step = 2)] number: i32;
    #[form(widget = number, step = 5)] steps_from_zero: i32;
    #[form(widget = number)] fraction: f64;
    #[form(widget = number, decimal_places = 2)] cents: rust_decimal::Decimal;
    file: UploadedFile;
    #[form(extensions = ["pdf"])] optional_file: Option<UploadedFile>;
    #[form(content_types = ["image/*"])] files: Vec<UploadedFile>;
    date: jiff::civil::Date;
    date_time: jiff::civil::DateTime;
    boolean: bool;
    #[form(required)] agreement: bool;
    #[form(default = true)] ticked: bool;
    #[form(widget = select)] yes_or_no: bool;
    #[form(widget = radio)] yes_or_no_radio: bool;
    maybe: Option<bool>;
    choice: Size;
    #[form(default = Size::Large)] preset: Size;
    #[form(one_of = ["a", "b"])] one_of: Option<String>;
    #[form(widget = radio)] radio: Size;
    #[form(widget = radio)] maybe_radio: Option<bool>;
    several: Vec<Size>;
    #[form(widget = select)] several_select: Vec<Size>;
    #[form(nested)] variants: Kind;
    set: std::collections::BTreeSet<Size>;
    #[form(widget = hidden)] hidden: u32;
    json: Option<serde_json::Value>;
    #[form(nested, key = id, can_add)] lines_by_key: Vec<Line>;
}

fn spaceless(text: &str) -> String {
    text.split_whitespace().collect()
}

/// `UPDATE_PAGES=1` writes the table. Review it before you commit.
#[test]
fn every_row_of_the_table_matches_the_page() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/docs/rendering.md");
    let page = std::fs::read_to_string(path).unwrap();
    let end = "\nDates, times and both together";
    let (table, rest) = page.split_once(end).expect("the end of the table");
    let start = table.find("\n| declaration |").expect("the head of the table") + 1;
    let mut rendered = rendered().into_iter();
    let mut written = table[..start].to_owned();
    let table = &table[start..];
    for line in table.lines() {
        if let Some((declaration, _)) = line.strip_prefix("| `").and_then(|line| line.split_once("` | `")) {
            let (name, control) = rendered.next().expect("a declaration for each row");
            assert_eq!(name, spaceless(declaration));
            // a line break after `<textarea>` is invisible
            let control = control.replace("> </textarea>", "></textarea>");
            written += &format!("| `{declaration}` | `{control}` |\n");
        } else {
            written.push_str(line);
            written.push('\n');
        }
    }
    written.push_str(end);
    written.push_str(rest);
    assert!(rendered.next().is_none(), "a row for each declaration");
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(path, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), written);
}

#[derive(Form)]
#[form(fields = all)]
struct Named {
    #[form(widget = text)]
    text: u32,
    #[form(widget = search)]
    search: String,
    #[form(widget = email)]
    email: String,
    #[form(widget = url)]
    url: String,
    #[form(widget = tel)]
    tel: String,
    #[form(widget = password)]
    password: String,
    #[form(widget = textarea)]
    textarea: String,
    #[form(widget = number)]
    number: u32,
    #[form(widget = date)]
    date: jiff::civil::Date,
    #[form(widget = time)]
    time: jiff::civil::Time,
    #[form(widget = datetime_local)]
    datetime_local: jiff::civil::DateTime,
    #[form(widget = checkbox)]
    checkbox: Vec<Size>,
    #[form(widget = select)]
    select: Size,
    #[form(widget = radio)]
    radio: Size,
    #[form(widget = file)]
    file: UploadedFile,
    #[form(widget = hidden)]
    hidden: u32,
}

/// Checks that the page's table of all widgets has each of them, in order, with its element.
#[test]
fn every_widget_has_the_element_in_the_table() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/docs/rendering.md")).unwrap();
    let (_, table) = page.split_once("\n| widget | element |").expect("the head of the table");
    let rows = table.lines().skip(2).map_while(|line| line.strip_prefix("| `")?.split_once("` | `"));
    let blank = Named::blank();
    let mut fields = blank.view().fields().collect::<Vec<_>>().into_iter();
    for (widget, element) in rows {
        let field = fields.next().expect("a field for each row");
        assert_eq!(field.name(), widget);
        let start = element.split_once('`').unwrap().0.trim_end_matches('>');
        assert!(field.control().as_str().contains(start), "{widget} is not a {start}: {}", field.control());
    }
    assert!(fields.next().is_none(), "a row for each widget");
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Numbers {
    #[form(widget = number, min = 1, max = 9)]
    whole: u8,
    #[form(widget = select)]
    size: Size,
}

#[test]
fn values_that_a_control_cannot_show_become_text() {
    let form = Numbers::bind(&forms::Body::form("whole=5,5&size=Small"));
    let control = form.field(Numbers::WHOLE).control();
    assert!(control.as_str().contains(r#"type="text" id="id_whole" name="whole" value="5,5""#), "{control}");
    let form = Numbers::bind(&forms::Body::form("whole=10&size=zz"));
    let control = form.field(Numbers::WHOLE).control();
    assert!(control.as_str().contains(r#"type="number" id="id_whole" name="whole" value="10""#), "{control}");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Place {
    #[form(default = "UK".to_owned())]
    country: String,
    #[form(default)]
    size: Option<Size>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Order {
    #[form(flatten)]
    place: Place,
    #[form(nested)]
    home: Home,
    #[form(nested)]
    other: Option<Home>,
    #[form(default = true)]
    news: bool,
    #[form(default = vec![Size::Small])]
    sizes: Vec<Size>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Home {
    #[form(default = 7)]
    number: u16,
}

#[test]
fn a_blank_page_is_filled_with_the_defaults() {
    let view = Order::blank();
    let value = |name: &str| {
        let field = view.view().field_named(name).unwrap();
        field.value().map(str::to_owned)
    };
    assert_eq!(value("country").as_deref(), Some("UK"));
    assert_eq!(value("home.number").as_deref(), Some("7"));
    // an optional field would no longer be empty
    assert_eq!(value("other.number"), None);
    let page = view.to_html();
    assert!(
        page.contains(r#"name="sizes" value="Small" checked"#)
            && page.contains(r#"name="news" value="true" checked"#)
    );
    // on an update, the present value
    let order = Order {
        place: Place { country: "FR".into(), size: None },
        home: Home { number: 1 },
        other: None,
        news: false,
        sizes: Vec::new(),
    };
    let page = Order::filled(&order).to_html();
    assert!(
        page.contains("value=\"FR\"") && !page.contains("checked") && !page.contains("value=\"7\""),
        "{page}"
    );
}

#[test]
fn a_box_ticked_by_default_can_be_unticked() {
    let sent = forms::Body::form("country=UK&home.number=7");
    let order = Order::bind(&sent).into_result().unwrap().into_inner();
    assert!(!order.news);
    let sent = forms::Body::json(r#"{"country":"UK","home":{}}"#);
    assert!(Order::bind(&sent).into_result().unwrap().news);
}

#[derive(Form, Debug)]
#[form(fields = all, browser_validation = off)]
struct ByServer {
    #[form(max_length = 9, min_length = 2)]
    text: String,
    #[form(widget = number, min = 1, max = 3)]
    number: u8,
    #[form(required)]
    terms: bool,
    size: Size,
    #[form(email)]
    email: String,
}

#[test]
fn browser_validation_can_be_turned_off() {
    let page = ByServer::blank().to_html();
    for attribute in ["required", "length=", "min=", "max=", "step="] {
        assert!(!page.contains(attribute), "{attribute}: {page}");
    }
    assert!(page.contains("inputmode=\"email\"") && page.contains("autocomplete=\"email\""));
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Stepped {
    #[form(widget = number, step = 5)]
    fives: Option<i32>,
    #[form(widget = number, min = 0, step = 5)]
    from_zero: Option<i32>,
    #[form(widget = number)]
    whole: Option<i32>,
    #[form(widget = number, decimal_places = 2)]
    price: Option<rust_decimal::Decimal>,
    #[form(widget = number, decimal_places = 2, min = 0.005)]
    odd: Option<rust_decimal::Decimal>,
    #[form(widget = number, decimal_places = 0, min = 1)]
    pieces: Option<bigdecimal::BigDecimal>,
    #[form(widget = number, validate = Sevens)]
    sevens: Option<i64>,
}

/// A rule with a step and without a minimum.
struct Sevens;
impl forms::validator::Validator<i64> for Sevens {
    fn validate(&self, value: &i64) -> Result<(), forms::Problem> {
        if value % 7 == 0 {
            Ok(())
        } else {
            Err(forms::Problem::new("sevens", "{label} must be a multiple of 7."))
        }
    }
    fn attributes(&self) -> Vec<forms::validator::Attribute> {
        vec![forms::validator::Attribute::new("step", "7")]
    }
}

/// A browser counts steps from `min`, or from the value in the page.
#[test]
fn steps_are_not_counted_from_the_value_in_the_page() {
    let step = |body: &str, name: &str| {
        let form = Stepped::bind(&forms::Body::form(body));
        let control = form.view().field_named(name).unwrap().control().into_string();
        let (_, step) = control.split_once(" step=\"").unwrap_or(("", "none\""));
        step.split_once('"').unwrap().0.to_owned()
    };
    for (body, name, expected) in [
        ("fives=7", "fives", "any"),
        ("fives=", "fives", "any"),
        ("from_zero=7", "from_zero", "5"),
        ("whole=7", "whole", "none"),
        ("whole=1.5", "whole", "any"),
        ("whole=15e-1", "whole", "any"),
        ("whole=1.5e1", "whole", "none"),
        ("price=", "price", "0.01"),
        ("price=1.50", "price", "0.01"),
        ("price=1.555", "price", "any"),
        ("odd=1", "odd", "any"),
        ("pieces=1", "pieces", "none"),
        ("sevens=3", "sevens", "none"),
    ] {
        assert_eq!(step(body, name), expected, "{body}");
    }
    let form = Stepped::blank();
    let view = form.view().attribute(Stepped::FROM_ZERO, "min", "3");
    assert!(view.field(Stepped::FROM_ZERO).control().as_str().contains("step=\"any\""));
}

/// Number controls can send an exponent. Only form bodies accept it.
#[test]
fn a_number_control_may_send_an_exponent() {
    let bind = |text: &str| {
        let form = Stepped::bind(&forms::Body::form(format!("whole={text}")));
        form.cleaned().map_or_else(
            || form.errors().iter().next().unwrap().code().to_owned(),
            |clean| format!("{:?}", clean.whole),
        )
    };
    for (text, expected) in [
        ("1e1", "Some(10)"),
        ("1E1", "Some(10)"),
        ("-1.5e1", "Some(-15)"),
        ("150e-1", "Some(15)"),
        ("0e0", "Some(0)"),
        ("1e%2B2", "Some(100)"),
        ("15e-1", "invalid"),
        ("1e", "invalid"),
        ("e1", "invalid"),
        ("1e1.0", "invalid"),
        ("1e10", "max_value"),
        ("1e39", "max_value"),
        ("1e40", "max_digits"),
        ("1e999999999", "max_digits"),
        ("1e-999999999", "invalid"),
        ("1e99999999999999999999", "invalid"),
    ] {
        assert_eq!(bind(text), expected, "{text}");
    }
    // elsewhere it is not a whole number, as in Django
    assert!(
        Numbers::bind(&forms::Body::json(r#"{"whole":"1e0","size":"Small"}"#))
            .errors()
            .has_error("whole", "invalid")
    );
    assert!(Plain::bind(&forms::Body::form("n=1e1")).errors().has_error("n", "invalid"));
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Plain {
    n: i32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Dated {
    day: Option<jiff::civil::Date>,
    #[form(min = "0001-01-01", max = "2030-01-01")]
    old: Option<jiff::civil::Date>,
    start: Option<jiff::civil::DateTime>,
    #[form(time_zone = "+01:00")]
    moment: Option<jiff::Timestamp>,
    #[form(time_zone = "+01:00", min = "0500-01-01T00:00Z")]
    early: Option<jiff::Timestamp>,
    parts: Option<forms::SplitDateTime<jiff::civil::DateTime>>,
    time: Option<jiff::civil::Time>,
    days: Vec<jiff::civil::Date>,
}

#[test]
fn dates_have_default_bounds() {
    let form = Dated::bind(&forms::Body::form("days=2027-03-31"));
    let view = form.view();
    for (name, bounds) in [
        ("day", "min=\"1000-01-01\" max=\"9999-12-31\""),
        ("old", "min=\"0001-01-01\" max=\"2030-01-01\""),
        ("start", "min=\"1000-01-01T00:00\" max=\"9999-12-31T23:59\""),
        ("moment", "min=\"1000-01-01T00:00\" max=\"9999-12-31T23:59\""),
        // the control cannot have an offset, so the browser accepts everything that the server accepts
        ("early", "name=\"early\" max=\"9999-12-31T23:59\""),
        ("parts.date", "min=\"1000-01-01\" max=\"9999-12-31\""),
        ("days[0]", "min=\"1000-01-01\" max=\"9999-12-31\""),
    ] {
        let control = view.field_named(name).unwrap().control();
        assert!(control.as_str().contains(bounds), "{name}: {control}");
    }
    assert!(!view.field(Dated::TIME).control().as_str().contains("min="));
    for (pair, code) in [
        ("day=0027-03-31", "min_value"),
        ("days=0999-12-31", "min_value"),
        ("start=0027-03-31T10:00", "min_value"),
        ("moment=0027-03-31T10:00", "min_value"),
        ("parts.date=0027-03-31%26parts.time=10:00", "min_value"),
        ("old=0027-03-31", ""),
        ("early=0501-03-31T10:00", ""),
        ("early=0499-03-31T10:00", "min_value"),
        ("day=1000-01-01", ""),
        ("day=9999-12-31", ""),
    ] {
        let form = Dated::bind(&forms::Body::form(pair.replace("%26", "&")));
        let codes: Vec<_> = form.errors().iter().map(|error| error.code().to_owned()).collect();
        assert_eq!(codes.join(" "), code, "{pair}");
    }
    let form = Dated::bind(&forms::Body::form("day=0027-03-31"));
    assert_eq!(form.errors().to_string(), "day: Day must be 1000-01-01 or later.\n");
    let codes = Dated::SCHEMA.fields[0].codes();
    assert!(codes.iter().any(|code| code.name == "min_value"));
}

#[derive(Form, Debug)]
#[form(fields = all)]
#[expect(clippy::struct_excessive_bools, reason = "a bool for each kind of control")]
struct Answers {
    #[form(widget = radio)]
    radio: bool,
    #[form(widget = select)]
    select: bool,
    #[form(widget = radio, required)]
    consent: bool,
    tick: bool,
    #[form(nested)]
    rows: Vec<Answer>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Answer {
    note: String,
    #[form(widget = radio)]
    radio: bool,
}

/// Radio buttons and lists can be left without a choice, which means neither yes nor no.
#[test]
fn yes_no_choices_can_be_left_open() {
    let form = Answers::bind(&forms::Body::form("rows[0].note=x"));
    assert_eq!(
        form.errors().to_string(),
        "radio: Choose yes or no for radio.\nselect: Choose yes or no for select.\nconsent: Choose yes for consent.\n\
         rows[0].radio: Choose yes or no for radio.\n"
    );
    let form = Answers::bind(&forms::Body::form(
        "radio=false&select=false&consent=false&rows[0].note=x&rows[0].radio=false",
    ));
    assert_eq!(form.errors().to_string(), "consent: Choose yes for consent.\n");
    let form = Answers::bind(&forms::Body::form("radio=&select=&consent=true"));
    assert_eq!(form.errors().len(), 2);
    let page = Answers::blank().to_html();
    assert_eq!(page.matches(" required").count(), 5, "{page}");
    assert!(!page.contains("(optional)"), "{page}");
    // an empty row does not count
    let form =
        Answers::bind(&forms::Body::form("radio=true&select=true&consent=true&rows[0].note=&rows[0].radio="));
    assert!(form.cleaned().is_some_and(|clean| clean.rows.is_empty() && !clean.tick));
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Conditions {
    business: bool,
    #[form(required_if(business))]
    company: Option<String>,
    #[form(required_unless(business))]
    nickname: String,
    #[form(required_if = always)]
    reason: Option<String>,
    note: Option<String>,
    #[form(nested)]
    inner: Option<Inner>,
    #[form(flatten)]
    more: More,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Inner {
    a: Option<String>,
    #[form(required_if(a))]
    b: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct More {
    c: Option<String>,
    #[form(required_if(c))]
    d: Option<String>,
}

fn always(_: &forms::Draft<Conditions>) -> bool {
    true
}

#[test]
fn conditionally_required_fields_are_not_called_optional() {
    let form = Conditions::blank();
    let view = form.view();
    let optional: Vec<String> = ["company", "nickname", "reason", "note", "inner.a", "inner.b", "c", "d"]
        .into_iter()
        .filter(|name| view.field_named(name).unwrap().label_tag().as_str().contains("(optional)"))
        .map(str::to_owned)
        .collect();
    assert_eq!(optional, ["note", "inner.a", "c"]);
}
