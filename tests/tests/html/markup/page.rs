//! A strict parser for the part of HTML that our forms use. It finds markup that does not belong in a page.

use std::fmt::Write;

/// A start tag, and the text after it up to the next tag.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, Option<String>)>,
    pub(crate) text: String,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).and_then(|(_, value)| value.as_deref())
    }
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(own, _)| own == name)
    }
}

/// Returns all start tags in order. Every value must be quoted, every element closed, and every special character
/// escaped.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let (mut tags, mut open, mut rest) = (Vec::<Tag>::new(), Vec::new(), html);
    let mut starts = false;
    while let Some(at) = rest.find('<') {
        let text = unescaped(&rest[..at]);
        if let Some(tag) = tags.last_mut().filter(|_| starts) {
            tag.text = text;
        }
        let (tag, behind) = rest[at + 1..].split_once('>').expect("the end of a tag");
        rest = behind;
        starts = !tag.starts_with('/');
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{html}");
            continue;
        }
        let (name, mut written) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while !written.is_empty() {
            let end = written.find([' ', '=']).unwrap_or(written.len());
            let (attribute, behind) = written.split_at(end);
            assert!(attribute.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{attribute}");
            let value = behind.strip_prefix("=\"").map(|quoted| quoted.split_once('"').expect("a quote"));
            assert!(!attributes.iter().any(|(name, _)| name == attribute), "{attribute} twice: {tag}");
            attributes.push((attribute.to_owned(), value.map(|(value, _)| unescaped(value))));
            let behind = value.map_or(behind, |(_, behind)| behind);
            written = behind.strip_prefix(' ').unwrap_or(behind);
        }
        if !matches!(name, "input") {
            open.push(name.to_owned());
        }
        tags.push(Tag { name: name.to_owned(), attributes, text: String::new() });
    }
    assert!(open.is_empty(), "{open:?} do not end: {html}");
    assert!(!unescaped(rest).contains('>'));
    tags
}

fn unescaped(text: &str) -> String {
    assert!(!text.contains(['<', '>', '"', '\'']), "{text}");
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (entity, behind) = part.split_once(';').expect("an entity");
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("{other}"),
        });
        plain.push_str(behind);
    }
    plain
}

/// Checks that the page is well-formed, that ids are unique, and that every reference has a target.
pub(crate) fn assert_sound(html: &str) {
    let tags = tags(html);
    let mut ids: Vec<_> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is used twice: {html}");
    for tag in &tags {
        let labelled = tag.get("for").into_iter();
        for id in labelled.chain(tag.get("aria-describedby").into_iter().flat_map(|ids| ids.split(' '))) {
            assert!(ids.contains(&id), "{id} is missing: {html}");
        }
        let described = tag.get("aria-describedby").is_some_and(|ids| ids.ends_with("-error"));
        // a group of check boxes has its errors at the fieldset
        let is_box = tag.get("type") == Some("checkbox");
        assert!(!tag.has("aria-invalid") || described || is_box, "{html}");
    }
}

/// Returns the tags with the names of their attributes.
pub(crate) fn structure(html: &str) -> Vec<String> {
    let name = |tag: &Tag| {
        let attributes: Vec<_> = tag.attributes.iter().map(|(name, _)| name.as_str()).collect();
        format!("{} {}", tag.name, attributes.join(" "))
    };
    tags(html).iter().map(name).collect()
}

/// Returns what a browser would send (WHATWG HTML, 4.10.22.4).
pub(crate) fn controls(html: &str) -> Vec<(String, String)> {
    let (mut sent, mut select): (Vec<(String, String)>, Option<String>) = (Vec::new(), None);
    for tag in tags(html) {
        let value = tag.get("value").unwrap_or_default().to_owned();
        let name = tag.get("name").filter(|_| !tag.has("disabled")).map(str::to_owned);
        match (tag.name.as_str(), name) {
            ("input", Some(name)) => {
                let must_be_checked = matches!(tag.get("type"), Some("checkbox" | "radio"));
                if !must_be_checked || tag.has("checked") {
                    sent.push((name, value));
                }
            }
            ("textarea", Some(name)) => {
                sent.push((name, tag.text.strip_prefix('\n').expect("a line feed").to_owned()));
            }
            ("select", name) => select = name,
            ("option", _) => {
                if let Some(name) = &select {
                    match sent.last_mut() {
                        Some((last, chosen)) if last == name => {
                            if tag.has("selected") {
                                *chosen = value;
                            }
                        }
                        _ => sent.push((name.clone(), value)),
                    }
                }
            }
            _ => {}
        }
    }
    for (_, value) in &mut sent {
        *value = value.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
    }
    sent
}

pub(crate) fn encoded(pairs: &[(String, String)]) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        for (sign, text) in [('&', name), ('=', value)] {
            body.push(sign);
            for byte in text.bytes() {
                write!(body, "%{byte:02X}").unwrap();
            }
        }
    }
    body
}
