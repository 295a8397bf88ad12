//! Where in a form: indices of fields and items, packed so that comparing two paths is comparing two numbers.

/// How deep forms and lists may nest: the levels a path holds.
pub(crate) const LEVELS: usize = 8;
/// In the place of an index: the form at that level as a whole.
pub(crate) const FORM: u16 = u16::MAX - 1;
/// In the place of an index: a key that no field of the form at that level has.
pub(crate) const UNKNOWN: u16 = u16::MAX;

/// Up to eight indices, the first in the highest bits; `len` of them count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path {
    packed: u128,
    len: u8,
}

impl Path {
    pub(crate) const ROOT: Path = Path { packed: 0, len: 0 };

    const fn shift(level: usize) -> u32 {
        112 - 16 * level as u32
    }
    pub(crate) const fn len(self) -> usize {
        self.len as usize
    }
    /// This path and one more index; a path that is full stays as it is.
    #[inline(always)]
    pub(crate) const fn then(self, index: u16) -> Path {
        if self.len as usize >= LEVELS {
            return self;
        }
        Path { packed: self.packed | (index as u128) << Self::shift(self.len as usize), len: self.len + 1 }
    }
    /// This path, and behind it another one.
    pub(crate) const fn join(self, tail: Path) -> Path {
        let mut path = self;
        let mut level = 0;
        while level < tail.len as usize {
            path = path.then(tail.get(level));
            level += 1;
        }
        path
    }
    /// This path without its first index.
    pub(crate) const fn rest(self) -> Path {
        Path { packed: self.packed << 16, len: self.len.saturating_sub(1) }
    }
    pub(crate) const fn get(self, level: usize) -> u16 {
        (self.packed >> Self::shift(level)) as u16
    }
    pub(crate) fn last(self) -> Option<u16> {
        self.len().checked_sub(1).map(|level| self.get(level))
    }
    #[inline(always)]
    pub(crate) const fn parent(self) -> Path {
        let len = self.len.saturating_sub(1);
        Path { packed: self.packed & !(0xffff << Self::shift(len as usize)), len }
    }
    pub(crate) fn starts_with(self, head: Path) -> bool {
        let keep = if head.len == 0 { 0 } else { u128::MAX << Self::shift(head.len() - 1) };
        self.len >= head.len && self.packed & keep == head.packed
    }
}
