//! Turns fuzzer bytes into choices.

/// Makes choices from bytes. When no bytes are left, it always makes the first choice, which is the simplest and a
/// valid one.
pub(super) struct Entropy<'b> {
    bytes: &'b [u8],
}

/// Characters of one to four bytes. Some of them become longer or disappear when their case or normalization form
/// changes.
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
    /// Returns a number below `end`. Returns 0 if `end` is 0 or no bytes are left.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let word = if end > 256 {
            usize::from(self.byte()) << 8 | usize::from(self.byte())
        } else {
            self.byte().into()
        };
        word % end.max(1)
    }
    /// Returns true about once in `n` times, and never if no bytes are left.
    pub(super) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) + 1 == n.max(2)
    }
    /// Returns one of the values.
    pub(super) fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> Option<&'t T> {
        from.get(self.below(from.len())).copied()
    }
    /// Returns a text of at most `most` characters of various scripts.
    pub(super) fn text(&mut self, most: usize) -> String {
        let length = self.below(most + 1);
        (0..length).map(|_| PALETTE[self.below(PALETTE.len())]).collect()
    }
    /// Returns at most `most` of the remaining bytes as a text.
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
