//! Maps a `Content-Type` to a body format. The media type must match exactly (RFC 9110 section 8.3.1); the
//! format is never guessed from the content.

use super::Format;
use crate::error::Unreadable;
use std::borrow::Cow;

/// Returns the format that a content type names.
///
/// # Errors
/// Returns an error for an unsupported media type or for a charset other than UTF-8.
pub(super) fn format(content_type: &str) -> Result<Format, Unreadable> {
    let (media_type, parameters) = match content_type.split_once(';') {
        Some((media_type, parameters)) => (media_type, parameters),
        None => (content_type, ""),
    };
    let media_type = media_type.trim_matches([' ', '\t']);
    let format = if media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        Format::Form
    } else if is_json(media_type) {
        Format::Json
    } else {
        return Err(Unreadable::MediaType);
    };
    let mut rest = parameters;
    while !rest.is_empty() {
        let (parameter, after) = split_parameter(rest);
        rest = after;
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let value = value.trim_matches([' ', '\t']);
        let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        let value = &*quoted.map_or(Cow::Borrowed(value), |value| Cow::Owned(value.replace('\\', "")));
        if name.trim_matches([' ', '\t']).eq_ignore_ascii_case("charset") && !is_utf8(value) {
            return Err(Unreadable::Charset);
        }
    }
    Ok(format)
}

/// Returns whether a content type is that of a multipart form.
#[cfg(feature = "multipart")]
pub(crate) fn is_multipart(content_type: &str) -> bool {
    let (media_type, _) = split_parameter(content_type);
    media_type.trim_matches([' ', '\t']).eq_ignore_ascii_case("multipart/form-data")
}

/// Returns whether a content type is JSON in UTF-8.
#[cfg(feature = "multipart")]
pub(crate) fn is_json_type(content_type: &str) -> bool {
    format(content_type) == Ok(Format::Json)
}

/// Splits at the first semicolon that is not in a quoted string (RFC 9110, section 5.6.4).
pub(super) fn split_parameter(text: &str) -> (&str, &str) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            b';' if !is_quoted => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

/// Returns whether `label` is a label of UTF-8 in the WHATWG Encoding Standard (section 4.2).
pub(super) fn is_utf8(label: &str) -> bool {
    const LABELS: [&str; 6] =
        ["utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"];
    let label = label.trim_matches([' ', '\t', '\n', '\r', '\x0c']);
    LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
}

/// Returns whether a media type is `application/json` or has the `+json` suffix (RFC 6839).
fn is_json(media_type: &str) -> bool {
    let Some((kind, subtype)) = media_type.split_once('/') else { return false };
    let token = !subtype.is_empty()
        && subtype.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte));
    let suffix = subtype.len().checked_sub(5).and_then(|at| subtype.get(at..));
    kind.eq_ignore_ascii_case("application")
        && token
        && (subtype.eq_ignore_ascii_case("json")
            || suffix.is_some_and(|suffix| subtype.len() > 5 && suffix.eq_ignore_ascii_case("+json")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_match_exactly() {
        for json in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/merge-patch+json",
            "application/json;charset=\"utf-8\"",
            "application/json ; version=1",
            "application/json; profile=\"a;charset=latin1\"",
            "application/json; a=\"\\\";charset=latin1\"; charset=\"utf\\-8\"",
            "application/json; charset=utf8",
            "application/json; charset=UTF8",
            "application/json; charset=\" utf-8\t\"",
            "application/json; charset=unicode-1-1-utf-8",
            "application/json; charset=Unicode11UTF8",
            "application/json; charset=unicode20utf8",
            "application/json; charset=x-unicode20utf8",
        ] {
            assert_eq!(format(json), Ok(Format::Json), "{json}");
        }
        for form in ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8"]
        {
            assert_eq!(format(form), Ok(Format::Form), "{form}");
        }
        for other in [
            "",
            "text/plain",
            "text/json",
            "application/jsonp",
            "application/+json",
            "json",
            "application/json, text/plain",
            "application/xml",
            "application/json+xml",
            "application/x-www-form-urlencoded/x",
            "multipart/form-data; boundary=x",
        ] {
            assert_eq!(format(other), Err(Unreadable::MediaType), "{other}");
        }
        for charset in [
            "application/json; charset=utf-7",
            "application/x-www-form-urlencoded;charset=iso-8859-1",
            "application/json; charset=utf-8; charset=latin1",
            "application/json; charset=utf8; charset=utf-16",
            "application/json; a=\"\\\\\"; charset=latin1",
            "application/json; charset=utf_8",
            "application/json; charset=utf-88",
            "application/json; charset=cesu-8",
            "application/json; charset=",
        ] {
            assert_eq!(format(charset), Err(Unreadable::Charset), "{charset}");
        }
    }
}
