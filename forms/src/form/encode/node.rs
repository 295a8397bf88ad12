//! Submissions, and how they are written in either format.

#[cfg(feature = "fuzzing")]
use crate::body::Format;
use std::fmt::Write;

/// A value of a submission.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
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
    /// The fields of a variant, which JSON has beside the tag.
    Variant(Vec<Member>),
}

/// A key and its value. Keys may be repeated.
pub(crate) type Member = (String, Node);

/// One of the equivalent ways to write a submission. The default is the plainest; a fuzzer uses all of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spelling(u8);

/// The bits for the way in which a form's keys number the items of a list.
const KEYS: u8 = 0b11;
/// Escapes more than necessary.
const ESCAPED: u8 = 1 << 2;
/// Writes members in reverse order.
const REVERSED: u8 = 1 << 3;
/// Adds blanks where JSON allows them.
const SPACED: u8 = 1 << 4;

impl Spelling {
    #[cfg(feature = "fuzzing")]
    pub(crate) const fn from_byte(byte: u8) -> Self {
        Spelling(byte)
    }
    fn has(self, what: u8) -> bool {
        self.0 & what != 0
    }
}

/// Writes the members as an urlencoded body, in the plainest way.
pub(super) fn urlencoded(members: &[Member]) -> String {
    let mut pairs = Vec::new();
    flatten(members, "", Spelling::default(), &mut pairs);
    text_of(&pairs)
}

/// Writes the members as a JSON body, in the plainest way.
pub(super) fn json(members: &[Member]) -> String {
    let mut out = String::new();
    object(members, Spelling::default(), &mut out);
    out
}

fn text_of(pairs: &[(String, String)]) -> String {
    serde_urlencoded::to_string(pairs).expect("pairs of texts can always be written")
}

/// Writes the members in one of the equivalent ways.
#[cfg(feature = "fuzzing")]
pub(crate) fn write(members: &[Member], format: Format, spelling: Spelling) -> String {
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
            if !spelling.has(ESCAPED) {
                return text_of(&pairs);
            }
            let pairs: Vec<String> =
                pairs.iter().map(|(key, value)| format!("{}={}", escaped(key), escaped(value))).collect();
            pairs.join("&")
        }
    }
}

fn object(members: &[Member], spelling: Spelling, out: &mut String) {
    let space = if spelling.has(SPACED) { "\n " } else { "" };
    out.push('{');
    let members = beside_tags(members);
    let count = members.len();
    for k in 0..count {
        let (key, node) = members[if spelling.has(REVERSED) { count - 1 - k } else { k }];
        if k > 0 {
            out.push(',');
        }
        out.push_str(space);
        quote(key, spelling, out);
        out.push(':');
        out.push_str(space);
        value(node, spelling, out);
    }
    out.push_str(space);
    out.push('}');
}

/// Returns the members, with those of variants among them.
fn beside_tags(members: &[Member]) -> Vec<&Member> {
    let mut beside = Vec::with_capacity(members.len());
    for member in members {
        match &member.1 {
            Node::Variant(members) => beside.extend(members),
            _ => beside.push(member),
        }
    }
    beside
}

fn value(node: &Node, spelling: Spelling, out: &mut String) {
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
                value(item, spelling, out);
            }
            out.push(']');
        }
        Node::Form(members) | Node::Variant(members) => object(members, spelling, out),
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

/// Escapes every byte except small letters.
#[cfg(feature = "fuzzing")]
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' => out.push(byte.into()),
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
        pairs_of(&joined(before, name), node, spelling, pairs);
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
        Node::Form(members) | Node::Variant(members) => flatten(members, key, spelling, pairs),
    }
}

/// Returns the key of the first value that a form body cannot express: a nested form or an item in which everything is
/// blank, or a list in a list.
pub(crate) fn unspelled(members: &[Member]) -> Option<String> {
    unspelled_in(members, "")
}

fn unspelled_in(members: &[Member], before: &str) -> Option<String> {
    members.iter().find_map(|(name, node)| unspelled_at(node, &joined(before, name)))
}

fn unspelled_at(node: &Node, key: &str) -> Option<String> {
    match node {
        Node::Nothing | Node::NoneChosen | Node::Text(_) | Node::Bare(_) => None,
        Node::List(items) => items.iter().enumerate().find_map(|(k, item)| {
            let key = format!("{key}[{k}]");
            match item {
                Node::List(_) => Some(key),
                item if !is_something(item) => Some(key),
                item => unspelled_at(item, &key),
            }
        }),
        Node::Variant(members) => unspelled_in(members, key),
        Node::Form(members) if members.iter().any(|(_, node)| is_something(node)) => {
            unspelled_in(members, key)
        }
        Node::Form(_) => Some(key.to_owned()),
    }
}

fn joined(before: &str, name: &str) -> String {
    if before.is_empty() { name.to_owned() } else { format!("{before}.{name}") }
}

fn is_something(node: &Node) -> bool {
    match node {
        Node::Nothing | Node::NoneChosen => false,
        Node::Text(text) | Node::Bare(text) => !crate::validator::is_blank(text),
        Node::List(items) => items.iter().any(is_something),
        Node::Form(members) | Node::Variant(members) => members.iter().any(|(_, node)| is_something(node)),
    }
}
