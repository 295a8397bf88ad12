//! Dates and times in ISO 8601.

use super::{parts::Parts, reader::Reader};

/// Reads `2024-01-31`.
pub(super) fn date(text: &str) -> Option<Parts> {
    let mut reader = Reader::new(text);
    let parts = calendar_date(&mut reader)?;
    reader.is_at_end().then_some(parts)
}

/// Reads `10:20`, `10:20:30` or `10:20:30.5`, with at most microseconds.
pub(super) fn time(text: &str) -> Option<Parts> {
    if text.len() > "10:20:30.123456".len() || text.contains(',') {
        return None;
    }
    let mut reader = Reader::new(text);
    let parts = clock(&mut reader, Parts::NONE)?;
    reader.is_at_end().then_some(parts)
}

/// Reads RFC 3339, with or without an offset, and with or without seconds: `2024-01-31T10:20:30+01:00`. `t` and `z` may
/// be in lower case. Leap seconds are refused.
pub(super) fn date_time(text: &str) -> Option<Parts> {
    if text.contains(',') {
        return None;
    }
    let mut reader = Reader::new(text);
    let date = calendar_date(&mut reader)?;
    reader.one_of(b"Tt ")?;
    let mut parts = clock(&mut reader, date)?;
    if !reader.is_at_end() {
        parts.offset = Some(if reader.eat(b'z') { 0 } else { reader.offset()? });
    }
    reader.is_at_end().then_some(parts)
}

/// Reads all formats that Python's `datetime.fromisoformat` reads, if the separator is `T` or a space: also a date
/// without a time, the basic format without separators, weeks, and hours without minutes.
pub(super) fn any_date_time(text: &str) -> Option<Parts> {
    let mut reader = Reader::new(text);
    let year = year(&mut reader)?;
    let marks = reader.eat(b'-');
    let date = if reader.eat(b'W') {
        let week = reader.number(2)?;
        let has_day =
            if marks { reader.eat(b'-') } else { reader.rest().starts_with(|c: char| c.is_ascii_digit()) };
        week_date(year, week, if has_day { reader.number(1)? } else { 1 })?
    } else {
        let month = reader.number(2)?;
        if marks && !reader.eat(b'-') {
            return None;
        }
        dated(year, month, reader.number(2)?)?
    };
    if reader.is_at_end() {
        return Some(date);
    }
    reader.one_of(b"Tt ")?;
    let time = reader.rest();
    let mut parts = clock_of_any_form(&mut reader, date)?;
    if !reader.is_at_end() {
        let time = &time[..time.len() - reader.rest().len()];
        // Python expects six digits of a fraction, and takes a space for one of them
        let is_short = time.split_once(['.', ',']).is_some_and(|(_, fraction)| fraction.len() < 6);
        if !is_short {
            reader.eat(b' ');
        }
        parts.offset = Some(reader.offset()?);
    }
    reader.is_at_end().then_some(parts)
}

/// Reads numbers without their leading zeros: `2024-1-5 9:05`. Django reads these where Python does not.
pub(super) fn loose_date_time(text: &str) -> Option<Parts> {
    // the most fraction digits that Django's regular expression reads
    if text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 12) {
        return None;
    }
    let mut reader = Reader::new(text);
    let year = year(&mut reader)?;
    let mut mark = |mark| reader.eat(mark).then(|| reader.short_number()).flatten();
    let (month, day) = (mark(b'-')?, mark(b'-')?);
    reader.one_of(b"T ")?;
    let hour = reader.short_number()?;
    let minute = reader.eat(b':').then(|| reader.short_number()).flatten()?;
    let mut parts = timed(dated(year, month, day)?, hour, minute, 0)?;
    if reader.eat(b':') {
        parts = timed(parts, hour, minute, reader.short_number()?)?;
        parts.microsecond = fraction(&mut reader)?;
    }
    reader.blanks();
    if !reader.is_at_end() {
        parts.offset = Some(reader.offset()?);
    }
    reader.is_at_end().then_some(parts)
}

fn year(reader: &mut Reader<'_>) -> Option<u16> {
    reader.number(4).filter(|year| *year > 0).map(|year| year as u16)
}

fn calendar_date(reader: &mut Reader<'_>) -> Option<Parts> {
    let year = year(reader)?;
    let mut mark = || reader.eat(b'-').then(|| reader.number(2)).flatten();
    dated(year, mark()?, mark()?)
}

fn clock(reader: &mut Reader<'_>, date: Parts) -> Option<Parts> {
    let hour = reader.number(2)?;
    let minute = reader.eat(b':').then(|| reader.number(2)).flatten()?;
    seconds(reader, date, hour, minute)
}

fn seconds(reader: &mut Reader<'_>, date: Parts, hour: u32, minute: u32) -> Option<Parts> {
    if !reader.eat(b':') {
        return timed(date, hour, minute, 0);
    }
    let parts = timed(date, hour, minute, reader.number(2)?)?;
    Some(Parts { microsecond: fraction(reader)?, ..parts })
}

fn clock_of_any_form(reader: &mut Reader<'_>, date: Parts) -> Option<Parts> {
    let hour = reader.number(2)?;
    if reader.eat(b':') {
        let minute = reader.number(2)?;
        return seconds(reader, date, hour, minute);
    }
    let digits = |reader: &Reader<'_>| reader.rest().starts_with(|c: char| c.is_ascii_digit());
    if !digits(reader) {
        return timed(date, hour, 0, 0);
    }
    let minute = reader.number(2)?;
    if !digits(reader) {
        return timed(date, hour, minute, 0);
    }
    let parts = timed(date, hour, minute, reader.number(2)?)?;
    Some(Parts { microsecond: fraction(reader)?, ..parts })
}

/// Reads a fraction of a second, after a point or, as ISO 8601 prefers, a comma. Without one it is zero.
fn fraction(reader: &mut Reader<'_>) -> Option<u32> {
    if reader.one_of(b".,").is_some() { reader.microseconds() } else { Some(0) }
}

pub(super) fn dated(year: u16, month: u32, day: u32) -> Option<Parts> {
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Parts { year, month: month as u8, day: day as u8, ..Parts::NONE })
}

pub(super) fn timed(date: Parts, hour: u32, minute: u32, second: u32) -> Option<Parts> {
    let fits = hour < 24 && minute < 60 && second < 60;
    fits.then_some(Parts { hour: hour as u8, minute: minute as u8, second: second as u8, ..date })
}

/// Returns a day of an ISO week. The first week of a year is the one with its first Thursday.
fn week_date(year: u16, week: u32, day: u32) -> Option<Parts> {
    let fourth = Parts { year, month: 1, day: 4, ..Parts::NONE }.days();
    // 1970-01-01 was a Thursday
    let first_monday = |fourth: i64| fourth - (fourth + 3).rem_euclid(7);
    let start = first_monday(fourth);
    let next = first_monday(fourth + if is_leap(year) { 366 } else { 365 });
    let that = start + i64::from(week) * 7 - 7 + i64::from(day) - 1;
    let fits = week > 0 && (1..=7).contains(&day) && that < next;
    if fits { Parts::on_day(that) } else { None }
}

fn is_leap(year: u16) -> bool {
    Parts { year, month: 2, day: 29, ..Parts::NONE }.is_a_day()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: Option<Parts>) -> Option<String> {
        parts.map(|parts| if parts.offset.is_some() { parts.moment_text() } else { parts.local_text() })
    }

    #[test]
    fn strict_reading_is_rfc_3339() {
        for (text, read) in [
            ("2024-01-31T10:20", "2024-01-31T10:20"),
            ("2024-01-31 10:20:30.123456789", "2024-01-31T10:20:30.123456"),
            ("2024-01-31t10:20:30.5Z", "2024-01-31T10:20:30.5Z"),
            ("2024-01-31T10:20:30z", "2024-01-31T10:20:30Z"),
            ("2024-01-31t10:20z", "2024-01-31T10:20:00Z"),
            ("2024-01-31T10:20:30-00:00", "2024-01-31T10:20:30Z"),
            ("2024-01-31T10:20:30-04:30", "2024-01-31T10:20:30-04:30"),
        ] {
            assert_eq!(shown(date_time(text)).as_deref(), Some(read), "{text}");
        }
        for text in [
            "2024-1-31T10:20",
            "2024-01-31",
            "20240131T1020",
            "2024-01-31T10",
            "2024-01-31_10:20",
            "2024-01-31T10:20zz",
            "2024-01-31T10:20Zz",
            "2024-01-31T10:20z+01:00",
            "2024-01-31T10:20:60Z",
            "2024-01-31T10:20:30,5Z",
            "",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
        assert_eq!(date("2024-01-31").map(|parts| parts.date_text()).as_deref(), Some("2024-01-31"));
        assert!(
            date("0000-01-31").is_none() && date("2024-01-32").is_none() && date("2024-01-31 ").is_none()
        );
        assert!(time("24:00").is_none() && time("10:60").is_none() && time("10:20:60").is_none());
        // at most microseconds as in Django's `%f`, and only a point
        assert!(time("10:20:30.1234567").is_none() && time("10:20:30,5").is_none());
        assert!(time("10:20:30.123456").is_some());
        assert_eq!(time("10:20:30.5").map(|parts| parts.time_text()).as_deref(), Some("10:20:30.5"));
    }

    #[test]
    fn reads_iso_weeks() {
        for (text, read) in [
            ("2024-W05-3T10:20", "2024-01-31T10:20"),
            ("2024-W05", "2024-01-29T00:00"),
            ("2024W053", "2024-01-31T00:00"),
            ("2020-W53-7", "2021-01-03T00:00"),
            ("2015-W01-1", "2014-12-29T00:00"),
            ("1921-W03-7T17:40:05,82274479+0530", "1921-01-23T17:40:05.822744+05:30"),
        ] {
            assert_eq!(shown(any_date_time(text)).as_deref(), Some(read), "{text}");
        }
        for text in ["2024-W00-1", "2021-W53-1", "2024-W05-0", "2024-W05-8", "0001-W00", "9999-W53-1"] {
            assert_eq!(any_date_time(text), None, "{text}");
        }
    }

    /// Python does not read a space after a short fraction. Django reads it in the formats of its own expression.
    #[test]
    fn rejects_a_space_between_a_short_fraction_and_an_offset() {
        let read = |text: &str| any_date_time(text).or_else(|| loose_date_time(text)).is_some();
        for date in ["2024-W05-3T", "20240131T", "2024W053 ", "20240131 "] {
            for time in ["10:20:30", "102030"] {
                for digits in 1..=9 {
                    for point in [".", ","] {
                        let fraction = &"123456789"[..digits];
                        for (offset, is_read) in [("Z", true), (" Z", digits >= 6), (" +01:00", digits >= 6)]
                        {
                            let text = format!("{date}{time}{point}{fraction}{offset}");
                            assert_eq!(read(&text), is_read, "{text}");
                        }
                    }
                }
                assert!(read(&format!("{date}{time} Z")) && !read(&format!("{date}{time}  Z")));
            }
        }
        for text in ["2024-01-31T10:20:30.5 Z", "2024-01-31 10:20:30,12345  +01:00", "2024-01-31T10:20 Z"] {
            assert!(read(text), "{text}");
        }
        assert!(!read("2024-01-31T102030.5 Z"));
    }

    #[test]
    fn weeks_begin_on_their_monday() {
        let mut day = Parts { year: 2000, month: 1, day: 3, ..Parts::NONE }.days();
        let mut weeks = 0;
        for year in 2000..2400u16 {
            for week in 1..=53 {
                let Some(monday) = week_date(year, week, 1) else { continue };
                assert_eq!(monday.days(), day, "{year}-W{week}");
                day += 7;
                weeks += 1;
            }
        }
        // the Gregorian calendar repeats after 400 years, which are whole weeks
        assert_eq!(weeks, 146_097 / 7);
    }
}
