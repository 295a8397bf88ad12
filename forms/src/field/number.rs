//! Numbers: ASCII digits, bounded before they are parsed, never rounded into range.

use super::{
    FieldType, NumberField, comparable, judge,
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

/// The range of an integer type, as bounds that a problem can name.
struct Range {
    min: Number,
    max: Number,
}

/// An integer, most often within the type's range and the field's; `low` and `high` are the type's, within an `i64`.
#[inline(always)]
fn integer<'b>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    (low, high): (i64, i64),
    range: &'static Range,
    cx: &mut BindContext<'b>,
) -> Option<i128> {
    let value = match raw.0 {
        Given::Json => cx.json.integer(),
        Given::Text(text, Escaping::Plain | Escaping::None) => short(text),
        _ => None,
    };
    match value {
        Some(value) if value >= low.max(field.whole.0) && value <= high.min(field.whole.1) => {
            Some(value.into())
        }
        Some(value) => bounded(value.into(), field, range, cx),
        None => long_integer(raw, field, range, cx),
    }
}

/// The bounds that a value missed, and its step: all of them, as Django's validators answer.
#[cold]
#[inline(never)]
fn bounded(
    value: i128,
    field: &'static FieldSchema,
    range: &'static Range,
    cx: &mut BindContext<'_>,
) -> Option<i128> {
    let below = |bound: &Number| matches!(*bound, Number::Integer(min) if value < min);
    let above = |bound: &Number| matches!(*bound, Number::Integer(max) if value > max);
    // the declaration's own bound says more than the type's
    let least = field.min.as_ref().filter(|min| below(min)).or(Some(&range.min).filter(|min| below(min)));
    let greatest = field.max.as_ref().filter(|max| above(max)).or(Some(&range.max).filter(|max| above(max)));
    if let Some(max) = greatest {
        cx.fault(Fault::MaxValue(max));
    }
    if let Some(min) = least {
        cx.fault(Fault::MinValue(min));
    }
    let offset = if let Some(Number::Integer(min)) = field.min { min } else { 0 };
    let stepped = match &field.step {
        Some(Number::Integer(size)) => validator::is_step(value, *size, offset),
        _ => true,
    };
    if !stepped {
        off_step(field, cx);
    }
    (least.is_none() && greatest.is_none() && stepped).then_some(value)
}

/// A value between the steps of a field that has them.
fn off_step(field: &'static FieldSchema, cx: &mut BindContext<'_>) {
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
    // a browser's number control takes an exponent, and sends it as it was typed
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
        Ok(value) => bounded(value, field, range, cx),
        // what does not fit here lies beyond every type's range, on the side that its sign says
        Err(_) => beyond(text.starts_with('-'), field, range, cx),
    }
}

#[cold]
fn beyond(
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

/// What a declaration says of a number that a type of a user's own has made, of which there is the text.
pub(super) fn obeys_declared(text: &str, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    static EVERY: Range = Range { min: Number::Integer(i128::MIN), max: Number::Integer(i128::MAX) };
    // what is no number lies neither below a bound nor above one
    let finite = || text.parse().ok().filter(|value: &f64| value.is_finite());
    let obeys = match field.kind.of_item() {
        Kind::Integer => text.parse().ok().map(|value| bounded(value, field, &EVERY, cx).is_some()),
        _ => finite().map(|value| float_in_bounds(value, field, cx).is_some()),
    };
    // what cannot be held to the bounds is not accepted
    obeys.unwrap_or_else(|| {
        cx.fault(Fault::Invalid);
        false
    })
}

/// A number's text: of JSON a number (or, where the field is lenient, a text), of a form what is typed.
fn number_text<'b>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<Cow<'b, str>> {
    match raw.0 {
        Given::Json if cx.json.is_at_number() => cx.json.number().map(Cow::Borrowed),
        Given::Json if field.lenient && cx.json.first() == b'"' => cx.text(raw, field),
        Given::Text(text, Escaping::Plain | Escaping::None) if begins_unlike_a_number(text, field, cx) => {
            cx.refuse(Fault::Invalid)
        }
        Given::Text(..) => cx.text(raw, field),
        _ => {
            cx.misfit(raw);
            None
        }
    }
}

/// Whether the first byte says that it is none, and no length says anything else of it.
fn begins_unlike_a_number(text: &str, field: &'static FieldSchema, cx: &BindContext<'_>) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    first.is_ascii_graphic()
        && !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.')
        && text.len() as u64 <= field.longest(&cx.limits).min(cx.limits.max_digits).into()
        && matches!(field.kind, Kind::Integer | Kind::Float)
}

/// Plain digits, at most 18.
#[inline(always)]
fn short(text: &str) -> Option<i64> {
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

/// Of numbers that are chosen, only the spelling that is offered is sent: `01` is none of them.
#[inline(always)]
fn is_as_offered(
    raw: &RawValue<'_>,
    value: &impl ToString,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    !field.is_judged || field.choices.is_none() || is_spelt_so(raw, &value.to_string(), cx)
}

#[cold]
#[inline(never)]
fn is_spelt_so(raw: &RawValue<'_>, value: &str, cx: &mut BindContext<'_>) -> bool {
    let is_so = match raw.0 {
        _ if cx.reads_choice => true,
        Given::Text(text, escaping) => text == value && matches!(escaping, Escaping::Plain | Escaping::None),
        _ => true,
    };
    if !is_so {
        cx.fault(Fault::InvalidChoice);
    }
    is_so
}

/// Returns whether that is how the value is written, without writing it anywhere.
fn is_written(text: &str, value: std::fmt::Arguments<'_>) -> bool {
    struct Rest<'t>(&'t str);
    impl std::fmt::Write for Rest<'_> {
        fn write_str(&mut self, part: &str) -> std::fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(std::fmt::Error)?;
            Ok(())
        }
    }
    let mut rest = Rest(text);
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
                let value = integer(raw, field, bounds, &RANGE, cx)? as $t;
                (is_as_offered(raw, &value, field, cx) && judge(&value, field, cx)).then_some(value)
            }
            #[inline(always)]
            fn fill<'b>(
                out: &mut Option<Self>,
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                _present: Option<&Self>,
                cx: &mut BindContext<'b>,
            ) {
                *out = Self::clean(raw, field, cx);
            }
            fn has_text(&self, text: &str) -> bool {
                is_written(text, format_args!("{self}"))
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

/// A float, most often one that is written short.
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
    let stepped = field.step.is_none_or(|step| validator::is_step_of(value, step.as_f64(), offset));
    if !stepped {
        off_step(field, cx);
    }
    (greatest.is_none() && least.is_none() && stepped).then_some(value)
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

/// Whether a text is a number in JSON's grammar; where it was typed, it may have a plus sign, and nothing on one side of
/// the point (`+1.5`, `.5`, `5.`). `inf` and `nan` are no numbers.
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
                // `0.0` and `-0.0` are equal, and so is their sum with zero
                state.write_u64(f64::from(*self + 0.0).to_bits());
            }
            #[inline(always)]
            fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
                let value = float(raw, field, cx)? as $t;
                if !value.is_finite() {
                    return cx.refuse(Fault::Invalid);
                }
                judge(&value, field, cx).then_some(value)
            }
            #[inline(always)]
            fn fill<'b>(
                out: &mut Option<Self>,
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                _present: Option<&Self>,
                cx: &mut BindContext<'b>,
            ) {
                *out = Self::clean(raw, field, cx);
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                // more digits than are read back say less than an exponent
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
