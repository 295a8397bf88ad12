//! Bytes as decisions: whoever makes the bytes decides what is made of them.

/// Decisions, a byte each. Where the bytes are over, every decision is the first one: the simplest, and what is right.
pub(super) struct Entropy<'b> {
    bytes: &'b [u8],
}

/// Characters of one to four bytes, some of which grow or vanish when their case or their form is changed.
const PALETTE: &[char] = &[
    'a',
    'e',
    'i',
    'o',
    'u',
    'n',
    'r',
    's',
    't',
    'l',
    'A',
    'Z',
    '0',
    '1',
    '9',
    '_',
    '-',
    '.',
    '@',
    ' ',
    '\u{e9}',
    '\u{df}',
    '\u{130}',
    '\u{151}',
    '\u{20ac}',
    '\u{4e2d}',
    '\u{1f600}',
    '\u{1d54f}',
    '\u{fb01}',
    '\u{301}',
    '\'',
    '<',
    '!',
    '?',
    '#',
    '/',
    '(',
    ',',
];

impl<'b> Entropy<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Entropy { bytes }
    }
    pub(super) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }
    /// A number below `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let word = if end > 256 {
            usize::from(self.byte()) << 8 | usize::from(self.byte())
        } else {
            self.byte().into()
        };
        word % end.max(1)
    }
    /// True once in `n` times, and never where the bytes are over.
    pub(super) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) + 1 == n.max(2)
    }
    /// One of these.
    pub(super) fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> Option<&'t T> {
        from.get(self.below(from.len())).copied()
    }
    /// A text of at most so many characters, of any scripts.
    pub(super) fn text(&mut self, most: usize) -> String {
        let length = self.below(most + 1);
        (0..length).map(|_| PALETTE[self.below(PALETTE.len())]).collect()
    }
    /// At most so many of the bytes that are left, as a text that they hold.
    pub(super) fn verbatim(&mut self, most: usize) -> String {
        let length = self.below(most + 1).min(self.bytes.len());
        let (taken, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        String::from_utf8_lossy(taken).into_owned()
    }
    pub(super) fn rest(&self) -> &'b [u8] {
        self.bytes
    }
}
