//! Validates a decoded text: its characters, length and format. Reports all problems.

use super::validate;
use crate::{BindContext, body::swar, error::Fault, schema::FieldSchema, validator::is_blank};
use std::borrow::Cow;

/// Validates a text. Returns it, or its normalised form, if it is valid.
#[inline]
pub(super) fn validate_text<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if swar::is_printable_ascii(text.as_bytes()) {
        validate_ascii(text, field, cx)
    } else {
        validate_non_ascii(text, field, cx)
    }
}

/// Validates a text of printable ASCII.
#[inline(always)]
pub(super) fn validate_ascii<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if !field.is_plain && is_rewritten(field) {
        return validate_rewritten(text, field, cx);
    }
    is_valid_ascii(text, field, cx).then_some(Cow::Borrowed(text))
}

/// Returns whether the format rewrites texts before they are stored.
#[inline(always)]
fn is_rewritten(field: &FieldSchema) -> bool {
    field.format.is_some_and(|format| format.rewrite.is_some())
}

/// Validates a text that is rewritten. The rules apply to the rewritten text.
#[inline(never)]
fn validate_rewritten<'t>(
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
        Ok(None) => is_valid_as_is(text, field, cx).then_some(Cow::Borrowed(text)),
        Ok(Some(kept)) => is_valid_as_is(&kept, field, cx).then_some(Cow::Owned(kept)),
    }
}

fn is_valid_as_is(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    if text.is_ascii() {
        return is_valid_ascii(text, field, cx);
    }
    let length = text.chars().count() as u64;
    if length < u64::from(field.min_length) || length > u64::from(field.longest(&cx.limits)) {
        report_length(text, length, field, cx);
        return false;
    }
    has_valid_shape(text, field, cx)
}

/// Returns whether a text of printable ASCII is valid. Each of its characters is one byte, and it needs no
/// normalisation. Reports all problems.
#[inline(always)]
fn is_valid_ascii(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let length = text.len() as u64;
    if length == 0 {
        if field.required {
            cx.fault(Fault::Required);
        }
        return !field.required;
    }
    if length < u64::from(field.min_length) || length > u64::from(field.longest(&cx.limits)) {
        report_length(text, length, field, cx);
        return false;
    }
    field.is_plain || has_valid_shape(text, field, cx)
}

/// Validates a text with other characters than printable ASCII. Its length is not its number of bytes, and it
/// may contain forbidden characters.
#[inline(never)]
fn validate_non_ascii<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if field.strip && is_blank(text) {
        return validate_ascii("", field, cx);
    }
    let is_bounded = has_length(text, 0, cx.limits.max_text_chars.into());
    let pasted = field.format.and_then(|format| format.pasted).filter(|_| is_bounded);
    let Some(text) = pasted.and_then(|clean| clean(text)) else {
        return validate_normalized(text, field, cx);
    };
    let valid_text = if swar::is_printable_ascii(text.as_bytes()) {
        validate_ascii(&text, field, cx)
    } else {
        validate_normalized(&text, field, cx)
    };
    valid_text.map(|text| Cow::Owned(text.into_owned()))
}

fn validate_normalized<'t>(
    text: &'t str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> Option<Cow<'t, str>> {
    if !field.one_of.is_empty() && !field.one_of.contains(&text) {
        return cx.refuse(Fault::InvalidChoice);
    }
    if let Some(fault) = forbidden(text.as_bytes(), field.multiline) {
        report_characters(text, fault, field, cx);
        return None;
    }
    if is_rewritten(field) {
        return validate_rewritten(text, field, cx);
    }
    let limit = u64::from(field.longest(&cx.limits));
    // limit the length before normalising, and measure it afterwards
    let normalize = field.format.and_then(|format| format.normalize).filter(|_| has_length(text, 0, limit));
    match normalize.and_then(|normalize| normalize(text)) {
        Some(normal) => is_valid_normalized(&normal, field, cx).then_some(Cow::Owned(normal)),
        None => is_valid_normalized(text, field, cx).then_some(Cow::Borrowed(text)),
    }
}

#[inline]
fn is_valid_normalized(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    if !has_length(text, field.min_length.into(), field.longest(&cx.limits).into()) {
        report_length(text, text.chars().count() as u64, field, cx);
        return false;
    }
    has_valid_shape(text, field, cx)
}

/// Returns whether the number of characters is between `least` and `most`. A character has one to four bytes,
/// so that the number of bytes often suffices.
fn has_length(text: &str, least: u64, most: u64) -> bool {
    let bytes = text.len() as u64;
    let counted = || (least..=most).contains(&(text.chars().count() as u64));
    (bytes >= 4 * least && bytes <= most) || counted()
}

/// Returns the problem with the first forbidden character.
pub(super) fn forbidden(bytes: &[u8], multiline: bool) -> Option<Fault> {
    let mut at = swar::suspicious(bytes, 0);
    while let Some(byte) = bytes.get(at) {
        let fault = match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
            (0, ..) => Some(Fault::NullCharacters),
            (b'\t', ..) => None,
            // U+2028, U+2029 and U+0085 also break lines; U+0085 is a C1 control character
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

/// Reports forbidden characters and the other problems of a text, in Django's order.
///
/// If the format or the pattern rejects the text, forbidden characters are not reported in addition. NUL is
/// an exception, because Django has a separate error for it.
#[cold]
#[inline(never)]
fn report_characters(text: &str, fault: Fault, field: &'static FieldSchema, cx: &mut BindContext<'_>) {
    let (length, limit) = (text.chars().count() as u64, field.longest(&cx.limits));
    if length > u64::from(cx.limits.max_text_chars) || field.kind.is_secret() {
        return cx.fault(fault);
    }
    if field.choices.is_some() {
        return cx.fault(Fault::InvalidChoice);
    }
    // a text that cannot be rewritten has no other problems reported
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
        matches_pattern(text, field, cx);
    } else if matches_pattern(text, field, cx) && format.is_none() {
        cx.fault(fault);
    }
}

/// Reports a wrong length. As in Django, the format is checked before the length and the pattern after it.
/// Texts beyond the general limit are not checked further.
#[cold]
#[inline(never)]
fn report_length(text: &str, length: u64, field: &'static FieldSchema, cx: &mut BindContext<'_>) {
    let (limit, actual) = (field.longest(&cx.limits), length.min(u64::from(u32::MAX)) as u32);
    let too_long = length > u64::from(limit);
    let is_checked = length <= u64::from(cx.limits.max_text_chars) && field.policy.is_none();
    if is_checked {
        has_valid_shape_except_pattern(text, field, cx);
    }
    cx.fault(if too_long {
        Fault::MaxLength { limit, actual }
    } else {
        Fault::MinLength { limit: field.min_length, actual }
    });
    if is_checked {
        matches_pattern(text, field, cx);
    }
}

/// Returns whether the format, the choices, the custom rules and the pattern accept the text. Reports all
/// problems.
#[inline]
fn has_valid_shape(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let valid = has_valid_shape_except_pattern(text, field, cx);
    if field.pattern.is_none() { valid } else { matches_pattern(text, field, cx) && valid }
}

#[inline]
fn has_valid_shape_except_pattern(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let valid = has_format(text, field, cx);
    validate::<str>(text, field, cx) && valid
}

/// Returns whether a text of a custom type meets the rules of the field, except custom rules. Reports all
/// problems.
pub(super) fn meets_declared_rules(
    text: &str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let length = text.chars().count() as u64;
    if length < u64::from(field.min_length) || length > u64::from(field.longest(&cx.limits)) {
        report_length(text, length, field, cx);
        return false;
    }
    let valid = has_format(text, field, cx);
    if field.pattern.is_none() { valid } else { matches_pattern(text, field, cx) && valid }
}

#[inline(always)]
fn has_format(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let mut valid = true;
    if let Some(format) = field.format
        && !(format.accepts)(text)
    {
        cx.fault(format.fault(text));
        valid = false;
    }
    if !field.one_of.is_empty() && !field.one_of.contains(&text) {
        cx.fault(Fault::InvalidChoice);
        valid = false;
    }
    valid
}

#[inline(never)]
fn matches_pattern(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
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
