//! Determines the type of a file from its content.

/// How many bytes at the start of a file are looked at.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// Returns the media type of a content that begins with `head`: that of its first bytes, or `text/plain` for UTF-8 without
/// control characters. Returns `None` if it is not known, and for an empty file.
pub(super) fn determine(head: &[u8], is_whole: bool) -> Option<&'static str> {
    match infer::get(head) {
        Some(kind) => Some(kind.mime_type()),
        None if !head.is_empty() && is_text(head, is_whole) => Some("text/plain"),
        None => None,
    }
}

fn is_text(head: &[u8], is_whole: bool) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // the head may end within a character
        Err(error) if !is_whole && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_its_type() {
        for (content, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"%PDF-1.7", Some("application/pdf")),
            (b"<!DOCTYPE html><p>", Some("text/html")),
            (b"PK\x03\x04", Some("application/zip")),
            (b"name,age\r\nAda,36\r\n", Some("text/plain")),
            ("caf\u{e9}".as_bytes(), Some("text/plain")),
            (b"a\0b", None),
            (b"\xff\xfe\xfd", None),
            (b"", None),
        ] {
            assert_eq!(determine(content, true), kind, "{content:?}");
        }
        assert_eq!(determine(b"caf\xc3", false), Some("text/plain"));
        assert_eq!(determine(b"caf\xc3", true), None);
    }
}
