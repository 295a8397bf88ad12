//! Compares a submitted value with an expected text.

use crate::{
    BindContext, RawValue,
    body::{Escaping, Given, json, urlencoded},
    date_time::as_typed,
    schema::{FieldSchema, Kind, SentAs, sent_as},
};
use std::{borrow::Cow, cell::Cell};

/// Returns the text that a page displays for a value.
pub(crate) fn page_text<'t>(text: Cow<'t, str>, field: &FieldSchema) -> Cow<'t, str> {
    match as_typed(&text, field) {
        Some(typed) => Cow::Owned(typed),
        None => text,
    }
}

/// The present value as texts.
#[derive(Clone, Copy)]
pub(super) struct Expected<'t> {
    pub(super) page: &'t str,
    /// `None` if the value is `null` in JSON
    pub(super) json: Option<&'t str>,
}

/// Returns whether the raw value is equal to the expected one. If not, the JSON reader is not moved.
pub(super) fn matches_expected<'b>(
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
            let is_match = matches_json(expected, kind, field, cx);
            // skipping a text is cheaper than comparing it
            cx.compared += (cx.json.place() - from) / 8;
            if !is_match {
                cx.json.back_to(from);
            }
            is_match
        }
        _ => false,
    }
}

fn matches_json(
    expected: Expected<'_>,
    kind: &Kind,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let Some(text) = expected.json else { return false };
    match (kind, cx.json.first()) {
        // other spellings of the same JSON are compared later as values
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
        (_, b'"') => cx.json.text().is_some_and(|(submitted, escaping)| {
            is_same(submitted, escaping, text, SentAs::Whole, &mut cx.compared)
                || is_same(submitted, escaping, expected.page, SentAs::Whole, &mut cx.compared)
        }),
        _ => false,
    }
}

/// Returns whether two numbers with different digits are equal. Some programs write `1.0` for a whole number.
fn is_same_number(submitted: &str, text: &str, kind: &Kind) -> bool {
    match kind {
        Kind::Float => submitted.parse::<f64>().ok().is_some_and(|submitted| text.parse() == Ok(submitted)),
        _ => submitted
            .split_once('.')
            .is_some_and(|(whole, zeros)| whole == text && zeros.bytes().all(|digit| digit == b'0')),
    }
}

/// Returns whether a submitted text is `text` as a browser sends it: with CRLF line breaks, or without line
/// breaks in a control for a single line.
///
/// Adds the number of compared bytes to `compared`. A plain comparison of equal texts is not counted, because
/// it takes little time.
pub(super) fn is_same(
    submitted: &str,
    escaping: Escaping,
    text: &str,
    sent_as: SentAs,
    compared: &mut usize,
) -> bool {
    let count = Cell::new(0);
    let counted = |_: &u8| count.set(count.get() + 1);
    let is_same = match escaping {
        Escaping::Plain | Escaping::None if submitted == text => true,
        Escaping::Plain | Escaping::None => {
            (is_changed_by_page(text, sent_as) || submitted.contains('\r'))
                && is_sent(submitted.bytes().inspect(counted), text, sent_as)
        }
        Escaping::Percent => is_sent(urlencoded::decoded_bytes(submitted).inspect(counted), text, sent_as),
        Escaping::Json => is_sent(bytes_of(json::unescaped(submitted)).inspect(counted), text, sent_as),
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

/// Returns whether a browser may send another text for this one.
fn is_changed_by_page(text: &str, sent_as: SentAs) -> bool {
    text.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | b'\0'))
        || (sent_as == SentAs::LineWithoutBlanks && text.trim_matches(is_blank).len() < text.len())
}

/// Returns whether a character is white space that browsers strip from e-mail addresses and URLs.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[cold]
#[inline(never)]
fn is_sent(submitted: impl Iterator<Item = u8> + Clone, text: &str, sent_as: SentAs) -> bool {
    let without_breaks = || text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    normal(submitted.clone()).eq(normal(text.bytes()))
        || match sent_as {
            SentAs::Whole => false,
            SentAs::Line => normal(submitted).eq(normal(without_breaks())),
            SentAs::LineWithoutBlanks => {
                let blanks = |bytes: &mut dyn Iterator<Item = u8>| {
                    bytes.take_while(|byte| is_blank((*byte).into())).count()
                };
                let (before, after) = (blanks(&mut without_breaks()), blanks(&mut without_breaks().rev()));
                let len = without_breaks().count().saturating_sub(before + after);
                normal(submitted).eq(normal(without_breaks().skip(before).take(len)))
            }
        }
}

/// Returns the text in the form that [`is_same`] compares.
pub(crate) fn as_compared(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'\r' | b'\0')) {
        let bytes: Vec<u8> = normal(text.bytes()).collect();
        String::from_utf8(bytes).map_or(text, Cow::Owned)
    } else {
        text
    }
}

/// Replaces every line break with LF and every NUL with U+FFFD, as HTML does.
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
        for (submitted, escaping, text, sent_as, same) in [
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
            assert_eq!(
                is_same(submitted, escaping, text, sent_as, &mut 0),
                same,
                "{submitted:?} {text:?} {sent_as:?}"
            );
        }
    }
}
