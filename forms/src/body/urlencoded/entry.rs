//! Compact representations of stored values. A level of a key may be as short as two bytes, so that entries
//! must be small.

use crate::schema::MOST_FIELDS;

/// Storage for one value: a range of the body, or the number of a form or a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Slot {
    Empty,
    Duplicate,
    Text {
        start: u32,
        end: u32,
    },
    EscapedText {
        start: u32,
        end: u32,
    },
    Form(u32),
    List(u32),
    /// A list with one text. Most lists have no more than that.
    SingleItem {
        start: u32,
        end: u32,
    },
    EscapedSingleItem {
        start: u32,
        end: u32,
    },
}

/// A slot in eight bytes. Small, because an item of a list may take only two bytes of the body. The bits
/// above the length, which is less than [`MOST_BYTES`](crate::schema::MOST_BYTES), store the kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed(u32, u32);

const KIND_SHIFT: u32 = crate::schema::MOST_BYTES.trailing_zeros();
const START_MASK: u32 = (1 << KIND_SHIFT) - 1;

impl From<Slot> for Packed {
    fn from(slot: Slot) -> Self {
        match slot {
            Slot::Empty => Packed(0, 0),
            Slot::Duplicate => Packed(0, 1 << KIND_SHIFT),
            Slot::Text { start, end } => Packed(start, 2 << KIND_SHIFT | (end - start)),
            Slot::EscapedText { start, end } => Packed(start, 3 << KIND_SHIFT | (end - start)),
            Slot::Form(form) => Packed(form, 4 << KIND_SHIFT),
            Slot::List(list) => Packed(list, 5 << KIND_SHIFT),
            Slot::SingleItem { start, end } => Packed(start, 6 << KIND_SHIFT | (end - start)),
            Slot::EscapedSingleItem { start, end } => Packed(start, 7 << KIND_SHIFT | (end - start)),
        }
    }
}

impl From<Packed> for Slot {
    fn from(Packed(first, second): Packed) -> Self {
        let end = first.wrapping_add(second & START_MASK);
        match second >> KIND_SHIFT {
            0 => Slot::Empty,
            2 => Slot::Text { start: first, end },
            3 => Slot::EscapedText { start: first, end },
            4 => Slot::Form(first),
            5 => Slot::List(first),
            6 => Slot::SingleItem { start: first, end },
            7 => Slot::EscapedSingleItem { start: first, end },
            _ => Slot::Duplicate,
        }
    }
}

impl Slot {
    /// Returns whether the slot is an empty text, which means that nothing was filled in.
    pub(crate) fn is_empty_text(self) -> bool {
        matches!(self, Slot::Text { start, end } if start == end)
    }
    /// Converts a list of one text to the text itself. Returns other slots unchanged.
    pub(super) fn item(self) -> Slot {
        match self {
            Slot::SingleItem { start, end } => Slot::Text { start, end },
            Slot::EscapedSingleItem { start, end } => Slot::EscapedText { start, end },
            other => other,
        }
    }
}

/// The value of a field, the index of the field, and the number of the next entry, in twelve bytes. Positions
/// and numbers are less than [`MOST_BYTES`](crate::schema::MOST_BYTES); the three bits left in `slot` hold
/// the upper part of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    slot: Packed,
    /// the lower four bits of the field, above the number of the next entry
    link: u32,
}

/// The field index of an entry which records that the form has an unknown key.
pub(super) const UNKNOWN_KEY: usize = MOST_FIELDS;
/// The field index of the marker that deletes a row.
pub(crate) const DELETE_MARKER: usize = MOST_FIELDS + 1;
/// The field index of the first entry of a form that has no values yet.
pub(super) const FRESH: usize = MOST_FIELDS + 2;
/// Marks the absence of an entry. No entry has this number, because each takes at least two bytes of the
/// body.
pub(super) const NONE: u32 = (1 << NEXT_BITS) - 1;

const NEXT_BITS: u32 = KIND_SHIFT - 1;
const FIELD_LOW_BITS: u32 = u32::BITS - NEXT_BITS;
const _: () = assert!(FRESH < 1 << (FIELD_LOW_BITS + u32::BITS - KIND_SHIFT));

impl Entry {
    pub(super) fn new(field: usize, next: u32) -> Self {
        let (low, high) = (field as u32 & ((1 << FIELD_LOW_BITS) - 1), field as u32 >> FIELD_LOW_BITS);
        Entry { slot: Packed(high << KIND_SHIFT, 0), link: low << NEXT_BITS | next }
    }
    pub(super) fn field(self) -> usize {
        ((self.slot.0 >> KIND_SHIFT) << FIELD_LOW_BITS | self.link >> NEXT_BITS) as usize
    }
    pub(super) fn next(self) -> u32 {
        self.link & NONE
    }
    pub(super) fn set_next(&mut self, next: u32) {
        self.link = self.link & !NONE | next;
    }
    pub(super) fn slot(self) -> Slot {
        Packed(self.slot.0 & START_MASK, self.slot.1).into()
    }
    pub(super) fn set_slot(&mut self, slot: Slot) {
        let Packed(place, rest) = slot.into();
        self.slot = Packed(self.slot.0 & !START_MASK | place, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_field_next_and_slot() {
        assert_eq!(size_of::<Entry>(), 12);
        let most = crate::schema::MOST_BYTES - 1;
        let slots = [
            Slot::Empty,
            Slot::Duplicate,
            Slot::Text { start: most, end: most },
            Slot::EscapedText { start: 0, end: most },
            Slot::Form(NONE),
            Slot::List(most),
            Slot::SingleItem { start: 7, end: 9 },
            Slot::EscapedSingleItem { start: most - 1, end: most },
        ];
        for field in 0..=FRESH {
            for next in [0, 1, NONE - 1, NONE] {
                let mut entry = Entry::new(field, NONE);
                assert_eq!((entry.field(), entry.next(), entry.slot()), (field, NONE, Slot::Empty));
                entry.set_next(next);
                for slot in slots {
                    entry.set_slot(slot);
                    assert_eq!((entry.field(), entry.next(), entry.slot()), (field, next, slot));
                }
            }
        }
    }
}
