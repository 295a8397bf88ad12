//! What a browser sends from a page after a person chooses one option or presses one button.

use crate::redisplay::elements;
use scraper::{ElementRef, Html};

/// The names and values that are sent, in the order of the page.
pub type Pairs = Vec<(String, String)>;

/// A check box, radio button or option that a person clicks. A second click on a check box, or on an option among several,
/// removes the choice.
type Pressed<'p> = ElementRef<'p>;

fn is_disabled(element: &ElementRef<'_>) -> bool {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(*element).chain(around).any(|element| {
        element.value().attr("disabled").is_some()
            && matches!(element.value().name(), "input" | "select" | "textarea" | "button" | "fieldset")
    })
}

fn options<'p>(select: &ElementRef<'p>) -> impl Iterator<Item = ElementRef<'p>> + use<'p> {
    select.descendants().filter_map(ElementRef::wrap).filter(|element| element.value().name() == "option")
}

/// Returns what a browser sends (WHATWG HTML, 4.10.22.4) for the button with this value, or for a button without a name.
pub fn sent(html: &str, button: Option<&str>) -> Pairs {
    sent_after(&Html::parse_fragment(html), None, button)
}

/// Returns the values of the buttons that change rows.
pub fn row_buttons(html: &str) -> Vec<String> {
    let page = Html::parse_fragment(html);
    let buttons = elements(&page)
        .filter(|element| element.value().attr("name") == Some("_rows") && !is_disabled(element));
    buttons.filter_map(|button| button.value().attr("value").map(str::to_owned)).collect()
}

/// Returns what is sent for each choice that a person can make on the page: check boxes, radio buttons, options.
pub fn choices(html: &str) -> Vec<Pairs> {
    let page = Html::parse_fragment(html);
    let mut choices = Vec::new();
    for element in elements(&page).filter(|element| !is_disabled(element)) {
        match (element.value().name(), element.value().attr("type")) {
            ("input", Some("checkbox" | "radio")) => choices.push(element),
            ("select", _) => {
                let is_required = element.value().attr("required").is_some();
                // the browser requires another option
                let may_be_chosen =
                    |option: &ElementRef<'_>| !is_required || option.value().attr("value") != Some("");
                choices.extend(options(&element).filter(may_be_chosen));
            }
            _ => {}
        }
    }
    choices.into_iter().map(|pressed| sent_after(&page, Some(pressed), None)).collect()
}

fn sent_after(page: &Html, pressed: Option<Pressed<'_>>, button: Option<&str>) -> Pairs {
    let mut pairs = Pairs::new();
    for element in elements(page).filter(|element| !is_disabled(element)) {
        let attribute = |name| element.value().attr(name);
        let Some(name) = attribute("name") else { continue };
        let value = attribute("value").unwrap_or_default();
        let is_pressed = pressed == Some(element);
        let mut send = |value: &str| {
            let value = value.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
            pairs.push((name.to_owned(), value));
        };
        match (element.value().name(), attribute("type")) {
            ("button", _) if button == Some(value) => send(value),
            ("input", Some("checkbox")) if attribute("checked").is_some() != is_pressed => send(value),
            ("button", _) | ("input", Some("checkbox")) => {}
            ("input", Some("radio")) => {
                // a selected radio button deselects the others with its name
                let of_group = pressed.filter(|other| {
                    other.value().attr("type") == Some("radio") && other.value().attr("name") == Some(name)
                });
                if of_group.map_or(attribute("checked").is_some(), |_| is_pressed) {
                    send(value);
                }
            }
            ("select", _) => {
                let is_selected = |option: &ElementRef<'_>| option.value().attr("selected").is_some();
                let value =
                    |option: &ElementRef<'_>| option.value().attr("value").unwrap_or_default().to_owned();
                if attribute("multiple").is_some() {
                    for option in
                        options(&element).filter(|option| is_selected(option) != (pressed == Some(*option)))
                    {
                        send(&value(&option));
                    }
                } else {
                    let chosen = options(&element).find(|option| pressed == Some(*option));
                    let selected = options(&element).filter(is_selected).last();
                    if let Some(option) = chosen.or(selected).or_else(|| options(&element).next()) {
                        send(&value(&option));
                    }
                }
            }
            ("textarea", _) => send(&element.text().collect::<String>()),
            _ => send(value),
        }
    }
    pairs
}
