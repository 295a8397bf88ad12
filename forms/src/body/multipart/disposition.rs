//! The header `Content-Disposition` of a part (RFC 7578, section 4.2), as clients write it.

use super::{Charset, ErrorKind, Fault};

/// The most parameters beside names. Clients send up to two.
const MOST_OTHERS: usize = 16;

/// A value as it is written: its position in the header.
#[derive(Clone, Copy)]
struct Value {
    spelling: Spelling,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy)]
enum Spelling {
    Token,
    /// what is between the quotes, with its escapes
    Quoted,
    /// `charset'language'text` with percent-encoding (RFC 8187)
    Extended,
}

/// The parsed header. Positions in faults are relative to its value.
pub(super) struct Disposition<'h> {
    header: &'h [u8],
    kind: &'h [u8],
    name: Option<Value>,
    extended_name: Option<Value>,
    filename: Option<Value>,
    extended_filename: Option<Value>,
}

/// Characters of a token (RFC 9110, section 5.6.2).
pub(super) const fn is_token(byte: u8) -> bool {
    TOKEN[byte as usize]
}

/// Whether each byte is a character of a token.
static TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let others = b"!#$%&'*+-.^_`|~";
    let mut at = 0;
    while at < others.len() {
        table[others[at] as usize] = true;
        at += 1;
    }
    table
};

/// White space, with the line break of a folded header.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn skip(bytes: &[u8], mut at: usize, skipped: impl Fn(u8) -> bool) -> usize {
    while bytes.get(at).is_some_and(|byte| skipped(*byte)) {
        at += 1;
    }
    at
}

/// Returns whether a value may end at `at`: the header ends there, or another parameter follows. Clients that do not
/// escape quotes and semicolons leave no other way to find the end.
fn ends_at(header: &[u8], at: usize) -> bool {
    let at = skip(header, at, is_space);
    match header.get(at) {
        None => true,
        Some(b';') => {
            let name = skip(header, at + 1, is_space);
            let end = skip(header, name, is_token);
            name == header.len() || end > name && header.get(end) == Some(&b'=')
        }
        Some(_) => false,
    }
}

/// Returns the position of the quote that closes the string which starts at `start`. The only line breaks in a header are
/// those of its folded lines.
fn closing_quote(header: &[u8], start: usize) -> Result<usize, Fault> {
    let mut at = start;
    while let Some(found) = memchr::memchr3(b'"', b'\\', b'\r', &header[at..]) {
        at += found;
        match header[at] {
            b'\r' => return Err((ErrorKind::Malformed, "a quoted value has a line break", at)),
            b'"' if ends_at(header, at + 1) => return Ok(at),
            // a quote at the end of the header closes, whatever is before it: `filename="x\"`
            b'\\' if matches!(header.get(at + 1), Some(b'"' | b'\\')) && at + 2 < header.len() => at += 2,
            _ => at += 1,
        }
    }
    Err((ErrorKind::Malformed, "a quoted value is not closed", start))
}

impl<'h> Disposition<'h> {
    /// Parses the value of the header, without white space around it.
    pub(super) fn parse(header: &'h [u8]) -> Result<Self, Fault> {
        let end = skip(header, 0, is_token);
        let mut parsed = Disposition {
            header,
            kind: &header[..end],
            name: None,
            extended_name: None,
            filename: None,
            extended_filename: None,
        };
        let mut others = Vec::new();
        let mut at = skip(header, end, is_space);
        while at < header.len() {
            if header[at] != b';' {
                return Err((ErrorKind::Malformed, "`Content-Disposition` needs a `;` here", at));
            }
            let start = skip(header, at + 1, is_space);
            if start == header.len() {
                break;
            }
            let end = skip(header, start, is_token);
            if end == start || header.get(end) != Some(&b'=') {
                return Err((ErrorKind::Malformed, "`Content-Disposition` needs a `name=value` here", start));
            }
            at = parsed.parameter(start, end, &mut others)?;
        }
        Ok(parsed)
    }
    /// Reads the parameter whose name is from `from` to `to`. Returns the position after its value and the white space that
    /// follows.
    fn parameter(&mut self, from: usize, to: usize, others: &mut Vec<&'h [u8]>) -> Result<usize, Fault> {
        let header = self.header;
        let (name, start) = (&header[from..to], to + 1);
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        let (known, is_extended) = match name.len() {
            4 if is("name") => (Some(&mut self.name), false),
            5 if is("name*") => (Some(&mut self.extended_name), true),
            8 if is("filename") => (Some(&mut self.filename), false),
            9 if is("filename*") => (Some(&mut self.extended_filename), true),
            // a name in pieces (RFC 2231, section 3): no client sends it, and readers differ
            _ if name.contains(&b'*') => {
                return Err((
                    ErrorKind::Malformed,
                    "a parameter of `Content-Disposition` has an unknown `*`",
                    from,
                ));
            }
            _ => (None, false),
        };
        let (value, end) = if is_extended {
            // some clients leave semicolons as they are
            let is_text = |byte: u8| byte.is_ascii_graphic() && byte != b';';
            let mut end = skip(header, start, is_text);
            while header.get(end) == Some(&b';') && !ends_at(header, end) {
                end = skip(header, end + 1, is_text);
            }
            (Value { spelling: Spelling::Extended, start, end }, end)
        } else if header.get(start) == Some(&b'"') {
            let end = closing_quote(header, start + 1)?;
            (Value { spelling: Spelling::Quoted, start: start + 1, end }, end + 1)
        } else {
            let end = skip(header, start, is_token);
            (Value { spelling: Spelling::Token, start, end }, end)
        };
        let is_repeated = match known {
            Some(place) => place.replace(value).is_some(),
            None if others.len() == MOST_OTHERS => {
                return Err((ErrorKind::Malformed, "`Content-Disposition` has too many parameters", from));
            }
            None => {
                let is_repeated = others.iter().any(|other| other.eq_ignore_ascii_case(name));
                others.push(name);
                is_repeated
            }
        };
        if is_repeated {
            return Err((ErrorKind::Malformed, "a parameter of `Content-Disposition` is repeated", from));
        }
        let end = skip(header, end, is_space);
        if !matches!(header.get(end), None | Some(b';')) {
            return Err((
                ErrorKind::Malformed,
                "a value needs quotes or has a character that is not allowed",
                end,
            ));
        }
        Ok(end)
    }
    /// Returns whether the type of the disposition is this one.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind.as_bytes())
    }
    /// Writes the name of the field: `name` or, if that is absent, `name*`. Both may be present if they are equal.
    pub(super) fn name(&self, charset: Charset, out: &mut String) -> Result<(), Fault> {
        out.clear();
        match (self.name, self.extended_name) {
            (Some(name), None) | (None, Some(name)) => self.decode(name, charset, out),
            (Some(name), Some(extended)) => {
                self.decode(extended, charset, out)?;
                let mut plain = String::new();
                self.decode(name, charset, &mut plain)?;
                if plain == *out {
                    Ok(())
                } else {
                    Err((ErrorKind::Malformed, "`name` and `name*` of a part differ", 0))
                }
            }
            (None, None) => Err((ErrorKind::Malformed, "`Content-Disposition` has no name", 0)),
        }
    }
    /// Writes the name of the file: `filename*` or, if that is absent, `filename`. Returns whether there is one.
    pub(super) fn filename(&self, charset: Charset, out: &mut String) -> Result<bool, Fault> {
        out.clear();
        match self.extended_filename.or(self.filename) {
            Some(value) => self.decode(value, charset, out).map(|()| true),
            None => Ok(false),
        }
    }
    pub(super) fn has_name(&self) -> bool {
        self.name.is_some() || self.extended_name.is_some()
    }
    fn decode(&self, value: Value, charset: Charset, out: &mut String) -> Result<(), Fault> {
        let text = &self.header[value.start..value.end];
        let decoded = match value.spelling {
            Spelling::Token if text.is_empty() => Err((ErrorKind::Malformed, "a value is empty")),
            Spelling::Token => append(text, charset, out),
            Spelling::Quoted => unquote(text, charset, out),
            Spelling::Extended => extended(text, out),
        };
        decoded.map_err(|(kind, reason)| (kind, reason, value.start))
    }
}

type Decoded = Result<(), (ErrorKind, &'static str)>;

fn append(bytes: &[u8], charset: Charset, out: &mut String) -> Decoded {
    if charset.append(bytes, out) {
        Ok(())
    } else {
        Err((ErrorKind::Encoding, "a name is not in UTF-8 or the charset of the body"))
    }
}

/// Decodes a quoted value: `\"` and `\\`, which libraries write, and `%22`, `%0D` and `%0A`, which browsers write.
fn unquote(text: &[u8], charset: Charset, out: &mut String) -> Decoded {
    if memchr::memchr2(b'\\', b'%', text).is_none() {
        return append(text, charset, out);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let (byte, taken) = match (first, after) {
            (b'\\', [byte @ (b'"' | b'\\'), ..]) => (*byte, 2),
            (b'%', [b'2', b'2', ..]) => (b'"', 3),
            (b'%', [b'0', b'D', ..]) => (b'\r', 3),
            (b'%', [b'0', b'A', ..]) => (b'\n', 3),
            _ => (*first, 1),
        };
        decoded.push(byte);
        rest = &rest[taken..];
    }
    append(&decoded, charset, out)
}

/// Decodes an extended value (RFC 8187, section 3.2). Other characters than those that the standard allows stay as they
/// are: reqwest does not encode brackets.
fn extended(text: &[u8], out: &mut String) -> Decoded {
    const SYNTAX: Decoded = Err((ErrorKind::Malformed, "an extended value must be `charset'language'text`"));
    let mut pieces = text.splitn(3, |byte| *byte == b'\'');
    let (Some(label), Some(_), Some(encoded)) = (pieces.next(), pieces.next(), pieces.next()) else {
        return SYNTAX;
    };
    let Some(charset) = Charset::named(label) else {
        return Err((ErrorKind::Charset, "the charset must be UTF-8, US-ASCII or ISO-8859-1"));
    };
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            decoded.push(*first);
            continue;
        }
        let digits =
            after.split_first_chunk::<2>().map(|([high, low], after)| (hex(*high), hex(*low), after));
        let Some((Some(high), Some(low), after)) = digits else {
            return Err((ErrorKind::Malformed, "a `%` in an extended value needs two hexadecimal digits"));
        };
        decoded.push(high << 4 | low);
        rest = after;
    }
    append(&decoded, charset, out)
}

pub(super) fn hex(digit: u8) -> Option<u8> {
    match super::super::swar::HEX[usize::from(digit)] {
        255 => None,
        value => Some(value),
    }
}
