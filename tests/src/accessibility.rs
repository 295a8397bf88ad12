//! Checks the accessibility of a page with a form, as a browser parses it.
//!
//! General accessibility tools miss most mistakes in forms, so these checks are our own. A test runs each check on a
//! page with the mistake that it finds. The manual's page `accessibility` lists the checks.

use scraper::{ElementRef, Html};
use std::collections::HashMap;

/// A check that a page fails, and the element that fails it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Its name in the list.
    pub check: &'static str,
    /// The start of the element.
    pub element: String,
}

/// The checks and their requirements, as in the manual's list.
pub const CHECKS: &[(&str, &str)] = &[
    ("markup", "the page is read without a parse error"),
    ("unique-id", "each id is used once, and no id has a space"),
    (
        "reference",
        "the ids in `for`, `aria-describedby`, `aria-labelledby` and `href=\"#..\"` are on the page",
    ),
    (
        "label",
        "every control has a `<label>` with text (a `placeholder` does not count), and every button has text",
    ),
    ("group", "radio buttons, and checkboxes with the same name, are in a `<fieldset>`"),
    ("legend", "a `<fieldset>` begins with a `<legend>` with text"),
    (
        "described",
        "`aria-describedby` of a control, or of its `<fieldset>`, names all its hints and errors: hints before errors",
    ),
    ("invalid", "`aria-invalid` is `true` on every control with an error, and is on no other"),
    ("summary", "above the form, a summary links to each control with an error, in the order of the page"),
    ("title", "the title of a page with errors begins with a word that says so"),
    (
        "autocomplete",
        "each `autocomplete` value is one that browsers know, and e-mail addresses and passwords have one",
    ),
    ("required", "no checkbox of a group is `required`, because a browser would require each of them"),
];

/// Returns all violations of a page, or of a part of a page.
pub fn violations(html: &str) -> Vec<Violation> {
    let is_page = html.trim_start().to_ascii_lowercase().starts_with("<!doctype");
    let document = if is_page { Html::parse_document(html) } else { Html::parse_fragment(html) };
    let mut page = Page::read(&document);
    for error in &document.errors {
        page.found.push(Violation { check: "markup", element: error.to_string() });
    }
    page.ids_and_references();
    page.labels();
    page.groups();
    page.descriptions();
    page.summary();
    page.autocomplete();
    page.found
}

/// # Panics
/// Panics with all violations if there are any.
pub fn assert_accessible(html: &str) {
    let found = violations(html);
    assert!(found.is_empty(), "{found:#?}\n{html}");
}

struct Page<'d> {
    /// The elements in the order of the page.
    elements: Vec<ElementRef<'d>>,
    places: HashMap<&'d str, usize>,
    found: Vec<Violation>,
}

fn name<'d>(element: &ElementRef<'d>) -> &'d str {
    element.value().name()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

fn ids<'d>(element: &ElementRef<'d>, attribute: &str) -> impl Iterator<Item = &'d str> + use<'d> {
    element.value().attr(attribute).unwrap_or_default().split_ascii_whitespace()
}

/// Returns whether a person fills in this control.
fn is_control(element: &ElementRef<'_>) -> bool {
    match name(element) {
        "select" | "textarea" => true,
        "input" => {
            !matches!(element.value().attr("type"), Some("hidden" | "submit" | "button" | "reset" | "image"))
        }
        _ => false,
    }
}

fn has_type(element: &ElementRef<'_>, input_type: &str) -> bool {
    name(element) == "input" && element.value().attr("type") == Some(input_type)
}

fn around<'d>(element: &ElementRef<'d>, tag: &'static str) -> Option<ElementRef<'d>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|outer| name(outer) == tag)
}

impl<'d> Page<'d> {
    fn read(document: &'d Html) -> Self {
        let elements: Vec<_> = document.root_element().descendants().filter_map(ElementRef::wrap).collect();
        let mut places = HashMap::new();
        for (i, element) in elements.iter().enumerate() {
            if let Some(id) = element.value().attr("id") {
                places.entry(id).or_insert(i);
            }
        }
        Page { elements, places, found: Vec::new() }
    }
    fn fail(&mut self, check: &'static str, element: &ElementRef<'_>) {
        let html = element.html();
        let end = html.find('>').map_or(html.len(), |end| end + 1);
        self.found.push(Violation { check, element: html[..end].to_owned() });
    }
    fn get(&self, id: &str) -> Option<ElementRef<'d>> {
        self.places.get(id).map(|i| self.elements[*i])
    }
    fn ids_and_references(&mut self) {
        for (i, element) in self.elements.clone().into_iter().enumerate() {
            if let Some(id) = element.value().attr("id")
                && (self.places[id] != i || id.is_empty() || id.contains(char::is_whitespace))
            {
                self.fail("unique-id", &element);
            }
            let link = element.value().attr("href").and_then(|link| link.strip_prefix('#'));
            let named = ["for", "aria-describedby", "aria-labelledby"]
                .into_iter()
                .flat_map(|name| ids(&element, name));
            if link.into_iter().chain(named).any(|id| !self.places.contains_key(id)) {
                self.fail("reference", &element);
            }
        }
    }
    fn labels(&mut self) {
        let labelled: Vec<&str> = self
            .elements
            .iter()
            .filter(|element| name(element) == "label" && !text(element).is_empty())
            .filter_map(|label| label.value().attr("for"))
            .collect();
        for element in self.elements.clone() {
            let is_named = match name(&element) {
                "button" => !text(&element).is_empty() || element.value().attr("hidden").is_some(),
                "label" => element
                    .value()
                    .attr("for")
                    .is_none_or(|id| self.get(id).is_none_or(|target| is_control(&target))),
                _ if is_control(&element) => {
                    let id = element.value().attr("id").unwrap_or_default();
                    labelled.contains(&id)
                        || around(&element, "label").is_some_and(|label| !text(&label).is_empty())
                }
                _ => true,
            };
            if !is_named {
                self.fail("label", &element);
            }
        }
    }
    fn groups(&mut self) {
        for element in self.elements.clone() {
            if name(&element) == "fieldset" {
                let first = element.children().find_map(ElementRef::wrap);
                if !first.is_some_and(|first| name(&first) == "legend" && !text(&first).is_empty()) {
                    self.fail("legend", &element);
                }
            }
            let own = element.value().attr("name");
            let several = has_type(&element, "checkbox")
                && self
                    .elements
                    .iter()
                    .filter(|other| is_control(other) && other.value().attr("name") == own)
                    .count()
                    > 1;
            if (several || has_type(&element, "radio")) && around(&element, "fieldset").is_none() {
                self.fail("group", &element);
            }
            if several && element.value().attr("required").is_some() {
                self.fail("required", &element);
            }
        }
    }
    fn descriptions(&mut self) {
        let is_error = |id: &str| id.ends_with("-error");
        for element in self.elements.clone() {
            let described: Vec<_> = ids(&element, "aria-describedby").collect();
            let first_error = described.iter().position(|id| is_error(id)).unwrap_or(described.len());
            if described[first_error..].iter().any(|id| !is_error(id)) {
                self.fail("described", &element);
            }
            if let Some(id) = element.value().attr("id")
                && (is_error(id) || id.ends_with("-hint"))
                && !self.elements.iter().any(|other| ids(other, "aria-describedby").any(|named| named == id))
            {
                self.fail("described", &element);
            }
            // a group of check boxes has its errors at a fieldset that has no other controls
            let mut groups =
                element.ancestors().filter_map(ElementRef::wrap).filter(|outer| name(outer) == "fieldset");
            let at_group = has_type(&element, "checkbox")
                && groups.any(|group| {
                    let names = |element: &ElementRef<'d>| element.value().attr("name");
                    let mut controls = group.descendants().filter_map(ElementRef::wrap).filter(is_control);
                    controls.all(|other| names(&other) == names(&element))
                        && ids(&group, "aria-describedby").any(is_error)
                });
            let has_error = described.iter().any(|id| is_error(id)) || at_group;
            let is_group = name(&element) == "fieldset" && element.value().attr("role") != Some("radiogroup");
            match element.value().attr("aria-invalid") {
                Some("true") if has_error => {}
                Some(_) => self.fail("invalid", &element),
                None if has_error && !is_group => self.fail("invalid", &element),
                None => {}
            }
        }
    }
    /// Checks that the links in the alert lead to controls, in order, and to each control with an error.
    /// The link to a disabled control leads to its error, because the control cannot get the focus.
    fn summary(&mut self) {
        let mut targets = Vec::new();
        let elements = self.elements.clone();
        for element in &elements {
            let in_alert = element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|outer| outer.value().attr("role") == Some("alert"));
            let link = element.value().attr("href").and_then(|link| link.strip_prefix('#'));
            if let (true, Some(id)) = (in_alert, link) {
                let Some(mut place) = self.places.get(id).copied() else { continue };
                let is_disabled = |at: usize| elements[at].value().attr("disabled").is_some();
                if is_disabled(place) {
                    self.fail("summary", element);
                }
                let described = (0..elements.len()).find(|at| {
                    is_disabled(*at) && ids(&elements[*at], "aria-describedby").any(|named| named == id)
                });
                if let Some(disabled) = described.filter(|_| id.ends_with("-error")) {
                    place = disabled;
                }
                let target = self.elements[place];
                let is_in_order = targets.last().is_none_or(|last| *last <= place);
                if !(is_control(&target) || matches!(name(&target), "fieldset" | "button")) || !is_in_order {
                    self.fail("summary", element);
                }
                targets.push(place);
            }
        }
        // an error of the whole form is the only one in the alert
        let mut has_errors =
            self.elements.iter().any(|element| element.value().attr("role") == Some("alert"));
        for element in self.elements.clone() {
            if !ids(&element, "aria-describedby").any(|id| id.ends_with("-error")) {
                continue;
            }
            has_errors = true;
            let linked = targets.iter().any(|place| {
                let target = self.elements[*place];
                target == element || target.ancestors().any(|outer| outer.id() == element.id())
            });
            if !linked {
                self.fail("summary", &element);
            }
        }
        let title = self.elements.iter().find(|element| name(element) == "title").copied();
        if let Some(title) = title
            && has_errors != text(&title).starts_with("Error: ")
        {
            self.fail("title", &title);
        }
    }
    fn autocomplete(&mut self) {
        for element in self.elements.clone().into_iter().filter(is_control) {
            let detail = element.value().attr("autocomplete");
            let asks_for_address = element.value().attr("inputmode") == Some("email");
            let has_purpose =
                asks_for_address || has_type(&element, "email") || has_type(&element, "password");
            let is_known = match detail {
                None | Some("off" | "on") => !has_purpose,
                Some(detail) => detail.split(' ').all(|token| DETAILS.contains(&token)),
            };
            if !is_known {
                self.fail("autocomplete", &element);
            }
        }
    }
}

/// The detail names in WHATWG's list of autocomplete values that our pages use.
const DETAILS: &[&str] = &[
    "billing",
    "shipping",
    "home",
    "work",
    "mobile",
    "name",
    "given-name",
    "family-name",
    "username",
    "new-password",
    "current-password",
    "one-time-code",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-level1",
    "address-level2",
    "country",
    "country-name",
    "postal-code",
    "bday",
    "tel",
    "email",
    "url",
];
