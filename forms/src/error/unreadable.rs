//! Why a body as a whole cannot be read.

use crate::error::Param;

/// What stops the reading of a body: this alone is then reported. Small and without a destructor, for whoever reads holds
/// a place for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// no JSON, from that byte on
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
    Charset,
    /// a page of another site may have sent it
    #[cfg_attr(not(any(feature = "csrf", test)), expect(dead_code, reason = "the feature `csrf` makes it"))]
    Csrf(CsrfFault),
}

/// Why a form marked `csrf` takes nothing from a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(any(feature = "csrf", test)), expect(dead_code, reason = "the feature `csrf` makes it"))]
pub(crate) enum CsrfFault {
    /// No one asked where it comes from.
    Unchecked,
    /// A page of another site sent it.
    CrossOrigin,
    /// It has no token.
    Missing,
    /// The request names no origin, and nothing but the origin is checked.
    OriginMissing,
    /// Its token was made for another session or form, or by no one.
    Invalid,
    /// The time of its token is over.
    Expired,
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
            Unreadable::MediaType => "unsupported_media_type",
            Unreadable::Charset => "unsupported_charset",
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
            Unreadable::Malformed { offset } => vec![("offset", offset.into())],
            Unreadable::TooDeep(limit) | Unreadable::TooManyFields(limit) | Unreadable::TooLarge(limit) => {
                vec![("limit_value", limit.into())]
            }
            _ => Vec::new(),
        }
    }
    /// The HTTP status that says it.
    pub(crate) fn status(self) -> u16 {
        match self {
            Unreadable::Malformed { .. } | Unreadable::Incomplete | Unreadable::Encoding => 400,
            Unreadable::TooDeep(_) | Unreadable::TooManyFields(_) | Unreadable::TooLarge(_) => 413,
            Unreadable::MediaType | Unreadable::Charset => 415,
            Unreadable::Csrf(_) => 403,
        }
    }
}
