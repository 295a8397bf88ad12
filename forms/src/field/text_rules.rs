//! Whether everything is right with a text that has been decoded: its characters, its length, its shape. Every problem is
//! reported.

use super::judge;
use crate::{BindContext, body::swar, error::Fault, schema::FieldSchema, validator::is_blank};
use std::borrow::Cow;

/// The text itself, or in its one form, if everything is right with it.
#[inline]
pub(super) fn fitting<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if swar::is_printable_ascii(text.as_bytes()) {
        fits_in_ascii(text, field, cx)
    } else {
        fits_unusual(text, field, cx)
    }
}

/// A text of printable ASCII, if everything is right with it.
#[inline(always)]
pub(super) fn fits_in_ascii<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if !field.is_plain && is_rewritten(field) {
        return fits_rewritten(text, field, cx);
    }
    fits(text, field, cx).then_some(Cow::Borrowed(text))
}

/// Whether the text is kept as another one.
#[inline(always)]
fn is_rewritten(field: &FieldSchema) -> bool {
    field.format.is_some_and(|format| format.rewrite.is_some())
}

/// A text that is kept as another one: what is kept is judged.
#[inline(never)]
fn fits_rewritten<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    let bounded = !text.is_empty() && text.len() as u64 <= u64::from(cx.limits.max_text_chars);
    let is_longer = || text.chars().count() as u64 > u64::from(field.longest(&cx.limits));
    let refuse = field.format.and_then(|format| format.refuse_longer).filter(|_| bounded && is_longer());
    if let Some(format) = refuse.and_then(|refuse| refuse(text)) {
        return cx.refuse(format.fault(text));
    }
    let rewrite = field.format.and_then(|format| format.rewrite).filter(|_| bounded);
    match rewrite.map_or(Ok(None), |rewrite| rewrite(text)) {
        Err(format) => cx.refuse(format.fault(text)),
        Ok(None) => fits_as_it_is(text, field, cx).then_some(Cow::Borrowed(text)),
        Ok(Some(kept)) => fits_as_it_is(&kept, field, cx).then_some(Cow::Owned(kept)),
    }
}

fn fits_as_it_is(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    if text.is_ascii() {
        return fits(text, field, cx);
    }
    let length = text.chars().count() as u64;
    if length < u64::from(field.min_length) || length > u64::from(field.longest(&cx.limits)) {
        wrong_length(text, length, field, cx);
        return false;
    }
    is_right(text, field, cx)
}

/// Whether everything is right with a text of printable ASCII: a byte is a character, and it is in its one form already.
/// Every problem is reported.
#[inline(always)]
fn fits(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let length = text.len() as u64;
    if length == 0 {
        if field.required {
            cx.fault(Fault::Required);
        }
        return !field.required;
    }
    if length < u64::from(field.min_length) || length > u64::from(field.longest(&cx.limits)) {
        wrong_length(text, length, field, cx);
        return false;
    }
    field.is_plain || is_right(text, field, cx)
}

/// A text beyond printable ASCII: its length is not its bytes, and it may hold what no text does.
#[inline(never)]
fn fits_unusual<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if field.strip && is_blank(text) {
        return fits_in_ascii("", field, cx);
    }
    let is_bounded = has_length(text, 0, cx.limits.max_text_chars.into());
    let pasted = field.format.and_then(|format| format.pasted).filter(|_| is_bounded);
    let Some(text) = pasted.and_then(|clean| clean(text)) else { return fits_beyond_ascii(text, field, cx) };
    let fitting = if swar::is_printable_ascii(text.as_bytes()) {
        fits_in_ascii(&text, field, cx)
    } else {
        fits_beyond_ascii(&text, field, cx)
    };
    fitting.map(|text| Cow::Owned(text.into_owned()))
}

fn fits_beyond_ascii<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if !field.one_of.is_empty() && !field.one_of.contains(&text) {
        return cx.refuse(Fault::InvalidChoice);
    }
    if let Some(fault) = forbidden(text.as_bytes(), field.multiline) {
        refuse_characters(text, fault, field, cx);
        return None;
    }
    if is_rewritten(field) {
        return fits_rewritten(text, field, cx);
    }
    let limit = u64::from(field.longest(&cx.limits));
    // a text is bounded before it is brought into its one form, and measured after that
    let normalize = field.format.and_then(|format| format.normalize).filter(|_| has_length(text, 0, limit));
    match normalize.and_then(|normalize| normalize(text)) {
        Some(normal) => is_right_at_length(&normal, field, cx).then_some(Cow::Owned(normal)),
        None => is_right_at_length(text, field, cx).then_some(Cow::Borrowed(text)),
    }
}

#[inline]
fn is_right_at_length(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    if !has_length(text, field.min_length.into(), field.longest(&cx.limits).into()) {
        wrong_length(text, text.chars().count() as u64, field, cx);
        return false;
    }
    is_right(text, field, cx)
}

/// Whether a text has at least and at most so many characters. A character has one to four bytes: of most texts their number
/// says enough.
fn has_length(text: &str, least: u64, most: u64) -> bool {
    let bytes = text.len() as u64;
    let counted = || (least..=most).contains(&(text.chars().count() as u64));
    (bytes >= 4 * least && bytes <= most) || counted()
}

/// The first character that the text may not hold.
pub(super) fn forbidden(bytes: &[u8], multiline: bool) -> Option<Fault> {
    let mut at = swar::suspicious(bytes, 0);
    while let Some(byte) = bytes.get(at) {
        let fault = match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
            (0, ..) => Some(Fault::NullCharacters),
            (b'\t', ..) => None,
            // U+2028 and U+2029 break lines too, and so does U+0085, a control character of C1
            (b'\n' | b'\r', ..) | (0xe2, Some(0x80), Some(0xa8 | 0xa9)) if multiline => None,
            (b'\n' | b'\r', ..) | (0xe2, Some(0x80), Some(0xa8 | 0xa9)) => Some(Fault::LineBreaks),
            (0xc2, Some(0x85), _) if !multiline => Some(Fault::LineBreaks),
            (0..0x20 | 0x7f, ..) | (0xc2, Some(0x80..=0x9f), _) => Some(Fault::ControlCharacters),
            _ => None,
        };
        if fault.is_some() {
            return fault;
        }
        at = swar::suspicious(bytes, at + 1);
    }
    None
}

/// A text with characters that it may not hold, and what else is wrong with it, in Django's order. What its format or its
/// pattern does not let through anyway needs no word about characters as well, but for NUL, which has its own in Django.
#[cold]
#[inline(never)]
fn refuse_characters(text: &str, fault: Fault, field: &'static FieldSchema, cx: &mut BindContext<'_>) {
    let (length, limit) = (text.chars().count() as u64, field.longest(&cx.limits));
    if length > u64::from(cx.limits.max_text_chars) || field.kind.is_secret() {
        return cx.fault(fault);
    }
    if field.choices.is_some() {
        return cx.fault(Fault::InvalidChoice);
    }
    // what cannot be rewritten is told of alone
    if let Some(format) =
        field.format.and_then(|format| format.rewrite).and_then(|rewrite| rewrite(text).err())
    {
        return cx.fault(format.fault(text));
    }
    let format = field.format.filter(|format| !(format.accepts)(text));
    if let Some(format) = format {
        cx.fault(format.fault(text));
    }
    let actual = length as u32;
    if actual > limit {
        cx.fault(Fault::MaxLength { limit, actual });
    } else if actual < field.min_length {
        cx.fault(Fault::MinLength { limit: field.min_length, actual });
    }
    if matches!(fault, Fault::NullCharacters) {
        cx.fault(fault);
        matches(text, field, cx);
    } else if matches(text, field, cx) && format.is_none() {
        cx.fault(fault);
    }
}

/// Django's order: the shape first, then the length, then a regular expression of the field's own; a text within the
/// limits is judged by all of them.
#[cold]
#[inline(never)]
fn wrong_length(text: &str, length: u64, field: &'static FieldSchema, cx: &mut BindContext<'_>) {
    let (limit, actual) = (field.longest(&cx.limits), length.min(u64::from(u32::MAX)) as u32);
    let too_long = length > u64::from(limit);
    let judged = length <= u64::from(cx.limits.max_text_chars) && field.policy.is_none();
    if judged {
        is_right_but_for_pattern(text, field, cx);
    }
    cx.fault(if too_long {
        Fault::MaxLength { limit, actual }
    } else {
        Fault::MinLength { limit: field.min_length, actual }
    });
    if judged {
        matches(text, field, cx);
    }
}

/// The shape of a text: format, choices, the declaration's own rules, and its pattern.
#[inline]
fn is_right(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let right = is_right_but_for_pattern(text, field, cx);
    if field.pattern.is_none() { right } else { matches(text, field, cx) && right }
}

#[inline]
fn is_right_but_for_pattern(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let right = has_format(text, field, cx);
    judge::<str>(text, field, cx) && right
}

/// What a declaration says of a text, its own rules aside: where a type of a user's own has made it.
pub(super) fn obeys_declared(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let length = text.chars().count() as u64;
    if length < u64::from(field.min_length) || length > u64::from(field.longest(&cx.limits)) {
        wrong_length(text, length, field, cx);
        return false;
    }
    let right = has_format(text, field, cx);
    if field.pattern.is_none() { right } else { matches(text, field, cx) && right }
}

#[inline(always)]
fn has_format(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let mut right = true;
    if let Some(format) = field.format
        && !(format.accepts)(text)
    {
        cx.fault(format.fault(text));
        right = false;
    }
    if !field.one_of.is_empty() && !field.one_of.contains(&text) {
        cx.fault(Fault::InvalidChoice);
        right = false;
    }
    right
}

#[inline(never)]
fn matches(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    #[cfg(feature = "regex")]
    if let Some(pattern) = field.pattern
        && !pattern.is_match(text)
    {
        cx.fault(Fault::Pattern);
        return false;
    }
    let _ = (text, field, cx);
    true
}
