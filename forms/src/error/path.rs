//! Where in a form: indices of fields and items, packed so that comparing two paths is comparing two numbers.

pub(crate) use crate::schema::LEVELS;

/// In the place of an index: the form at that level as a whole.
pub(crate) const FORM: u16 = u16::MAX - 2;
/// In the place of an index: a key that no field of the form at that level has.
pub(crate) const UNKNOWN: u16 = u16::MAX - 1;

/// Up to eight indices, the first in the highest bits, each counted from one: a level without an index is zero, so that a
/// path comes before those that go on behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(u128);

impl Path {
    pub(crate) const ROOT: Path = Path(0);

    const fn shift(level: usize) -> u32 {
        112 - 16 * level as u32
    }
    pub(crate) const fn len(self) -> usize {
        LEVELS - self.0.trailing_zeros() as usize / 16
    }
    /// This path and one more index; a path that is full stays as it is.
    #[inline(always)]
    pub(crate) const fn then(self, index: u16) -> Path {
        let level = self.len();
        if level >= LEVELS { self } else { self.with(level, index) }
    }
    /// [`then`](Self::then), of a path that has `level` indices, fewer than it holds.
    #[inline(always)]
    pub(crate) const fn with(self, level: usize, index: u16) -> Path {
        // a half at a time: most paths have but the first, and a shift of both is slow
        let index = index.saturating_add(1) as u64;
        let half = LEVELS / 2;
        if level < half {
            Path(self.0 | ((index << (48 - 16 * level)) as u128) << 64)
        } else {
            Path(self.0 | (index << (48 - 16 * (level - half))) as u128)
        }
    }
    /// This path, and behind it another one.
    pub(crate) const fn join(self, tail: Path) -> Path {
        let mut path = self;
        let mut level = 0;
        while level < tail.len() {
            path = path.then(tail.get(level));
            level += 1;
        }
        path
    }
    /// This path without its first index.
    pub(crate) const fn rest(self) -> Path {
        Path(self.0 << 16)
    }
    pub(crate) const fn get(self, level: usize) -> u16 {
        ((self.0 >> Self::shift(level)) as u16).saturating_sub(1)
    }
    /// This path, where the others within it come before it.
    pub(crate) const fn inside_first(self) -> Path {
        let behind = 16 * (LEVELS - self.len()) as u32;
        Path(if behind == u128::BITS { u128::MAX } else { self.0 | ((1 << behind) - 1) })
    }
    pub(crate) const fn number(self) -> u128 {
        self.0
    }
    pub(crate) fn last(self) -> Option<u16> {
        self.len().checked_sub(1).map(|level| self.get(level))
    }
    #[inline(always)]
    pub(crate) const fn parent(self) -> Path {
        self.up_to(self.len().saturating_sub(1))
    }
    /// The first `level` indices of a path that has one more.
    #[inline(always)]
    pub(crate) const fn up_to(self, level: usize) -> Path {
        Path(self.0 & !(0xffff << Self::shift(level)))
    }
    pub(crate) fn starts_with(self, head: Path) -> bool {
        let keep = if head.0 == 0 { 0 } else { u128::MAX << Self::shift(head.len() - 1) };
        self.0 & keep == head.0
    }
}
