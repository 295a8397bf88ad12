//! Walks an urlencoded body: finds the field of each pair and passes the value to it.

use super::{
    nested_key::store,
    variants::{missing_tags, tags},
};
#[cfg(feature = "multipart")]
use crate::body::Given;
use crate::{
    RawValue,
    bind::{BindContext, Target, absent},
    body::{
        Escaping,
        key::KeyBuffer,
        swar::{key_end, value_end},
        urlencoded::{ROOT, decode_key, is_utf8},
    },
    error::{KeySyntax, Unreadable, names_secret},
    schema::{FormSchema, MOST_FIELDS},
};

/// Binds a whole body. Returns `false` if it cannot be read.
pub(crate) fn document<'b>(
    body: &'b str,
    spec: &'static FormSchema,
    target: &mut dyn Target,
    cx: &mut BindContext<'b>,
) -> bool {
    let bytes = body.as_bytes();
    let (mut at, mut next, mut seen, mut duplicates) = (0usize, 0usize, 0u64, 0u64);
    while at < bytes.len() {
        // browsers send fields in the order of the page: try the next field first
        let (i, value) = match spec.fields.get(next) {
            Some(field)
                if field.name.is_at(bytes, at)
                    && bytes.get(at + field.name.len()) == Some(&b'=')
                    && !field.kind.is_compound() =>
            {
                (next, at + field.name.len() + 1)
            }
            _ => match other_key(body, at, spec, cx) {
                Pair { field: Some(i), next } => (i, next),
                Pair { field: None, next } => {
                    if cx.errors.is_fatal() {
                        return false;
                    }
                    at = next;
                    continue;
                }
            },
        };
        let (end, escaping) = value_end(bytes, value);
        at = end + 1;
        next = i + 1;
        cx.errors.at(i);
        let text = &body[value..end];
        if seen >> i & 1 == 0 {
            seen |= 1 << i;
            target.field(i, &cx.raw_of_pair(text, escaping), cx);
        } else {
            if !cx.count(1) {
                return false;
            }
            check_utf8(text, escaping == Escaping::Percent, cx);
            // report the repetition once per field
            if duplicates >> i & 1 == 0 {
                duplicates |= 1 << i;
                target.field(i, &RawValue::DUPLICATE, cx);
            }
        }
    }
    // an empty pair after the last `&` counts like one between two
    if !cx.count(seen.count_ones() + u32::from(bytes.ends_with(b"&"))) {
        return false;
    }
    if spec.tags & !seen != 0 {
        seen = missing_tags(spec, seen, target, cx);
    }
    // the values of nested forms and lists are complete now
    if !cx.arena.is_empty() {
        seen |= entries(ROOT, spec.tags, target, cx);
    }
    absent(spec, seen, target, cx);
    if cx.errors.shows_unknown_keys() {
        hide_parts_of_secrets(body, spec, cx);
    }
    !cx.errors.is_fatal()
}

/// Hides the unknown keys of a body that contains the key of a secret: if a password contains an unescaped
/// `&`, part of the password is parsed as a key.
#[cold]
fn hide_parts_of_secrets(body: &str, spec: &'static FormSchema, cx: &mut BindContext<'_>) {
    let secrets = spec.secret_names();
    if secrets.is_empty() {
        return;
    }
    // longer keys are unknown and have hidden the others already
    let longest = 3 * spec.longest_key(&cx.limits);
    let is_of_secret = |pair: &str| {
        let key = pair.split('=').next().unwrap_or_default();
        key.len() <= longest
            && decode_key(key, &mut KeyBuffer::new()).is_ok_and(|key| names_secret(key, &secrets))
    };
    if body.split('&').any(is_of_secret) {
        cx.errors.hide_unknown_keys();
    }
}

/// Binds the nested form with the given number: first the values in the arena, then the missing fields.
pub(crate) fn nested(
    form: u32,
    spec: &'static FormSchema,
    target: &mut dyn Target,
    cx: &mut BindContext<'_>,
) {
    let mut seen = if spec.tags == 0 { 0 } else { tags(form, spec, target, cx) };
    seen |= entries(form, seen, target, cx);
    absent(spec, seen, target, cx);
}

/// Binds the values in the arena, except those of the fields in `read`, which have been read.
fn entries(form: u32, read: u64, target: &mut dyn Target, cx: &mut BindContext<'_>) -> u64 {
    let mut seen = 0;
    let mut at = cx.arena.first(form);
    while let Some((i, raw, next)) = cx.arena.entry(at) {
        // skips the entry that records unknown keys
        if i < MOST_FIELDS && read >> i & 1 == 0 {
            seen |= 1 << i;
            cx.errors.at(i);
            pass(i, &raw, target, cx);
        }
        at = next;
    }
    seen
}

/// Passes a value from the arena to its field.
#[cfg(not(feature = "multipart"))]
#[inline(always)]
fn pass<'b>(i: usize, raw: &RawValue<'b>, target: &mut dyn Target, cx: &mut BindContext<'b>) {
    target.field(i, raw, cx);
}

/// Passes a value from the arena to its field. A part that is JSON is bound like the member of a JSON body.
#[cfg(feature = "multipart")]
#[inline(always)]
fn pass<'b>(i: usize, raw: &RawValue<'b>, target: &mut dyn Target, cx: &mut BindContext<'b>) {
    match raw.0 {
        Given::JsonPart(number) => crate::bind::json::part(number, i, raw, target, cx),
        _ => target.field(i, raw, cx),
    }
}

/// The result of resolving a key: a field whose value starts at `next`. `field` is `None` if the pair was
/// unknown or belonged to a nested form, and has been handled.
struct Pair {
    field: Option<usize>,
    next: usize,
}

/// Resolves a key that is not the one of the next field.
#[inline(never)]
fn other_key<'b>(body: &'b str, at: usize, spec: &'static FormSchema, cx: &mut BindContext<'b>) -> Pair {
    let bytes = body.as_bytes();
    let (end, escaped) = key_end(bytes, at);
    let bare = bytes.get(end) != Some(&b'=');
    if end == at && bare {
        // an empty pair is ignored but counted, because it takes as long to read
        let next = if cx.count(1) { at + 1 } else { bytes.len() };
        return Pair { field: None, next };
    }
    let value = end + usize::from(!bare);
    let raw_key = &body[at..end];
    let longest = spec.longest_key(&cx.limits);
    let mut buffer;
    // an escape takes three bytes per decoded byte
    let key = if escaped && raw_key.len() <= 3 * longest {
        buffer = KeyBuffer::new();
        match decode_key(raw_key, &mut buffer) {
            Ok(key) => key,
            Err(_) => return stop(cx),
        }
    } else {
        check_utf8(raw_key, escaped, cx);
        raw_key
    };
    let found = if key.len() <= longest { spec.position(key) } else { None };
    if let Some(i) = found
        && !spec.fields[i].kind.is_compound()
    {
        return Pair { field: Some(i), next: value };
    }
    if !cx.count(1) {
        return Pair { field: None, next: bytes.len() };
    }
    let (end, escaped) = other_value_end(bytes, value);
    check_utf8(&body[value..end], escaped, cx);
    let syntax = if bare { KeySyntax::Bare } else { KeySyntax::Pair };
    if spec.compound && key.len() <= longest {
        store(key, syntax, at, value, end, escaped, spec, cx);
    } else {
        cx.unknown_key(spec, key, syntax);
    }
    Pair { field: None, next: end + 1 }
}

/// Not inlined, so that the scan is inlined only into the loop of the walker.
#[inline(never)]
fn other_value_end(bytes: &[u8], at: usize) -> (usize, bool) {
    let (end, escaping) = value_end(bytes, at);
    (end, escaping == Escaping::Percent)
}

#[cold]
fn stop(cx: &mut BindContext<'_>) -> Pair {
    cx.fatal(Unreadable::Encoding);
    Pair { field: None, next: usize::MAX }
}

/// Rejects the body if a text that no field decodes is not UTF-8. The result must not depend on the order of
/// the keys.
fn check_utf8(raw: &str, escaped: bool, cx: &mut BindContext<'_>) {
    if escaped && !is_utf8(raw) {
        cx.fatal(Unreadable::Encoding);
    }
}
