//! The table of controls in the manual: the page is read, and each of its rows is rendered.
#![allow(missing_docs)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

use forms::{Choice, Email, Form, Password};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Size {
    Small,
    Large,
}

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
    #[form(username)] username: String;
    #[form(multiline, max_length = 500)] lines: String;
    #[form(widget = textarea)] textarea: Option<String>;
    secret: Password;
    #[form(password(min_length = 8))] new_password: Password;
    integer: i32;
    #[form(min = 0)] natural: i32;
    #[form(min = 0)] positive: f64;
    #[form(widget = number, min = 1, max = 9, step = 2)] number: i32;
    #[form(widget = number)] fraction: f64;
    boolean: bool;
    #[form(required)] agreement: bool;
    #[form(default = true)] ticked: bool;
    #[form(widget = select)] yes_or_no: bool;
    maybe: Option<bool>;
    choice: Size;
    #[form(default = Size::Large)] preset: Size;
    #[form(one_of = ["a", "b"])] one_of: Option<String>;
    #[form(widget = radio)] radio: Size;
    #[form(widget = radio)] maybe_radio: Option<bool>;
    several: Vec<Size>;
    #[form(widget = select)] several_select: Vec<Size>;
    #[form(widget = hidden)] hidden: u32;
    json: Option<serde_json::Value>;
}

fn spaceless(text: &str) -> String {
    text.split_whitespace().collect()
}

/// `UPDATE_PAGES=1` writes the table anew, to be looked at before it is kept.
#[test]
fn every_row_of_the_table_is_what_the_page_has() {
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
            // a line break behind `<textarea>` is not seen
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
    #[form(widget = hidden)]
    hidden: u32,
}

/// The page's table of all widgets has each of them, in order, with the element that it is.
#[test]
fn every_widget_is_the_element_that_the_table_says() {
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
        assert!(field.control().as_str().contains(start), "{widget} is no {start}: {}", field.control());
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
fn what_a_browser_could_not_show_is_a_line_of_text() {
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
    // it may be left out: filled in, it would not be
    assert_eq!(value("other.number"), None);
    let page = view.to_html();
    assert!(
        page.contains(r#"name="sizes" value="Small" checked"#)
            && page.contains(r#"name="news" value="true" checked"#)
    );
    // on an update, what is present
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
fn a_box_that_is_ticked_by_default_can_be_unticked() {
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
fn a_form_may_be_judged_by_the_server_alone() {
    let page = ByServer::blank().to_html();
    for attribute in ["required", "length=", "min=", "max=", "step="] {
        assert!(!page.contains(attribute), "{attribute}: {page}");
    }
    assert!(page.contains("type=\"email\"") && page.contains("autocomplete=\"email\""));
}
