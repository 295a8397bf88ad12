//! The headers of one part (RFC 7578, section 4.8).

use super::{
    Charset, ErrorKind, Fault,
    content_type::{charset, media_type},
    disposition::{Disposition, is_token},
    transfer::Encoding,
};

/// What the headers of a part say. It is written over for each part, so that its buffers are allocated once.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) filename: String,
    pub(super) has_filename: bool,
    pub(super) content_type: String,
    pub(super) has_content_type: bool,
    pub(super) charset: Charset,
    pub(super) encoding: Encoding,
}

/// What follows the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// the content of a text or a file
    Single,
    /// files for one name, in a `multipart/mixed` of their own
    Nested,
    /// nothing, since the part has no headers: .NET writes a form without fields so
    Nothing,
}

/// Returns the position after the empty line that ends the headers. Only what follows `from` is searched.
pub(super) fn end_of_headers(bytes: &[u8], from: usize) -> Option<usize> {
    if bytes.starts_with(b"\r\n") {
        return Some(2);
    }
    let mut at = from;
    while let Some(found) = memchr::memchr(b'\r', &bytes[at..]) {
        at += found;
        if bytes[at..].starts_with(b"\r\n\r\n") {
            return Some(at + 4);
        }
        at += 1;
    }
    None
}

/// One header: the positions of its name and its value, without white space around it.
struct Header {
    name: (usize, usize),
    value: (usize, usize),
}

/// Reads the header that starts at `start`. Returns it and the position of the next.
fn header(block: &[u8], start: usize) -> Result<(Header, usize), Fault> {
    let colon = start + block[start..].iter().position(|byte| !is_token(*byte)).unwrap_or_default();
    let mut at = colon;
    let end = loop {
        let Some(found) = memchr::memchr3(b'\r', b'\n', 0, &block[at..]) else {
            return Err((ErrorKind::Malformed, "a header does not end", start));
        };
        at += found;
        if block[at] == 0 {
            return Err((ErrorKind::Malformed, "the headers have a NUL byte", at));
        }
        if block[at] == b'\n' || block.get(at + 1) != Some(&b'\n') {
            return Err((ErrorKind::Malformed, "lines of headers must end with CR LF", at));
        }
        // a header goes on in a line that starts with white space (RFC 9112, section 5.2)
        if !matches!(block.get(at + 2), Some(b' ' | b'\t')) {
            break at;
        }
        at += 2;
    };
    if colon == start || block[colon] != b':' {
        return Err((ErrorKind::Malformed, "a header must be written as `name: value`", start));
    }
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let (mut from, mut to) = (colon + 1, end);
    while from < to && is_space(block[from]) {
        from += 1;
    }
    while from < to && is_space(block[to - 1]) {
        to -= 1;
    }
    Ok((Header { name: (start, colon), value: (from, to) }, end + 2))
}

impl Head {
    /// Reads a block of headers, which ends with the empty line. `charset` is what the body declares, `limit` the most
    /// headers. In a nested part, the name stays that of the part around it.
    pub(super) fn read(
        &mut self,
        block: &[u8],
        charset: Option<Charset>,
        is_nested: bool,
        limit: u32,
    ) -> Result<Content, Fault> {
        let (mut disposition, mut content_type, mut encoding) = (None, None, None);
        let (mut at, mut count) = (0, 0);
        while block[at..] != *b"\r\n" {
            if count == limit {
                return Err((ErrorKind::HeadersTooLarge, "a part has too many headers", at));
            }
            count += 1;
            let (Header { name, value }, next) = header(block, at)?;
            let is = |known: &str| block[name.0..name.1].eq_ignore_ascii_case(known.as_bytes());
            let place = match name.1 - name.0 {
                19 if is("content-disposition") => Some(&mut disposition),
                12 if is("content-type") => Some(&mut content_type),
                25 if is("content-transfer-encoding") => Some(&mut encoding),
                _ => None,
            };
            if place.is_some_and(|place| place.replace(value).is_some()) {
                return Err((ErrorKind::Malformed, "a header of a part is repeated", at));
            }
            at = next;
        }
        if count == 0 {
            return Ok(Content::Nothing);
        }
        let Some(disposition) = disposition else {
            return Err((ErrorKind::Malformed, "a part has no `Content-Disposition`", 0));
        };
        self.disposition(&block[disposition.0..disposition.1], charset.unwrap_or_default(), is_nested)
            .map_err(|(kind, reason, at)| (kind, reason, disposition.0 + at))?;
        self.encoding = match encoding {
            None => Encoding::None,
            Some((start, end)) => Encoding::named(&block[start..end]).ok_or((
                ErrorKind::TransferEncoding,
                "the transfer encoding must be 7bit, 8bit, binary, base64 or quoted-printable",
                start,
            ))?,
        };
        self.has_content_type = content_type.is_some();
        self.content_type.clear();
        self.charset = charset.unwrap_or_default();
        match content_type {
            None => Ok(Content::Single),
            Some((start, end)) => self
                .content_type(&block[start..end], is_nested)
                .map_err(|(kind, reason)| (kind, reason, start)),
        }
    }
    fn disposition(&mut self, value: &[u8], charset: Charset, is_nested: bool) -> Result<(), Fault> {
        let disposition = Disposition::parse(value)?;
        if is_nested {
            // `attachment` of curl, `file` of mechanize (RFC 2388, section 4.2)
            if !disposition.is("attachment") && !disposition.is("file") || disposition.has_name() {
                return Err((
                    ErrorKind::Malformed,
                    "a nested part must be an `attachment` without a name",
                    0,
                ));
            }
        } else {
            if !disposition.is("form-data") {
                return Err((ErrorKind::Malformed, "`Content-Disposition` of a part must be `form-data`", 0));
            }
            disposition.name(charset, &mut self.name)?;
        }
        self.has_filename = disposition.filename(charset, &mut self.filename)?;
        if is_nested && !self.has_filename {
            return Err((ErrorKind::Malformed, "a nested part needs a file name", 0));
        }
        Ok(())
    }
    fn content_type(&mut self, value: &[u8], is_nested: bool) -> Result<Content, (ErrorKind, &'static str)> {
        let Ok(text) = std::str::from_utf8(value) else {
            return Err((ErrorKind::Malformed, "`Content-Type` of a part is not in UTF-8"));
        };
        if text.contains('\r') {
            self.content_type.extend(text.split("\r\n"));
        } else {
            self.content_type.push_str(text);
        }
        let media_type = media_type(&self.content_type);
        if self.has_filename {
            return Ok(Content::Single);
        }
        if media_type.eq_ignore_ascii_case("multipart/mixed") {
            debug_assert!(!is_nested, "a nested part has a file name");
            return match self.encoding {
                Encoding::None => Ok(Content::Nested),
                _ => Err((ErrorKind::Malformed, "a nested `multipart/mixed` has a transfer encoding")),
            };
        }
        let is_text = media_type.get(..5).is_some_and(|kind| kind.eq_ignore_ascii_case("text/"));
        match charset(&self.content_type)? {
            Some(declared) => self.charset = declared,
            None if is_text => {}
            None => self.charset = Charset::Utf8,
        }
        Ok(Content::Single)
    }
}
