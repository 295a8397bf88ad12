//! Walks a JSON object: finds the field of each member and passes the value to it. The value stays in the
//! reader until the field type reads it.

use super::{
    skip::{skip_repeated, skip_value},
    variants::tagged_object,
};
use crate::{
    RawValue,
    bind::{BindContext, Target, absent},
    body::{
        json::{Reader, unescape_key},
        key::KeyBuffer,
    },
    error::{Fault, KeySyntax, path::FORM},
    schema::{FormSchema, MOST_FIELDS},
};

/// Binds a whole body. Returns `false` if it cannot be read.
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

/// Binds an object, from its `{` on. Calls `target` for every member with a field, then for every missing
/// field.
pub(crate) fn object(spec: &'static FormSchema, target: &mut dyn Target, cx: &mut BindContext<'_>) {
    if spec.tags != 0 {
        return tagged_object(spec, target, cx);
    }
    let (mut next, mut seen, mut duplicates) = (0usize, 0u64, 0u64);
    let mut member = cx.json.open(b'}');
    while member {
        // programs usually write members in the order of the fields: try that key first
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
                // a value that the field type did not read is checked too
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

/// Counts and skips a member whose key is repeated. Reports the repetition once per field.
#[cold]
#[inline(never)]
pub(super) fn repeated(
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

/// Reads any key and returns the index of its field. For an unknown key, skips the value and returns [`MOST_FIELDS`].
#[inline(never)]
fn other_key(spec: &'static FormSchema, cx: &mut BindContext<'_>) -> usize {
    let mut buffer;
    let Some((mut key, escaped)) = cx.json.key() else { return MOST_FIELDS };
    // an escape takes at most six bytes per decoded byte
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
    MOST_FIELDS
}

/// Moves to item `k` of a list. Returns `false` at the end of the list. Skips items beyond the limit of the
/// field.
#[inline]
pub(crate) fn next_item(k: usize, most: usize, cx: &mut BindContext<'_>) -> bool {
    let more = if k == 0 { cx.json.open(b']') } else { cx.json.more(b']') };
    if !more {
        return false;
    }
    if k > most {
        skip_rest(cx);
        return false;
    }
    cx.json.blanks();
    cx.errors.at(k);
    true
}

/// Skips the rest of a list, from the current item on.
#[cold]
fn skip_rest(cx: &mut BindContext<'_>) {
    while cx.count(1) {
        cx.json.skip();
        if !cx.json.more(b']') {
            return;
        }
    }
}

/// Returns the number of remaining items in a list, at most `most`. Includes the current item.
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
