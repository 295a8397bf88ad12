//! The state machine.

mod content;

use super::{
    Charset, Error, ErrorKind, Event, Limits, Part,
    content_type::{boundary, charset, media_type},
    delimiter::Delimiter,
    headers::{Content, Head, end_of_headers},
    transfer::{Decoder, Encoding},
};
use std::fmt;

/// Reads the parts of one body. The [module](super) has an example.
pub struct Reader {
    limits: Limits,
    charset: Option<Charset>,
    delimiter: Delimiter,
    /// the delimiter of the nested `multipart/mixed` that is being read
    nested: Option<Delimiter>,
    state: State,
    /// the bytes of the body that were read
    offset: u64,
    /// the start of headers that came in an earlier chunk
    carried: Vec<u8>,
    head: Head,
    decoder: Decoder,
    /// data that is not in the chunk
    scratch: Vec<u8>,
    parts: u32,
    header_bytes: u32,
    text_bytes: u64,
    /// where the headers of the part begin
    part_start: u64,
    error: Option<Error>,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Nothing but a delimiter may come, after at most `lines` line breaks beside its own. `matched` bytes of it have been read.
    Expect {
        matched: usize,
        lines: u8,
        missing: Missing,
    },
    /// The bytes after a delimiter: `--`, CR LF, or others. `first` is the first of them.
    AfterDelimiter {
        first: Option<u8>,
        before: Before,
    },
    Headers {
        start: u64,
    },
    /// `matched` bytes of the content may be the start of a delimiter. The first two of them are `shared` with the empty
    /// line after the headers, and are not content.
    Data {
        matched: usize,
        shared: bool,
    },
    Closed,
    /// After the closing delimiter: `matched` bytes of `CRLFCRLF`.
    Epilogue {
        matched: usize,
    },
}

/// What it means that a delimiter is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// the first of the body
    First,
    /// the first of a nested body
    Nested,
    /// the one after a nested body
    AfterNested,
    /// the one after a part without headers
    NoHeaders,
}

/// What is before a delimiter.
#[derive(Debug, Clone, Copy)]
enum Before {
    /// The content of a part, so that a line which only begins like a delimiter is content.
    Data { shared: bool },
    /// Nothing, so that such a line is an error.
    Nothing(Missing),
}

/// What one step found.
enum Step<'c> {
    Again,
    NeedsInput,
    Part,
    Data(&'c [u8]),
    /// data in `scratch`
    Scratch,
    PartEnd,
    End,
}

const EPILOGUE: &[u8] = b"\r\n\r\n";

/// Consumes the first bytes of a chunk.
fn take<'c>(offset: &mut u64, chunk: &mut &'c [u8], len: usize) -> &'c [u8] {
    let (taken, rest) = chunk.split_at(len);
    *chunk = rest;
    *offset += len as u64;
    taken
}

impl Reader {
    /// Creates a reader for a body with this content type.
    ///
    /// # Errors
    /// Returns an error if the media type is not `multipart/form-data`, the boundary is missing or not valid, or the
    /// charset is not supported.
    pub fn new(content_type: &str, limits: Limits) -> Result<Self, Error> {
        let refuse = |(kind, reason)| Error::new(kind, reason, 0);
        if !media_type(content_type).eq_ignore_ascii_case("multipart/form-data") {
            return Err(refuse((ErrorKind::MediaType, "the media type must be multipart/form-data")));
        }
        let boundary = boundary(content_type).map_err(refuse)?;
        let charset = charset(content_type).map_err(refuse)?;
        Ok(Reader {
            limits,
            charset,
            delimiter: Delimiter::new(boundary),
            nested: None,
            state: State::Expect { matched: 0, lines: 0, missing: Missing::First },
            offset: 0,
            carried: Vec::new(),
            head: Head::default(),
            decoder: Decoder::default(),
            scratch: Vec::new(),
            parts: 0,
            header_bytes: 0,
            text_bytes: 0,
            part_start: 0,
            error: None,
        })
    }
    /// Returns the next event in a chunk, and removes what it read from the chunk. Returns `None` when the chunk is
    /// empty: push the next one, or call [`finish`](Self::finish) at the end of the body.
    ///
    /// # Errors
    /// Returns an error if the body has a syntax error or exceeds a limit. Every later call returns the same error.
    #[inline]
    pub fn next<'a, 'c: 'a>(&'a mut self, chunk: &mut &'c [u8]) -> Result<Option<Event<'a>>, Error> {
        let step = loop {
            match self.step(chunk) {
                Ok(Step::Again) => {}
                Ok(step) => break step,
                Err(error) => {
                    self.error = Some(error);
                    return Err(error);
                }
            }
        };
        Ok(match step {
            Step::Again | Step::NeedsInput => None,
            Step::Part => Some(Event::Part(Part {
                name: &self.head.name,
                filename: self.head.has_filename.then_some(&self.head.filename),
                content_type: self.head.has_content_type.then_some(&self.head.content_type),
                charset: self.head.charset,
            })),
            Step::Data(bytes) => Some(Event::Data(bytes)),
            Step::Scratch => Some(Event::Data(&self.scratch)),
            Step::PartEnd => Some(Event::PartEnd),
            Step::End => Some(Event::End),
        })
    }
    /// Ends the body. A body without any bytes is a form without parts.
    ///
    /// # Errors
    /// Returns an error if the body ended before the closing delimiter.
    pub fn finish(&mut self) -> Result<(), Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        match self.state {
            State::Closed | State::Epilogue { matched: 0 | 2 | 4 } => Ok(()),
            State::Expect { .. } if self.offset == 0 => Ok(()),
            State::Epilogue { .. } => {
                Err(self.error(ErrorKind::Malformed, "only line breaks may follow the closing delimiter"))
            }
            State::Expect { missing: Missing::First, .. }
            | State::AfterDelimiter { before: Before::Nothing(Missing::First), .. } => {
                Err(self.error(ErrorKind::Truncated, "the body has no delimiter"))
            }
            _ => Err(self.error(ErrorKind::Truncated, "the body ends before the closing delimiter")),
        }
    }
    fn error(&self, kind: ErrorKind, reason: &'static str) -> Error {
        Error::new(kind, reason, self.offset)
    }
    fn step<'c>(&mut self, chunk: &mut &'c [u8]) -> Result<Step<'c>, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if matches!(self.state, State::Closed) {
            self.state = State::Epilogue { matched: 0 };
            return Ok(Step::End);
        }
        if chunk.is_empty() {
            return Ok(Step::NeedsInput);
        }
        let allowed = self.limits.max_body_bytes - self.offset;
        if allowed == 0 {
            return Err(self.error(ErrorKind::TooLarge, "the body has too many bytes"));
        }
        let (mut view, beyond) =
            chunk.split_at(chunk.len().min(usize::try_from(allowed).unwrap_or(usize::MAX)));
        let step = match self.state {
            State::Expect { matched, lines, missing } => self.expect(&mut view, matched, lines, missing),
            State::AfterDelimiter { first, before } => self.after_delimiter(&mut view, first, before),
            State::Headers { start } => self.headers(&mut view, start),
            State::Data { matched: 0, .. } => self.data(&mut view),
            // most contents do not begin with a delimiter
            State::Data { matched: 2, shared: true } if view[0] != b'-' => self.data(&mut view),
            State::Data { matched, shared } => self.maybe_delimiter(&mut view, matched, shared),
            State::Epilogue { matched } => self.epilogue(&mut view, matched),
            State::Closed => Ok(Step::Again),
        };
        let read = chunk.len() - beyond.len() - view.len();
        *chunk = &chunk[read..];
        step
    }
    /// Returns the delimiter of the body that is being read: the nested one, or the whole.
    fn current(&self) -> &Delimiter {
        self.nested.as_ref().unwrap_or(&self.delimiter)
    }
    fn expect<'c>(
        &mut self,
        chunk: &mut &'c [u8],
        mut matched: usize,
        mut lines: u8,
        missing: Missing,
    ) -> Result<Step<'c>, Error> {
        let mut read = 0;
        let mut is_delimiter = false;
        let mut is_missing = false;
        {
            let needle = self.current().as_bytes();
            for byte in *chunk {
                match byte {
                    _ if *byte == needle[matched] => matched += 1,
                    // the line break before a first delimiter may be absent
                    b'-' if matched == 0 && matches!(missing, Missing::First | Missing::Nested) => {
                        matched = 3;
                    }
                    b'\r' if matched == 2 && lines > 0 => {
                        matched = 1;
                        lines -= 1;
                    }
                    _ => {
                        is_missing = true;
                        break;
                    }
                }
                read += 1;
                if matched == needle.len() {
                    is_delimiter = true;
                    break;
                }
            }
        }
        take(&mut self.offset, chunk, read);
        if is_missing {
            return Err(self.missing(missing));
        }
        self.state = if is_delimiter {
            State::AfterDelimiter { first: None, before: Before::Nothing(missing) }
        } else {
            State::Expect { matched, lines, missing }
        };
        Ok(Step::Again)
    }
    #[cold]
    fn missing(&self, missing: Missing) -> Error {
        match missing {
            Missing::First => self.error(ErrorKind::Truncated, "the body does not begin with the delimiter"),
            Missing::Nested | Missing::AfterNested => {
                self.error(ErrorKind::Malformed, "a nested `multipart/mixed` has no delimiter here")
            }
            Missing::NoHeaders => self.error(ErrorKind::Malformed, "a part without headers has content"),
        }
    }
    fn after_delimiter<'c>(
        &mut self,
        chunk: &mut &'c [u8],
        first: Option<u8>,
        before: Before,
    ) -> Result<Step<'c>, Error> {
        let byte = chunk[0];
        match (first, byte) {
            (None, b'\r') if chunk.get(1) == Some(&b'\n') => {
                take(&mut self.offset, chunk, 2);
                self.next_part(before)
            }
            (None, b'\r' | b'-') => {
                take(&mut self.offset, chunk, 1);
                self.state = State::AfterDelimiter { first: Some(byte), before };
                Ok(Step::Again)
            }
            (Some(b'\r'), b'\n') => {
                take(&mut self.offset, chunk, 1);
                self.next_part(before)
            }
            (Some(b'-'), b'-') => {
                take(&mut self.offset, chunk, 1);
                self.state = if self.nested.take().is_some() {
                    State::Expect { matched: 0, lines: 1, missing: Missing::AfterNested }
                } else {
                    State::Closed
                };
                self.part_end(before)
            }
            (None, b' ' | b'\t') => Err(self.error(ErrorKind::Malformed, "white space follows a delimiter")),
            _ => match before {
                Before::Nothing(missing) => Err(self.missing(missing)),
                Before::Data { shared } => {
                    let matched = self.current().len();
                    self.release(matched, shared, first)
                }
            },
        }
    }
    fn next_part<'c>(&mut self, before: Before) -> Result<Step<'c>, Error> {
        self.state = State::Headers { start: self.offset };
        self.part_end(before)
    }
    fn part_end<'c>(&mut self, before: Before) -> Result<Step<'c>, Error> {
        if matches!(before, Before::Nothing(_)) {
            return Ok(Step::Again);
        }
        if self.head.encoding != Encoding::None
            && let Err((kind, reason)) = self.decoder.finish(self.head.encoding)
        {
            return Err(self.error(kind, reason));
        }
        Ok(Step::PartEnd)
    }
    fn headers<'c>(&mut self, chunk: &mut &'c [u8], start: u64) -> Result<Step<'c>, Error> {
        let limit =
            self.limits.max_part_header_bytes.min(self.limits.max_header_bytes - self.header_bytes) as usize;
        let carried = self.carried.len();
        let visible = &chunk[..chunk.len().min(limit - carried)];
        if carried == 0
            && let Some(end) = end_of_headers(visible, 0)
        {
            let block = take(&mut self.offset, chunk, end);
            return self.part(block, start);
        }
        self.carried.extend_from_slice(visible);
        if let Some(end) = end_of_headers(&self.carried, carried.saturating_sub(3)) {
            take(&mut self.offset, chunk, end - carried);
            let mut block = std::mem::take(&mut self.carried);
            block.truncate(end);
            let step = self.part(&block, start);
            block.clear();
            self.carried = block;
            return step;
        }
        let read = visible.len();
        take(&mut self.offset, chunk, read);
        if carried + read == limit {
            return Err(self.error(ErrorKind::HeadersTooLarge, "the headers of a part have too many bytes"));
        }
        Ok(Step::Again)
    }
    /// Begins the part that has these headers.
    fn part<'c>(&mut self, block: &[u8], start: u64) -> Result<Step<'c>, Error> {
        let fault = |(kind, reason, at): (ErrorKind, &'static str, usize)| {
            Error::new(kind, reason, start + at as u64)
        };
        if self.parts == self.limits.max_parts {
            return Err(Error::new(ErrorKind::TooManyParts, "the body has too many parts", start));
        }
        self.parts += 1;
        self.header_bytes += block.len() as u32;
        let content = self
            .head
            .read(block, self.charset, self.nested.is_some(), self.limits.max_part_headers)
            .map_err(fault)?;
        self.text_bytes = 0;
        self.part_start = start;
        match content {
            Content::Single => {
                self.state = State::Data { matched: 2, shared: true };
                Ok(Step::Part)
            }
            Content::Nothing => {
                self.state = State::Expect { matched: 2, lines: 1, missing: Missing::NoHeaders };
                Ok(Step::Again)
            }
            Content::Nested => {
                let boundary = boundary(&self.head.content_type)
                    .map_err(|(kind, reason)| Error::new(kind, reason, start))?;
                self.nested = Some(Delimiter::new(boundary));
                self.state = State::Expect { matched: 0, lines: 0, missing: Missing::Nested };
                Ok(Step::Again)
            }
        }
    }
    fn epilogue<'c>(&mut self, chunk: &mut &'c [u8], matched: usize) -> Result<Step<'c>, Error> {
        let allowed = &EPILOGUE[matched..];
        let equal = allowed.iter().zip(chunk.iter()).take_while(|(a, b)| a == b).count();
        take(&mut self.offset, chunk, equal);
        self.state = State::Epilogue { matched: matched + equal };
        if chunk.is_empty() {
            Ok(Step::Again)
        } else {
            Err(self.error(ErrorKind::Malformed, "only line breaks may follow the closing delimiter"))
        }
    }
}

impl fmt::Debug for Reader {
    /// Formats the position, but nothing that was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("offset", &self.offset)
            .field("parts", &self.parts)
            .finish_non_exhaustive()
    }
}
