//! Dates and times as texts: reads ISO 8601 and declared formats into [`Parts`], and writes them.

#![cfg_attr(
    not(any(feature = "jiff", feature = "chrono", feature = "time")),
    allow(dead_code, unreachable_pub, reason = "only the date libraries use it")
)]

mod format;
mod iso;
mod parts;
mod reader;

pub(crate) use parts::Parts;

use crate::schema::{
    DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS, FieldSchema, InputFormat, Kind, LocalOffset,
    TIME_INPUT_FORMATS,
};

/// The parts that a type has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Date,
    Time,
    /// a date and a time without an offset
    Local,
    /// an exact moment: a date and a time with a known offset
    Moment,
}

/// The longest text that is read, without surrounding blanks.
const LONGEST: usize = 128;

/// Reads a text in a format of the field. Returns `None` if it is not valid, or if the month does not have that day.
pub(crate) fn parts_of(text: &str, holds: Holds, field: &FieldSchema, json: bool) -> Option<Parts> {
    let parts = if text.len() > LONGEST { None } else { parse(text, holds, field, json) };
    parts.filter(Parts::is_a_day)
}

fn parse(text: &str, holds: Holds, field: &FieldSchema, json: bool) -> Option<Parts> {
    let in_any = |formats: &[InputFormat]| formats.iter().find_map(|declared| format::read(*declared, text));
    let in_declared = || field.formats_of(&holds.kind()).find_map(|declared| format::read(declared, text));
    let has_formats = field.formats_of(&holds.kind()).next().is_some();
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

/// Writes the text of a value as the field's control shows it: in the declared format and time zone.
pub(crate) fn as_typed(text: &str, field: &FieldSchema) -> Option<String> {
    let zone = field.time_zone;
    if field.is_shown_as_it_is() {
        return None;
    }
    let (holds, parts) = match field.kind.of_item() {
        Kind::Date => (Holds::Date, iso::date(text)?),
        Kind::Time => (Holds::Time, iso::time(text)?),
        // a field of two parts is a form: this is its value as a whole
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
    // local time that occurs twice: without its offset it would be refused when it is sent back
    if parts.offset.is_some()
        && zone.is_some_and(|zone| matches!(zone.when_shown(parts.local()), LocalOffset::Ambiguous))
    {
        return Some(parts.moment_text());
    }
    Some(written(&parts, holds, field))
}

/// Writes the text in the first declared format that preserves the value, or else in ISO 8601.
pub(crate) fn written(parts: &Parts, holds: Holds, field: &FieldSchema) -> String {
    let kind = if let Kind::Form(_) = field.kind.of_item() { holds.kind() } else { *field.kind.of_item() };
    for format in field.formats_of(&kind) {
        let text = format::write(format, parts);
        if parts_of(&text, holds, field, false).is_some_and(|read| is_same(&read, parts, holds, field)) {
            return text;
        }
    }
    match holds {
        // the local time of the declared zone
        Holds::Moment if field.time_zone.is_some() => parts.local_text(),
        holds => holds.text(parts),
    }
}

/// Returns whether the parts that were read back are the whole value, so that the format lost nothing.
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

/// Writes the 31st of March 2027, 13:30, in this format, as an example for messages.
pub(crate) fn example(format: InputFormat) -> String {
    let example = Parts { year: 2027, month: 3, day: 31, hour: 13, minute: 30, ..Parts::NONE };
    format::write(format, &example)
}

/// Returns the year if forms accept it.
pub(crate) fn year(year: i64) -> Option<u16> {
    u16::try_from(year).ok().filter(|year| (1..=9999).contains(year))
}

impl Holds {
    pub(crate) const fn has_date(self) -> bool {
        !matches!(self, Holds::Time)
    }
    pub(crate) const fn has_time(self) -> bool {
        !matches!(self, Holds::Date)
    }
    const fn kind(self) -> Kind {
        match self {
            Holds::Date => Kind::Date,
            Holds::Time => Kind::Time,
            Holds::Local | Holds::Moment => Kind::DateTime,
        }
    }
    pub(crate) const fn has_offset(self) -> bool {
        matches!(self, Holds::Moment)
    }
    pub(crate) fn text(self, parts: &Parts) -> String {
        match self {
            Holds::Date => parts.date_text(),
            Holds::Time => parts.time_text(),
            Holds::Local => parts.local_text(),
            Holds::Moment => parts.moment_text(),
        }
    }
}
