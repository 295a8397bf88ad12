//! Reads the tags of enums before the fields of their variants.

use crate::{
    RawValue,
    bind::{BindContext, Target, json::bits},
    schema::FormSchema,
};

/// Calls `target` for the tags that the body does not have, and returns `seen` with all tags.
#[cold]
#[inline(never)]
pub(super) fn missing_tags(
    spec: &'static FormSchema,
    seen: u64,
    target: &mut dyn Target,
    cx: &mut BindContext<'_>,
) -> u64 {
    for tag in bits(spec.tags & !seen) {
        cx.errors.at(tag);
        target.field(tag, &RawValue::ABSENT, cx);
    }
    seen | spec.tags
}

/// Calls `target` for the tags of the nested form with the given number, and returns their bits.
#[cold]
#[inline(never)]
pub(super) fn tags(
    form: u32,
    spec: &'static FormSchema,
    target: &mut dyn Target,
    cx: &mut BindContext<'_>,
) -> u64 {
    let (mut seen, mut at) = (0, cx.arena.first(form));
    while let Some((i, raw, next)) = cx.arena.entry(at) {
        if spec.is_tag(i) {
            seen |= 1 << i;
            cx.errors.at(i);
            target.field(i, &raw, cx);
        }
        at = next;
    }
    missing_tags(spec, seen, target, cx)
}
