//! Reads the dimensions of an image from its header, without decoding the image.

use std::io::{BufReader, Read, Seek};

/// Returns the width and the height of an image whose media type is known.
pub(super) fn dimensions(content_type: Option<&str>, content: impl Read + Seek) -> Option<(u64, u64)> {
    if !content_type?.starts_with("image/") {
        return None;
    }
    let size = imagesize::reader_size(BufReader::new(content)).ok()?;
    Some((size.width as u64, size.height as u64))
}
