//! Uploaded files: their content, their names, and where the content is kept. Requires the feature `multipart`.
//!
//! A file that arrives is kept in memory up to 64 KiB, and in a temporary file from then on ([`Spool`]). The temporary
//! file is removed when the last handle of the [`UploadedFile`] is dropped, so that a refused form, an error and a
//! cancelled request leave nothing on the disk. [`UploadedFile::persist`] keeps the content, at a path that the program
//! chooses.
//!
//! To send the content somewhere else while it arrives, for example to an object storage, implement [`UploadSink`].
//!
//! Nothing that the sender says about a file is trusted: its name and its content type are [`Untrusted`]. The library
//! never makes a path from a name. [`UploadedFile::content_type`] is determined from the content, and
//! [`UploadedFile::safe_name`] is a name for display, or for a download.

mod content;
mod file;
#[cfg(feature = "images")]
mod image;
mod incoming;
mod safe_name;
mod sink;
mod spool;
mod storage;

pub use file::{FileReader, UploadedFile};
pub use safe_name::safe_name;
pub use sink::{BoxFuture, UploadSink, UploadWriter};
pub use spool::Spool;

pub(crate) use incoming::{FileHead, Incoming, Outcome};
pub(crate) use storage::Storage;

use std::fmt;

/// A text that the sender made up: the name of a file, or the content type of one.
///
/// It is not shown by `Debug` and has no `Display`, so that it does not end up in a log or a page by accident.
///
/// ```
/// use forms::upload::UploadedFile;
/// let file = UploadedFile::from_bytes("../../etc/passwd", "content");
/// assert_eq!(file.claimed_name().as_str(), "../../etc/passwd");
/// assert_eq!(format!("{:?}", file.claimed_name()), "Untrusted(..)");
/// assert_eq!(file.safe_name(), "passwd");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Untrusted<'f>(&'f str);

impl<'f> Untrusted<'f> {
    /// Returns the text as it was sent. It may contain anything: path separators, control characters, markup.
    pub fn as_str(self) -> &'f str {
        self.0
    }
}

impl fmt::Debug for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Untrusted(..)")
    }
}
