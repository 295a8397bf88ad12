//! The date and time types of the crate `jiff`.

use super::{DateAndTime, date_and_time, date_time_field};
use crate::{
    BindContext, FieldSchema, FieldType, Kind, RawValue,
    date_time::{Parts, year},
    field::{DateTimeField, ZonedField},
};
use jiff::{
    Timestamp, ZonedDateTime,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};
use std::borrow::Cow;

fn date(parts: &Parts) -> Option<Date> {
    Date::new(parts.year as i16, parts.month as i8, parts.day as i8).ok()
}

fn time(parts: &Parts) -> Option<Time> {
    let Parts { hour, minute, second, microsecond, .. } = *parts;
    Time::new(hour as i8, minute as i8, second as i8, microsecond as i32 * 1000).ok()
}

fn date_time(parts: &Parts) -> Option<DateTime> {
    Some(DateTime::from_parts(date(parts)?, time(parts)?))
}

fn moment(parts: &Parts) -> Option<Timestamp> {
    Offset::from_seconds(parts.offset?).ok()?.to_timestamp(date_time(parts)?).ok()
}

fn timestamp(parts: &Parts) -> Option<Timestamp> {
    // near the ends of the calendar, the year in UTC may be out of range
    moment(parts).filter(|moment| year(Offset::UTC.to_datetime(*moment).year().into()).is_some())
}

fn zoned(parts: &Parts) -> Option<ZonedDateTime> {
    let offset = Offset::from_seconds(parts.offset?).ok()?;
    Some(moment(parts)?.to_zoned_datetime(TimeZone::fixed(offset)))
}

fn parts(value: DateTime, offset: Option<Offset>) -> Option<Parts> {
    Some(Parts {
        year: year(value.year().into())?,
        month: value.month() as u8,
        day: value.day() as u8,
        hour: value.hour() as u8,
        minute: value.minute() as u8,
        second: value.second() as u8,
        microsecond: value.subsec_nanosecond() as u32 / 1000,
        offset: offset.map(Offset::seconds),
    })
}

date_time_field!(Date, Date, Date, date, |date| parts(date.to_datetime(Time::midnight()), None));
date_time_field!(Time, Time, Time, time, |time| parts(time.on(1, 1, 1), None));
date_time_field!(DateTime, Local, DateTime, date_time, |value| parts(*value, None));
date_time_field!(Timestamp, Moment, DateTime, timestamp, |value| {
    parts(Offset::UTC.to_datetime(*value), Some(Offset::UTC))
});
date_and_time!(DateTime, date_time, |value| parts(*value, None));
date_and_time!(Timestamp, timestamp, |value| parts(Offset::UTC.to_datetime(*value), Some(Offset::UTC)));
impl DateAndTime for ZonedDateTime {
    fn from_parts(parts: &Parts) -> Option<Self> {
        zoned(parts)
    }
    fn to_parts(&self) -> Option<Parts> {
        parts(self.datetime(), Some(self.offset()))
    }
    fn in_zone_of(self, field: &FieldSchema) -> Self {
        match field.time_zone.and_then(|zone| zone.to_jiff()) {
            Some(zone) => self.with_time_zone(zone),
            None => self,
        }
    }
}
impl ZonedField for Timestamp {}

/// Values are in the time zone of the field, or else at their own offset.
impl FieldType for ZonedDateTime {
    type Subject = Self;
    const KIND: Kind = Kind::DateTime;
    const HAS_OFFSET: bool = true;
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        let zoned: Self = super::clean(raw, super::Holds::Moment, field, cx, zoned)?;
        Some(zoned.in_zone_of(field))
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        let text = parts(self.datetime(), Some(self.offset())).map(|parts| parts.moment_text());
        Some(text.unwrap_or_else(|| self.to_string()).into())
    }
    fn canonical_text(&self) -> Option<Cow<'_, str>> {
        self.timestamp().canonical_text().map(|text| Cow::Owned(text.into_owned()))
    }
}
impl DateTimeField for ZonedDateTime {
    const HAS_DATE: bool = true;
    const HAS_TIME: bool = true;
}
impl ZonedField for ZonedDateTime {}
crate::field::comparable!(ZonedDateTime);
