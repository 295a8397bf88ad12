//! The pages whose forms Chromium sent, what was done on them, and the forms of ours that some of them show.

use forms::{Choice, Email, Form};
use jiff::civil::{Date, DateTime, Time, date};

pub struct Page {
    /// The name of the file with the sent body.
    pub name: &'static str,
    /// The form, up to its submit button.
    pub form: String,
    pub acts: &'static [Act],
}

pub enum Act {
    Click(&'static str),
    Type(&'static str, &'static str),
    Paste(&'static str, &'static str),
    /// Sets the value as a script of the page would, or the calendar of a browser.
    Set(&'static str, &'static str),
    /// Files to choose, with their contents.
    Choose(&'static str, &'static [(&'static str, &'static str)]),
}

use Act::{Choose, Click, Paste, Set, Type};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Size {
    Small,
    #[form(rename = "b,c")]
    Large,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Lines {
    #[form(multiline, max_length = 5)]
    pub text: String,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Line {
    #[form(max_length = 4)]
    pub text: String,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Visit {
    pub day: Option<Date>,
    pub time: Option<Time>,
    pub arrival: Option<DateTime>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Item {
    pub name: String,
    pub is_gift: bool,
}

/// A field for every control that sends a value in its own way.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Order {
    pub name: String,
    pub email: Email,
    #[form(multiline, strip = false)]
    pub lines: String,
    pub cups: i8,
    #[form(widget = number)]
    pub sugar: f64,
    pub is_paid: bool,
    pub is_late: bool,
    pub milk: Option<bool>,
    pub size: Size,
    #[form(widget = radio)]
    pub favourite: Option<Size>,
    pub cupboard: Vec<Size>,
    #[form(widget = select)]
    pub wishes: Vec<Size>,
    #[form(widget = hidden)]
    pub step: Option<u32>,
    pub day: Date,
    pub time: Time,
    pub delivery: DateTime,
    #[form(nested)]
    pub host: Option<Item>,
    #[form(nested, max_items = 5)]
    pub items: Vec<Item>,
    #[form(max_items = 5)]
    pub tags: Vec<String>,
}

/// A form whose values have each character that a browser or an HTML parser may change.
pub fn order() -> Order {
    let item = |name: &str, is_gift| Item { name: name.into(), is_gift };
    Order {
        name: "Zoë <b>&amp; \"O'Neill\"</b> 👍 +%26=;".into(),
        email: Email::parse("ada+tea@example.org").expect("an address"),
        lines: "\nfirst\n\n  third\t&lt;\n".into(),
        cups: -3,
        sugar: 1.5,
        is_paid: true,
        is_late: false,
        milk: Some(false),
        size: Size::Large,
        favourite: Some(Size::Large),
        cupboard: vec![Size::Small, Size::Large],
        wishes: vec![Size::Large],
        step: Some(2),
        day: date(2028, 2, 29),
        time: Time::constant(9, 5, 0, 0),
        delivery: date(2028, 2, 29).at(13, 45, 6, 0),
        host: Some(item("Charles", false)),
        items: vec![item("One & one", true), item("Two", false)],
        tags: vec!["a=b".into(), "é".into()],
    }
}

fn ours<F: Form>(view: &forms::html::View<'_, F>) -> String {
    format!("{}\n{}", view.form_tag("/sent"), view.fields_html())
}

fn form(attributes: &str, controls: &str) -> String {
    format!("<form method=\"post\" action=\"/sent\" {attributes}>\n{controls}")
}

const MULTIPART: &str = "enctype=\"multipart/form-data\"";

#[allow(clippy::too_many_lines, reason = "a table")]
pub fn pages() -> Vec<Page> {
    let page = |name, controls: &str, acts| Page { name, form: form("", controls), acts };
    let with =
        |name, attributes: &str, controls: &str, acts| Page { name, form: form(attributes, controls), acts };
    vec![
        page(
            "nothing_chosen",
            "<input type=checkbox name=flag value=true><input type=radio name=plan value=a><select multiple name=plans>\
             <option>a</option></select><select name=none></select><select name=first><option value='' disabled selected>\
             Choose</option><option>a</option></select><input name=text value=1>",
            &[],
        ),
        page("checkbox_without_value", "<input type=checkbox name=flag checked>", &[]),
        page(
            "checkbox_with_hidden_twin",
            "<input type=hidden name=flag value=false><input type=checkbox name=flag value=true checked>",
            &[],
        ),
        page(
            "select_first_option",
            "<select name=size><option>Small</option><option value='b,c'>Large</option></select>",
            &[],
        ),
        page(
            "select_several",
            "<select multiple name=sizes><option selected>Small</option><option selected value='b,c'>Large</option></select>",
            &[],
        ),
        page(
            "disabled_and_readonly",
            "<input name=code value=1 disabled><input name=text value=1 readonly>",
            &[],
        ),
        Page {
            name: "textarea_lines",
            form: ours(&Lines::blank().view()),
            acts: &[Type("textarea", "a\nb\ncdef")],
        },
        Page {
            name: "textarea_leading_line",
            form: ours(&Lines::filled(&Lines { text: "\n\nx".into() }).view()),
            acts: &[],
        },
        page("textarea_leading_line_lost", "<textarea name=text>\nx</textarea>", &[]),
        page("hidden_line", "<input type=hidden name=text id=text>", &[Set("#text", "a\nb")]),
        page("text_line", "<input name=text>", &[Set("[name=text]", "a\r\nb")]),
        Page {
            name: "maxlength_emoji",
            form: ours(&Line::blank().view()),
            acts: &[Paste("#id_text", "👍👍👍")],
        },
        page("charset_utf_8", "<input type=hidden name=_charset_><input name=text value=é>", &[]),
        with(
            "charset_latin_1",
            "accept-charset=\"iso-8859-1\"",
            "<input type=hidden name=_charset_><input name=text value='é€'>",
            &[],
        ),
        page("dirname", "<input name=text value=a dirname=text.dir>", &[]),
        page(
            "button_with_name",
            "<input name=text value=1><button id=save name=action value=save>Save</button>",
            &[Click("#save")],
        ),
        page(
            "number_by_markup",
            "<input type=number name=comma value='1,5'><input type=number name=zeros value=1.50 step=any><input type=number \
             name=exponent value=1e3><input type=number name=plus value='+5'><input type=number name=blank value=' 7'>",
            &[],
        ),
        with(
            "number_half_typed",
            "novalidate",
            "<input type=number name=number>",
            &[Type("[name=number]", "1e")],
        ),
        page("range_and_color", "<input type=range name=range><input type=color name=color>", &[]),
        page(
            "email",
            "<input type=email name=one><input type=email multiple name=several><input type=email name=domain>",
            &[
                Type("[name=one]", "  a@b.example "),
                Type("[name=several]", " a@b.example , c@d.example "),
                Type("[name=domain]", "x@bücher.example"),
            ],
        ),
        page("url", "<input type=url name=one>", &[Type("[name=one]", " http://exämple.com/ä ")]),
        Page {
            name: "dates",
            form: ours(&Visit::blank().view()),
            acts: &[
                Set("#id_day", "2024-02-29"),
                Set("#id_time", "09:05"),
                Set("#id_arrival", "2024-02-29T13:45"),
            ],
        },
        Page {
            name: "dates_filled",
            form: ours(
                &Visit::filled(&Visit {
                    day: Some(date(2024, 2, 29)),
                    time: Some(Time::constant(9, 5, 7, 0)),
                    arrival: Some(date(2024, 2, 29).at(13, 45, 6, 500_000_000)),
                })
                .view(),
            ),
            acts: &[],
        },
        page(
            "dates_that_a_browser_cannot_show",
            "<input type=date name=day value='29/02/2024'><input type=datetime-local name=zone value='2024-02-29T13:45:00Z'>\
             <input type=datetime-local name=digits value='2024-02-29T13:45:00.123456'><input type=datetime-local name=space \
             value='2024-02-29 13:45:00'>",
            &[],
        ),
        page(
            "months_and_weeks",
            "<input type=month name=month value=2024-02><input type=week name=week value=2024-W09>",
            &[],
        ),
        with(
            "multipart_no_file",
            MULTIPART,
            "<textarea name=text></textarea><input name='q&quot;uo&#10;te' value=1><input type=file name=file>",
            &[Type("textarea", "a\nb")],
        ),
        with(
            "multipart_files",
            MULTIPART,
            "<input type=file name=file multiple>",
            &[Choose("[name=file]", &[("é\"x.txt", "hi"), ("unknown", "yo")])],
        ),
        with("text_plain", "enctype=\"text/plain\"", "<input name=a value='b=c&amp;d'>", &[]),
        Page { name: "order", form: ours(&Order::filled(&order()).view()), acts: &[] },
    ]
}
