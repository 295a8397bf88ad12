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
mod iso;
#[cfg(feature = "jiff")]
mod jiff;
mod parts;
mod pattern;
mod reader;
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
mod split;
#[cfg(feature = "time")]
mod time;

pub(crate) use parts::Parts;
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub use split::{DateAndTime, SplitDateTime};

use crate::{
    BindContext, RawValue,
    body::Format,
    error::Fault,
    spec::{
        DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS, FIRST_DATE, FieldSchema, InputFormat, Kind, LocalOffset,
        TIME_INPUT_FORMATS,
    },
};

/// What a type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Date,
    Time,
    /// a date and a time as some clock shows them
    Local,
    /// one moment: a date and a time with a known offset
    Moment,
}

/// That of [`FIRST_DATE`].
const FIRST_YEAR: u16 = 1000;

/// A longer text is none of these, but for what is blank in it.
const LONGEST: usize = 128;

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

/// What such a text says; none if it is none, or no month has that day.
fn parts_of(text: &str, holds: Holds, field: &FieldSchema, format: Format) -> Option<Parts> {
    let parts = if text.len() > LONGEST { None } else { parse(text, holds, field, format) };
    parts.filter(Parts::is_a_day)
}

#[inline(never)]
fn read<'b>(
    raw: &RawValue<'b>,
    holds: Holds,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<Parts> {
    let text = cx.text(raw, field)?;
    let Some(parts) = parts_of(&text, holds, field, cx.format) else { return cx.refuse(Fault::Invalid) };
    match (holds, parts.offset) {
        (Holds::Local, Some(_)) => cx.refuse(Fault::UnwantedTimeZone),
        (Holds::Moment, None) => placed(parts, field, cx),
        _ => Some(parts),
    }
}

fn parse(text: &str, holds: Holds, field: &FieldSchema, format: Format) -> Option<Parts> {
    let in_any = |formats: &[InputFormat]| formats.iter().find_map(|format| pattern::read(*format, text));
    let in_declared = || field.formats_of(&holds.kind()).find_map(|format| pattern::read(format, text));
    let (has_formats, json) = (field.formats_of(&holds.kind()).next().is_some(), format == Format::Json);
    match holds {
        Holds::Date | Holds::Time if has_formats => in_declared(),
        Holds::Date if json => iso::date(text),
        Holds::Time if json => iso::time(text),
        Holds::Date => iso::date(text).or_else(|| in_any(DATE_INPUT_FORMATS)),
        Holds::Time => in_any(TIME_INPUT_FORMATS),
        Holds::Local | Holds::Moment if json => iso::date_time(text).or_else(in_declared),
        Holds::Local | Holds::Moment => {
            let in_formats = || if has_formats { in_declared() } else { in_any(DATETIME_INPUT_FORMATS) };
            iso::any_date_time(text).or_else(|| iso::loose_date_time(text)).or_else(in_formats)
        }
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

/// A text of a value as its field is filled in: in a declared format, and in the declared zone.
pub(crate) fn as_typed(text: &str, field: &FieldSchema) -> Option<String> {
    let zone = field.time_zone;
    if field.is_shown_as_it_is() {
        return None;
    }
    let (holds, parts) = match field.kind.of_item() {
        Kind::Date => (Holds::Date, iso::date(text)?),
        Kind::Time => (Holds::Time, iso::time(text)?),
        // of a form that is a date and a time, the value as a whole
        Kind::DateTime | Kind::Form(_) => {
            let parts = iso::date_time(text)?;
            (if parts.offset.is_some() { Holds::Moment } else { Holds::Local }, parts)
        }
        _ => return None,
    };
    let parts = match zone {
        Some(zone) => parts.seen_at(|seconds| zone.at(seconds)).unwrap_or(parts),
        None => parts,
    };
    // the clocks show it twice: without its offset it would be refused when it comes back
    if parts.offset.is_some()
        && zone.is_some_and(|zone| matches!(zone.when_shown(parts.local()), LocalOffset::Ambiguous))
    {
        return Some(parts.moment_text());
    }
    Some(written(&parts, holds, field))
}

/// The text in the first declared format that is read back as the same value; if there is none, in ISO 8601.
fn written(parts: &Parts, holds: Holds, field: &FieldSchema) -> String {
    let kind = if let Kind::Form(_) = field.kind.of_item() { holds.kind() } else { *field.kind.of_item() };
    for format in field.formats_of(&kind) {
        let text = pattern::write(format, parts);
        if parts_of(&text, holds, field, Format::Form).is_some_and(|read| is_same(&read, parts, holds, field))
        {
            return text;
        }
    }
    match holds {
        // the clocks of the declared zone show it
        Holds::Moment if field.time_zone.is_some() => parts.local_text(),
        holds => holds.text(parts),
    }
}

/// Returns whether what was read is the value itself, and not what is left of it in a format.
fn is_same(read: &Parts, parts: &Parts, holds: Holds, field: &FieldSchema) -> bool {
    match holds {
        Holds::Date => (read.year, read.month, read.day) == (parts.year, parts.month, parts.day),
        Holds::Time => {
            (read.hour, read.minute, read.second, read.microsecond)
                == (parts.hour, parts.minute, parts.second, parts.microsecond)
        }
        Holds::Local => Parts { offset: None, ..*parts } == *read,
        Holds::Moment => match (read.offset, field.time_zone) {
            (Some(_), _) => read.point_in_time(true) == parts.point_in_time(true),
            (None, Some(_)) => Parts { offset: None, ..*parts } == *read,
            (None, None) => false,
        },
    }
}

/// The 31st of March 2027, 13:30, in that format: what a message shows.
pub(crate) fn example(format: InputFormat) -> String {
    let example = Parts { year: 2027, month: 3, day: 31, hour: 13, minute: 30, ..Parts::NONE };
    pattern::write(format, &example)
}

/// The year, if it is one that a form takes.
pub(super) fn year(year: i64) -> Option<u16> {
    u16::try_from(year).ok().filter(|year| (1..=9999).contains(year))
}

/// The rest of what all libraries' types have in common: what a type holds, how it is made, and what it is as parts.
macro_rules! date_time_field {
    ($t:ty, $holds:ident, $kind:ident, $make:expr, $parts:expr) => {
        impl crate::FieldType for $t {
            type Subject = Self;
            const KIND: crate::Kind = crate::Kind::$kind;
            const HAS_OFFSET: bool = crate::field::date_time::Holds::$holds.has_offset();
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &crate::RawValue<'b>,
                field: &'static crate::FieldSchema,
                cx: &mut crate::BindContext<'b>,
            ) -> Option<Self> {
                crate::field::date_time::clean(raw, crate::field::date_time::Holds::$holds, field, cx, $make)
            }
            fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                let parts: fn(&$t) -> Option<crate::field::date_time::Parts> = $parts;
                let text = match parts(self) {
                    Some(parts) => crate::field::date_time::Holds::$holds.text(&parts),
                    // a year that no form takes
                    None => self.to_string(),
                };
                Some(text.into())
            }
            fn canonical_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                let parts: fn(&$t) -> Option<crate::field::date_time::Parts> = $parts;
                let moment = parts(self).and_then(|parts| parts.seen_at(|_| Some(0)));
                moment.map_or_else(|| self.to_text(), |moment| Some(moment.moment_text().into()))
            }
        }
        impl crate::spec::DateTimeField for $t {
            const HAS_DATE: bool = crate::field::date_time::Holds::$holds.has_date();
            const HAS_TIME: bool = crate::field::date_time::Holds::$holds.has_time();
        }
        crate::field::comparable!($t);
    };
}
pub(crate) use date_time_field;

/// Of a date and a time that it can be asked for in two parts.
macro_rules! date_and_time {
    ($t:ty, $make:expr, $parts:expr) => {
        impl crate::field::date_time::DateAndTime for $t {
            fn from_parts(parts: &crate::field::date_time::Parts) -> Option<Self> {
                $make(parts)
            }
            fn to_parts(&self) -> Option<crate::field::date_time::Parts> {
                let parts: fn(&$t) -> Option<crate::field::date_time::Parts> = $parts;
                parts(self)
            }
        }
    };
}
pub(crate) use date_and_time;

impl Holds {
    pub(super) const fn has_date(self) -> bool {
        !matches!(self, Holds::Time)
    }
    pub(super) const fn has_time(self) -> bool {
        !matches!(self, Holds::Date)
    }
    const fn kind(self) -> Kind {
        match self {
            Holds::Date => Kind::Date,
            Holds::Time => Kind::Time,
            Holds::Local | Holds::Moment => Kind::DateTime,
        }
    }
    pub(super) const fn has_offset(self) -> bool {
        matches!(self, Holds::Moment)
    }
    pub(super) fn text(self, parts: &Parts) -> String {
        match self {
            Holds::Date => parts.date_text(),
            Holds::Time => parts.time_text(),
            Holds::Local => parts.local_text(),
            Holds::Moment => parts.moment_text(),
        }
    }
}
