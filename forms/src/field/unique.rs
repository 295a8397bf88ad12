//! The check that all items of a list are different.

use super::FieldType;
use crate::{BindContext, error::Fault};
use std::hash::{BuildHasher, Hasher, RandomState};

/// The maximum length of a list whose items cannot be hashed, because all pairs are compared.
pub(crate) const MOST_COMPARED: u32 = 100;
/// Up to this length, comparing all pairs is faster than hashing.
const COMPARE_ALL: usize = 8;

/// Returns whether all items are different. Compares values, not texts: `1.5` and `1.50` are equal. Secrets
/// are compared in constant time by their `==`.
#[cold]
#[inline(never)]
pub(super) fn are_unique<T: FieldType>(items: &[T], cx: &mut BindContext<'_>) -> bool {
    let has_duplicates = if items.len() <= COMPARE_ALL || !T::HASHES {
        if items.len() > MOST_COMPARED as usize {
            cx.fault(Fault::MaxItems(MOST_COMPARED));
            return false;
        }
        has_equal(items.iter())
    } else {
        has_equal_by_hash(items)
    };
    if has_duplicates {
        cx.fault(Fault::UniqueItems);
    }
    !has_duplicates
}

fn has_equal<'i, T: FieldType>(items: impl Iterator<Item = &'i T> + Clone) -> bool {
    let mut rest = items;
    while let Some(item) = rest.next() {
        if rest.clone().any(|other| item == other) {
            return true;
        }
    }
    false
}

/// Returns whether two items are equal. Compares only items with equal hashes. The seed is random, so that
/// senders cannot choose colliding items. A hash takes only four bytes, because an item may be as short as
/// two bytes of the body.
fn has_equal_by_hash<T: FieldType>(items: &[T]) -> bool {
    let seed = RandomState::new();
    let hash = |item: &T| {
        let mut state = seed.build_hasher();
        item.hash_value(&mut state);
        let hash = state.finish();
        (hash ^ hash >> 32) as u32
    };
    let mut hashes: Vec<(u32, u32)> = Vec::with_capacity(items.len());
    hashes.extend(items.iter().zip(0..).map(|(item, i)| (hash(item), i)));
    hashes.sort_unstable();
    hashes
        .chunk_by(|one, other| one.0 == other.0)
        .any(|same| same.len() > 1 && has_equal(same.iter().map(|(_, i)| &items[*i as usize])))
}
