//! The content type says how a body is written: matched exactly (RFC 9110 section 8.3.1), nothing is guessed.

use super::Format;
use crate::error::Unreadable;

/// The format that a content type names.
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
    for parameter in parameters.split(';') {
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let value = value.trim_matches([' ', '\t']);
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        if name.trim_matches([' ', '\t']).eq_ignore_ascii_case("charset")
            && !value.eq_ignore_ascii_case("utf-8")
        {
            return Err(Unreadable::Charset);
        }
    }
    Ok(format)
}

/// `application/json`, and its relatives by suffix (RFC 6839).
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
    fn matched_exactly() {
        for json in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/merge-patch+json",
            "application/json;charset=\"utf-8\"",
            "application/json ; version=1",
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
        ] {
            assert_eq!(format(charset), Err(Unreadable::Charset), "{charset}");
        }
    }
}
