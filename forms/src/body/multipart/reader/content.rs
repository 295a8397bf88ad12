//! The content of a part, up to the next delimiter.

use super::{Before, Reader, State, Step, take};
use crate::body::multipart::{
    Error, ErrorKind,
    transfer::{Encoding, STEP},
};

impl Reader {
    /// Reads content that does not begin within a delimiter.
    #[inline]
    pub(super) fn data<'c>(&mut self, chunk: &mut &'c [u8]) -> Result<Step<'c>, Error> {
        let is_encoded = self.head.encoding != Encoding::None;
        let view = if is_encoded { &chunk[..chunk.len().min(STEP)] } else { *chunk };
        let (len, matched) = self.current().find(view);
        let is_delimiter = matched == self.current().len();
        if is_encoded && len > 0 {
            return self.encoded(chunk, len);
        }
        self.count_text(len)?;
        let data = take(&mut self.offset, chunk, len);
        take(&mut self.offset, chunk, matched);
        self.state = if is_delimiter {
            State::AfterDelimiter { first: None, before: Before::Data { shared: false } }
        } else {
            State::Data { matched, shared: false }
        };
        Ok(if len == 0 { Step::Again } else { Step::Data(data) })
    }
    /// Reads on after `matched` bytes of what may be a delimiter.
    pub(super) fn maybe_delimiter<'c>(
        &mut self,
        chunk: &mut &'c [u8],
        matched: usize,
        shared: bool,
    ) -> Result<Step<'c>, Error> {
        let missing = &self.current().as_bytes()[matched..];
        let equal = missing.iter().zip(chunk.iter()).take_while(|(a, b)| a == b).count();
        let (is_complete, is_open) = (equal == missing.len(), equal == chunk.len());
        take(&mut self.offset, chunk, equal);
        if is_complete {
            self.state = State::AfterDelimiter { first: None, before: Before::Data { shared } };
            Ok(Step::Again)
        } else if is_open {
            self.state = State::Data { matched: matched + equal, shared };
            Ok(Step::Again)
        } else {
            self.release(matched + equal, shared, None)
        }
    }
    /// Gives out `matched` bytes of a delimiter, and `next`, which turned out to be content.
    pub(super) fn release<'c>(
        &mut self,
        matched: usize,
        shared: bool,
        next: Option<u8>,
    ) -> Result<Step<'c>, Error> {
        let from = if shared { 2 } else { 0 };
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend_from_slice(&self.current().as_bytes()[from..matched]);
        scratch.extend(next);
        self.state = State::Data { matched: 0, shared: false };
        if self.head.encoding == Encoding::None {
            self.scratch = scratch;
            self.count_text(self.scratch.len())?;
            return Ok(if self.scratch.is_empty() { Step::Again } else { Step::Scratch });
        }
        self.decode(&scratch)
    }
    fn encoded<'c>(&mut self, chunk: &mut &'c [u8], len: usize) -> Result<Step<'c>, Error> {
        let bytes = take(&mut self.offset, chunk, len);
        self.decode(bytes)
    }
    /// Decodes the bytes before `offset`.
    fn decode<'c>(&mut self, bytes: &[u8]) -> Result<Step<'c>, Error> {
        self.scratch.clear();
        let decoded = self.decoder.push(self.head.encoding, bytes, &mut self.scratch);
        self.count_text(self.scratch.len())?;
        let start = self.offset - bytes.len() as u64;
        decoded.map_err(|(kind, reason, at)| Error::new(kind, reason, start + at as u64))?;
        Ok(if self.scratch.is_empty() { Step::Again } else { Step::Scratch })
    }
    #[inline]
    fn count_text(&mut self, len: usize) -> Result<(), Error> {
        self.text_bytes += len as u64;
        if self.text_bytes > self.limits.max_text_bytes && !self.head.has_filename {
            return Err(Error::new(ErrorKind::TooLarge, "a text has too many bytes", self.part_start));
        }
        Ok(())
    }
}
