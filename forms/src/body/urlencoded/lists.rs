//! Stores the items of lists until the whole body has been read. Short lists share one vector, because every
//! row may have such a list.

use super::{
    chunks::Chunks,
    entry::{Packed, Slot},
};

/// The position and length of a list, in eight bytes.
#[derive(Debug, Clone, Copy)]
struct List {
    /// the start of a short list in the shared vector, or the index of a long list
    start: u32,
    len: u32,
}

#[derive(Debug, Default)]
pub(super) struct Lists {
    all: Chunks<List>,
    /// The items of short lists. Each list has a range whose length is a power of two.
    short: Chunks<Packed>,
    long: Vec<Chunks<Packed>>,
}

/// The maximum length of a short list.
const SHORT: u32 = 16;

impl Lists {
    /// Adds an empty list and returns its number.
    pub(super) fn add(&mut self) -> u32 {
        self.all.push(List { start: 0, len: 0 });
        self.all.len() as u32 - 1
    }
    pub(super) fn len(&self, list: u32) -> usize {
        self.all.get(list as usize).map_or(0, |list| list.len as usize)
    }
    pub(super) fn get(&self, list: u32, k: usize) -> Option<Slot> {
        let List { start, len } = *self.all.get(list as usize)?;
        let packed = match k {
            _ if k >= len as usize => None,
            _ if len > SHORT => self.long.get(start as usize)?.get(k),
            _ => self.short.get(start as usize + k),
        };
        packed.copied().map(Slot::from)
    }
    pub(super) fn set(&mut self, list: u32, k: usize, slot: Slot) {
        let Some(List { start, len }) = self.all.get(list as usize).copied() else { return };
        let packed = match k {
            _ if k >= len as usize => None,
            _ if len > SHORT => self.long.get_mut(start as usize).and_then(|long| long.get_mut(k)),
            _ => self.short.get_mut(start as usize + k),
        };
        if let Some(packed) = packed {
            *packed = slot.into();
        }
    }
    /// Appends an item.
    pub(super) fn push(&mut self, list: u32, slot: Slot) {
        let Some(own) = self.all.get_mut(list as usize) else { return };
        let (start, len) = (own.start as usize, own.len);
        own.len += 1;
        if len > SHORT {
            if let Some(long) = self.long.get_mut(start) {
                long.push(slot.into());
            }
        } else if len == SHORT {
            own.start = self.long.len() as u32;
            let mut long = Chunks::new();
            (start..start + len as usize)
                .filter_map(|at| self.short.get(at))
                .for_each(|item| long.push(*item));
            long.push(slot.into());
            self.long.push(long);
        } else if len > 0 && !len.is_power_of_two() {
            if let Some(free) = self.short.get_mut(start + len as usize) {
                *free = slot.into();
            }
        } else {
            // the range is full: move the list to one that is twice as long
            own.start = self.short.len() as u32;
            for at in start..start + len as usize {
                if let Some(item) = self.short.get(at).copied() {
                    self.short.push(item);
                }
            }
            self.short.push(slot.into());
            for _ in len + 1..2 * len {
                self.short.push(Slot::Empty.into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interleaved_lists_keep_their_items() {
        let mut lists = Lists::default();
        let text = |list: u32, k: u32| Slot::Text { start: list, end: list + k };
        let numbers: Vec<u32> = (0..5).map(|_| lists.add()).collect();
        for k in 0..40 {
            for list in &numbers {
                assert_eq!(lists.len(*list), k as usize);
                assert_eq!(lists.get(*list, k as usize), None);
                lists.push(*list, Slot::Empty);
                lists.set(*list, k as usize, text(*list, k));
                for before in 0..=k {
                    assert_eq!(lists.get(*list, before as usize), Some(text(*list, before)));
                }
            }
        }
        assert_eq!(lists.get(5, 0), None);
        assert_eq!(lists.len(5), 0);
    }
}
