//! What was submitted, found again in the kept body when a form is shown.

use super::nested_key::is_key_of_item;
use crate::{
    Limits,
    bind::submitted::Submitted,
    body::{
        key::{self, Index, Rest, split},
        urlencoded::decoded,
    },
    error::path::{LEVELS, Path},
    schema::{FieldSchema, FormSchema, Kind},
};

/// Every value of the body at its place in the form.
pub(crate) fn submitted<'b>(
    body: &'b str,
    spec: &'static FormSchema,
    limits: &Limits,
    out: &mut Submitted<'b>,
) {
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

/// None: no field has that key.
fn place<'b>(
    key: &str,
    value: &'b str,
    root: &'static FormSchema,
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
            // the rows of a list of secrets are counted, for its page to have as many
            (Kind::List(Kind::Secret), Rest::End | Rest::Append | Rest::Item(Index::At(_))) => {
                let index = if let Rest::Item(Index::At(index)) = behind { Some(index) } else { None };
                return out.row(path, index, field, limits).map(|_| ());
            }
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
            (Kind::List(item), Rest::Item(_) | Rest::Deeper(..)) => {
                if !is_key_of_item(item, behind, value.is_empty()) {
                    return None;
                }
                (spec, rest, path) = inner_item(item, behind, value, path, field, limits, out)?;
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

/// What stands at an item that is a form or a list, or further within it: `phones[0]=`, `cells[0][1]=a`. Returns the form that
/// the key goes on in, what is left of the key, and the place of the form; none: the pair is done with.
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
        let (index, behind) = match rest {
            Rest::Item(Index::At(index)) if item.is_compound() => (index, ""),
            Rest::Deeper(Index::At(index), behind) | Rest::ItemSub(Index::At(index), behind) => {
                (index, behind)
            }
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
            Kind::Form(spec) if !behind.is_empty() => return Some((spec(), behind, path)),
            Kind::List(inner) => (item, rest) = (inner, key::rest(behind)),
            _ => return None,
        }
    }
}
