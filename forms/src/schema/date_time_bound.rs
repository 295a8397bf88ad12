//! Bounds of dates and times.

use super::Kind;
use std::fmt;

/// The earliest or the latest date or time that a declaration allows: `min = "1900-01-01"`, `max = "18:00"`.
///
/// Write a date as `2027-03-31`, a time as `13:30`, `13:30:05` or `13:30:05.5`, both as `2027-03-31T13:30`, and an
/// exact moment with its offset from UTC, `2027-03-31T13:30Z` or `2027-03-31T13:30+01:00`.
///
/// ```
/// use forms::schema::DateTimeBound;
/// const OPENING: DateTimeBound = DateTimeBound::new("09:00");
/// assert_eq!(OPENING.to_string(), "09:00");
/// ```
///
/// Invalid dates do not compile in a constant:
///
/// ```compile_fail
/// # use forms::schema::DateTimeBound;
/// const NEVER: DateTimeBound = DateTimeBound::new("2027-02-30");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DateTimeBound {
    text: &'static str,
    has_date: bool,
    has_time: bool,
    has_offset: bool,
    at: PointInTime,
}

/// The first date that is accepted if a declaration has no `min`. An earlier year usually comes from one typed with two
/// digits: browsers send "27" as the year 27.
pub(crate) static FIRST_DATE: DateTimeBound = DateTimeBound::new("1000-01-01");

/// Seconds and microseconds. The seconds count from 1970 in local time, from 1970 in UTC for an exact moment, and from
/// midnight for a time without a date.
pub(crate) type PointInTime = (i64, u32);

const WRITTEN: &str =
    "a bound of a date or a time is written `2027-03-31`, `13:30`, `2027-03-31T13:30` or `2027-03-31T13:30Z`";

impl DateTimeBound {
    /// Creates the bound from its text.
    ///
    /// # Panics
    /// Panics if the text has another format, or if the date or time does not exist. In a constant, that is a compile
    /// error.
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let has_date = bytes.len() >= 10 && bytes[4] == b'-';
        let (mut seconds, mut microseconds, mut at) = (0, 0, 0);
        if has_date {
            assert!(bytes[7] == b'-', "{}", WRITTEN);
            let (year, month, day) = (number(bytes, 0, 4), number(bytes, 5, 2), number(bytes, 8, 2));
            assert!(year >= 1 && month >= 1 && month <= 12 && day >= 1, "{}", WRITTEN);
            assert!(day <= days_in(year, month), "the day of a bound does not exist in its month");
            seconds = days(year, month, day) * 86_400;
            at = 10;
        }
        let has_time = at < bytes.len();
        let mut has_offset = false;
        if has_time {
            if has_date {
                assert!(bytes[at] == b'T', "{}", WRITTEN);
                at += 1;
            }
            let (hour, minute) = (number(bytes, at, 2), number(bytes, at + 3, 2));
            assert!(bytes[at + 2] == b':' && hour < 24 && minute < 60, "{}", WRITTEN);
            seconds += hour * 3600 + minute * 60;
            at += 5;
            if at < bytes.len() && bytes[at] == b':' {
                let second = number(bytes, at + 1, 2);
                assert!(second < 60, "{}", WRITTEN);
                seconds += second;
                at += 3;
                if at < bytes.len() && bytes[at] == b'.' {
                    at += 1;
                    assert!(at < bytes.len() && bytes[at].is_ascii_digit(), "{}", WRITTEN);
                    let mut unit = 100_000;
                    while at < bytes.len() && bytes[at].is_ascii_digit() {
                        microseconds += unit * (bytes[at] - b'0') as u32;
                        unit /= 10;
                        at += 1;
                    }
                }
            }
            has_offset = has_date && at < bytes.len();
            if has_offset {
                match bytes[at] {
                    b'Z' => at += 1,
                    sign @ (b'+' | b'-') => {
                        let (hours, minutes) = (number(bytes, at + 1, 2), number(bytes, at + 4, 2));
                        assert!(bytes[at + 3] == b':' && hours < 24 && minutes < 60, "{}", WRITTEN);
                        let ahead = hours * 3600 + minutes * 60;
                        seconds -= if sign == b'+' { ahead } else { -ahead };
                        at += 6;
                    }
                    _ => panic!("{}", WRITTEN),
                }
            }
        }
        assert!(at == bytes.len() && at > 0, "{}", WRITTEN);
        DateTimeBound { text, has_date, has_time, has_offset, at: (seconds, microseconds) }
    }
    /// Returns the text of the bound.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }
    /// Returns whether the bound has a date.
    pub const fn has_date(&self) -> bool {
        self.has_date
    }
    /// Returns whether the bound has a time.
    pub const fn has_time(&self) -> bool {
        self.has_time
    }
    /// Returns whether the bound has an offset from UTC, which makes it an exact moment.
    pub const fn has_offset(&self) -> bool {
        self.has_offset
    }
    /// Returns the bound as it applies to values of this kind. For the date part of a date and time that is the date;
    /// for its time part it is `None`.
    pub(crate) fn of(&self, kind: &Kind) -> Option<&'static str> {
        match kind {
            Kind::Date => self.text.get(..10),
            Kind::Time if self.has_date => None,
            _ => Some(self.text),
        }
    }
    pub(crate) const fn at(&self) -> PointInTime {
        self.at
    }
    pub(crate) const fn is_after(&self, other: &DateTimeBound) -> bool {
        self.at.0 > other.at.0 || (self.at.0 == other.at.0 && self.at.1 > other.at.1)
    }
}

const fn number(bytes: &[u8], from: usize, digits: usize) -> i64 {
    assert!(from + digits <= bytes.len(), "{}", WRITTEN);
    let (mut value, mut i) = (0, from);
    while i < from + digits {
        assert!(bytes[i].is_ascii_digit(), "{}", WRITTEN);
        value = value * 10 + (bytes[i] - b'0') as i64;
        i += 1;
    }
    value
}

const fn days_in(year: i64, month: i64) -> i64 {
    let next = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
    next - days(year, month, 1)
}

/// Returns the number of days since 1970-01-01, computed as usual in 400-year cycles that begin in March.
pub(crate) const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl fmt::Display for DateTimeBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.replace('T', " "))
    }
}

impl DateTimeBound {
    /// Returns whether the bound has exactly these parts.
    pub(crate) const fn has(&self, date: bool, time: bool, offset: bool) -> bool {
        self.has_date == date && self.has_time == time && self.has_offset == offset
    }
}

impl fmt::Debug for DateTimeBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_points_in_time() {
        for (text, at) in [
            ("1970-01-01", (0, 0)),
            ("0001-01-01", (-62_135_596_800, 0)),
            ("9999-12-31", (253_402_214_400, 0)),
            ("2024-02-29", (1_709_164_800, 0)),
            ("13:30", (48_600, 0)),
            ("00:00:05.25", (5, 250_000)),
            ("1970-01-02T00:00", (86_400, 0)),
            ("1970-01-01T01:00+01:00", (0, 0)),
            ("1970-01-01T01:00:00Z", (3600, 0)),
            ("1969-12-31T23:30-00:30", (0, 0)),
        ] {
            assert_eq!(DateTimeBound::new(text).at(), at, "{text}");
        }
        let bound = DateTimeBound::new("2027-03-31T13:30Z");
        assert!(bound.has_date() && bound.has_time() && bound.has_offset());
        assert_eq!((bound.as_str(), bound.to_string().as_str()), ("2027-03-31T13:30Z", "2027-03-31 13:30Z"));
        assert!(bound.is_after(&DateTimeBound::new("2027-03-31T14:30+01:01")));
    }

    #[test]
    fn rejects_invalid_dates_and_times() {
        for text in [
            "",
            "2027",
            "2027-02-29",
            "2027-13-01",
            "2027-1-1",
            "2027/01/01",
            "2027-01-01 10:00",
            "2027-01-01T",
            "10",
            "24:00",
            "10:60",
            "10:00Z",
            "10:00:",
            "10:00:61",
            "10:00.5",
            "10:00:05.",
            "2027-01-01T10:00+24:00",
            "2027-01-01T10:00+01:60",
            "2027-01-01T10:00x",
            "2027-01-01T10:00+1",
            "2027-01-01T10:00Zx",
            "0000-01-01",
        ] {
            assert!(std::panic::catch_unwind(|| DateTimeBound::new(text)).is_err(), "{text}");
        }
    }
}
