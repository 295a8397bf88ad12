//! The limits of a multipart body.

/// The limits of a multipart body, enforced while it is read. Each has a finite default.
///
/// The boundary has at most 256 bytes, and `Content-Disposition` at most 16 parameters beside names, whatever the limits are.
///
/// ```
/// use forms::multipart::Limits;
/// const PHOTOS: Limits = Limits::DEFAULT.max_body_bytes(20 * 1024 * 1024).max_parts(30);
/// assert_eq!(PHOTOS.max_parts, 30);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the whole body, with delimiters and headers. Default 1 MiB. More is
    /// [`TooLarge`](super::ErrorKind::TooLarge).
    pub max_body_bytes: u64,
    /// Parts, with those of a nested `multipart/mixed`. Default 1,000. More is
    /// [`TooManyParts`](super::ErrorKind::TooManyParts).
    pub max_parts: u32,
    /// Headers of one part. Default 16. More is [`HeadersTooLarge`](super::ErrorKind::HeadersTooLarge).
    pub max_part_headers: u32,
    /// Bytes of the headers of one part, with the empty line after them. Default 4 KiB. More is
    /// [`HeadersTooLarge`](super::ErrorKind::HeadersTooLarge).
    pub max_part_header_bytes: u32,
    /// Bytes of the headers of all parts. Default 256 KiB. More is
    /// [`HeadersTooLarge`](super::ErrorKind::HeadersTooLarge).
    pub max_header_bytes: u32,
    /// Bytes of the content of a part without a file name. Default 1 MiB. More is
    /// [`TooLarge`](super::ErrorKind::TooLarge). The caller limits files, since only the form knows which are declared.
    pub max_text_bytes: u64,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Limits = Limits {
        max_body_bytes: 1024 * 1024,
        max_parts: 1_000,
        max_part_headers: 16,
        max_part_header_bytes: 4 * 1024,
        max_header_bytes: 256 * 1024,
        max_text_bytes: 1024 * 1024,
    };
    /// Sets the maximum number of bytes of the body.
    pub const fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.max_body_bytes = bytes;
        self
    }
    /// Sets the maximum number of parts.
    pub const fn max_parts(mut self, parts: u32) -> Self {
        self.max_parts = parts;
        self
    }
    /// Sets the maximum number of headers of one part.
    pub const fn max_part_headers(mut self, headers: u32) -> Self {
        self.max_part_headers = headers;
        self
    }
    /// Sets the maximum number of bytes of the headers of one part.
    pub const fn max_part_header_bytes(mut self, bytes: u32) -> Self {
        self.max_part_header_bytes = bytes;
        self
    }
    /// Sets the maximum number of bytes of the headers of all parts.
    pub const fn max_header_bytes(mut self, bytes: u32) -> Self {
        self.max_header_bytes = bytes;
        self
    }
    /// Sets the maximum number of bytes of the content of a part without a file name.
    pub const fn max_text_bytes(mut self, bytes: u64) -> Self {
        self.max_text_bytes = bytes;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
