//! What was submitted, found again in the kept body when a form is shown.

use super::decode;
use crate::{
    Limits,
    body::{
        key::{Index, Rest, split},
        submitted::Submitted,
    },
    error::path::{LEVELS, Path},
    spec::{Kind, Spec},
};
use std::borrow::Cow;

/// The first value of that key; for an item of a list (`tags[1]`), the item of that number, however it was spelled.
pub(crate) fn find(body: &str, path: &str) -> Option<String> {
    if let Some(text) = all(body, path).next() {
        return Some(text);
    }
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    let index: usize = index.parse().ok()?;
    let appended = format!("{list}[]");
    all(body, list).chain(all(body, &appended)).nth(index)
}

fn all<'b>(body: &'b str, key: &'b str) -> impl Iterator<Item = String> + use<'b> {
    body.split('&').filter_map(move |pair| {
        let (raw_key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let is_it = raw_key == key || decode(raw_key).is_ok_and(|(decoded, _)| decoded == key);
        if is_it { decode(value).ok().map(|(text, _)| text) } else { None }
    })
}

/// The value of a key that may be there once. Neither is there a second way to send it, nor a first one to win.
pub(crate) fn only(body: &str, key: &str) -> Result<Option<String>, NotOnce> {
    let is_it = |raw: &str| {
        // an escape takes three bytes for each it stands for
        raw == key
            || ((key.len()..=3 * key.len()).contains(&raw.len())
                && decoded(raw).is_some_and(|decoded| decoded == key))
    };
    let mut values = body.split('&').filter_map(|pair| {
        let (raw_key, value) = pair.split_once('=').unwrap_or((pair, ""));
        is_it(raw_key).then_some(value)
    });
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => decode(value).map(|(text, _)| Some(text)).map_err(|_| NotOnce),
        (Some(_), Some(_)) => Err(NotOnce),
    }
}

/// The key is there more than once, or its value is not UTF-8.
#[derive(Debug)]
pub(crate) struct NotOnce;

/// Every value of the body at its place in the form.
pub(crate) fn submitted<'b>(body: &'b str, spec: &'static Spec, limits: &Limits, out: &mut Submitted<'b>) {
    let longest = spec.longest_key(limits);
    let mut rest = Some(body);
    while let Some(text) = rest {
        let (pair, behind) = split_at_byte(text, b'&');
        let (raw_key, value) = split_at_byte(pair, b'=');
        let value = value.unwrap_or_default();
        rest = behind;
        // most keys are a field's name as it is
        if let Some(i) = spec.position(raw_key)
            && let kind = &spec.fields[i].kind
            && !kind.is_compound()
        {
            if !kind.is_secret() {
                out.keep(Path::ROOT.then(i as u16), || decoded(value));
            }
            continue;
        }
        // an escape takes three bytes for each it stands for
        if raw_key.len() <= 3 * longest
            && let Some(key) = decoded(raw_key)
        {
            place(&key, value, spec, limits, out);
        }
    }
}

/// What stands before the first of that byte, which is ASCII, and what behind it; none: there is none. Keys and values are
/// too short for a search that prepares itself.
fn split_at_byte(text: &str, byte: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|other| other == byte) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    if raw.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        decode(raw).ok().map(|(text, _)| Cow::Owned(text))
    } else {
        Some(Cow::Borrowed(raw))
    }
}

/// None: no field has that key.
fn place<'b>(
    key: &str,
    value: &'b str,
    root: &'static Spec,
    limits: &Limits,
    out: &mut Submitted<'b>,
) -> Option<()> {
    let (mut spec, mut path, mut rest) = (root, Path::ROOT, key);
    while path.len() < LEVELS {
        let (name, behind) = split(rest);
        let i = spec.position(name)?;
        let field = &spec.fields[i];
        path = path.then(i as u16);
        match (&field.kind, behind) {
            (kind, _) if kind.is_secret() => return None,
            (Kind::Form(inner), Rest::Sub(sub)) => (spec, rest) = (inner(), sub),
            (Kind::List(Kind::Form(inner)), Rest::ItemSub(Index::At(index), sub)) => {
                path = out.row(path, Some(index), field, limits)?;
                (spec, rest) = (inner(), sub);
            }
            (Kind::List(item), Rest::End | Rest::Append | Rest::Item(Index::At(_)))
                if !item.is_compound() =>
            {
                let index = if let Rest::Item(Index::At(index)) = behind { Some(index) } else { None };
                path = out.row(path, index, field, limits)?;
                out.keep(path, || decoded(value));
                return Some(());
            }
            (Kind::List(_), Rest::End) if value.is_empty() => {
                out.empty(path);
                return Some(());
            }
            (kind, Rest::End) if !kind.is_compound() => {
                out.keep(path, || decoded(value));
                return Some(());
            }
            _ => return None,
        }
    }
    None
}
