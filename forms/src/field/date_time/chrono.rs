//! The date and time types of the crate `chrono`.

use super::{date_and_time, date_time_field};
use crate::{
    date_time::{Parts, year},
    field::ZonedField,
};
use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc,
};

fn date(parts: &Parts) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(parts.year.into(), parts.month.into(), parts.day.into())
}

fn time(parts: &Parts) -> Option<NaiveTime> {
    let Parts { hour, minute, second, microsecond, .. } = *parts;
    NaiveTime::from_hms_micro_opt(hour.into(), minute.into(), second.into(), microsecond)
}

fn date_time(parts: &Parts) -> Option<NaiveDateTime> {
    Some(date(parts)?.and_time(time(parts)?))
}

fn moment(parts: &Parts) -> Option<DateTime<FixedOffset>> {
    FixedOffset::east_opt(parts.offset?)?.from_local_datetime(&date_time(parts)?).single()
}

fn utc(parts: &Parts) -> Option<DateTime<Utc>> {
    // near the ends of the calendar, the year in UTC may be out of range
    Some(moment(parts)?.to_utc()).filter(|moment| year(moment.year().into()).is_some())
}

fn parts(value: NaiveDateTime, offset: Option<FixedOffset>) -> Option<Parts> {
    Some(Parts {
        year: year(value.year().into())?,
        month: value.month() as u8,
        day: value.day() as u8,
        hour: value.hour() as u8,
        minute: value.minute() as u8,
        second: value.second() as u8,
        // a leap second is rounded down to the last microsecond before it, because no form accepts one
        microsecond: (value.nanosecond() / 1000).min(999_999),
        offset: offset.map(|offset| offset.local_minus_utc()),
    })
}

date_time_field!(NaiveDate, Date, Date, date, |date| parts(date.and_time(NaiveTime::MIN), None));
date_time_field!(NaiveTime, Time, Time, time, |time| parts(
    NaiveDate::MAX.with_year(1)?.and_time(*time),
    None
));
date_time_field!(NaiveDateTime, Local, DateTime, date_time, |value| parts(*value, None));
date_time_field!(DateTime<FixedOffset>, Moment, DateTime, moment, |value| {
    parts(value.naive_local(), Some(*value.offset()))
});
date_time_field!(DateTime<Utc>, Moment, DateTime, utc, |value| { parts(value.naive_utc(), Some(Utc.fix())) });
date_and_time!(NaiveDateTime, date_time, |value| parts(*value, None));
date_and_time!(DateTime<FixedOffset>, moment, |value| parts(value.naive_local(), Some(*value.offset())));
date_and_time!(DateTime<Utc>, utc, |value| parts(value.naive_utc(), Some(Utc.fix())));
impl ZonedField for DateTime<FixedOffset> {}
impl ZonedField for DateTime<Utc> {}
