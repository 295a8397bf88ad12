//! The walker of a JSON object: finds each member's field and hands it the value, which stays in the reader until the
//! field's type takes it.

use super::skip::{skip_repeated, skip_value};
use crate::{
    RawValue,
    bind::{BindContext, Target, absent},
    body::{
        json::{Reader, unescape_key},
        key::KeyBuffer,
    },
    error::{Fault, KeySyntax, path::FORM},
    schema::{FieldSchema, FormSchema},
};

/// A whole body. False: it could not be read.
pub(crate) fn document(spec: &'static FormSchema, target: &mut dyn Target, cx: &mut BindContext<'_>) -> bool {
    if cx.json.blanks() == b'{' {
        object(spec, target, cx);
    } else {
        not_an_object(cx);
    }
    end(cx)
}

#[cold]
fn not_an_object(cx: &mut BindContext<'_>) {
    cx.json.skip();
    cx.errors.at(FORM as usize);
    cx.fault(Fault::Invalid);
}

#[inline(never)]
fn end(cx: &mut BindContext<'_>) -> bool {
    cx.json.blanks();
    if !cx.json.is_at_end() {
        cx.json.malformed();
    }
    match cx.json.fault() {
        Some(fault) => {
            cx.errors.fatal(fault);
            false
        }
        None => !cx.errors.is_fatal(),
    }
}

/// At `{`: every member goes to its field; then come the fields that were absent.
pub(crate) fn object(spec: &'static FormSchema, target: &mut dyn Target, cx: &mut BindContext<'_>) {
    let (mut next, mut seen, mut duplicates) = (0usize, 0u64, 0u64);
    let mut member = cx.json.open(b'}');
    while member {
        // writers write in the order of their struct: look for that key first
        let i = match spec.fields.get(next) {
            Some(field) if cx.json.eat_key(&field.name) => next,
            _ => other_key(spec, cx),
        };
        if let Some(bit) = 1u64.checked_shl(i as u32) {
            next = i + 1;
            cx.errors.at(i);
            cx.json.blanks();
            if seen & bit == 0 {
                seen |= bit;
                let from = cx.json.place();
                target.field(i, &RawValue::JSON, cx);
                // what no type took is checked all the same
                if cx.json.place() == from {
                    skip_value(spec, i, cx);
                }
            } else {
                duplicates = repeated(spec, i, duplicates, target, cx);
            }
        }
        member = cx.json.more(b'}');
    }
    if cx.json.fault().is_none() && cx.count(seen.count_ones()) {
        absent(spec, seen, target, cx);
    }
}

/// A member whose key came before: counted and skipped. The field hears of it once, however often the key comes.
#[cold]
#[inline(never)]
fn repeated(
    spec: &'static FormSchema,
    i: usize,
    duplicates: u64,
    target: &mut dyn Target,
    cx: &mut BindContext<'_>,
) -> u64 {
    if cx.count(1) {
        skip_repeated(spec, i, cx);
    }
    if duplicates >> i & 1 == 0 {
        target.field(i, &RawValue::DUPLICATE, cx);
    }
    duplicates | 1 << i
}

/// Any key but the expected one; 64: no field has it, and its value was skipped.
#[inline(never)]
fn other_key(spec: &'static FormSchema, cx: &mut BindContext<'_>) -> usize {
    let mut buffer;
    let Some((mut key, escaped)) = cx.json.key() else { return 64 };
    // an escape takes at most six bytes for each byte of the text
    let longest = spec.longest_key(&cx.limits);
    if escaped && key.len() <= 6 * longest {
        buffer = KeyBuffer::new();
        key = unescape_key(key, &mut buffer);
    }
    let found = if key.len() <= longest { spec.position(key) } else { None };
    if let Some(i) = found {
        return i;
    }
    cx.unknown_key(spec, key, KeySyntax::Member);
    if cx.count(1) {
        cx.json.skip();
    }
    64
}

/// In a list: whether there is an item `k`. Items beyond the field's limit are skipped.
#[inline]
pub(crate) fn next_item(k: usize, field: &FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let more = if k == 0 { cx.json.open(b']') } else { cx.json.more(b']') };
    if !more {
        return false;
    }
    if k > field.most_items(&cx.limits) as usize {
        skip_rest(cx);
        return false;
    }
    cx.json.blanks();
    cx.errors.at(k);
    true
}

/// The rest of a list, from the item that the reader is at.
#[cold]
fn skip_rest(cx: &mut BindContext<'_>) {
    while cx.count(1) {
        cx.json.skip();
        if !cx.json.more(b']') {
            return;
        }
    }
}

/// Returns how many items of a list there are from the one that the reader is at, up to `most`.
#[cold]
#[inline(never)]
pub(crate) fn items_ahead(json: &Reader<'_>, most: usize) -> usize {
    let (mut ahead, mut items) = (json.clone(), 0);
    while items < most {
        ahead.skip();
        items += 1;
        if !ahead.more(b']') {
            break;
        }
    }
    items
}
