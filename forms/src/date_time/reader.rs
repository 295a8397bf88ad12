//! A cursor over a text of ASCII digits and separators.

/// The rest of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Reader { rest: text }
    }
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
    pub(super) fn rest(&self) -> &'t str {
        self.rest
    }
    fn byte(&self, at: usize) -> Option<u8> {
        self.rest.as_bytes().get(at).copied()
    }
    /// Skips this ASCII character. Returns whether it was next.
    pub(super) fn eat(&mut self, mark: u8) -> bool {
        let here = self.byte(0) == Some(mark);
        if here {
            self.rest = &self.rest[1..];
        }
        here
    }
    /// Reads one of these ASCII characters.
    pub(super) fn one_of(&mut self, marks: &[u8]) -> Option<u8> {
        let here = self.byte(0).filter(|byte| marks.contains(byte))?;
        self.rest = &self.rest[1..];
        Some(here)
    }
    /// Skips this word, ignoring its case. Returns whether it was next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let here = self.rest.get(..word.len()).is_some_and(|here| here.eq_ignore_ascii_case(word));
        if here {
            self.rest = &self.rest[word.len()..];
        }
        here
    }
    /// Returns the number of digits that follow.
    fn digits_ahead(&self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }
    /// Reads a number of exactly `digits` digits, at most nine.
    pub(super) fn number(&mut self, digits: usize) -> Option<u32> {
        let bytes = self.rest.as_bytes().get(..digits)?;
        let mut value = 0;
        for byte in bytes {
            value = value * 10 + u32::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        self.rest = &self.rest[digits..];
        Some(value)
    }
    /// Reads a number of one or two digits.
    pub(super) fn short_number(&mut self) -> Option<u32> {
        match self.digits_ahead() {
            0 => None,
            digits => self.number(digits.min(2)),
        }
    }
    /// Reads the digits of a fraction of a second as microseconds. Further digits are dropped.
    pub(super) fn microseconds(&mut self) -> Option<u32> {
        let digits = self.digits_ahead();
        let kept = digits.min(6);
        let value = self.number(kept).filter(|_| kept > 0)?;
        self.rest = &self.rest[digits - kept..];
        Some(value * 10u32.pow(6 - kept as u32))
    }
    /// Skips white space. Returns whether there was any.
    pub(super) fn blanks(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }
    /// Reads the offset from UTC, less than a day: `Z`, `+01`, `+01:30`, `+0130`, also with seconds.
    pub(super) fn offset(&mut self) -> Option<i32> {
        if self.eat(b'Z') {
            return Some(0);
        }
        let sign = if self.one_of(b"+-")? == b'-' { -1 } else { 1 };
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        let (mut minutes, mut seconds) = (0, 0);
        let colons = self.eat(b':');
        if colons || self.digits_ahead() > 0 {
            minutes = self.number(2).filter(|minutes| *minutes < 60)?;
            if (colons && self.eat(b':')) || (!colons && self.digits_ahead() > 0) {
                seconds = self.number(2).filter(|seconds| *seconds < 60)?;
            }
        }
        Some(sign * (hours * 3600 + minutes * 60 + seconds) as i32)
    }
}
