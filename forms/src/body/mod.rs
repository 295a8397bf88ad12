//! The body of a request: its bytes, keys and raw values. This module does not depend on forms.

mod blank;
mod content_type;
mod index;
pub(crate) mod json;
pub(crate) mod key;
#[cfg(feature = "multipart")]
pub mod multipart;
#[cfg(feature = "multipart")]
mod parts;
mod raw;
#[cfg(feature = "csrf")]
mod sender_check;
mod submission;
pub(crate) mod swar;
pub(crate) mod urlencoded;

pub(crate) use blank::{is_blank_copy, is_blank_text};
#[cfg(feature = "multipart")]
pub(crate) use parts::{PartsText, ReceivedFile, ReceivedParts, part_marker};
pub use raw::RawValue;
pub(crate) use raw::{Escaping, Given};
#[cfg(feature = "csrf")]
pub(crate) use sender_check::{Carrier, SenderCheck};
pub use submission::Body;

#[cfg(feature = "multipart")]
pub(crate) use content_type::{is_json_type, is_multipart};

/// The format of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Form,
    Json,
}
