//! One submitted value, compared with a text.

use crate::{
    BindContext, RawValue,
    body::{Escaping, Given, json, urlencoded},
    date_time::as_typed,
    schema::{FieldSchema, Kind, SentAs, sent_as},
};
use std::{borrow::Cow, cell::Cell};

/// The text that a page shows of a value whose text is `text`.
pub(crate) fn page_text<'t>(text: Cow<'t, str>, field: &FieldSchema) -> Cow<'t, str> {
    match as_typed(&text, field) {
        Some(typed) => Cow::Owned(typed),
        None => text,
    }
}

/// The present value, as it is shown.
#[derive(Clone, Copy)]
pub(super) struct Expected<'t> {
    pub(super) page: &'t str,
    /// none where JSON says `null`
    pub(super) json: Option<&'t str>,
}

/// Returns whether the raw value says what is expected. If not, the JSON reader is where it was.
pub(super) fn is_said<'b>(
    raw: &RawValue<'b>,
    expected: Expected<'_>,
    kind: &'static Kind,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> bool {
    match raw.0 {
        Given::Text(text, escaping) => {
            is_same(text, escaping, expected.page, sent_as(field, kind), &mut cx.compared)
        }
        Given::Json => {
            let from = cx.json.place();
            let is_said = is_said_in_json(expected, kind, field, cx);
            // to pass over a text takes less than to compare it
            cx.compared += (cx.json.place() - from) / 8;
            if !is_said {
                cx.json.back_to(from);
            }
            is_said
        }
        _ => false,
    }
}

fn is_said_in_json(
    expected: Expected<'_>,
    kind: &Kind,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let Some(text) = expected.json else { return false };
    match (kind, cx.json.first()) {
        // another spelling of the same JSON is read, and then compared
        (Kind::Json, _) => {
            let from = cx.json.place();
            cx.json.is_at(text) && {
                cx.json.skip();
                cx.json.place() - from == text.len()
            }
        }
        (Kind::Boolean, b't' | b'f') => cx.json.boolean().is_some_and(|value| value.to_string() == text),
        (Kind::Integer | Kind::Float | Kind::Decimal, b'-' | b'0'..=b'9') => {
            cx.json.number().is_some_and(|number| number == text || is_same_number(number, text, kind))
        }
        (Kind::Integer | Kind::Float | Kind::Boolean, b'"') if !field.lenient => false,
        (_, b'"') => cx.json.text().is_some_and(|(said, escaping)| {
            is_same(said, escaping, text, SentAs::Whole, &mut cx.compared)
                || is_same(said, escaping, expected.page, SentAs::Whole, &mut cx.compared)
        }),
        _ => false,
    }
}

/// Returns whether two numbers are one number in different digits. Programs write a fraction of zeros for a float.
fn is_same_number(said: &str, text: &str, kind: &Kind) -> bool {
    match kind {
        Kind::Float => said.parse::<f64>().ok().is_some_and(|said| text.parse() == Ok(said)),
        _ => said
            .split_once('.')
            .is_some_and(|(whole, zeros)| whole == text && zeros.bytes().all(|digit| digit == b'0')),
    }
}

/// Returns whether a submitted text is `text`, as a browser sends it: line breaks are CRLF, and a control of one line has
/// none. Counts the bytes that it has compared; those of a text that is written as it is take no time worth counting.
pub(super) fn is_same(
    said: &str,
    escaping: Escaping,
    text: &str,
    sent_as: SentAs,
    compared: &mut usize,
) -> bool {
    let count = Cell::new(0);
    let counted = |_: &u8| count.set(count.get() + 1);
    let is_same = match escaping {
        Escaping::Plain | Escaping::None if said == text => true,
        Escaping::Plain | Escaping::None => {
            (is_changed_by_page(text, sent_as) || said.contains('\r'))
                && is_sent(said.bytes().inspect(counted), text, sent_as)
        }
        Escaping::Percent => is_sent(urlencoded::decoded_bytes(said).inspect(counted), text, sent_as),
        Escaping::Json => is_sent(bytes_of(json::unescaped(said)).inspect(counted), text, sent_as),
    };
    *compared += count.get();
    is_same
}

fn bytes_of(characters: impl Iterator<Item = char> + Clone) -> impl Iterator<Item = u8> + Clone {
    characters.flat_map(|character| {
        let mut bytes = [0; 4];
        let len = character.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(len)
    })
}

/// Returns whether a page can send another text than this one for it.
fn is_changed_by_page(text: &str, sent_as: SentAs) -> bool {
    text.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | b'\0'))
        || (sent_as == SentAs::LineWithoutBlanks && text.trim_matches(is_blank).len() < text.len())
}

/// White space that a browser takes off an e-mail address or a URL.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[cold]
#[inline(never)]
fn is_sent(said: impl Iterator<Item = u8> + Clone, text: &str, sent_as: SentAs) -> bool {
    let without_breaks = || text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    normal(said.clone()).eq(normal(text.bytes()))
        || match sent_as {
            SentAs::Whole => false,
            SentAs::Line => normal(said).eq(normal(without_breaks())),
            SentAs::LineWithoutBlanks => {
                let blanks = |bytes: &mut dyn Iterator<Item = u8>| {
                    bytes.take_while(|byte| is_blank((*byte).into())).count()
                };
                let (before, behind) = (blanks(&mut without_breaks()), blanks(&mut without_breaks().rev()));
                let len = without_breaks().count().saturating_sub(before + behind);
                normal(said).eq(normal(without_breaks().skip(before).take(len)))
            }
        }
}

/// The text as [`is_same`] compares it.
pub(crate) fn as_compared(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'\r' | b'\0')) {
        let bytes: Vec<u8> = normal(text.bytes()).collect();
        String::from_utf8(bytes).map_or(text, Cow::Owned)
    } else {
        text
    }
}

/// With LF for every line break, and U+FFFD for NUL, as HTML has them.
fn normal(bytes: impl Iterator<Item = u8>) -> impl Iterator<Item = u8> {
    let mut after_return = false;
    let lines = bytes.filter_map(move |byte| {
        let is_second = after_return && byte == b'\n';
        after_return = byte == b'\r';
        (!is_second).then_some(if after_return { b'\n' } else { byte })
    });
    lines.flat_map(|byte| {
        let (bytes, len) = if byte == 0 { ([0xef, 0xbf, 0xbd], 3) } else { ([byte, 0, 0], 1) };
        bytes.into_iter().take(len)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_as_a_browser_sends_them() {
        use SentAs::{Line, LineWithoutBlanks, Whole};
        for (said, escaping, text, sent_as, same) in [
            ("a", Escaping::Plain, "a", Whole, true),
            ("a", Escaping::Plain, "b", Whole, false),
            ("a%0D%0Ab", Escaping::Percent, "a\nb", Whole, true),
            ("a%0D%0Ab", Escaping::Percent, "a\rb", Whole, true),
            ("a%0Ab", Escaping::Percent, "a\r\nb", Line, true),
            ("ab", Escaping::Plain, "a\nb", Line, true),
            ("ab", Escaping::Plain, "a\nb", Whole, false),
            ("a+b%26", Escaping::Percent, "a b&", Whole, true),
            ("a+b%2", Escaping::Percent, "a b%2", Whole, true),
            ("+a+", Escaping::Percent, " a ", Whole, true),
            ("a", Escaping::Plain, " a\n", LineWithoutBlanks, true),
            ("a", Escaping::Plain, " a ", Line, false),
            ("", Escaping::Plain, " \n ", LineWithoutBlanks, true),
            ("%EF%BF%BD", Escaping::Percent, "\0", Whole, true),
            ("%C3%A9", Escaping::Percent, "\u{e9}", Whole, true),
            ("%C3", Escaping::Percent, "\u{e9}", Whole, false),
            ("\\u00e9\\n", Escaping::Json, "\u{e9}\n", Whole, true),
        ] {
            assert_eq!(is_same(said, escaping, text, sent_as, &mut 0), same, "{said:?} {text:?} {sent_as:?}");
        }
    }
}
