//! The reasons why a body as a whole cannot be read.

use crate::error::{Param, message::Counted};
use std::fmt::{self, Write};

/// The reason why reading of a body stops. Only this error is then reported. It is small and has no destructor, since
/// every reader stores one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// invalid JSON, from this byte on
    Malformed {
        offset: u32,
    },
    Incomplete,
    /// not UTF-8
    Encoding,
    TooDeep(u32),
    TooManyFields(u32),
    TooLarge(u32),
    MediaType,
    /// not JSON, for a form that only takes JSON
    NotJson,
    Charset,
    /// a multipart body
    #[cfg_attr(not(feature = "multipart"), allow(dead_code, reason = "used by the feature `multipart`"))]
    Multipart(MultipartFault),
    /// a file could not be stored
    #[cfg_attr(not(feature = "multipart"), allow(dead_code, reason = "used by the feature `multipart`"))]
    NotStored,
    /// the CSRF check failed
    #[cfg_attr(not(any(feature = "csrf", test)), expect(dead_code, reason = "used by the feature `csrf`"))]
    Csrf(CsrfFault),
}

/// The reason why a multipart body cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(feature = "multipart"), allow(dead_code, reason = "used by the feature `multipart`"))]
pub(crate) enum MultipartFault {
    /// The content type has no usable boundary.
    Boundary,
    /// A delimiter is missing.
    Truncated,
    /// The syntax of headers or delimiters is wrong at this byte.
    Malformed {
        offset: u32,
    },
    TransferEncoding,
    /// The headers have too many bytes, or a part has too many.
    HeadersTooLarge,
    TooManyFiles(u32),
}

impl MultipartFault {
    fn code(self) -> &'static str {
        match self {
            MultipartFault::Boundary => "invalid_boundary",
            MultipartFault::Truncated => "truncated",
            MultipartFault::Malformed { .. } => "malformed",
            MultipartFault::TransferEncoding => "unsupported_transfer_encoding",
            MultipartFault::HeadersTooLarge => "headers_too_large",
            MultipartFault::TooManyFiles(_) => "too_many_files",
        }
    }
    fn write_message(self, out: &mut dyn Write) -> fmt::Result {
        match self {
            MultipartFault::Boundary => {
                out.write_str("Send the boundary of the parts in the header \u{201c}content-type\u{201d}.")
            }
            MultipartFault::Truncated => out.write_str("The form did not arrive in full. Send it again."),
            MultipartFault::Malformed { offset } => {
                write!(out, "Correct the multipart syntax at byte {offset}.")
            }
            MultipartFault::TransferEncoding => {
                out.write_str("Send the parts without a \u{201c}content-transfer-encoding\u{201d}.")
            }
            MultipartFault::HeadersTooLarge => out.write_str("Send parts with fewer and shorter headers."),
            MultipartFault::TooManyFiles(most) => {
                write!(out, "Send at most {}.", Counted(most, "file", "files"))
            }
        }
    }
    fn status(self) -> u16 {
        match self {
            MultipartFault::Boundary | MultipartFault::Truncated | MultipartFault::Malformed { .. } => 400,
            MultipartFault::HeadersTooLarge | MultipartFault::TooManyFiles(_) => 413,
            MultipartFault::TransferEncoding => 415,
        }
    }
}

/// The reason why a form marked `csrf` refuses a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(any(feature = "csrf", test)), expect(dead_code, reason = "used by the feature `csrf`"))]
pub(crate) enum CsrfFault {
    /// The request was not checked.
    Unchecked,
    /// A page of another site sent the request.
    CrossOrigin,
    /// The body has no token.
    Missing,
    /// The request has no origin, and only the origin is checked.
    OriginMissing,
    /// The token was issued for another session or form, or is forged.
    Invalid,
    /// The token has expired.
    Expired,
}

impl CsrfFault {
    fn message(self) -> &'static str {
        match self {
            CsrfFault::Unchecked | CsrfFault::CrossOrigin => {
                "Open the form on this site and send it from there."
            }
            CsrfFault::OriginMissing => {
                "Send the fields as application/json, or send the form from a page on this site."
            }
            CsrfFault::Missing => "Fill in the form on this site and send it from there.",
            CsrfFault::Invalid => "Your session has changed. Fill in the form and send it again.",
            CsrfFault::Expired => {
                "The page was open for too long. Check what you entered and send the form again."
            }
        }
    }
}

impl Unreadable {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Unreadable::Malformed { .. } => "malformed",
            Unreadable::Incomplete => "incomplete",
            Unreadable::Encoding => "encoding",
            Unreadable::TooDeep(_) => "too_deep",
            Unreadable::TooManyFields(_) => "too_many_fields",
            Unreadable::TooLarge(_) => "too_large",
            Unreadable::MediaType | Unreadable::NotJson => "unsupported_media_type",
            Unreadable::Charset => "unsupported_charset",
            Unreadable::Multipart(fault) => fault.code(),
            Unreadable::NotStored => "not_stored",
            Unreadable::Csrf(CsrfFault::Unchecked) => "csrf_unchecked",
            Unreadable::Csrf(CsrfFault::CrossOrigin) => "csrf_cross_origin",
            Unreadable::Csrf(CsrfFault::Missing) => "csrf_missing",
            Unreadable::Csrf(CsrfFault::OriginMissing) => "csrf_origin_missing",
            Unreadable::Csrf(CsrfFault::Invalid) => "csrf_invalid",
            Unreadable::Csrf(CsrfFault::Expired) => "csrf_expired",
        }
    }
    pub(crate) fn params(self) -> Vec<(&'static str, Param)> {
        match self {
            Unreadable::Malformed { offset }
            | Unreadable::Multipart(MultipartFault::Malformed { offset }) => {
                vec![("offset", offset.into())]
            }
            Unreadable::Multipart(MultipartFault::TooManyFiles(limit)) => vec![("limit_value", limit.into())],
            Unreadable::TooDeep(limit) | Unreadable::TooManyFields(limit) | Unreadable::TooLarge(limit) => {
                vec![("limit_value", limit.into())]
            }
            _ => Vec::new(),
        }
    }
    /// Writes the message.
    pub(super) fn write_message(self, out: &mut dyn Write) -> fmt::Result {
        match self {
            Unreadable::Malformed { offset } => {
                write!(out, "Correct the JSON syntax at byte {offset}.")
            }
            Unreadable::Incomplete => out.write_str("The form did not arrive in full. Send it again."),
            Unreadable::Encoding => out.write_str("Send the text as UTF-8."),
            Unreadable::TooDeep(levels) => {
                write!(out, "Use at most {} of nesting.", Counted(levels, "level", "levels"))
            }
            Unreadable::TooManyFields(most) => {
                write!(out, "Send at most {}.", Counted(most, "field", "fields"))
            }
            Unreadable::TooLarge(most) => write!(out, "Send at most {}.", Counted(most, "byte", "bytes")),
            Unreadable::Multipart(fault) => fault.write_message(out),
            Unreadable::NotStored => out.write_str("The file could not be stored. Try again later."),
            Unreadable::MediaType => out.write_str(if cfg!(feature = "multipart") {
                "Send the form as application/x-www-form-urlencoded, multipart/form-data or application/json."
            } else {
                "Send the form as application/x-www-form-urlencoded or application/json."
            }),
            Unreadable::NotJson => out.write_str("Send the fields as application/json."),
            Unreadable::Csrf(fault) => out.write_str(fault.message()),
            Unreadable::Charset => out.write_str("Send the text as UTF-8, and declare no other charset."),
        }
    }
    /// Returns the HTTP status.
    pub(crate) fn status(self) -> u16 {
        match self {
            Unreadable::Malformed { .. } | Unreadable::Incomplete | Unreadable::Encoding => 400,
            Unreadable::TooDeep(_) | Unreadable::TooManyFields(_) | Unreadable::TooLarge(_) => 413,
            Unreadable::MediaType | Unreadable::NotJson | Unreadable::Charset => 415,
            Unreadable::Multipart(fault) => fault.status(),
            Unreadable::NotStored => 500,
            Unreadable::Csrf(_) => 403,
        }
    }
}
