//! Renders a submission again, and parses the page with an HTML parser: each control must have its submitted text, and no
//! other element may.

use crate::order::Node;
use forms::{
    Body, Bound, Choice, Email, Form, Password, PhoneNumber, Url,
    html::{
        Plain, Renderer, View,
        theme::{Bootstrap, GovUk},
    },
};
use jiff::civil::{Date, DateTime, Time};
use scraper::{ElementRef, Html};
use std::collections::BTreeSet;

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
#[form(rename_all = "kebab-case")]
pub enum Plan {
    Free,
    #[form(group = "Paid")]
    Paid,
    #[form(group = "Paid")]
    OnTrial,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    street: String,
    city: Option<String>,
    #[form(widget = hidden)]
    source: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Row {
    sku: String,
    #[form(widget = radio)]
    plan: Option<Plan>,
    #[form(max_items = 3)]
    tags: Vec<String>,
}

/// A form with every control.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Controls {
    #[form(immutable, max_length = 40, help = "A hint.")]
    code: String,
    #[form(widget = search)]
    title: Option<String>,
    #[form(multiline)]
    text: Option<String>,
    email: Option<Email>,
    phone: Option<PhoneNumber>,
    url: Option<Url>,
    #[form(widget = number, min = 3, max = 90)]
    small: Option<u8>,
    #[form(min = 0)]
    float: Option<f64>,
    date: Option<Date>,
    time: Option<Time>,
    moment: Option<DateTime>,
    #[form(widget = hidden)]
    id: Option<u32>,
    flag: bool,
    maybe: Option<bool>,
    #[form(widget = radio)]
    plan: Plan,
    chosen: Option<Plan>,
    plans: Vec<Plan>,
    #[form(widget = select)]
    several: Vec<Plan>,
    #[form(one_of = ["a", "<b>"])]
    single: Option<String>,
    #[form(nested)]
    address: Option<Address>,
    #[form(nested, max_items = 4, ordered)]
    rows: Vec<Row>,
    #[form(max_items = 4)]
    tags: Vec<String>,
    #[form(default)]
    extra: Option<serde_json::Value>,
    secret: Option<Password>,
    #[form(widget = password)]
    pin: Option<String>,
}

/// Returns a value for updates to start from.
pub fn present() -> Controls {
    Controls {
        code: "C-1".to_owned(),
        title: None,
        text: Some("\ntwo\nlines".to_owned()),
        email: None,
        phone: None,
        url: None,
        small: Some(7),
        float: None,
        date: None,
        time: None,
        moment: None,
        id: Some(9),
        flag: true,
        maybe: None,
        plan: Plan::OnTrial,
        chosen: None,
        plans: vec![Plan::Free],
        several: Vec::new(),
        single: None,
        address: Some(Address { street: "St James's Square".to_owned(), city: None, source: None }),
        rows: vec![Row { sku: "SKU".to_owned(), plan: None, tags: vec!["a".to_owned()] }],
        tags: Vec::new(),
        extra: None,
        secret: Some(Password::new("a secret that is kept")),
        pin: None,
    }
}

const ELEMENTS: [&str; 20] = [
    "html", "div", "h2", "ul", "li", "a", "p", "span", "label", "input", "select", "option", "optgroup",
    "textarea", "fieldset", "legend", "button", "b", "h1", "form",
];
const ATTRIBUTES: [&str; 28] = [
    "class",
    "tabindex",
    "autofocus",
    "role",
    "href",
    "for",
    "hidden",
    "id",
    "type",
    "name",
    "value",
    "required",
    "maxlength",
    "minlength",
    "min",
    "max",
    "step",
    "inputmode",
    "autocomplete",
    "spellcheck",
    "autocapitalize",
    "aria-invalid",
    "aria-describedby",
    "aria-labelledby",
    "checked",
    "selected",
    "multiple",
    "formnovalidate",
];
/// Also allowed: for groups of choices, and for controls that cannot be changed.
const OTHERS: [&str; 2] = ["disabled", "label"];

pub const THEMES: [&dyn Renderer; 3] = [&Plain, &GovUk, &Bootstrap];

/// Renders a form, and parses the page as a browser does.
pub fn page<F: Form>(view: View<'_, F>, theme: &'static dyn Renderer) -> Html {
    Html::parse_fragment(&view.renderer(theme).to_html())
}

pub fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.root_element().descendants().filter_map(ElementRef::wrap)
}

/// Returns the text that a person sees in the element.
pub fn value(element: &ElementRef<'_>) -> String {
    match element.value().name() {
        "textarea" => element.text().collect(),
        _ => element.value().attr("value").unwrap_or_default().to_owned(),
    }
}

/// Returns the text as a page has it: with line feeds only, and without null characters.
pub fn shown(typed: &str) -> String {
    typed.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

/// Returns the tags and names of the controls, in order.
///
/// # Panics
/// Panics if the page has elements or attributes that the library does not write.
pub fn controls(page: &Html) -> Vec<(String, String)> {
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let mut controls = Vec::new();
    for element in elements(page) {
        let name = element.value().name();
        assert!(ELEMENTS.contains(&name), "<{name}>");
        for (attribute, _) in element.value().attrs() {
            assert!(ATTRIBUTES.contains(&attribute) || OTHERS.contains(&attribute), "{attribute}");
        }
        if let Some(own) = element.value().attr("name") {
            controls.push((name.to_owned(), own.to_owned()));
        }
    }
    controls
}

/// Returns whether the element shows errors: it is in the summary, or in the errors of a field.
fn is_of_errors(element: &ElementRef<'_>) -> bool {
    std::iter::once(*element).chain(element.ancestors().filter_map(ElementRef::wrap)).any(|outer| {
        let id = outer.value().attr("id").unwrap_or_default();
        outer.value().attr("tabindex") == Some("-1") || id.ends_with("-error")
    })
}

/// Returns the parts of a page that do not depend on values: tags, ids, names, and what the buttons for rows do.
fn structure(page: &Html) -> Vec<[String; 4]> {
    let attribute =
        |element: &ElementRef<'_>, name| element.value().attr(name).unwrap_or_default().to_owned();
    let is_empty_option = |element: &ElementRef<'_>| {
        element.value().name() == "option" && attribute(element, "value").is_empty()
    };
    elements(page)
        .filter(|element| !is_of_errors(element) && !is_empty_option(element))
        .map(|element| {
            let tag = element.value().name().to_owned();
            let does = if tag == "button" { attribute(&element, "value") } else { String::new() };
            [tag, attribute(&element, "id"), attribute(&element, "name"), does]
        })
        .collect()
}

/// Binds the bytes after the first one, and checks the page. The first byte selects the theme and whether it is an update. Bytes
/// that begin with `{` are a JSON body, others an urlencoded one.
///
/// # Panics
/// Panics if the structure of the page depends on the values, or if a control has a text that was not submitted for it.
pub fn hold(bytes: &[u8]) {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let theme = THEMES[usize::from(how % 3)];
    let is_update = how / 3 % 2 == 1;
    let text = std::str::from_utf8(bytes).ok();
    let is_json = bytes.trim_ascii_start().starts_with(b"{");
    let (body, neutral) = if is_json {
        (Body::new("application/json", bytes), text.and_then(neutral_json).map(Body::json))
    } else {
        let body = Body::new("application/x-www-form-urlencoded", bytes);
        (body, text.map(|text| Body::form(neutral_form(text))))
    };
    let pairs: Vec<(String, String)> =
        if is_json { Vec::new() } else { form_urlencoded::parse(bytes).into_owned().collect() };
    if is_update {
        let present = present();
        let bind = |body| Controls::bind_update(&present, body);
        compare(&bind(&body), neutral.as_ref().map(bind).as_ref(), &pairs, theme);
    } else {
        compare(&Controls::bind(&body), neutral.as_ref().map(Controls::bind).as_ref(), &pairs, theme);
    }
}

fn compare<P>(
    bound: &Bound<Controls, P>,
    neutral: Option<&Bound<Controls, P>>,
    pairs: &[(String, String)],
    theme: &'static dyn Renderer,
) {
    let drawn = page(bound.view(), theme);
    drop(controls(&drawn));
    // a body that cannot be read is shown as an empty form
    if bound.status() != 200 && bound.status() != 422 {
        return;
    }
    if let Some(neutral) = neutral {
        let expected = page(neutral.view(), theme);
        assert_eq!(structure(&drawn), structure(&expected));
    }
    if !pairs.is_empty() && !bound.is_row_request() {
        values(&drawn, pairs);
    }
}

/// Checks that each control has its submitted text, and that no other text appears.
fn values(page: &Html, pairs: &[(String, String)]) {
    let typed: BTreeSet<String> = pairs.iter().map(|(_, value)| shown(value)).collect();
    for element in elements(page) {
        let attribute = |name| element.value().attr(name);
        let (tag, input_type) = (element.value().name(), attribute("type").unwrap_or_default());
        let Some(name) = attribute("name").filter(|_| attribute("disabled").is_none()) else { continue };
        let given = pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        match (tag, input_type) {
            (_, "password") => assert_eq!(attribute("value"), None, "{name}"),
            ("input", "checkbox" | "radio") | ("button", _) => {}
            ("select", _) => {
                let chosen: Vec<_> = elements_within(&element)
                    .filter(|option| option.value().attr("selected").is_some())
                    .collect();
                if attribute("multiple").is_none() {
                    assert!(chosen.len() <= 1, "{name}");
                    if let (Some(option), Some(given)) = (chosen.first(), given) {
                        assert_eq!(value(option), *given, "{name}");
                    }
                }
            }
            _ => {
                let value = value(&element);
                // rows may have new numbers
                match given.filter(|_| !name.contains('[')) {
                    Some(given) => assert_eq!(value, shown(given), "{name}"),
                    None => assert!(
                        value.is_empty() || typed.contains(&value) || is_of_present(&value),
                        "{name} has {value}"
                    ),
                }
            }
        }
    }
}

fn elements_within<'p>(element: &ElementRef<'p>) -> impl Iterator<Item = ElementRef<'p>> + use<'p> {
    element.descendants().filter_map(ElementRef::wrap)
}

/// Returns whether an update shows this present value for a field that was not submitted.
fn is_of_present(value: &str) -> bool {
    ["C-1", "\ntwo\nlines", "7", "9", "St James's Square", "SKU", "a"].contains(&value)
}

/// Returns the same keys with other values. Empty values stay empty, and buttons keep their values.
fn neutral_form(text: &str) -> String {
    let pair = |pair: &str| match pair.split_once('=') {
        Some((key, value)) if !value.is_empty() && !is_button(key) => format!("{key}=x"),
        _ => pair.to_owned(),
    };
    text.split('&').map(pair).collect::<Vec<_>>().join("&")
}

fn is_button(key: &str) -> bool {
    form_urlencoded::parse(key.as_bytes()).any(|(key, _)| key == "_rows")
}

/// Returns the same document with other texts, or `None` if it is not JSON.
fn neutral_json(text: &str) -> Option<String> {
    let mut neutral = String::new();
    Node::read(text)?.write(&mut neutral, &mut |leaf, out| {
        out.push_str(if leaf.starts_with('"') && leaf != "\"\"" { "\"x\"" } else { leaf });
    });
    Some(neutral)
}
