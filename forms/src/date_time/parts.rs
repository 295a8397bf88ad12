//! A date, a time, or both, as numbers. Every text format is read into these, and the types of the date libraries are
//! made from them.

use crate::schema::{LocalTime, PointInTime, days};
use std::fmt::Write;

/// The numbers of a date, a time, or both. The year is 1 to 9999, and months, days, hours, minutes and seconds are in
/// their ranges. Whether the month has that day is checked by the library whose type is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) microsecond: u32,
    /// the offset from UTC, in seconds
    pub(crate) offset: Option<i32>,
}

impl Parts {
    /// Placeholder for missing parts: the first moment of the year 1.
    pub(crate) const NONE: Parts =
        Parts { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, offset: None };

    /// Returns the day that is `days` days after 1970-01-01, computed as usual in 400-year cycles that begin in March.
    pub(crate) fn on_day(days: i64) -> Option<Parts> {
        let shifted = days.checked_add(719_468)?;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let year = u16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        Some(Parts { year, month: month as u8, day: day as u8, ..Parts::NONE })
    }
    /// Returns the number of days since 1970-01-01.
    pub(crate) fn days(&self) -> i64 {
        days(self.year.into(), self.month.into(), self.day.into())
    }
    /// Returns the number of seconds since 1970-01-01T00:00 in local time.
    fn seconds(&self) -> i64 {
        self.days() * 86_400
            + i64::from(self.hour) * 3600
            + i64::from(self.minute) * 60
            + i64::from(self.second)
    }
    /// Returns the value that bounds are compared with.
    pub(crate) fn point_in_time(&self, has_date: bool) -> PointInTime {
        let seconds = self.seconds() - i64::from(self.offset.unwrap_or(0));
        (if has_date { seconds } else { seconds.rem_euclid(86_400) }, self.microsecond)
    }
    /// Returns whether the month has that day.
    pub(crate) fn is_a_day(&self) -> bool {
        let same = |other: Parts| (other.month, other.day) == (self.month, self.day);
        Parts::on_day(self.days()).is_some_and(same)
    }
    /// Converts an exact moment to the local time of a zone. `offset` returns the zone's offset in seconds at a time.
    pub(crate) fn seen_at(&self, offset: impl FnOnce(i64) -> Option<i32>) -> Option<Parts> {
        let utc = self.seconds() - i64::from(self.offset?);
        let offset = offset(utc)?;
        let shown = utc + i64::from(offset);
        let (day, second) = (shown.div_euclid(86_400), shown.rem_euclid(86_400));
        let parts = Parts::on_day(day)?;
        let (hour, minute, second) = ((second / 3600) as u8, (second / 60 % 60) as u8, (second % 60) as u8);
        Some(Parts { hour, minute, second, microsecond: self.microsecond, offset: Some(offset), ..parts })
    }
    pub(crate) fn local(&self) -> LocalTime {
        let Parts { year, month, day, hour, minute, second, .. } = *self;
        LocalTime { year, month, day, hour, minute, second }
    }

    /// Writes `2024-01-31`: ISO 8601, RFC 3339, and the format of `<input type="date">`.
    pub(crate) fn date_text(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
    /// Writes `10:20`, `10:20:30` or `10:20:30.5`, whichever is shortest, as `<input type="time">` expects.
    pub(crate) fn time_text(&self) -> String {
        let mut text = format!("{:02}:{:02}", self.hour, self.minute);
        if self.second > 0 || self.microsecond > 0 {
            self.write_seconds(&mut text);
        }
        text
    }
    /// Writes `2024-01-31T10:20`, the format of `<input type="datetime-local">`.
    pub(crate) fn local_text(&self) -> String {
        format!("{}T{}", self.date_text(), self.time_text())
    }
    /// Writes `2024-01-31T10:20:30+01:00`. This is RFC 3339 if the offset has no seconds.
    pub(crate) fn moment_text(&self) -> String {
        let mut text = format!("{}T{:02}:{:02}", self.date_text(), self.hour, self.minute);
        self.write_seconds(&mut text);
        text.push_str(&offset_text(self.offset.unwrap_or(0)));
        text
    }
    fn write_seconds(&self, text: &mut String) {
        // writing to a String cannot fail
        let _ = write!(text, ":{:02}", self.second);
        if self.microsecond > 0 {
            let _ = write!(text, ".{:06}", self.microsecond);
            text.truncate(text.trim_end_matches('0').len());
        }
    }
}

/// Writes the offset as `Z`, `+01:00`, or with seconds as ISO 8601 allows.
pub(crate) fn offset_text(offset: i32) -> String {
    if offset == 0 {
        return "Z".to_owned();
    }
    let (sign, ahead) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    let mut text = format!("{sign}{:02}:{:02}", ahead / 3600, ahead / 60 % 60);
    if ahead % 60 > 0 {
        let _ = write!(text, ":{:02}", ahead % 60);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_convert_both_ways() {
        assert_eq!(Parts::NONE.days(), -719_162);
        let mut previous = Parts::on_day(-719_162).unwrap();
        for day in -719_161..=2_932_896 {
            let next = Parts::on_day(day).unwrap();
            assert_eq!(next.days(), day);
            assert!((next.year, next.month, next.day) > (previous.year, previous.month, previous.day));
            previous = next;
        }
        assert_eq!((previous.year, previous.month, previous.day), (9999, 12, 31));
        assert!(Parts::on_day(2_932_897).is_none() && Parts::on_day(-719_163).is_none());
        assert!(Parts::on_day(i64::MAX).is_none() && Parts::on_day(i64::MIN).is_none());
    }

    #[test]
    fn only_leap_years_have_a_29th_of_february() {
        for (year, leaps) in [(2000, true), (1900, false), (2023, false), (2024, true)] {
            assert_eq!(Parts { year, month: 2, day: 29, ..Parts::NONE }.is_a_day(), leaps);
        }
        assert!(!Parts { year: 2024, month: 4, day: 31, ..Parts::NONE }.is_a_day());
    }

    #[test]
    fn texts_are_short_and_exact() {
        let parts = Parts { year: 987, month: 1, day: 2, hour: 3, minute: 4, ..Parts::NONE };
        assert_eq!((parts.date_text(), parts.time_text()), ("0987-01-02".into(), "03:04".into()));
        let parts = Parts { microsecond: 500_000, offset: Some(-16_200), ..parts };
        assert_eq!(parts.local_text(), "0987-01-02T03:04:00.5");
        assert_eq!(parts.moment_text(), "0987-01-02T03:04:00.5-04:30");
        let elsewhere = parts.seen_at(|_| Some(561)).unwrap();
        assert_eq!(elsewhere.moment_text(), "0987-01-02T07:43:21.5+00:09:21");
    }
}
