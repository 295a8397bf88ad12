//! Integers and floats as fields. Digits are ASCII, and their number is limited before parsing. Values out of
//! range are rejected, never rounded.

use super::{
    FieldInput, FieldType, NumberField, comparable, validate,
    whole_number::{exact, whole},
};
use crate::{
    BindContext, RawValue,
    body::{Escaping, Given, json::Reader},
    error::Fault,
    schema::{FieldSchema, Kind, Number},
    validator::{self, Digits},
};
use std::borrow::Cow;

/// The range of an integer type, with bounds that a problem can refer to.
pub(super) struct Range {
    pub(super) min: Number,
    pub(super) max: Number,
}

/// Reads a short integer within the range of the type (`low` and `high`, limited to `i64`) and of the field.
/// Any other value is left to [`other_integer`]: an `Err` has its digits if they have been read.
#[inline(always)]
fn short_integer<'b>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    (low, high): (i64, i64),
    cx: &mut BindContext<'b>,
) -> Result<i64, Option<i64>> {
    let value = match raw.0 {
        Given::Json => cx.json.integer(),
        Given::Text(text, Escaping::Plain | Escaping::None) => parse_short(text),
        _ => None,
    };
    match value {
        Some(value) if value >= low.max(field.whole.0) && value <= high.min(field.whole.1) => Ok(value),
        other => Err(other),
    }
}

/// Reads an integer that is long or out of range.
#[cold]
#[inline(never)]
fn other_integer<'b>(
    value: Option<i64>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    range: &'static Range,
    cx: &mut BindContext<'b>,
) -> Option<i128> {
    match value {
        Some(value) => check_bounds(value.into(), field, range, cx),
        None => long_integer(raw, field, range, cx),
    }
}

/// Reads an integer within the range of the type and of the field.
pub(super) fn integer<'b>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    bounds: (i64, i64),
    range: &'static Range,
    cx: &mut BindContext<'b>,
) -> Option<i128> {
    match short_integer(raw, field, bounds, cx) {
        Ok(value) => Some(value.into()),
        Err(value) => other_integer(value, raw, field, range, cx),
    }
}

/// Checks a value against its bounds and its step. Reports all problems, as Django's validators do.
#[cold]
#[inline(never)]
fn check_bounds(
    value: i128,
    field: &'static FieldSchema,
    range: &'static Range,
    cx: &mut BindContext<'_>,
) -> Option<i128> {
    let below = |bound: &Number| matches!(*bound, Number::Integer(min) if value < min);
    let above = |bound: &Number| matches!(*bound, Number::Integer(max) if value > max);
    // prefer the bound of the field to the bound of the type
    let least = field.min.as_ref().filter(|min| below(min)).or(Some(&range.min).filter(|min| below(min)));
    let greatest = field.max.as_ref().filter(|max| above(max)).or(Some(&range.max).filter(|max| above(max)));
    if let Some(max) = greatest {
        cx.fault(Fault::MaxValue(max));
    }
    if let Some(min) = least {
        cx.fault(Fault::MinValue(min));
    }
    let offset = if let Some(Number::Integer(min)) = field.min { min } else { 0 };
    let is_on_step = match &field.step {
        Some(Number::Integer(size)) => validator::is_step(value, *size, offset),
        _ => true,
    };
    if !is_on_step {
        report_step(field, cx);
    }
    (least.is_none() && greatest.is_none() && is_on_step).then_some(value)
}

/// Reports a value that does not match the step of the field.
fn report_step(field: &'static FieldSchema, cx: &mut BindContext<'_>) {
    match &field.step {
        Some(_) if field.min.is_some() => cx.fault(Fault::StepSizeFrom(field)),
        Some(step) => cx.fault(Fault::StepSize(step)),
        None => {}
    }
}

#[cold]
#[inline(never)]
fn long_integer<'b>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    range: &'static Range,
    cx: &mut BindContext<'b>,
) -> Option<i128> {
    let is_json = cx.json.is_at_number() && matches!(raw.0, Given::Json);
    let text = number_text(raw, field, cx)?;
    // a number control accepts an exponent, and a browser sends it as it was typed
    let is_exact =
        is_json || (field.is_number_control() && text.contains(['e', 'E']) && Digits::parse(&text).is_some());
    let text = if is_exact {
        exact(text.strip_prefix('+').unwrap_or(&text), cx.limits.max_digits)
    } else {
        Ok(Cow::Borrowed(whole(&text)))
    };
    let text = match &text {
        Ok(digits) => &**digits,
        Err(fault) => return cx.refuse(fault.clone()),
    };
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return cx.refuse(Fault::Invalid);
    }
    if digits.len() as u64 > u64::from(cx.limits.max_digits) {
        return cx.refuse(Fault::MaxDigits(cx.limits.max_digits));
    }
    match text.parse::<i128>() {
        Ok(value) => check_bounds(value, field, range, cx),
        // the number is out of range for every type; its sign tells on which side
        Err(_) => report_out_of_range(text.starts_with('-'), field, range, cx),
    }
}

#[cold]
fn report_out_of_range(
    negative: bool,
    field: &'static FieldSchema,
    range: &'static Range,
    cx: &mut BindContext<'_>,
) -> Option<i128> {
    cx.refuse(if negative {
        Fault::MinValue(field.min.as_ref().unwrap_or(&range.min))
    } else {
        Fault::MaxValue(field.max.as_ref().unwrap_or(&range.max))
    })
}

/// Checks a number of a custom type, given as text, against the rules of the field.
pub(super) fn meets_declared_rules(
    text: &str,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    static UNBOUNDED: Range = Range { min: Number::Integer(i128::MIN), max: Number::Integer(i128::MAX) };
    // NaN satisfies no bound
    let finite = || text.parse().ok().filter(|value: &f64| value.is_finite());
    let result = match field.kind.of_item() {
        Kind::Integer => text.parse().ok().map(|value| check_bounds(value, field, &UNBOUNDED, cx).is_some()),
        _ => finite().map(|value| float_in_bounds(value, field, cx).is_some()),
    };
    // reject a value that cannot be compared with the bounds
    result.unwrap_or_else(|| {
        cx.fault(Fault::Invalid);
        false
    })
}

/// Reads the text of a number: in JSON a number or, for a lenient field, a string; in a form the typed text.
fn number_text<'b>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<Cow<'b, str>> {
    match raw.0 {
        Given::Json if cx.json.is_at_number() => cx.json.number().map(Cow::Borrowed),
        Given::Json if field.lenient && cx.json.first() == b'"' => cx.text(raw, field),
        Given::Text(text, Escaping::Plain | Escaping::None) if cannot_be_number(text, field, cx) => {
            cx.refuse(Fault::Invalid)
        }
        Given::Text(..) => cx.text(raw, field),
        _ => {
            cx.misfit(raw);
            None
        }
    }
}

/// Returns whether the first byte shows that the text is not a number. Returns `false` for long texts, which
/// have an error of their own.
fn cannot_be_number(text: &str, field: &'static FieldSchema, cx: &BindContext<'_>) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    first.is_ascii_graphic()
        && !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.')
        && text.len() as u64 <= field.longest(&cx.limits).min(cx.limits.max_digits).into()
        && matches!(field.kind, Kind::Integer | Kind::Float)
}

/// Parses at most 18 digits.
#[inline(always)]
fn parse_short(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 18 {
        return None;
    }
    let mut value = 0i64;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(value)
}

/// Returns whether the text of a choice has the same spelling as the choice: `01` does not choose `1`.
/// Reports a problem otherwise.
#[inline(always)]
pub(super) fn is_spelled_like_choice(
    raw: &RawValue<'_>,
    value: &impl ToString,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    !field.is_judged || field.choices.is_none() || has_spelling(raw, &value.to_string(), cx)
}

#[cold]
#[inline(never)]
fn has_spelling(raw: &RawValue<'_>, value: &str, cx: &mut BindContext<'_>) -> bool {
    let is_same = match raw.0 {
        _ if cx.reads_choice => true,
        Given::Text(text, escaping) => text == value && matches!(escaping, Escaping::Plain | Escaping::None),
        _ => true,
    };
    if !is_same {
        cx.fault(Fault::InvalidChoice);
    }
    is_same
}

/// Returns whether `value` is formatted as `text`. Does not allocate.
fn is_formatted_as(text: &str, value: std::fmt::Arguments<'_>) -> bool {
    struct Unmatched<'t>(&'t str);
    impl std::fmt::Write for Unmatched<'_> {
        fn write_str(&mut self, part: &str) -> std::fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(std::fmt::Error)?;
            Ok(())
        }
    }
    let mut rest = Unmatched(text);
    std::fmt::write(&mut rest, value).is_ok() && rest.0.is_empty()
}

macro_rules! integers {
    ($($t:ty)*) => { $(
        impl FieldType for $t {
            type Subject = Self;
            const KIND: Kind = Kind::Integer;
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            #[inline(always)]
            fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
                static RANGE: Range =
                    Range { min: Number::Integer(<$t>::MIN as i128), max: Number::Integer(<$t>::MAX as i128) };
                let bounds = const {
                    let low = if (<$t>::MIN as i128) < i64::MIN as i128 { i64::MIN } else { <$t>::MIN as i64 };
                    let high = if <$t>::MAX as i128 > i64::MAX as i128 { i64::MAX } else { <$t>::MAX as i64 };
                    (low, high)
                };
                let value = match short_integer(raw, field, bounds, cx) {
                    Ok(value) => value as $t,
                    Err(value) => other_integer(value, raw, field, &RANGE, cx)? as $t,
                };
                (is_spelled_like_choice(raw, &value, field, cx) && validate(&value, field, cx)).then_some(value)
            }
            #[inline(always)]
            fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                *out = Self::clean(input.raw, input.field, input.context);
            }
            fn has_text(&self, text: &str) -> bool {
                is_formatted_as(text, format_args!("{self}"))
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
        impl NumberField for $t {
            const WHOLE: bool = true;
        }
        comparable!($t);
    )* };
}
integers!(u8 i8 u16 i16 u32 i32 u64 i64 usize isize i128);

/// Reads a float. Optimised for short decimals.
#[inline(always)]
fn float<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<f64> {
    let value = match raw.0 {
        Given::Json => cx.json.short_decimal(),
        Given::Text(text, Escaping::Plain | Escaping::None) => {
            let mut reader = Reader::new(text, 1);
            reader.short_decimal().filter(|_| reader.is_at_end())
        }
        _ => None,
    };
    let value = match value {
        Some(value) => value,
        None => long_float(raw, field, cx)?,
    };
    if value >= field.float.0 && value <= field.float.1 {
        return Some(value);
    }
    float_in_bounds(value, field, cx)
}

#[cold]
#[inline(never)]
fn float_in_bounds(value: f64, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<f64> {
    let greatest = field.max.as_ref().filter(|max| value > max.as_f64());
    if let Some(max) = greatest {
        cx.fault(Fault::MaxValue(max));
    }
    let least = field.min.as_ref().filter(|min| value < min.as_f64());
    if let Some(min) = least {
        cx.fault(Fault::MinValue(min));
    }
    let offset = field.min.map_or(0.0, Number::as_f64);
    let is_on_step = field.step.is_none_or(|step| validator::is_step_of(value, step.as_f64(), offset));
    if !is_on_step {
        report_step(field, cx);
    }
    (greatest.is_none() && least.is_none() && is_on_step).then_some(value)
}

#[cold]
#[inline(never)]
fn long_float<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<f64> {
    let is_json = cx.json.is_at_number() && matches!(raw.0, Given::Json);
    let text = number_text(raw, field, cx)?;
    if text.bytes().filter(u8::is_ascii_digit).count() as u64 > u64::from(cx.limits.max_digits) {
        return cx.refuse(Fault::MaxDigits(cx.limits.max_digits));
    }
    let value = if is_decimal(&text, is_json) { text.parse::<f64>().ok() } else { None };
    let value = value.filter(|value| value.is_finite());
    if value.is_none() { cx.refuse(Fault::Invalid) } else { value }
}

/// Returns whether a text is a number. With `strict`, it must match the grammar of JSON. Otherwise, it may
/// begin with a plus sign, and the digits on one side of the point may be missing (`+1.5`, `.5`, `5.`). `inf`
/// and `nan` are never valid.
fn is_decimal(text: &str, strict: bool) -> bool {
    if strict {
        let mut reader = Reader::new(text, 1);
        return reader.is_at_number() && reader.number().is_some() && reader.is_at_end();
    }
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole)
        && is_digits(fraction)
        && whole.len() + fraction.len() > 0
        && exponent.is_none_or(|exponent| {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !digits.is_empty() && is_digits(digits)
        })
}

macro_rules! floats {
    ($($t:ty)*) => { $(
        impl FieldType for $t {
            type Subject = Self;
            const KIND: Kind = Kind::Float;
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                // `0.0` and `-0.0` are equal, and adding zero makes their bits equal
                state.write_u64(f64::from(*self + 0.0).to_bits());
            }
            #[inline(always)]
            fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
                let value = float(raw, field, cx)? as $t;
                if !value.is_finite() {
                    return cx.refuse(Fault::Invalid);
                }
                validate(&value, field, cx).then_some(value)
            }
            #[inline(always)]
            fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                *out = Self::clean(input.raw, input.field, input.context);
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                // use an exponent for a text with too many digits to be read back
                let text = self.to_string();
                Some(Cow::Owned(if text.len() > 24 { format!("{self:e}") } else { text }))
            }
            fn canonical_text(&self) -> Option<Cow<'_, str>> {
                // `-0.0` equals `0.0`
                if *self == 0.0 { Some(Cow::Borrowed("0")) } else { self.to_text() }
            }
        }
        impl NumberField for $t {
            const WHOLE: bool = false;
        }
        comparable!($t);
    )* };
}
floats!(f32 f64);
