//! The content type of a body or a part: media type, boundary, charset.

use super::{super::content_type::split_parameter, Charset, ErrorKind};
use std::borrow::Cow;

/// The most bytes of a boundary. RFC 2046 says 70; Werkzeug sends 72.
const MOST_BOUNDARY_BYTES: usize = 256;

/// Why a content type cannot be used.
type Refusal = (ErrorKind, &'static str);

/// Returns the part before the parameters, without white space around it.
pub(super) fn media_type(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim_matches(is_space)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// Goes through the parameters: name, value as it is written, and whether white space is around the equals sign.
fn parameters(content_type: &str) -> impl Iterator<Item = (&str, &str, bool)> {
    let mut rest = content_type.split_once(';').map_or("", |(_, rest)| rest);
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (parameter, after) = split_parameter(rest);
            rest = after;
            if let Some((name, value)) = parameter.split_once('=') {
                let is_spaced = name.ends_with(is_space) || value.starts_with(is_space);
                return Some((name.trim_matches(is_space), value.trim_matches(is_space), is_spaced));
            }
        }
        None
    })
}

/// Returns a value without the quotes around it, and whether it had any.
fn unquoted(value: &str) -> (&str, bool) {
    match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        Some(value) => (value, true),
        None => (value, false),
    }
}

/// Returns the boundary: exactly one, as a token or in quotes (RFC 2046, section 5.1.1). An unquoted one may have all
/// characters that clients write, `/` and `=` among them.
pub(super) fn boundary(content_type: &str) -> Result<&str, Refusal> {
    let mut found = None;
    for (name, value, is_spaced) in parameters(content_type) {
        let is_boundary = name.eq_ignore_ascii_case("boundary");
        let is_extended = name.split_once('*').is_some_and(|(name, _)| name.eq_ignore_ascii_case("boundary"));
        if is_extended || is_boundary && is_spaced {
            return Err((ErrorKind::Boundary, "the boundary must be written as `boundary=value`"));
        }
        if is_boundary && found.replace(value).is_some() {
            return Err((ErrorKind::Boundary, "the content type has more than one boundary"));
        }
    }
    let Some(value) = found else {
        return Err((ErrorKind::Boundary, "the content type has no boundary"));
    };
    let (boundary, is_quoted) = unquoted(value);
    if boundary.is_empty() || boundary.len() > MOST_BOUNDARY_BYTES {
        return Err((ErrorKind::Boundary, "the boundary must have 1 to 256 bytes"));
    }
    let is_allowed = |byte: u8| match byte {
        b'"' | b'\\' => false,
        b' ' | b',' => is_quoted,
        _ => byte.is_ascii_graphic(),
    };
    if !boundary.bytes().all(is_allowed) || boundary.ends_with(' ') {
        return Err((ErrorKind::Boundary, "the boundary has a character that is not allowed"));
    }
    Ok(boundary)
}

/// Returns the charset that a content type declares.
pub(super) fn charset(content_type: &str) -> Result<Option<Charset>, Refusal> {
    let mut found = None;
    for (name, value, _) in parameters(content_type) {
        if !name.eq_ignore_ascii_case("charset") {
            continue;
        }
        let (label, is_quoted) = unquoted(value);
        let label = if is_quoted { Cow::Owned(label.replace('\\', "")) } else { Cow::Borrowed(label) };
        let charset = Charset::named(label.as_bytes());
        if charset.is_none() || found.is_some() && found != charset {
            return Err((ErrorKind::Charset, "the charset must be UTF-8, US-ASCII or ISO-8859-1"));
        }
        found = charset;
    }
    Ok(found)
}
