//! Walks a JSON object with a tag, which names the variant: `{"method": "card", "number": ..}`.
//!
//! The tag may come after the fields that it decides about. Instead of keeping them, the reader goes through the object
//! again: to find the tag, to read the fields of the chosen variant, and to read all others. Each is linear.

use super::{
    object::repeated,
    skip::{skip_known, skip_value},
};
use crate::{
    RawValue,
    bind::{BindContext, Target, absent},
    body::{
        json::{Reader, unescape_key},
        key::KeyBuffer,
    },
    error::{KeySyntax, path::Path},
    schema::{FormSchema, Name},
};

/// The variants of an object, as bits of the fields that hold them.
#[derive(Clone, Copy, Default)]
struct Chosen {
    chosen: u64,
    /// the variants of tags that are missing or invalid
    undecided: u64,
}

/// Binds an object with a tag, from its `{` on, like [`object`](super::object).
#[cold]
#[inline(never)]
pub(super) fn tagged_object(spec: &'static FormSchema, target: &mut dyn Target, cx: &mut BindContext<'_>) {
    let start = cx.json.mark();
    let variants = read_tags(spec, target, cx);
    for i in bits(variants.chosen) {
        cx.json.restore(start);
        cx.errors.at(i);
        target.field(i, &RawValue::JSON, cx);
        if cx.is_fatal() {
            return;
        }
    }
    cx.json.restore(start);
    others(spec, variants, target, cx);
}

/// Reads the tags, and finds out which variants they choose. The reader is at the `{` of the object.
fn read_tags(spec: &'static FormSchema, target: &mut dyn Target, cx: &mut BindContext<'_>) -> Chosen {
    let start = cx.json.mark();
    let mut variants = Chosen::default();
    for tag in bits(spec.tags) {
        let found = find(&spec.fields[tag].name, &mut cx.json);
        cx.errors.at(tag);
        cx.chosen_variant = None;
        match found {
            Found::Missing => target.field(tag, &RawValue::ABSENT, cx),
            Found::Once(value) => {
                cx.json.restore(value);
                target.field(tag, &RawValue::JSON, cx);
            }
            // no variant is chosen, so that the report does not depend on the order of the two
            Found::Twice => target.field(tag, &RawValue::DUPLICATE, cx),
        }
        match cx.chosen_variant.take() {
            Some(0) => {}
            Some(variant) => variants.chosen |= 1 << (tag + variant),
            None => variants.undecided |= spec.variants_of(tag),
        }
        cx.json.restore(start);
    }
    variants
}

pub(super) enum Found {
    Missing,
    /// the mark of the value
    Once((usize, u32)),
    Twice,
}

/// Finds the member with this name, from the `{` of an object on.
pub(super) fn find(name: &Name, json: &mut Reader<'_>) -> Found {
    let (mut found, mut member) = (Found::Missing, json.open(b'}'));
    while member {
        let Some((key, escaped)) = json.key() else { break };
        // an escape takes at most six bytes per decoded byte
        let is_name = if escaped && key.len() <= 6 * name.len() {
            unescape_key(key, &mut KeyBuffer::new()) == name.as_str()
        } else {
            !escaped && key == name.as_str()
        };
        if is_name {
            json.blanks();
            found = if let Found::Missing = found { Found::Once(json.mark()) } else { Found::Twice };
        }
        json.skip();
        member = json.more(b'}');
    }
    found
}

/// Binds the fields of a variant, from the `{` of the object that has them beside its tag. Keys that the variant does
/// not have are left to the outer form.
#[cold]
#[inline(never)]
pub(crate) fn variant(spec: &'static FormSchema, target: &mut dyn Target, cx: &mut BindContext<'_>) {
    let (mut seen, mut duplicates) = (0u64, 0u64);
    let mut member = cx.json.open(b'}');
    while member {
        let mut buffer = KeyBuffer::new();
        let key = key(spec, &mut buffer, cx).filter(|key| key.len() <= spec.longest_key(&cx.limits));
        match key.and_then(|key| spec.position(key)) {
            Some(i) => field(spec, i, &mut seen, &mut duplicates, target, cx),
            None => cx.json.skip(),
        }
        member = cx.json.more(b'}');
    }
    if cx.json.fault().is_none() && cx.count(seen.count_ones()) {
        absent(spec, seen, target, cx);
    }
}

/// Reads the value of field `i`.
fn field(
    spec: &'static FormSchema,
    i: usize,
    seen: &mut u64,
    duplicates: &mut u64,
    target: &mut dyn Target,
    cx: &mut BindContext<'_>,
) {
    cx.errors.at(i);
    cx.json.blanks();
    if *seen >> i & 1 == 1 {
        *duplicates = repeated(spec, i, *duplicates, target, cx);
        return;
    }
    *seen |= 1 << i;
    let from = cx.json.place();
    target.field(i, &RawValue::JSON, cx);
    // a value that the field type did not read is checked too
    if cx.json.place() == from {
        skip_value(spec, i, cx);
    }
}

/// What the key of a member of a tagged object names.
enum Member {
    Field(usize),
    Tag(usize),
    /// A field of the chosen variant, which has been read.
    Read,
    /// A field of a variant, while none is chosen.
    Undecided(&'static FormSchema, usize),
    Unknown,
}

/// Binds the members of an object that are not fields of its variant, and reports the unknown ones.
fn others(spec: &'static FormSchema, variants: Chosen, target: &mut dyn Target, cx: &mut BindContext<'_>) {
    let (mut seen, mut duplicates) = (spec.tags | spec.variants, 0u64);
    let mut member = cx.json.open(b'}');
    while member {
        match self::member(spec, variants, cx) {
            Member::Field(i) => field(spec, i, &mut seen, &mut duplicates, target, cx),
            Member::Read => cx.json.skip(),
            Member::Tag(_) | Member::Unknown => {
                if cx.count(1) {
                    cx.json.skip();
                }
            }
            Member::Undecided(variant, i) => {
                if cx.count(1) {
                    cx.json.blanks();
                    skip_known(variant, i, cx);
                }
            }
        }
        member = cx.json.more(b'}');
    }
    let read = (seen & !(spec.tags | spec.variants)).count_ones();
    if cx.json.fault().is_none() && cx.count(read) {
        absent(spec, seen, target, cx);
    }
}

fn resolve(spec: &'static FormSchema, variants: Chosen, key: &str) -> Member {
    let position = |i: usize| {
        let form = spec.fields[i].kind.form()?;
        form.position(key).map(|k| (form, k))
    };
    if bits(variants.chosen).any(|i| position(i).is_some()) {
        return Member::Read;
    }
    if let Some((form, k)) = bits(variants.undecided).find_map(position) {
        return Member::Undecided(form, k);
    }
    match spec.position(key) {
        Some(i) if spec.is_tag(i) => Member::Tag(i),
        // only form bodies have the name of a variant in their keys
        Some(i) if !spec.is_variant(i) => Member::Field(i),
        _ => Member::Unknown,
    }
}

/// Returns the field that a member of a tagged object is read by, whichever variant is chosen: its form and index.
pub(super) fn field_of_any_variant(
    spec: &'static FormSchema,
    key: &str,
) -> Option<(&'static FormSchema, usize)> {
    let all = Chosen { chosen: 0, undecided: spec.variants };
    match resolve(spec, all, key) {
        Member::Field(i) | Member::Tag(i) => Some((spec, i)),
        Member::Undecided(form, i) => Some((form, i)),
        Member::Read | Member::Unknown => None,
    }
}

/// Reads the key of a member. An unknown key is reported.
fn member(spec: &'static FormSchema, variants: Chosen, cx: &mut BindContext<'_>) -> Member {
    let mut buffer = KeyBuffer::new();
    let Some(key) = key(spec, &mut buffer, cx) else { return Member::Unknown };
    let is_short = key.len() <= spec.longest_key(&cx.limits);
    let member = if is_short { resolve(spec, variants, key) } else { Member::Unknown };
    if let Member::Unknown = member {
        cx.unknown_key(spec, key, KeySyntax::Member);
    }
    member
}

/// Reads a key. One that is too long for any field is not decoded.
fn key<'k, 'b: 'k>(
    spec: &'static FormSchema,
    buffer: &'k mut KeyBuffer,
    cx: &mut BindContext<'b>,
) -> Option<&'k str> {
    let (key, escaped) = cx.json.key()?;
    // an escape takes at most six bytes per decoded byte
    let decodes = escaped && key.len() <= 6 * spec.longest_key(&cx.limits);
    Some(if decodes { unescape_key(key, buffer) } else { key })
}

/// Returns the fields that hold the variants which the tags name, as bits.
pub(crate) fn chosen_variants<'t>(spec: &FormSchema, tag: impl Fn(u16) -> Option<&'t str>) -> u64 {
    let variants = bits(spec.tags).filter_map(|i| spec.variant_named(i, tag(i as u16)?));
    variants.fold(0, |bits, i| bits | 1 << i)
}

/// Returns the form and field that a key of a tagged object names, and the path of that form.
pub(crate) fn field_beside_tag(
    spec: &'static FormSchema,
    path: Path,
    variants: u64,
    key: &str,
) -> Option<(&'static FormSchema, Path, usize)> {
    let of_variant = bits(variants).find_map(|variant| {
        let form = spec.fields[variant].kind.form()?;
        form.position(key).map(|i| (form, path.then(variant as u16), i))
    });
    let own = || spec.position(key).filter(|i| !spec.is_variant(*i)).map(|i| (spec, path, i));
    of_variant.or_else(own)
}

/// Returns the positions of the bits that are set.
pub(crate) fn bits(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let i = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (i < 64).then_some(i)
    })
}
