//! A pull reader for JSON (RFC 8259) over a `&str`. It does not depend on forms.

use super::escape::end_of_escaped;
use crate::{
    body::{
        raw::Escaping,
        swar::{json_special, json_text_end},
    },
    error::Unreadable,
    schema::{MOST_DEPTH, Name},
};

/// Reads one JSON document.
///
/// The reader stores the first fatal error and moves to the end of the body. No key or value matches there,
/// so that callers need not check for errors after each step.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'b> {
    text: &'b str,
    at: usize,
    depth: u32,
    max_depth: u32,
    fault: Option<Unreadable>,
}

type Read<T = ()> = Result<T, Unreadable>;

impl<'b> Reader<'b> {
    #[inline(always)]
    /// Creates a reader that rejects a value nested more deeply than `max_depth` or [`MOST_DEPTH`].
    pub(crate) fn new(text: &'b str, max_depth: u32) -> Self {
        Reader { text, at: 0, depth: 0, max_depth: max_depth.min(MOST_DEPTH), fault: None }
    }
    #[inline(always)]
    fn bytes(&self) -> &'b [u8] {
        self.text.as_bytes()
    }
    /// Returns the current position.
    #[inline(always)]
    pub(crate) fn place(&self) -> usize {
        self.at
    }
    /// Moves back to an earlier position at the same depth. Does nothing after a fatal error.
    pub(crate) fn back_to(&mut self, place: usize) {
        if self.fault.is_none() {
            self.at = place;
        }
    }
    /// Moves back to a position outside `levels` containers that have been opened since. Does nothing after a
    /// fatal error.
    #[cold]
    pub(crate) fn back_out(&mut self, place: usize, levels: u32) {
        if self.fault.is_none() {
            self.at = place;
            self.depth -= levels;
        }
    }
    /// Returns the current position and depth, for [`restore`](Self::restore).
    pub(crate) fn mark(&self) -> (usize, u32) {
        (self.at, self.depth)
    }
    /// Moves back to a position and depth from [`mark`](Self::mark). Does nothing after a fatal error.
    pub(crate) fn restore(&mut self, (at, depth): (usize, u32)) {
        if self.fault.is_none() {
            (self.at, self.depth) = (at, depth);
        }
    }
    /// Returns whether the rest of the body begins with `text`.
    pub(crate) fn is_at(&self, text: &str) -> bool {
        self.bytes()[self.at.min(self.text.len())..].starts_with(text.as_bytes())
    }
    /// Limits the depth of the current value to `levels`, unless the limit of the body is lower. Returns the
    /// previous limit.
    pub(crate) fn narrow_depth(&mut self, levels: u32) -> u32 {
        let max_depth = self.max_depth;
        self.max_depth = max_depth.min(self.depth.saturating_add(levels));
        max_depth
    }
    pub(crate) fn set_max_depth(&mut self, max_depth: u32) {
        self.max_depth = max_depth;
    }
    pub(crate) fn fault(&self) -> Option<Unreadable> {
        self.fault
    }
    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }
    /// Returns the current byte, or 0 at the end.
    #[inline(always)]
    pub(crate) fn first(&self) -> u8 {
        match self.bytes().get(self.at) {
            Some(byte) => *byte,
            None => 0,
        }
    }
    /// Skips white space. Returns the next byte, or 0 if it cannot start a token.
    #[inline(always)]
    pub(crate) fn blanks(&mut self) -> u8 {
        let byte = self.first();
        if byte > b' ' { byte } else { self.skip_blanks() }
    }
    #[inline(never)]
    fn skip_blanks(&mut self) -> u8 {
        while let b' ' | b'\n' | b'\r' | b'\t' = self.first() {
            self.at += 1;
        }
        let byte = self.first();
        if byte > b' ' { byte } else { 0 }
    }
    fn malformed_here(&self) -> Unreadable {
        Unreadable::Malformed { offset: self.at as u32 }
    }
    #[cold]
    #[inline(never)]
    pub(crate) fn malformed(&mut self) {
        let fault = self.malformed_here();
        self.stop(fault);
    }
    #[cold]
    #[inline(never)]
    pub(crate) fn stop(&mut self, fault: Unreadable) {
        if self.fault.is_none() {
            self.fault = Some(fault);
        }
        self.at = self.text.len();
    }

    /// Reads `{` or `[`. Returns whether the container has any elements; reads its end if it has none.
    #[inline]
    pub(crate) fn open(&mut self, end: u8) -> bool {
        self.at += 1;
        self.depth += 1;
        if self.depth > self.max_depth {
            self.stop(Unreadable::TooDeep(self.max_depth));
            return false;
        }
        if self.blanks() == end {
            self.at += 1;
            self.depth -= 1;
            return false;
        }
        true
    }
    /// Reads the comma or the end after a value. Returns whether another element follows.
    #[inline(always)]
    pub(crate) fn more(&mut self, end: u8) -> bool {
        let bytes = self.bytes();
        if bytes.get(self.at) == Some(&b',')
            && bytes.get(self.at + 1).is_some_and(|next| *next > b' ' && *next != end)
        {
            self.at += 1;
            return true;
        }
        self.more_with_blanks(end)
    }
    #[inline(never)]
    fn more_with_blanks(&mut self, end: u8) -> bool {
        match self.blanks() {
            b',' => {
                self.at += 1;
                if self.blanks() == end {
                    self.malformed();
                }
                true
            }
            byte if byte == end => {
                self.at += 1;
                self.depth -= 1;
                false
            }
            _ => {
                self.malformed();
                false
            }
        }
    }
    /// Reads the key `name` and its colon if they are next, without escapes and without white space in
    /// between.
    #[inline(always)]
    pub(crate) fn eat_key(&mut self, name: &Name) -> bool {
        let (bytes, at, len) = (self.bytes(), self.at, name.len());
        let here = bytes.get(at) == Some(&b'"')
            && name.is_at(bytes, at + 1)
            && bytes.get(at + 1 + len) == Some(&b'"')
            && bytes.get(at + 2 + len) == Some(&b':');
        if here {
            self.at += len + 3;
        }
        here
    }
    /// Reads any key and its colon. Returns the text between the quotes and whether it contains an escape.
    pub(crate) fn key(&mut self) -> Option<(&'b str, bool)> {
        if self.blanks() == b'"'
            && let Some(key) = self.string()
            && self.blanks() == b':'
        {
            self.at += 1;
            return Some(key);
        }
        self.malformed();
        None
    }
    /// Reads `null` if it is the next value.
    #[inline]
    pub(crate) fn eat_null(&mut self) -> bool {
        if self.first() != b'n' {
            return false;
        }
        if self.literal("null").is_err() {
            self.malformed();
        }
        true
    }
    #[inline]
    fn literal(&mut self, word: &str) -> Read {
        if self.bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.malformed_here())
        }
    }
    /// Reads `true` or `false`. Returns `None` without moving if the next value is something else.
    pub(crate) fn boolean(&mut self) -> Option<bool> {
        let value = match self.first() {
            b't' => true,
            b'f' => false,
            _ => return None,
        };
        if self.literal(if value { "true" } else { "false" }).is_err() {
            self.malformed();
        }
        Some(value)
    }
    /// Reads a string, from its opening quote on. Returns the checked text between the quotes and how to
    /// decode it.
    #[inline(always)]
    pub(crate) fn text(&mut self) -> Option<(&'b str, Escaping)> {
        let (bytes, from) = (self.bytes(), self.at + 1);
        let end = json_text_end(bytes, from);
        if bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Some((&self.text[from..end], Escaping::Plain));
        }
        let (text, escaped) = self.string_from(end)?;
        Some((text, if escaped { Escaping::Json } else { Escaping::None }))
    }
    /// Reads a string, from its opening quote on. Returns the checked text between the quotes and whether it
    /// contains an escape.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<(&'b str, bool)> {
        self.text().map(|(text, escaping)| (text, escaping == Escaping::Json))
    }
    /// Reads a string of which everything before `at` has been checked.
    #[inline(never)]
    fn string_from(&mut self, at: usize) -> Option<(&'b str, bool)> {
        let (bytes, from) = (self.bytes(), self.at + 1);
        let mut end = json_special(bytes, at);
        let escaped = bytes.get(end) != Some(&b'"');
        if escaped {
            if let Some(found) = end_of_escaped(bytes, end) {
                end = found;
            } else {
                self.malformed();
                return None;
            }
        }
        self.at = end + 1;
        Some((&self.text[from..end], escaped))
    }
    /// Reads a string if it is blank: empty or, with `strip`, only white space and invisible characters. The
    /// reader is at the opening quote.
    #[inline(always)]
    pub(crate) fn eat_blank_text(&mut self, strip: bool) -> bool {
        match self.bytes().get(self.at + 1) {
            Some(byte) if !strip && *byte != b'"' => false,
            Some(byte) if *byte > b' ' && *byte < 0x80 && !matches!(byte, b'"' | b'\\') => false,
            _ => self.eat_blank_text_slowly(),
        }
    }
    #[inline(never)]
    fn eat_blank_text_slowly(&mut self) -> bool {
        let from = self.at;
        let blank = match self.string() {
            Some((text, false)) => crate::validator::is_blank(text),
            Some((text, true)) => crate::body::is_blank_copy(super::unescape(text)),
            None => false,
        };
        if !blank {
            self.back_to(from);
        }
        blank
    }
    /// Returns whether the next value is a number.
    pub(crate) fn is_at_number(&self) -> bool {
        matches!(self.first(), b'-' | b'0'..=b'9')
    }
    /// Reads a number and returns its text. Checks the grammar.
    #[inline(never)]
    pub(crate) fn number(&mut self) -> Option<&'b str> {
        match self.number_end() {
            Ok(end) => {
                let number = &self.text[self.at..end];
                self.at = end;
                Some(number)
            }
            Err(fault) => {
                self.stop(fault);
                None
            }
        }
    }
    fn number_end(&self) -> Read<usize> {
        let bytes = self.bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let whole = self.at + usize::from(bytes.get(self.at) == Some(&b'-'));
        let mut at = digits(whole);
        if at == whole || (bytes[whole] == b'0' && at - whole > 1) {
            return Err(self.malformed_here());
        }
        if bytes.get(at) == Some(&b'.') {
            let fraction = at + 1;
            at = digits(fraction);
            if at == fraction {
                return Err(self.malformed_here());
            }
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            at += 1;
            if let Some(b'+' | b'-') = bytes.get(at) {
                at += 1;
            }
            let exponent = at;
            at = digits(exponent);
            if at == exponent {
                return Err(self.malformed_here());
            }
        }
        Ok(at)
    }
    /// Reads an integer of at most 18 digits. Returns `None` without moving if the next value is something
    /// else.
    #[inline(always)]
    pub(crate) fn integer(&mut self) -> Option<i64> {
        let (bytes, from) = (self.bytes(), self.at);
        let negative = bytes.get(from) == Some(&b'-');
        let whole = from + usize::from(negative);
        let (mut at, mut value) = (whole, 0i64);
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0'))
            && digit < 10
        {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
            at += 1;
        }
        let len = at - whole;
        if len == 0
            || len > 18
            || (len > 1 && bytes[whole] == b'0')
            || matches!(bytes.get(at), Some(b'.' | b'e' | b'E'))
        {
            return None;
        }
        self.at = at;
        Some(if negative { -value } else { value })
    }
    /// Reads a decimal of at most 15 digits without an exponent. Such a decimal is an exact float divided by
    /// an exact power of ten (Clinger's fast path). Returns `None` without moving if the next value is
    /// something else.
    #[inline(always)]
    pub(crate) fn short_decimal(&mut self) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let (bytes, from) = (self.bytes(), self.at);
        let negative = bytes.get(from) == Some(&b'-');
        let start = from + usize::from(negative);
        let (mut at, mut digits) = (start, 0u64);
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0'))
            && digit < 10
        {
            digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        let whole = at - start;
        if whole == 0 || whole > 15 || (whole > 1 && bytes[start] == b'0') {
            return None;
        }
        let mut fraction = 0;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            let from = at;
            while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0'))
                && digit < 10
            {
                digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
                at += 1;
            }
            fraction = at - from;
            if fraction == 0 || whole + fraction > 15 {
                return None;
            }
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            return None;
        }
        self.at = at;
        let value = digits as f64 / POWERS[fraction & 15];
        Some(if negative { -value } else { value })
    }
    /// Returns the number of bytes left to read.
    pub(crate) fn bytes_ahead(&self) -> usize {
        self.text.len().saturating_sub(self.at)
    }
    /// Skips one value of any type. Checks it as strictly as if it were read. Does not recurse.
    #[inline(never)]
    pub(crate) fn skip(&mut self) {
        if let Err(fault) = self.try_skip() {
            self.stop(fault);
        }
    }
    fn try_skip(&mut self) -> Read {
        let outside = self.depth;
        let mut objects = 0u128; // one bit per level: set for an object
        loop {
            match self.blanks() {
                b'{' => {
                    objects = objects << 1 | 1;
                    if self.open(b'}') {
                        self.skip_key()?;
                        continue;
                    }
                    objects >>= 1;
                }
                b'[' => {
                    objects <<= 1;
                    if self.open(b']') {
                        continue;
                    }
                    objects >>= 1;
                }
                b'"' => {
                    self.string();
                }
                b'-' | b'0'..=b'9' => self.at = self.number_end()?,
                b't' => self.literal("true")?,
                b'f' => self.literal("false")?,
                b'n' => self.literal("null")?,
                _ => return Err(self.malformed_here()),
            }
            if let Some(fault) = self.fault {
                return Err(fault);
            }
            loop {
                if self.depth == outside {
                    return Ok(());
                }
                match (self.blanks(), objects & 1) {
                    (b',', 1) => {
                        self.at += 1;
                        self.skip_key()?;
                        break;
                    }
                    (b',', _) => {
                        self.at += 1;
                        break;
                    }
                    (b'}', 1) | (b']', 0) => {
                        self.at += 1;
                        self.depth -= 1;
                        objects >>= 1;
                    }
                    _ => return Err(self.malformed_here()),
                }
            }
        }
    }
    fn skip_key(&mut self) -> Read {
        match self.key() {
            Some(_) => Ok(()),
            None => Err(self.fault.unwrap_or_else(|| self.malformed_here())),
        }
    }
}
