//! What waits of a body, in as few bytes as a level of a key justifies.

use crate::schema::MOST_FIELDS;

/// A place for a value: bounds within the body, or the number of a form or a list.
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
    /// A list of one text, which most short lists stay.
    One {
        start: u32,
        end: u32,
    },
    EscapedOne {
        start: u32,
        end: u32,
    },
}

/// A slot in eight bytes: an item of a list may take no more than two bytes of a body. The kind stands above the length,
/// which is less than [`MOST_BYTES`](crate::schema::MOST_BYTES).
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed(u32, u32);

const KIND: u32 = crate::schema::MOST_BYTES.trailing_zeros();
const PLACE: u32 = (1 << KIND) - 1;

impl From<Slot> for Packed {
    fn from(slot: Slot) -> Self {
        match slot {
            Slot::Empty => Packed(0, 0),
            Slot::Duplicate => Packed(0, 1 << KIND),
            Slot::Text { start, end } => Packed(start, 2 << KIND | (end - start)),
            Slot::EscapedText { start, end } => Packed(start, 3 << KIND | (end - start)),
            Slot::Form(form) => Packed(form, 4 << KIND),
            Slot::List(list) => Packed(list, 5 << KIND),
            Slot::One { start, end } => Packed(start, 6 << KIND | (end - start)),
            Slot::EscapedOne { start, end } => Packed(start, 7 << KIND | (end - start)),
        }
    }
}

impl From<Packed> for Slot {
    fn from(Packed(first, second): Packed) -> Self {
        let end = first.wrapping_add(second & PLACE);
        match second >> KIND {
            0 => Slot::Empty,
            2 => Slot::Text { start: first, end },
            3 => Slot::EscapedText { start: first, end },
            4 => Slot::Form(first),
            5 => Slot::List(first),
            6 => Slot::One { start: first, end },
            7 => Slot::EscapedOne { start: first, end },
            _ => Slot::Duplicate,
        }
    }
}

impl Slot {
    /// A text of no length, which says that nothing was filled in.
    pub(crate) fn is_empty_text(self) -> bool {
        matches!(self, Slot::Text { start, end } if start == end)
    }
    /// The item of a list of one.
    pub(super) fn item(self) -> Slot {
        match self {
            Slot::One { start, end } => Slot::Text { start, end },
            Slot::EscapedOne { start, end } => Slot::EscapedText { start, end },
            other => other,
        }
    }
}

/// A value of a form, its field, and the entry behind it, in twelve bytes. Of the 32 bits of a place or a number,
/// [`MOST_BYTES`](crate::schema::MOST_BYTES) leaves three to the field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    slot: Packed,
    /// four bits of the field above the number of the entry behind it
    link: u32,
}

/// The field of an entry that says that there was a key which the form does not have: it was filled in.
pub(super) const STRANGER: usize = MOST_FIELDS;
/// The field of the first entry of a form of which nothing came yet.
pub(super) const FRESH: usize = MOST_FIELDS + 1;
/// The number of no entry: each takes two bytes of a body.
pub(super) const NONE: u32 = (1 << LINK) - 1;

const LINK: u32 = KIND - 1;
const ABOVE_LINK: u32 = u32::BITS - LINK;
const _: () = assert!(FRESH < 1 << (ABOVE_LINK + u32::BITS - KIND));

impl Entry {
    pub(super) fn new(field: usize, next: u32) -> Self {
        let (low, high) = (field as u32 & ((1 << ABOVE_LINK) - 1), field as u32 >> ABOVE_LINK);
        Entry { slot: Packed(high << KIND, 0), link: low << LINK | next }
    }
    pub(super) fn field(self) -> usize {
        ((self.slot.0 >> KIND) << ABOVE_LINK | self.link >> LINK) as usize
    }
    pub(super) fn next(self) -> u32 {
        self.link & NONE
    }
    pub(super) fn set_next(&mut self, next: u32) {
        self.link = self.link & !NONE | next;
    }
    pub(super) fn slot(self) -> Slot {
        Packed(self.slot.0 & PLACE, self.slot.1).into()
    }
    pub(super) fn set_slot(&mut self, slot: Slot) {
        let Packed(place, rest) = slot.into();
        self.slot = Packed(self.slot.0 & !PLACE | place, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_holds_what_it_is_given() {
        assert_eq!(size_of::<Entry>(), 12);
        let most = crate::schema::MOST_BYTES - 1;
        let slots = [
            Slot::Empty,
            Slot::Duplicate,
            Slot::Text { start: most, end: most },
            Slot::EscapedText { start: 0, end: most },
            Slot::Form(NONE),
            Slot::List(most),
            Slot::One { start: 7, end: 9 },
            Slot::EscapedOne { start: most - 1, end: most },
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
