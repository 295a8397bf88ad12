//! Errors of a multipart body.

use std::fmt;

/// The reason why a multipart body cannot be read. It contains nothing that was submitted.
///
/// ```
/// use forms::multipart::{ErrorKind, Limits, Reader};
///
/// let error = Reader::new("multipart/form-data", Limits::DEFAULT).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Boundary);
/// assert_eq!((error.code(), error.status()), ("invalid_boundary", 400));
/// assert_eq!(error.to_string(), "the content type has no boundary");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    reason: &'static str,
    offset: u64,
}

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The media type is not `multipart/form-data`.
    MediaType,
    /// The content type has no boundary, more than one, or one with more than 256 bytes or other characters than
    /// printable ASCII.
    Boundary,
    /// The body or a text declares a charset other than UTF-8, US-ASCII and ISO-8859-1.
    Charset,
    /// The body does not begin with a delimiter, or ends without the closing one.
    Truncated,
    /// A header, a delimiter or an encoded content has the wrong syntax.
    Malformed,
    /// A name or file name is not in the charset of the body, which is UTF-8 unless it says otherwise.
    Encoding,
    /// A part has a `Content-Transfer-Encoding` that is unknown.
    TransferEncoding,
    /// The body has more bytes than [`Limits::max_body_bytes`](super::Limits::max_body_bytes), or a text more than
    /// [`Limits::max_text_bytes`](super::Limits::max_text_bytes).
    TooLarge,
    /// The body has more parts than [`Limits::max_parts`](super::Limits::max_parts).
    TooManyParts,
    /// The headers of a part, or of all parts, have more bytes than the limits say, or a part has too many headers.
    HeadersTooLarge,
}

impl ErrorKind {
    /// Returns the code of errors of this kind.
    pub const fn code(self) -> &'static str {
        match self {
            ErrorKind::MediaType => "unsupported_media_type",
            ErrorKind::Boundary => "invalid_boundary",
            ErrorKind::Charset => "unsupported_charset",
            ErrorKind::Truncated => "truncated",
            ErrorKind::Malformed => "malformed",
            ErrorKind::Encoding => "encoding",
            ErrorKind::TransferEncoding => "unsupported_transfer_encoding",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::TooManyParts => "too_many_parts",
            ErrorKind::HeadersTooLarge => "headers_too_large",
        }
    }
    /// Returns the HTTP status that fits: 400, 413 or 415.
    pub const fn status(self) -> u16 {
        match self {
            ErrorKind::MediaType | ErrorKind::Charset | ErrorKind::TransferEncoding => 415,
            ErrorKind::TooLarge | ErrorKind::TooManyParts | ErrorKind::HeadersTooLarge => 413,
            ErrorKind::Boundary | ErrorKind::Truncated | ErrorKind::Malformed | ErrorKind::Encoding => 400,
        }
    }
}

impl Error {
    pub(super) const fn new(kind: ErrorKind, reason: &'static str, offset: u64) -> Self {
        Error { kind, reason, offset }
    }
    /// Returns the kind of the error.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }
    /// Returns the code of the error, such as `truncated`.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
    /// Returns the HTTP status that fits: 400, 413 or 415.
    pub const fn status(&self) -> u16 {
        self.kind.status()
    }
    /// Returns the reason, for developers and logs: a sentence in English without a full stop.
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
    /// Returns the position in the body at which the error was found, or 0 if the content type is wrong.
    pub const fn offset(&self) -> u64 {
        self.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::MediaType | ErrorKind::Boundary => f.write_str(self.reason),
            _ => write!(f, "{}, at byte {}", self.reason, self.offset),
        }
    }
}

impl std::error::Error for Error {}
