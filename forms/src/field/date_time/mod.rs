//! Dates and times: one reader of what people and programs write, and each library's types made of what it reads.
//!
//! Stricter than Django, on purpose: digits are ASCII; between date and time stands `T` or a space, no other character;
//! a value has one line; an offset is of whole seconds; and a type without a time zone takes no offset, where Django
//! makes such a value another kind of value than its neighbours.

#![cfg_attr(
    not(any(feature = "jiff", feature = "chrono", feature = "time")),
    allow(dead_code, unreachable_pub, unused_imports, unused_macros, reason = "there is no type to be made")
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

/// That of [`FIRST_DATE`].
const FIRST_YEAR: u16 = 1000;

/// Reads a value and makes it a library's type, which knows its calendar and its range.
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

/// Whether it is within the declared bounds, else the default ones.
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
        (Holds::Moment, None) => placed(parts, field, cx),
        _ => Some(parts),
    }
}

/// The moment at which the clocks of the declared zone show that.
fn placed(parts: Parts, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Parts> {
    let Some(zone) = field.time_zone else { return cx.refuse(Fault::MissingTimeZone) };
    match zone.when_shown(parts.local()) {
        LocalOffset::Seconds(offset) => Some(Parts { offset: Some(offset), ..parts }),
        LocalOffset::Ambiguous => cx.refuse(Fault::AmbiguousTimeZone(zone)),
        LocalOffset::Unknown => cx.refuse(Fault::UnknownTimeZone(zone)),
    }
}

/// The rest of what all libraries' types have in common: what a type holds, how it is made, and what it is as parts.
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
                    // a year that no form takes
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

/// Of a date and a time that it can be asked for in two parts.
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
