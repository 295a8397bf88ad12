//! The walker of a JSON object: finds each member's field and hands it the value, which stays in the reader until the
//! field's type takes it.

use super::{Reader, unescape};
use crate::{
    Raw,
    body::absent,
    cleaner::{Cleaner, Target},
    error::{Fault, KeySyntax, path::FORM},
    spec::{FieldSpec, Spec},
};
use std::borrow::Cow;

/// A whole body. False: it could not be read.
pub(crate) fn document(spec: &'static Spec, target: &mut dyn Target, cx: &mut Cleaner<'_>) -> bool {
    if cx.json.blanks() == b'{' {
        object(spec, target, cx);
    } else {
        not_an_object(cx);
    }
    end(cx)
}

#[cold]
fn not_an_object(cx: &mut Cleaner<'_>) {
    cx.json.skip();
    cx.errors.at(FORM as usize);
    cx.fault(Fault::Invalid);
}

#[inline(never)]
fn end(cx: &mut Cleaner<'_>) -> bool {
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
pub(crate) fn object(spec: &'static Spec, target: &mut dyn Target, cx: &mut Cleaner<'_>) {
    let (mut next, mut seen, mut repeated) = (0usize, 0u64, 0u32);
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
            let from = cx.json.place();
            if seen & bit == 0 {
                seen |= bit;
                target.field(i, &Raw::JSON, cx);
            } else {
                repeated += 1;
                // whichever comes first, what is within counts the same
                if spec.fields[i].kind.is_compound() {
                    target.field(i, &Raw::JSON, cx);
                }
                target.field(i, &Raw::DUPLICATE, cx);
            }
            // what no type took is checked all the same
            if cx.json.place() == from {
                cx.json.skip();
            }
        }
        member = cx.json.more(b'}');
    }
    if cx.json.fault().is_none() && cx.count(seen.count_ones() + repeated) {
        absent(spec, seen, target, cx);
    }
}

/// Any key but the expected one; 64: no field's, and its value has been passed over.
#[inline(never)]
fn other_key(spec: &'static Spec, cx: &mut Cleaner<'_>) -> usize {
    let Some((key, escaped)) = cx.json.key() else { return 64 };
    // an escape takes at most six bytes for each it stands for
    let longest = spec.longest_key(cx.limits);
    let key =
        if escaped && key.len() <= 6 * longest { Cow::Owned(unescape(key)) } else { Cow::Borrowed(key) };
    let found = if key.len() <= longest { spec.position(&key) } else { None };
    if let Some(i) = found {
        return i;
    }
    cx.unknown_key(spec, &key, KeySyntax::Member);
    if cx.count(1) {
        cx.json.skip();
    }
    64
}

/// In a list: whether there is an item `k`. Past the field's limit items are passed over, not kept.
#[inline]
pub(crate) fn next_item(k: usize, field: &FieldSpec, cx: &mut Cleaner<'_>) -> bool {
    let more = if k == 0 { cx.json.open(b']') } else { cx.json.more(b']') };
    if !more {
        return false;
    }
    if k > field.most_items(cx.limits) as usize {
        skip_rest(&mut cx.json);
        return false;
    }
    cx.json.blanks();
    cx.errors.at(k);
    true
}

#[cold]
fn skip_rest(json: &mut Reader<'_>) {
    loop {
        json.skip();
        if !json.more(b']') {
            return;
        }
    }
}
