//! Texts: decoded once, stripped, judged where they lie, allocated last.

use super::{FieldType, judge};
use crate::{
    Cleaner, Raw,
    body::{json, scan, urlencoded},
    error::{Fault, Unreadable},
    raw::Escaping,
    spec::{FieldSpec, Kind, TextField},
    wipe::wipe,
};
use std::borrow::Cow;

/// How a judged text becomes a value.
pub(crate) trait Make: Sized {
    /// Whether an empty text is a value, where none must be given.
    const MAY_BE_EMPTY: bool = false;
    /// Nothing, and a report, where the text does not stand for a value after all. Made where it belongs: a value that is
    /// handed back is written twice.
    fn make(text: Cow<'_, str>, field: &'static FieldSpec, cx: &mut Cleaner<'_>, out: &mut Option<Self>);
}

impl Make for String {
    const MAY_BE_EMPTY: bool = true;
    #[inline(always)]
    fn make(text: Cow<'_, str>, _: &'static FieldSpec, _: &mut Cleaner<'_>, out: &mut Option<Self>) {
        *out = Some(text.into_owned());
    }
}

/// A text: stripped, without characters that no text has, of the right length and shape, and made into a `T`.
#[inline(always)]
pub(super) fn fill_text<'b, T: Make>(
    out: &mut Option<T>,
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    cx: &mut Cleaner<'b>,
) {
    if !field.required && T::MAY_BE_EMPTY && cx.is_null(raw) {
        return T::make(Cow::Borrowed(""), field, cx, out);
    }
    let Some((text, escaping)) = cx.raw_text(raw) else { return };
    if escaping != Escaping::Plain {
        return fill_decoded(out, text, escaping, field, cx);
    }
    let text = if field.strip { strip(text) } else { text };
    if let Some(text) = fits_in_ascii(text, field, cx) {
        T::make(text, field, cx, out);
    }
}

#[inline(never)]
fn fill_decoded<T: Make>(
    out: &mut Option<T>,
    raw: &str,
    escaping: Escaping,
    field: &'static FieldSpec,
    cx: &mut Cleaner<'_>,
) {
    if escaping == Escaping::None {
        let text = if field.strip { strip(raw) } else { raw };
        if let Some(fitting) = fitting(text, field, cx) {
            T::make(fitting, field, cx, out);
        }
        return;
    }
    let secret = field.kind.is_secret();
    if escaping == Escaping::Percent
        && raw.len() <= urlencoded::SHORT
        && !secret
        && let Some(text) = urlencoded::decode_printable(raw)
    {
        return fill_printable(out, text, field, cx);
    }
    let Some(mut text) = decoded(raw, escaping, secret, cx) else { return };
    let stripped = if field.strip { strip(&text) } else { &text };
    let whole = stripped.len() == text.len();
    let fitting = match fitting(stripped, field, cx) {
        Some(Cow::Borrowed(_)) if whole => None,
        Some(fitting) => Some(Some(fitting.into_owned())),
        None => Some(None),
    };
    match fitting {
        None => T::make(Cow::Owned(text), field, cx, out),
        Some(other) => {
            if secret {
                wipe(&mut text);
            }
            if let Some(other) = other {
                T::make(Cow::Owned(other), field, cx, out);
            }
        }
    }
}

/// A text of printable ASCII that was decoded.
#[inline(always)]
fn fill_printable<T: Make>(
    out: &mut Option<T>,
    text: String,
    field: &'static FieldSpec,
    cx: &mut Cleaner<'_>,
) {
    let stripped = if field.strip { strip(&text) } else { &text };
    let text = match fits_in_ascii(stripped, field, cx) {
        Some(Cow::Borrowed(fitting)) if fitting.len() == text.len() => text,
        Some(fitting) => fitting.into_owned(),
        None => return,
    };
    T::make(Cow::Owned(text), field, cx, out);
}

/// The text itself, or in its one form, if everything is right with it.
#[inline]
fn fitting<'t>(text: &'t str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> Option<Cow<'t, str>> {
    if scan::is_printable_ascii(text.as_bytes()) {
        fits_in_ascii(text, field, cx)
    } else {
        fits_unusual(text, field, cx)
    }
}

/// The decoded text, with CRLF and lone CR as LF (as `textarea` values are measured, WHATWG HTML 4.10.11): else what
/// CR CR LF leaves would be another text when it is submitted again.
#[inline(never)]
pub(super) fn decoded(raw: &str, escaping: Escaping, secret: bool, cx: &mut Cleaner<'_>) -> Option<String> {
    let (mut text, controls) = match escaping {
        Escaping::Percent => {
            if let Ok(decoded) = if secret { urlencoded::decode_secret(raw) } else { urlencoded::decode(raw) }
            {
                decoded
            } else {
                cx.fatal(Unreadable::Encoding);
                return None;
            }
        }
        Escaping::Json => (json::unescape(raw), true),
        Escaping::Plain | Escaping::None => (raw.to_owned(), true),
    };
    if controls && text.as_bytes().contains(&b'\r') {
        let normal = with_line_feeds(&text);
        if secret {
            wipe(&mut text);
        }
        text = normal;
    }
    Some(text)
}

/// In a buffer that never grows, so that a secret leaves no copy behind.
#[cold]
fn with_line_feeds(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        if !(after_return && c == '\n') {
            normal.push(if c == '\r' { '\n' } else { c });
        }
        after_return = c == '\r';
    }
    normal
}

/// A text of printable ASCII, if everything is right with it.
#[inline(always)]
fn fits_in_ascii<'t>(text: &'t str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> Option<Cow<'t, str>> {
    if !field.is_plain && is_rewritten(field) {
        return fits_rewritten(text, field, cx);
    }
    fits(text, field, cx).then_some(Cow::Borrowed(text))
}

/// Whether the text is kept as another one.
#[inline(always)]
fn is_rewritten(field: &FieldSpec) -> bool {
    field.format.is_some_and(|format| format.rewrite.is_some())
}

/// A text that is kept as another one: what is kept is judged.
#[inline(never)]
fn fits_rewritten<'t>(
    text: &'t str,
    field: &'static FieldSpec,
    cx: &mut Cleaner<'_>,
) -> Option<Cow<'t, str>> {
    let bounded = !text.is_empty() && text.len() as u64 <= u64::from(cx.limits.text);
    let rewrite = field.format.and_then(|format| format.rewrite).filter(|_| bounded);
    match rewrite.map_or(Ok(None), |rewrite| rewrite(text)) {
        Err(format) => cx.refuse(Fault::Format(format)),
        Ok(None) => fits_as_it_is(text, field, cx).then_some(Cow::Borrowed(text)),
        Ok(Some(kept)) => fits_as_it_is(&kept, field, cx).then_some(Cow::Owned(kept)),
    }
}

fn fits_as_it_is(text: &str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> bool {
    if text.is_ascii() {
        return fits(text, field, cx);
    }
    let length = text.chars().count() as u64;
    if length < u64::from(field.min_length) || length > u64::from(field.longest(cx.limits)) {
        wrong_length(text, length, field, cx);
        return false;
    }
    is_right(text, field, cx)
}

/// Whether everything is right with a text of printable ASCII: a byte is a character, and it is in its one form already.
/// Every problem is reported.
#[inline(always)]
fn fits(text: &str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> bool {
    let length = text.len() as u64;
    if length == 0 {
        if field.required {
            cx.fault(Fault::Required);
        }
        return !field.required;
    }
    if length < u64::from(field.min_length) || length > u64::from(field.longest(cx.limits)) {
        wrong_length(text, length, field, cx);
        return false;
    }
    field.is_plain || is_right(text, field, cx)
}

/// A text beyond printable ASCII: its length is not its bytes, and it may hold what no text does.
#[inline(never)]
fn fits_unusual<'t>(text: &'t str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> Option<Cow<'t, str>> {
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
    let limit = u64::from(field.longest(cx.limits));
    // a text is bounded before it is brought into its one form, and measured after that
    let normalize = field.format.and_then(|format| format.normalize).filter(|_| has_length(text, 0, limit));
    match normalize.and_then(|normalize| normalize(text)) {
        Some(normal) => is_right_at_length(&normal, field, cx).then_some(Cow::Owned(normal)),
        None => is_right_at_length(text, field, cx).then_some(Cow::Borrowed(text)),
    }
}

#[inline]
fn is_right_at_length(text: &str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> bool {
    if !has_length(text, field.min_length.into(), field.longest(cx.limits).into()) {
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
fn forbidden(bytes: &[u8], multiline: bool) -> Option<Fault> {
    let mut at = scan::suspicious(bytes, 0);
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
        at = scan::suspicious(bytes, at + 1);
    }
    None
}

/// A text with characters that it may not hold, and what else is wrong with it, in Django's order. What its format or its
/// pattern does not let through anyway needs no word about characters as well, but for NUL, which has its own in Django.
#[cold]
#[inline(never)]
fn refuse_characters(text: &str, fault: Fault, field: &'static FieldSpec, cx: &mut Cleaner<'_>) {
    let (length, limit) = (text.chars().count() as u64, field.longest(cx.limits));
    if length > u64::from(cx.limits.text) || field.kind.is_secret() {
        return cx.fault(fault);
    }
    if field.choices.is_some() {
        return cx.fault(Fault::InvalidChoice);
    }
    // what cannot be rewritten is told of alone
    if let Some(format) =
        field.format.and_then(|format| format.rewrite).and_then(|rewrite| rewrite(text).err())
    {
        return cx.fault(Fault::Format(format));
    }
    let format = field.format.filter(|format| !(format.accepts)(text));
    if let Some(format) = format {
        cx.fault(Fault::Format(format));
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
fn wrong_length(text: &str, length: u64, field: &'static FieldSpec, cx: &mut Cleaner<'_>) {
    let (limit, actual) = (field.longest(cx.limits), length.min(u64::from(u32::MAX)) as u32);
    let too_long = length > u64::from(limit);
    let judged = length <= u64::from(cx.limits.text) && field.policy.is_none();
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
fn is_right(text: &str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> bool {
    let right = is_right_but_for_pattern(text, field, cx);
    if field.pattern.is_none() { right } else { matches(text, field, cx) && right }
}

#[inline]
fn is_right_but_for_pattern(text: &str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> bool {
    let mut right = true;
    if let Some(format) = field.format
        && !(format.accepts)(text)
    {
        cx.fault(Fault::Format(format));
        right = false;
    }
    if !field.one_of.is_empty() && !field.one_of.contains(&text) {
        cx.fault(Fault::InvalidChoice);
        right = false;
    }
    judge::<str>(text, field, cx) && right
}

#[inline(never)]
fn matches(text: &str, field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> bool {
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

/// Without white space at both ends; a graphic byte at both settles it.
#[inline(always)]
pub(super) fn strip(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => trim(text),
    }
}

#[inline(never)]
fn trim(text: &str) -> &str {
    text.trim()
}

/// What a text is that no value of the kind is written so.
fn misfit(kind: &Kind) -> Fault {
    match kind.of_item() {
        Kind::Choice(_) => Fault::InvalidChoice,
        _ => Fault::Invalid,
    }
}

impl<'b> Cleaner<'b> {
    /// The text of a value that is not one in the end: stripped, decoded, not blank, within the field's length.
    /// Reports `required`, `invalid` or what is wrong with the text.
    pub fn text(&mut self, raw: &Raw<'b>, field: &'static FieldSpec) -> Option<Cow<'b, str>> {
        let text = match self.whole_text(raw, field)? {
            // blanks alone are no number and no date
            text if !field.kind.of_item().is_stripped() && !text.is_empty() && strip(&text).is_empty() => {
                return self.refuse(misfit(&field.kind));
            }
            Cow::Borrowed(text) => Cow::Borrowed(strip(text)),
            Cow::Owned(text) => match strip(&text) {
                stripped if stripped.len() == text.len() => Cow::Owned(text),
                stripped => Cow::Owned(stripped.to_owned()),
            },
        };
        self.usable(text, field)
    }
    /// [`text`](Self::text), with the white space at its ends.
    pub(crate) fn unstripped_text(
        &mut self,
        raw: &Raw<'b>,
        field: &'static FieldSpec,
    ) -> Option<Cow<'b, str>> {
        let text = self.whole_text(raw, field)?;
        self.usable(text, field)
    }
    fn whole_text(&mut self, raw: &Raw<'b>, field: &'static FieldSpec) -> Option<Cow<'b, str>> {
        let (text, escaping) = self.raw_text(raw)?;
        if let Escaping::Plain | Escaping::None = escaping {
            return Some(Cow::Borrowed(text));
        }
        decoded(text, escaping, field.kind.is_secret(), self).map(Cow::Owned)
    }
    fn usable(&mut self, text: Cow<'b, str>, field: &'static FieldSpec) -> Option<Cow<'b, str>> {
        if text.is_empty() {
            return self.refuse(Fault::Required);
        }
        if !scan::is_printable_ascii(text.as_bytes())
            && let Some(fault) = forbidden(text.as_bytes(), field.multiline)
        {
            // of a number, a date or a choice there is more to say than which character does not belong there
            return self.refuse(match field.kind.of_item() {
                Kind::Text | Kind::Secret => fault,
                kind => misfit(kind),
            });
        }
        let limit = field.longest(self.limits);
        if text.len() as u64 > u64::from(limit) {
            let actual = text.chars().count();
            if actual as u64 > u64::from(limit) {
                return self.refuse(self.too_long(&text, actual, field));
            }
        }
        Some(text)
    }
    /// What a text of so many characters is, which are more than the field's.
    #[cold]
    fn too_long(&self, text: &str, actual: usize, field: &FieldSpec) -> Fault {
        let is_of_digits = || text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-'));
        match field.kind.of_item() {
            Kind::Integer | Kind::Float | Kind::Decimal if is_of_digits() => {
                Fault::MaxDigits(self.limits.digits)
            }
            kind @ (Kind::Integer | Kind::Float | Kind::Decimal) => misfit(kind),
            _ => Fault::MaxLength {
                limit: field.longest(self.limits),
                actual: actual.min(u32::MAX as usize) as u32,
            },
        }
    }
    /// A value that is written as a text: what [`text`](Self::text) gives, parsed. What a type of your own most often
    /// wants.
    pub fn parse<T>(
        &mut self,
        raw: &Raw<'b>,
        field: &'static FieldSpec,
        parse: impl FnOnce(&str) -> Result<T, crate::Problem>,
    ) -> Option<T> {
        let text = self.text(raw, field)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem(problem);
                None
            }
        }
    }
}

impl FieldType for String {
    type Subject = str;
    const KIND: Kind = Kind::Text;
    const MAY_BE_EMPTY: bool = true;
    fn clean<'b>(raw: &Raw<'b>, field: &'static FieldSpec, cx: &mut Cleaner<'b>) -> Option<Self> {
        let mut out = None;
        fill_text(&mut out, raw, field, cx);
        out
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
    #[inline(always)]
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &Raw<'b>,
        field: &'static FieldSpec,
        _present: Option<&Self>,
        cx: &mut Cleaner<'b>,
    ) {
        fill_text(out, raw, field, cx);
    }
    fn absent(field: &'static FieldSpec, cx: &mut Cleaner<'_>) -> Option<Self> {
        if field.required { cx.refuse(Fault::Required) } else { Some(String::new()) }
    }
}

impl TextField for String {}
