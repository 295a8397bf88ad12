//! Whether no two items of a list are equal.

use super::FieldType;
use crate::{BindContext, error::Fault};
use std::hash::{BuildHasher, Hasher, RandomState};

/// The most items of a type that cannot be hashed: each is compared with every other one.
pub(crate) const MOST_COMPARED: u32 = 100;
/// So few items are compared sooner than hashed.
const FEW: usize = 8;

/// Compares values, not texts: `1.5` and `1.50` are one number. Two secrets are compared in constant time, by their `==`.
#[cold]
#[inline(never)]
pub(super) fn are_unique<T: FieldType>(items: &[T], cx: &mut BindContext<'_>) -> bool {
    let has_twins = if items.len() <= FEW || !T::HASHES {
        if items.len() > MOST_COMPARED as usize {
            cx.fault(Fault::MaxItems(MOST_COMPARED));
            return false;
        }
        has_equal(items.iter())
    } else {
        has_equal_by_hash(items)
    };
    if has_twins {
        cx.fault(Fault::UniqueItems);
    }
    !has_twins
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

/// Equal items have equal hashes, which nobody outside can choose. A hash takes four bytes, as a body may hold an item in two.
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
