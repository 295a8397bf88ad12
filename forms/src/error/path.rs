//! Paths of fields and items: indices packed into a number, so that comparing two paths compares two numbers.

pub(crate) use crate::schema::LEVELS;

/// The index for the form at a level as a whole.
pub(crate) const FORM: u16 = u16::MAX - 2;
/// The index for a key that no field of the form at a level has.
pub(crate) const UNKNOWN: u16 = u16::MAX - 1;

/// Up to eight indices, the first in the highest bits, each stored plus one. A level without an index is zero, so a
/// path sorts before the paths that continue it.
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
    /// Appends an index. A full path stays unchanged.
    #[inline(always)]
    pub(crate) const fn then(self, index: u16) -> Path {
        let level = self.len();
        if level >= LEVELS { self } else { self.with(level, index) }
    }
    /// Appends an index to a path that has `level` indices and is not full.
    #[inline(always)]
    pub(crate) const fn with(self, level: usize, index: u16) -> Path {
        // uses 64 bits where possible: most paths only have a first index, and 128-bit shifts are slow
        let index = index.saturating_add(1) as u64;
        let half = LEVELS / 2;
        if level < half {
            Path(self.0 | ((index << (48 - 16 * level)) as u128) << 64)
        } else {
            Path(self.0 | (index << (48 - 16 * (level - half))) as u128)
        }
    }
    /// Appends another path.
    pub(crate) const fn join(self, tail: Path) -> Path {
        let mut path = self;
        let mut level = 0;
        while level < tail.len() {
            path = path.then(tail.get(level));
            level += 1;
        }
        path
    }
    /// Returns the path without its first index.
    pub(crate) const fn rest(self) -> Path {
        Path(self.0 << 16)
    }
    /// Replaces the index at a level that the path has.
    pub(crate) const fn replace(self, level: usize, index: u16) -> Path {
        let shift = Self::shift(level);
        Path(self.0 & !(0xffff << shift) | (index.saturating_add(1) as u128) << shift)
    }
    /// Returns the path without its first `levels` indices.
    pub(crate) const fn after(self, levels: usize) -> Path {
        if levels >= LEVELS { Path::ROOT } else { Path(self.0 << (16 * levels)) }
    }
    pub(crate) const fn get(self, level: usize) -> u16 {
        ((self.0 >> Self::shift(level)) as u16).saturating_sub(1)
    }
    /// Returns a sort key that puts the paths inside this one before it.
    pub(crate) const fn inside_first(self) -> Path {
        let unused = 16 * (LEVELS - self.len()) as u32;
        Path(if unused == u128::BITS { u128::MAX } else { self.0 | ((1 << unused) - 1) })
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
    /// Returns the first `level` indices. The path must have exactly one more.
    #[inline(always)]
    pub(crate) const fn up_to(self, level: usize) -> Path {
        Path(self.0 & !(0xffff << Self::shift(level)))
    }
    pub(crate) fn starts_with(self, head: Path) -> bool {
        let keep = if head.0 == 0 { 0 } else { u128::MAX << Self::shift(head.len() - 1) };
        self.0 & keep == head.0
    }
}
