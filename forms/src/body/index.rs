//! An index of the values of a body by key. It is built once, for callers that look up many values.

use super::{
    Format,
    json::{Reader, unescape, unescaped},
    key::{Segment, segments},
    urlencoded::{decode, decoded_bytes, is_utf8},
};
use crate::schema::MOST_DEPTH;
use std::{borrow::Cow, cmp::Ordering};

/// The positions of all values of a body that has been read before. The index does not copy any text.
pub(crate) enum Index {
    /// The start of each pair whose key and value are UTF-8. The pairs are sorted by decoded key; pairs with
    /// the same key keep their order.
    Form(Vec<u32>),
    Json(Tree),
}

impl Index {
    pub(crate) fn new(text: &str, format: Format) -> Self {
        match format {
            Format::Form => Index::Form(pairs_by_key(text)),
            Format::Json => Index::Json(Tree::new(text)),
        }
    }
    /// Returns the scalar at a path of keys and indices, like [`Body::find`](super::Body::find). `path` is
    /// not empty.
    pub(crate) fn find(&self, text: &str, path: &str) -> Option<String> {
        match self {
            Index::Form(pairs) => find_pair(text, pairs, path),
            Index::Json(tree) => tree.find(text, path),
        }
    }
}

fn pair_at(text: &str, start: u32) -> (&str, &str) {
    let pair = &text[start as usize..];
    let pair = &pair[..pair.find('&').unwrap_or(pair.len())];
    pair.split_once('=').unwrap_or((pair, ""))
}

/// Returns the decoded key of a pair, or `None` if it is not UTF-8.
fn key_at(text: &str, start: u32) -> Option<Cow<'_, str>> {
    let (key, _) = pair_at(text, start);
    if key.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        decode(key).ok().map(|(key, _)| Cow::Owned(key))
    } else {
        Some(Cow::Borrowed(key))
    }
}

/// Compares the decoded key of a pair with `wanted`. Reads only as many bytes as the comparison needs, so that
/// a long key costs a lookup nothing.
fn compare_key(text: &str, start: u32, wanted: &str) -> Ordering {
    // at most this many bytes are needed: one more than in `wanted`, each written as `%XX`
    let mut end = text.len().min(start as usize + 3 * (wanted.len() + 1));
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let key = &text[start as usize..end];
    let key = &key[..key.find(['&', '=']).unwrap_or(key.len())];
    decoded_bytes(key).cmp(wanted.bytes())
}

fn pairs_by_key(text: &str) -> Vec<u32> {
    let (mut pairs, mut start) = (Vec::new(), 0u32);
    for pair in text.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        #[cfg(feature = "multipart")]
        let is_text = super::part_marker(value).is_none();
        #[cfg(not(feature = "multipart"))]
        let is_text = true;
        if !pair.is_empty() && is_text && is_utf8(key) && is_utf8(value) {
            pairs.push(start);
        }
        start += pair.len() as u32 + 1;
    }
    pairs.sort_by_cached_key(|start| (key_at(text, *start), *start));
    pairs
}

/// Returns the first value of a key. For an item of a list (`tags[1]`), returns the item with that index, in
/// whichever of the allowed spellings it was sent.
fn find_pair(text: &str, pairs: &[u32], path: &str) -> Option<String> {
    let of_key = |key: &str| {
        let from = pairs.partition_point(|start| compare_key(text, *start, key).is_lt());
        let count = pairs[from..].partition_point(|start| compare_key(text, *start, key).is_eq());
        &pairs[from..from + count]
    };
    let value = |start: &u32| decode(pair_at(text, *start).1).ok().map(|(value, _)| value);
    if let Some(first) = of_key(path).first() {
        return value(first);
    }
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    let index: usize = index.parse().ok()?;
    let items = of_key(list);
    match index.checked_sub(items.len()) {
        None => value(&items[index]),
        Some(index) => of_key(&format!("{list}[]")).get(index).and_then(value),
    }
}

/// The containers (objects and arrays) of a JSON document. The children of each container are contiguous.
pub(crate) struct Tree {
    /// the range of children of each container
    containers: Vec<Container>,
    children: Vec<Child>,
}

#[derive(Clone, Copy)]
struct Container {
    start: u32,
    end: u32,
    is_object: bool,
}

#[derive(Clone, Copy)]
struct Child {
    /// the start and end of the key inside its quotes, for a member of an object
    key: (u32, u32),
    /// the start of the value
    value: u32,
    /// the index of the container, or [`NONE`] if the value is a scalar
    container: u32,
}

const NONE: u32 = u32::MAX;

impl Tree {
    fn new(text: &str) -> Self {
        let mut tree = Tree { containers: Vec::new(), children: Vec::new() };
        let mut json = Reader::new(text, MOST_DEPTH);
        json.blanks();
        tree.value(&mut json, text);
        tree
    }
    /// Reads the next value and returns the index of its container, or [`NONE`] for a scalar. The reader's
    /// depth limit bounds the recursion.
    fn value(&mut self, json: &mut Reader<'_>, text: &str) -> u32 {
        let is_object = match json.first() {
            b'{' => true,
            b'[' => false,
            _ => {
                json.skip();
                return NONE;
            }
        };
        let end = if is_object { b'}' } else { b']' };
        let (mut own, mut more) = (Vec::new(), json.open(end));
        while more && json.fault().is_none() {
            json.blanks();
            let mut key = (0, 0);
            if is_object {
                let start = json.place() as u32 + 1;
                let Some((raw, _)) = json.key() else { break };
                key = (start, start + raw.len() as u32);
            }
            json.blanks();
            let value = json.place() as u32;
            let container = self.value(json, text);
            own.push(Child { key, value, container });
            more = json.more(end);
        }
        if is_object {
            // the sort puts the first of two equal keys first, so that lookups find it
            own.sort_by_cached_key(|child| {
                let key = key_of(text, child);
                let key = if key.contains('\\') { Cow::Owned(unescape(key)) } else { Cow::Borrowed(key) };
                (key, child.key)
            });
        }
        let start = self.children.len() as u32;
        self.children.append(&mut own);
        self.containers.push(Container { start, end: self.children.len() as u32, is_object });
        self.containers.len() as u32 - 1
    }
    fn find(&self, text: &str, path: &str) -> Option<String> {
        // the outermost container is pushed last
        let mut container = self.containers.last().copied();
        let mut at = None;
        for segment in segments(path) {
            let inside = container?;
            let children = &self.children[inside.start as usize..inside.end as usize];
            let child = match segment? {
                Segment::Item(index) => children.get(index).filter(|_| !inside.is_object)?,
                Segment::Name(name) => {
                    let compare = |child: &Child| unescaped(key_of(text, child)).cmp(name.chars());
                    let place = children.partition_point(|child| inside.is_object && compare(child).is_lt());
                    let is_it = |child: &&Child| inside.is_object && compare(child).is_eq();
                    children.get(place).filter(is_it)?
                }
            };
            container = self.containers.get(child.container as usize).copied();
            at = Some(child.value);
        }
        scalar(text, at?)
    }
}

fn reader_at(text: &str, place: u32) -> Reader<'_> {
    let mut json = Reader::new(text, MOST_DEPTH);
    json.back_to(place as usize);
    json
}

/// Returns the key of a member as it is written, with its escapes.
fn key_of<'b>(text: &'b str, child: &Child) -> &'b str {
    &text[child.key.0 as usize..child.key.1 as usize]
}

fn scalar(text: &str, place: u32) -> Option<String> {
    reader_at(text, place).scalar_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{json, urlencoded};

    #[test]
    fn finds_the_same_as_a_linear_search() {
        let forms = [
            "a=1&b=2&a=3&&=4&c",
            "t=1&t=2&t[]=3&t[1]=4&u[]=5&u=6",
            "p[0].n=x&p[2].n=y&p%5B1%5D.n=z&p[1].n=late&q=%41+b",
            "%FF=1&a=%FF&a=2",
            "%61%61%61%61%61%61%61%61=1&a=2&%C3%A9=3&\u{e9}\u{e9}\u{e9}=4&b%5B1%5D%2",
        ];
        let paths = [
            "a",
            "b",
            "c",
            "",
            "t",
            "t[0]",
            "t[1]",
            "t[2]",
            "t[]",
            "u[0]",
            "u[1]",
            "u[2]",
            "p[0].n",
            "p[1].n",
            "p[2].n",
            "q",
            "q[0]",
            "x",
            "x[",
            "x[a]",
            "]",
            "p[0]",
            "o",
            "o.k",
            "o.k.z",
            "o[0]",
            "l[0]",
            "l[1]",
            "l[2]",
            "l[3]",
            "l[4]",
            "l[1].n",
            "l[1][0]",
            "l[4][1]",
            "l[4][1].n",
            "é",
            ".a",
            "o.",
        ];
        for text in forms {
            let index = Index::new(text, Format::Form);
            for path in paths.iter().filter(|path| !path.is_empty()) {
                assert_eq!(index.find(text, path), urlencoded::find(text, path), "{text} {path}");
            }
        }
        let documents = [
            r#"{"a":1,"b":"x\n","a":2,"o":{"k":true,"z":null},"l":[1,{"n":"v"},-1.5e3,"t",[[],{"n":0}]],"\u00e9":"y"}"#,
            r#" { "o" : { "k" : { "z" : "deep" } } , "l" : [ ] } "#,
            "[1,2]",
            "7",
            "",
            r#"{"a":"#,
            r#"{"l":[1,2"#,
        ];
        for text in documents {
            let index = Index::new(text, Format::Json);
            for path in paths.iter().filter(|path| !path.is_empty()) {
                assert_eq!(index.find(text, path), json::find(text, path), "{text} {path}");
            }
        }
    }
}
