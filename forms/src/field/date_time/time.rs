//! The date and time types of the crate `time`.

use super::{date_and_time, date_time_field};
use crate::{
    date_time::{Parts, year},
    field::ZonedField,
};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime, UtcOffset};

fn date(parts: &Parts) -> Option<Date> {
    Date::from_calendar_date(parts.year.into(), Month::try_from(parts.month).ok()?, parts.day).ok()
}

fn time(parts: &Parts) -> Option<Time> {
    Time::from_hms_micro(parts.hour, parts.minute, parts.second, parts.microsecond).ok()
}

fn date_time(parts: &Parts) -> Option<PrimitiveDateTime> {
    Some(PrimitiveDateTime::new(date(parts)?, time(parts)?))
}

fn moment(parts: &Parts) -> Option<OffsetDateTime> {
    Some(date_time(parts)?.assume_offset(UtcOffset::from_whole_seconds(parts.offset?).ok()?))
}

fn utc(parts: &Parts) -> Option<UtcDateTime> {
    // near the ends of the calendar, the year in UTC may be out of range
    moment(parts)?.checked_to_utc().filter(|moment| year(moment.year().into()).is_some())
}

fn parts(date: Date, time: Time, offset: Option<UtcOffset>) -> Option<Parts> {
    Some(Parts {
        year: year(date.year().into())?,
        month: date.month().into(),
        day: date.day(),
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        microsecond: time.microsecond(),
        offset: offset.map(UtcOffset::whole_seconds),
    })
}

date_time_field!(Date, Date, Date, date, |date| parts(*date, Time::MIDNIGHT, None));
date_time_field!(Time, Time, Time, time, |time| parts(Date::from_ordinal_date(1, 1).ok()?, *time, None));
date_time_field!(PrimitiveDateTime, Local, DateTime, date_time, |value| parts(
    value.date(),
    value.time(),
    None
));
date_time_field!(OffsetDateTime, Moment, DateTime, moment, |value| {
    parts(value.date(), value.time(), Some(value.offset()))
});
date_time_field!(UtcDateTime, Moment, DateTime, utc, |value| {
    parts(value.date(), value.time(), Some(UtcOffset::UTC))
});
date_and_time!(PrimitiveDateTime, date_time, |value| parts(value.date(), value.time(), None));
date_and_time!(OffsetDateTime, moment, |value| parts(value.date(), value.time(), Some(value.offset())));
date_and_time!(UtcDateTime, utc, |value| parts(value.date(), value.time(), Some(UtcOffset::UTC)));
impl ZonedField for OffsetDateTime {}
impl ZonedField for UtcDateTime {}
