//! Puts the pairs of a body, or the members of its objects, into another order. Items of lists keep their order.

use crate::random::Random;
use forms::{FormSchema, Kind};
use std::collections::HashMap;

/// A JSON document in its original spelling.
#[derive(Debug, Clone)]
pub enum Node<'t> {
    Leaf(&'t str),
    List(Vec<Node<'t>>),
    /// Keys with their quotes.
    Object(Vec<(&'t str, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// Reads a document. Returns `None` if it is not JSON, or too deep for `serde_json`.
    pub fn read(text: &'t str) -> Option<Self> {
        serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
        Some(Reader { text, at: 0 }.value())
    }
    pub fn shuffle(&mut self, random: &mut Random) {
        match self {
            Node::Leaf(_) => {}
            Node::List(items) => items.iter_mut().for_each(|item| item.shuffle(random)),
            Node::Object(members) => {
                for (_, value) in &mut *members {
                    value.shuffle(random);
                }
                random.shuffle(members);
            }
        }
    }
    pub fn write(&self, out: &mut String, leaf: &mut impl FnMut(&str, &mut String)) {
        match self {
            Node::Leaf(text) => leaf(text, out),
            Node::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i > 0 { "," } else { "" });
                    item.write(out, leaf);
                }
                out.push(']');
            }
            Node::Object(members) => {
                out.push('{');
                for (i, (key, value)) in members.iter().enumerate() {
                    out.push_str(if i > 0 { "," } else { "" });
                    out.push_str(key);
                    out.push(':');
                    value.write(out, leaf);
                }
                out.push('}');
            }
        }
    }
}

/// Reads text that is valid JSON.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> u8 {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.text.as_bytes()[self.at]
    }
    fn leaf(&mut self) -> &'t str {
        let from = self.at;
        let bytes = self.text.as_bytes();
        if bytes[from] == b'"' {
            self.at += 1;
            while bytes[self.at] != b'"' {
                self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
            }
            self.at += 1;
        } else {
            while bytes.get(self.at).is_some_and(|byte| !b" \t\n\r,]}:".contains(byte)) {
                self.at += 1;
            }
        }
        &self.text[from..self.at]
    }
    fn value(&mut self) -> Node<'t> {
        match self.next() {
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while self.next() != b']' {
                    items.push(self.value());
                    self.at += usize::from(self.next() == b',');
                }
                self.at += 1;
                Node::List(items)
            }
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                while self.next() != b'}' {
                    let key = self.leaf();
                    self.next();
                    self.at += 1;
                    members.push((key, self.value()));
                    self.at += usize::from(self.next() == b',');
                }
                self.at += 1;
                Node::Object(members)
            }
            _ => Node::Leaf(self.leaf()),
        }
    }
}

/// Shuffles the members of all objects of a JSON body. Returns `None` if it is not JSON.
pub fn shuffled_json(text: &str, random: &mut Random) -> Option<String> {
    let mut node = Node::read(text)?;
    node.shuffle(random);
    let mut shuffled = String::with_capacity(text.len());
    node.write(&mut shuffled, &mut |leaf, out| out.push_str(leaf));
    Some(shuffled)
}

/// Shuffles the pairs of an urlencoded body. Pairs of a field with a list in it keep their order among themselves, because it is
/// the order of the items.
pub fn shuffled_form(text: &str, spec: &'static FormSchema, random: &mut Random) -> String {
    let mut pairs: Vec<&str> = text.split('&').collect();
    let mut lists: HashMap<String, Vec<&str>> = HashMap::new();
    for pair in &pairs {
        if let Some(name) = list_of(pair, spec) {
            lists.entry(name).or_default().push(pair);
        }
    }
    random.shuffle(&mut pairs);
    let mut lists: HashMap<_, _> = lists.into_iter().map(|(name, pairs)| (name, pairs.into_iter())).collect();
    for pair in &mut pairs {
        if let Some(next) = list_of(pair, spec).and_then(|name| lists.get_mut(&name)).and_then(Iterator::next)
        {
            *pair = next;
        }
    }
    pairs.join("&")
}

/// Returns the name of the pair's field, if there is a list in it.
fn list_of(pair: &str, spec: &FormSchema) -> Option<String> {
    let key = pair.split('=').next().unwrap_or_default();
    let (key, _) = form_urlencoded::parse(key.as_bytes()).next()?;
    let name = &key[..key.find(['.', '[']).unwrap_or(key.len())];
    let holds_list = spec.field(name).is_some_and(|field| holds_list(&field.kind));
    holds_list.then(|| name.to_owned())
}

fn holds_list(kind: &Kind) -> bool {
    match kind {
        Kind::List(_) => true,
        Kind::Form(spec) => spec().fields.iter().any(|field| holds_list(&field.kind)),
        _ => false,
    }
}
