//! Submissions, and how they are written in either format.

use super::entropy::Entropy;
use crate::body::Format;
use std::fmt::Write;

/// A value of a submission.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// No value: `null` in JSON. In a form, no pair or one with an empty value.
    Nothing,
    /// A text.
    Text(String),
    /// A value that is written unquoted in JSON and as text in a form: a number, a boolean or any JSON.
    Bare(String),
    /// A list of choices with none chosen: `[]` in JSON. In a form, no pair, as if no box is ticked.
    NoneChosen,
    List(Vec<Node>),
    Form(Vec<Member>),
}

/// A key and its value. Keys may be repeated.
pub(super) type Member = (String, Node);

/// One of the equivalent ways to write a submission. The default is the plainest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spelling(u8);

/// The bits for the way in which a form's keys number the items of a list.
const KEYS: u8 = 0b11;
/// Escapes more than necessary.
const ESCAPED: u8 = 1 << 2;
/// Writes members in reverse order.
const REVERSED: u8 = 1 << 3;
/// Adds blanks where JSON allows them.
const SPACED: u8 = 1 << 4;

impl Spelling {
    pub(super) fn from(entropy: &mut Entropy<'_>) -> Self {
        Spelling(entropy.byte())
    }
    fn has(self, what: u8) -> bool {
        self.0 & what != 0
    }
}

pub(super) fn write(members: &[Member], format: Format, spelling: Spelling) -> String {
    match format {
        Format::Json => {
            let mut out = String::new();
            object(members, spelling, &mut out);
            out
        }
        Format::Form => {
            let mut pairs = Vec::new();
            flatten(members, "", spelling, &mut pairs);
            if spelling.has(REVERSED) {
                // items of one list keep their order
                let is_item = |key: &str| {
                    key.contains('[')
                        || members.iter().any(|(name, node)| name == key && matches!(node, Node::List(_)))
                };
                let (items, mut others): (Vec<_>, Vec<_>) =
                    pairs.into_iter().partition(|(key, _)| is_item(key));
                others.reverse();
                others.extend(items);
                pairs = others;
            }
            let pairs: Vec<String> = pairs
                .iter()
                .map(|(key, value)| format!("{}={}", encoded(key, spelling), encoded(value, spelling)))
                .collect();
            pairs.join("&")
        }
    }
}

fn object(members: &[Member], spelling: Spelling, out: &mut String) {
    let space = if spelling.has(SPACED) { "\n " } else { "" };
    out.push('{');
    let count = members.len();
    for k in 0..count {
        let (key, node) = &members[if spelling.has(REVERSED) { count - 1 - k } else { k }];
        if k > 0 {
            out.push(',');
        }
        out.push_str(space);
        quote(key, spelling, out);
        out.push(':');
        out.push_str(space);
        json(node, spelling, out);
    }
    out.push_str(space);
    out.push('}');
}

fn json(node: &Node, spelling: Spelling, out: &mut String) {
    match node {
        Node::Nothing => out.push_str("null"),
        Node::Text(text) => quote(text, spelling, out),
        Node::Bare(text) => out.push_str(text),
        Node::NoneChosen => out.push_str("[]"),
        Node::List(items) => {
            out.push('[');
            for (k, item) in items.iter().enumerate() {
                if k > 0 {
                    out.push(',');
                }
                json(item, spelling, out);
            }
            out.push(']');
        }
        Node::Form(members) => object(members, spelling, out),
    }
}

fn quote(text: &str, spelling: Spelling, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' if !spelling.has(ESCAPED) || c.is_ascii_lowercase() => out.push(c),
            '\u{a0}'.. if !spelling.has(ESCAPED) => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

fn encoded(text: &str, spelling: Spelling) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' if !spelling.has(ESCAPED) => out.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'[' | b']'
                if !spelling.has(ESCAPED) || byte.is_ascii_lowercase() =>
            {
                out.push(byte.into());
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Appends the pairs that submit the members in a form.
fn flatten(members: &[Member], before: &str, spelling: Spelling, pairs: &mut Vec<(String, String)>) {
    for (name, node) in members {
        let key = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        pairs_of(&key, node, spelling, pairs);
    }
}

fn pairs_of(key: &str, node: &Node, spelling: Spelling, pairs: &mut Vec<(String, String)>) {
    match node {
        Node::NoneChosen => {}
        Node::Nothing => pairs.push((key.to_owned(), String::new())),
        Node::Text(text) | Node::Bare(text) => pairs.push((key.to_owned(), text.clone())),
        Node::List(items) if items.is_empty() => pairs.push((key.to_owned(), String::new())),
        Node::List(items) => {
            for (k, item) in items.iter().enumerate() {
                let key = match item {
                    Node::Form(_) | Node::List(_) => format!("{key}[{k}]"),
                    _ => match spelling.0 & KEYS {
                        0 | 3 => format!("{key}[]"),
                        1 => key.to_owned(),
                        _ => format!("{key}[{k}]"),
                    },
                };
                pairs_of(&key, item, spelling, pairs);
            }
        }
        Node::Form(members) => flatten(members, key, spelling, pairs),
    }
}

/// Returns whether a form can express the members: no nested form or item is completely blank, and no list is an item
/// of a list.
pub(super) fn has_form_spelling(members: &[Member]) -> bool {
    members.iter().all(|(_, node)| is_spelled(node))
}

fn is_spelled(node: &Node) -> bool {
    match node {
        Node::Nothing | Node::NoneChosen | Node::Text(_) | Node::Bare(_) => true,
        Node::List(items) => {
            items.iter().all(|item| is_something(item) && !matches!(item, Node::List(_)) && is_spelled(item))
        }
        Node::Form(members) => {
            members.iter().any(|(_, node)| is_something(node)) && has_form_spelling(members)
        }
    }
}

fn is_something(node: &Node) -> bool {
    match node {
        Node::Nothing | Node::NoneChosen => false,
        Node::Text(text) | Node::Bare(text) => !crate::validator::is_blank(text),
        Node::List(items) => items.iter().any(is_something),
        Node::Form(members) => members.iter().any(|(_, node)| is_something(node)),
    }
}
