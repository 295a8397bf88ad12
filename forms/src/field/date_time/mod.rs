//! Dates and times. All texts are parsed in one place and then converted to the types of the enabled crates.
//!
//! The parser is deliberately stricter than Django. Digits are ASCII. The separator of date and time is `T`
//! or a space. A value is a single line. An offset is in whole seconds. A type without a time zone rejects an
//! offset; in Django, such a value silently becomes one of another kind.

#![cfg_attr(
    not(any(feature = "jiff", feature = "chrono", feature = "time")),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        unused_macros,
        reason = "without these features, there are no date types"
    )
)]

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
mod split;
#[cfg(feature = "time")]
mod time;

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub use split::{DateAndTime, SplitDateTime};

use crate::{
    BindContext, RawValue,
    body::Format,
    date_time::{Holds, Parts, parts_of},
    error::Fault,
    schema::{FIRST_DATE, FieldSchema, LocalOffset},
};

/// The year of [`FIRST_DATE`].
const FIRST_YEAR: u16 = 1000;

/// Reads a value and converts it to a type of a crate. `make` checks the calendar and the range of the type.
pub(super) fn clean<'b, T>(
    raw: &RawValue<'b>,
    holds: Holds,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
    make: fn(&Parts) -> Option<T>,
) -> Option<T> {
    let parts = read(raw, holds, field, cx)?;
    let Some(value) = make(&parts) else { return cx.refuse(Fault::Invalid) };
    is_within(&parts, holds.has_date(), field, cx).then_some(value)
}

/// Returns whether the value is within the bounds of the field, or else within the default bounds. Reports a
/// value that is not.
fn is_within(parts: &Parts, has_date: bool, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let at = parts.point_in_time(has_date);
    let latest = field.latest.as_ref().filter(|latest| at > latest.at());
    if let Some(latest) = latest {
        cx.fault(Fault::Latest(latest));
    }
    let earliest = match &field.earliest {
        Some(earliest) => Some(earliest).filter(|earliest| at < earliest.at()),
        None => Some(&FIRST_DATE).filter(|_| has_date && parts.year < FIRST_YEAR),
    };
    if let Some(earliest) = earliest {
        cx.fault(Fault::Earliest(earliest));
    }
    latest.is_none() && earliest.is_none()
}

#[inline(never)]
fn read<'b>(
    raw: &RawValue<'b>,
    holds: Holds,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<Parts> {
    let text = cx.text(raw, field)?;
    let Some(parts) = parts_of(&text, holds, field, cx.format == Format::Json) else {
        return cx.refuse(Fault::Invalid);
    };
    match (holds, parts.offset) {
        (Holds::Local, Some(_)) => cx.refuse(Fault::UnwantedTimeZone),
        (Holds::Moment, None) => with_offset(parts, field, cx),
        _ => Some(parts),
    }
}

/// Adds the offset that the time zone of the field has at this date and time.
fn with_offset(parts: Parts, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Parts> {
    let Some(zone) = field.time_zone else { return cx.refuse(Fault::MissingTimeZone) };
    match zone.when_shown(parts.local()) {
        LocalOffset::Seconds(offset) => Some(Parts { offset: Some(offset), ..parts }),
        LocalOffset::Ambiguous => cx.refuse(Fault::AmbiguousTimeZone(zone)),
        LocalOffset::Unknown => cx.refuse(Fault::UnknownTimeZone(zone)),
    }
}

/// Implements the field traits for a type of a crate: `$holds` names its parts, `$make` converts parts to the
/// type, and `$parts` converts the type to parts.
macro_rules! date_time_field {
    ($t:ty, $holds:ident, $kind:ident, $make:expr, $parts:expr) => {
        impl crate::FieldType for $t {
            type Subject = Self;
            const KIND: crate::Kind = crate::Kind::$kind;
            const HAS_OFFSET: bool = crate::date_time::Holds::$holds.has_offset();
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &crate::RawValue<'b>,
                field: &'static crate::FieldSchema,
                cx: &mut crate::BindContext<'b>,
            ) -> Option<Self> {
                crate::field::date_time::clean(raw, crate::date_time::Holds::$holds, field, cx, $make)
            }
            fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                let parts: fn(&$t) -> Option<crate::date_time::Parts> = $parts;
                let text = match parts(self) {
                    Some(parts) => crate::date_time::Holds::$holds.text(&parts),
                    // a year that no form accepts
                    None => self.to_string(),
                };
                Some(text.into())
            }
            fn canonical_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                let parts: fn(&$t) -> Option<crate::date_time::Parts> = $parts;
                let moment = parts(self).and_then(|parts| parts.seen_at(|_| Some(0)));
                moment.map_or_else(|| self.to_text(), |moment| Some(moment.moment_text().into()))
            }
        }
        impl crate::field::DateTimeField for $t {
            const HAS_DATE: bool = crate::date_time::Holds::$holds.has_date();
            const HAS_TIME: bool = crate::date_time::Holds::$holds.has_time();
        }
        crate::field::comparable!($t);
    };
}
pub(crate) use date_time_field;

/// Implements [`DateAndTime`] for a type, so that `SplitDateTime` can hold it.
macro_rules! date_and_time {
    ($t:ty, $make:expr, $parts:expr) => {
        impl crate::field::date_time::DateAndTime for $t {
            fn from_parts(parts: &crate::date_time::Parts) -> Option<Self> {
                $make(parts)
            }
            fn to_parts(&self) -> Option<crate::date_time::Parts> {
                let parts: fn(&$t) -> Option<crate::date_time::Parts> = $parts;
                parts(self)
            }
        }
    };
}
pub(crate) use date_and_time;
