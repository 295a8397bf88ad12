//! Collects the submitted values of an urlencoded body, to display the form again.

use super::nested_key::is_key_of_item;
#[cfg(feature = "multipart")]
use crate::body::part_marker;
use crate::{
    Limits,
    bind::{
        resolve::{KeyTarget, resolve},
        submitted::Submitted,
    },
    body::{
        key::{self, Index, Rest},
        urlencoded::{DELETE_MARKER, decoded},
    },
    error::path::{LEVELS, Path},
    schema::{FieldSchema, FormSchema, Kind},
};

/// Adds every value of the body to `out`.
pub(crate) fn submitted<'b>(
    body: &'b str,
    spec: &'static FormSchema,
    limits: &Limits,
    out: &mut Submitted<'b>,
) {
    let longest = spec.longest_key(limits);
    let mut rest = Some(body);
    while let Some(text) = rest {
        let (pair, after) = split_at_byte(text, b'&');
        let (raw_key, value) = split_at_byte(pair, b'=');
        let value = value.unwrap_or_default();
        rest = after;
        // a page does not show files, nor what a program has sent as JSON
        #[cfg(feature = "multipart")]
        if part_marker(value).is_some() {
            continue;
        }
        // most keys are the name of a field without any escapes
        if let Some(i) = spec.position(raw_key)
            && let kind = &spec.fields[i].kind
            && !kind.is_compound()
        {
            if !kind.is_secret() {
                out.keep(Path::ROOT.then(i as u16), || decoded(value));
            }
            continue;
        }
        // an escape takes three bytes per decoded byte
        if raw_key.len() <= 3 * longest
            && let Some(key) = decoded(raw_key)
        {
            add_value(&key, value, spec, limits, out);
        }
    }
}

/// Splits a text at the first occurrence of an ASCII byte. Returns `None` as the second part if there is no
/// such byte. Uses a plain loop: keys and values are too short for a search with a setup cost.
fn split_at_byte(text: &str, byte: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|other| other == byte) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Adds the value of a key. Returns `None` if the key does not belong to any field.
fn add_value<'b>(
    key: &str,
    value: &'b str,
    root: &'static FormSchema,
    limits: &Limits,
    out: &mut Submitted<'b>,
) -> Option<()> {
    let (mut spec, mut path, mut rest) = (root, Path::ROOT, key);
    let mut list: Option<&FieldSchema> = None;
    while path.len() < LEVELS {
        let Some((i, field, target)) = resolve(spec, rest) else {
            if list.is_some_and(|list| list.deletes_by(rest)) {
                out.keep(path.then(DELETE_MARKER as u16), || decoded(value));
            }
            return None;
        };
        path = path.then(i as u16);
        // secrets are only counted, so that the page has as many rows
        let is_secret = field.kind.is_secret();
        match target? {
            KeyTarget::Item(item, after @ (Rest::End | Rest::Append | Rest::Item(Index::At(_))))
                if !is_secret || matches!(item, Kind::Secret) =>
            {
                let index = if let Rest::Item(Index::At(index)) = after { Some(index) } else { None };
                path = out.row(path, index, field, limits)?;
                if !is_secret {
                    out.keep(path, || decoded(value));
                }
                return Some(());
            }
            _ if is_secret => return None,
            KeyTarget::Form(inner, sub) => (spec, rest) = (inner, sub),
            KeyTarget::Row(Index::At(index), inner, sub) => {
                path = out.row(path, Some(index), field, limits)?;
                (spec, rest, list) = (inner, sub, Some(field));
                continue;
            }
            KeyTarget::CompoundItem(item, after) => {
                if !is_key_of_item(item, after, value.is_empty()) {
                    return None;
                }
                (spec, rest, path) = inner_item(item, after, value, path, field, limits, out)?;
            }
            KeyTarget::List if value.is_empty() => {
                out.empty(path);
                return Some(());
            }
            KeyTarget::Value if !field.kind.is_compound() => {
                out.keep(path, || decoded(value));
                return Some(());
            }
            _ => return None,
        }
        list = None;
    }
    None
}

/// Adds the value of an item that is a form or a list, or of a value in it: `phones[0]=`, `cells[0][1]=a`.
/// Returns the nested form in which the key continues, the rest of the key, and the path of the form. Returns
/// `None` once the pair has been handled.
fn inner_item<'b, 'k>(
    mut item: &'static Kind,
    mut rest: Rest<'k>,
    value: &'b str,
    mut path: Path,
    field: &'static FieldSchema,
    limits: &Limits,
    out: &mut Submitted<'b>,
) -> Option<(&'static FormSchema, &'k str, Path)> {
    loop {
        let (index, after) = match rest {
            Rest::Item(Index::At(index)) if item.is_compound() => (index, ""),
            Rest::Deeper(Index::At(index), after) | Rest::ItemSub(Index::At(index), after) => (index, after),
            Rest::End if value.is_empty() => return None,
            Rest::End | Rest::Append | Rest::Item(Index::At(_)) => {
                let index = if let Rest::Item(Index::At(index)) = rest { Some(index) } else { None };
                path = out.row(path, index, field, limits)?;
                if !item.is_secret() {
                    out.keep(path, || decoded(value));
                }
                return None;
            }
            _ => return None,
        };
        path = out.row(path, Some(index), field, limits)?;
        match item {
            Kind::Form(spec) if !after.is_empty() => return Some((spec(), after, path)),
            Kind::List(inner) => (item, rest) = (inner, key::rest(after)),
            _ => return None,
        }
    }
}
