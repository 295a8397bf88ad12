//! Durations, as in Django's `DurationField`.
//!
//! Supports `std::time::Duration`, and with their features `jiff::SignedDuration`, `chrono::TimeDelta` and
//! `time::Duration`. All types use the same parser, which is precise to the microsecond.
//!
//! The parser is deliberately stricter than Django: digits are ASCII, and a line break at the end is invalid.

mod parse;

use super::FieldType;
use crate::{BindContext, FieldSchema, Kind, RawValue, error::Fault, schema::Number};
use parse::{ParseError, parse};
use std::{borrow::Cow, time::Duration};

/// The minimum of an unsigned duration.
static ZERO: Number = Number::Integer(0);

/// Reads a duration in microseconds.
fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<i128> {
    // as in Django, white space is not stripped
    let text = cx.unstripped_text(raw, field)?;
    match parse(&text) {
        Ok(microseconds) => Some(microseconds),
        Err(ParseError::Invalid) => cx.refuse(Fault::Invalid),
        Err(ParseError::Overflow) => cx.refuse(Fault::Overflow),
    }
}

/// Formats a duration: `1:30:00`, or with days `3 04:05:06.5`. In a negative duration, both the days and the
/// time have a sign.
fn text(microseconds: i128) -> Cow<'static, str> {
    let (sign, amount) = (if microseconds < 0 { "-" } else { "" }, microseconds.unsigned_abs());
    let (seconds, fraction) = (amount / 1_000_000, amount % 1_000_000);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let mut text = format!("{sign}{hours:02}:{minutes:02}:{:02}", seconds % 60);
    if days > 0 {
        text = format!("{sign}{days} {text}");
    }
    if fraction > 0 {
        text.push_str(format!(".{fraction:06}").trim_end_matches('0'));
    }
    text.into()
}

/// A negative duration is a `min_value` problem.
impl FieldType for Duration {
    type Subject = Self;
    const KIND: Kind = Kind::Duration;
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        let microseconds = clean(raw, field, cx)?;
        let Ok(amount) = u64::try_from(microseconds / 1_000_000) else {
            return cx.refuse(Fault::MinValue(&ZERO));
        };
        let Ok(fraction) = u32::try_from(microseconds % 1_000_000) else {
            return cx.refuse(Fault::MinValue(&ZERO));
        };
        Some(Duration::new(amount, fraction * 1000))
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(text(self.as_micros() as i128))
    }
}
crate::field::comparable!(Duration);

#[cfg_attr(not(any(feature = "jiff", feature = "chrono", feature = "time")), allow(unused_macros))]
macro_rules! signed {
    ($t:ty, $make:expr, $microseconds:expr) => {
        impl FieldType for $t {
            type Subject = Self;
            const KIND: Kind = Kind::Duration;
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                cx: &mut BindContext<'b>,
            ) -> Option<Self> {
                let microseconds = clean(raw, field, cx)?;
                let make: fn(i64, i32) -> Option<$t> = $make;
                // the parser limits durations to a thousand million days, so that the conversion cannot
                // overflow
                let (seconds, fraction) =
                    (microseconds.div_euclid(1_000_000), microseconds.rem_euclid(1_000_000));
                let value = make(seconds as i64, fraction as i32 * 1000);
                if value.is_none() { cx.refuse(Fault::Overflow) } else { value }
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                let microseconds: fn(&$t) -> i128 = $microseconds;
                Some(text(microseconds(self)))
            }
        }
        crate::field::comparable!($t);
    };
}

#[cfg(feature = "jiff")]
signed!(jiff::SignedDuration, |seconds, nanos| Some(jiff::SignedDuration::new(seconds, nanos)), |value| {
    value.as_micros()
});
#[cfg(feature = "chrono")]
signed!(chrono::TimeDelta, |seconds, nanos| chrono::TimeDelta::new(seconds, nanos as u32), |value| {
    i128::from(value.num_seconds()) * 1_000_000 + i128::from(value.subsec_nanos() / 1000)
});
#[cfg(feature = "time")]
signed!(time::Duration, |seconds, nanos| Some(time::Duration::new(seconds, nanos)), |value| value
    .whole_microseconds());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatted_durations_parse_to_the_same_value() {
        let mut amount = 1i128;
        while amount < 86_399_999_913_600_000_000 {
            for microseconds in [amount, -amount, amount - 1, 1 - amount] {
                assert_eq!(parse(&text(microseconds)), Ok(microseconds), "{}", text(microseconds));
            }
            amount = amount * 7 + 3;
        }
        assert_eq!(text(-93_784_500_000), "-1 -02:03:04.5");
    }
}
