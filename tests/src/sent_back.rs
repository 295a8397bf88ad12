//! The submission that a browser makes from a page: the entry list of a form (WHATWG HTML, 4.10.22.4), with value sanitization of
//! its controls (4.10.5.1).

use crate::redisplay::{elements, value};
use scraper::{ElementRef, Html};

/// Returns the pairs that a browser sends for a page that the user did not change.
pub fn pairs(html: &str) -> Vec<(String, String)> {
    let page = Html::parse_fragment(html);
    let mut pairs = Vec::new();
    for element in elements(&page) {
        let attribute = |name| element.value().attr(name);
        let (tag, input_type) = (element.value().name(), attribute("type").unwrap_or("text"));
        let Some(name) = attribute("name").filter(|_| !is_disabled(&element)) else { continue };
        let sent = match (tag, input_type) {
            ("input", "checkbox" | "radio") if attribute("checked").is_none() => continue,
            ("input", "checkbox" | "radio") => attribute("value").unwrap_or("on").to_owned(),
            ("input", input_type) => sanitized(input_type, &value(&element)),
            ("textarea", _) => {
                // the parser drops one line feed after the tag
                value(&element)
            }
            ("select", _) => {
                let options: Vec<_> = element
                    .descendants()
                    .filter_map(ElementRef::wrap)
                    .filter(|option| option.value().name() == "option")
                    .collect();
                let selected: Vec<_> =
                    options.iter().filter(|option| option.value().attr("selected").is_some()).collect();
                let is_multiple = attribute("multiple").is_some();
                // without `multiple`: the last selected option, or else the first option
                let chosen: Vec<_> = if is_multiple {
                    selected
                } else {
                    selected.last().copied().or(options.first()).into_iter().collect()
                };
                pairs.extend(chosen.into_iter().map(|option| (name.to_owned(), with_crlf(&value(option)))));
                continue;
            }
            _ => continue,
        };
        pairs.push((name.to_owned(), with_crlf(&sent)));
    }
    pairs
}

/// Returns the body that a browser sends for these pairs.
pub fn body(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn is_disabled(element: &ElementRef<'_>) -> bool {
    let fieldsets =
        element.ancestors().filter_map(ElementRef::wrap).filter(|outer| outer.value().name() == "fieldset");
    std::iter::once(*element).chain(fieldsets).any(|element| element.value().attr("disabled").is_some())
}

/// Returns the value after the control's sanitization.
///
/// # Panics
/// Panics if the control would drop the value and be empty.
fn sanitized(input_type: &str, value: &str) -> String {
    let line: String = value.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    match input_type {
        "hidden" => value.to_owned(),
        "email" | "url" => line.trim_matches([' ', '\t', '\u{c}']).to_owned(),
        "number" if !value.is_empty() => {
            assert!(value.parse::<f64>().is_ok_and(f64::is_finite), "{value}");
            line
        }
        "date" | "time" | "datetime-local" => {
            let is_shown = value.bytes().all(|byte| byte.is_ascii_digit() || b"-:.T".contains(&byte));
            let fraction = value.split_once('.').map_or("", |(_, fraction)| fraction);
            assert!(is_shown && fraction.len() <= 3, "{input_type} {value}");
            line
        }
        _ => line,
    }
}

fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}
