//! Dates and times in declared formats, read and written.

use super::{
    iso::{dated, timed},
    parts::{Parts, offset_text},
    reader::Reader,
};
use crate::schema::InputFormat;
use std::fmt::Write;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The numbers found in a text so far.
#[derive(Clone, Copy, Default)]
struct Found {
    year: u32,
    month: u32,
    day: u32,
    day_of_year: Option<u32>,
    hour: u32,
    afternoon: Option<bool>,
    minute: u32,
    second: u32,
    microsecond: u32,
    offset: Option<i32>,
}

/// Reads a date, a time, or both in this format.
pub(super) fn read(format: InputFormat, text: &str) -> Option<Parts> {
    let (found, rest) = match_from(format.as_str(), Reader::new(text), Found::default())?;
    if !rest.is_at_end() {
        return None;
    }
    let date = if !format.has_date() {
        Parts::NONE
    } else if let Some(day) = found.day_of_year {
        let first = dated(found.year as u16, 1, 1)?;
        // only leap years have a 366th day
        Parts::on_day(first.days() + i64::from(day) - 1).filter(|date| date.year == first.year)?
    } else {
        dated(found.year as u16, found.month, found.day)?
    };
    let hour = match found.afternoon {
        Some(afternoon) => found.hour % 12 + if afternoon { 12 } else { 0 },
        None => found.hour,
    };
    let parts = timed(date, hour, found.minute, found.second)?;
    (found.year > 0 || !format.has_date()).then_some(Parts {
        microsecond: found.microsecond,
        offset: found.offset,
        ..parts
    })
}

/// Matches the pattern at the start of the text. Returns what was found and the rest of the text. If there are several
/// matches, it is the first in Python's order. A format has each part once, so there are few.
fn match_from<'t>(pattern: &str, mut text: Reader<'t>, found: Found) -> Option<(Found, Reader<'t>)> {
    let mut letters = pattern.chars();
    let Some(letter) = letters.next() else { return Some((found, text)) };
    if letter.is_whitespace() {
        return text.blanks().then(|| match_from(pattern.trim_start(), text, found)).flatten();
    }
    let directive = if letter == '%' { letters.next() } else { None };
    let rest = letters.as_str();
    let (lengths, least, most): (&[usize], u32, u32) = match directive {
        None => {
            return text
                .word(letter.encode_utf8(&mut [0; 4]))
                .then(|| match_from(rest, text, found))
                .flatten();
        }
        Some('Y') => (&[4], 1, 9999),
        Some('y') => (&[2], 0, 99),
        Some('m' | 'I') => (&[2, 1], 1, 12),
        Some('d') => (&[2, 1], 1, 31),
        Some('j') => (&[3, 2, 1], 1, 366),
        Some('H') => (&[2, 1], 0, 23),
        Some('M' | 'S') => (&[2, 1], 0, 59),
        Some('f') => (&[6, 5, 4, 3, 2, 1], 0, 999_999),
        Some(directive) => {
            let found = named(directive, &mut text, found)?;
            return match_from(rest, text, found);
        }
    };
    let directive = directive?;
    for &length in lengths {
        let mut tail = text;
        if let Some(number) = tail.number(length).filter(|number| (least..=most).contains(number))
            && let Some(whole) = match_from(rest, tail, with_number(directive, number, length, found))
        {
            return Some(whole);
        }
    }
    // a day may be padded with a space
    if directive == 'd'
        && text.eat(b' ')
        && let Some(number) = text.number(1).filter(|number| *number > 0)
    {
        return match_from(rest, text, with_number(directive, number, 1, found));
    }
    None
}

fn with_number(directive: char, number: u32, length: usize, mut found: Found) -> Found {
    match directive {
        'Y' => found.year = number,
        'y' => found.year = number + if number < 69 { 2000 } else { 1900 },
        'm' => found.month = number,
        'd' => found.day = number,
        'j' => found.day_of_year = Some(number),
        'H' | 'I' => found.hour = number,
        'M' => found.minute = number,
        'S' => found.second = number,
        _ => found.microsecond = number * 10u32.pow(6 - length as u32),
    }
    found
}

/// Reads a directive that is a word or an offset.
fn named(directive: char, text: &mut Reader<'_>, mut found: Found) -> Option<Found> {
    match directive {
        'B' => found.month = position(&MONTHS, usize::MAX, text)?,
        'b' => found.month = position(&MONTHS, 3, text)?,
        'A' => drop(position(&WEEKDAYS, usize::MAX, text)?),
        'a' => drop(position(&WEEKDAYS, 3, text)?),
        'p' => found.afternoon = Some(!text.word("AM") && text.word("PM").then_some(true)?),
        'z' => found.offset = Some(text.offset()?),
        '%' => text.eat(b'%').then_some(())?,
        _ => return None,
    }
    Some(found)
}

/// Reads one of the names and returns its position, counted from one.
fn position(names: &[&str], letters: usize, text: &mut Reader<'_>) -> Option<u32> {
    let at = names.iter().position(|name| text.word(&name[..letters.min(name.len())]))?;
    Some(at as u32 + 1)
}

/// Writes a date, a time, or both in this format.
pub(super) fn write(format: InputFormat, parts: &Parts) -> String {
    let (mut text, mut letters) = (String::new(), format.as_str().chars());
    while let Some(letter) = letters.next() {
        let directive = if letter == '%' { letters.next() } else { None };
        let month = MONTHS[usize::from(parts.month.clamp(1, 12)) - 1];
        let weekday = WEEKDAYS[(parts.days() + 3).rem_euclid(7) as usize];
        // writing to a String cannot fail
        let _ = match directive {
            None => write!(text, "{letter}"),
            Some('Y') => write!(text, "{:04}", parts.year),
            Some('y') => write!(text, "{:02}", parts.year % 100),
            Some('m') => write!(text, "{:02}", parts.month),
            Some('d') => write!(text, "{:02}", parts.day),
            Some('j') => {
                let first = Parts { month: 1, day: 1, ..*parts };
                write!(text, "{:03}", parts.days() - first.days() + 1)
            }
            Some('B') => write!(text, "{month}"),
            Some('b') => write!(text, "{}", &month[..3]),
            Some('A') => write!(text, "{weekday}"),
            Some('a') => write!(text, "{}", &weekday[..3]),
            Some('H') => write!(text, "{:02}", parts.hour),
            Some('I') => write!(text, "{:02}", (parts.hour + 11) % 12 + 1),
            Some('p') => write!(text, "{}", if parts.hour < 12 { "AM" } else { "PM" }),
            Some('M') => write!(text, "{:02}", parts.minute),
            Some('S') => write!(text, "{:02}", parts.second),
            Some('f') => write!(text, "{:06}", parts.microsecond),
            Some('z') => write!(text, "{}", offset_text(parts.offset.unwrap_or(0))),
            Some(other) => write!(text, "{other}"),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(format: InputFormat, text: &str) -> Option<String> {
        let parts = read(format, text)?;
        Some(match (format.has_date(), format.has_time()) {
            (true, false) => parts.date_text(),
            (false, _) => parts.time_text(),
            _ if parts.offset.is_some() => parts.moment_text(),
            _ => parts.local_text(),
        })
    }

    #[test]
    fn reads_directives_as_python_does() {
        for (pattern, text, read) in [
            ("%d.%m.%Y", "31.1.2024", "2024-01-31"),
            ("%Y%m%d", "20240131", "2024-01-31"),
            ("%Y%m%d", "2024111", "2024-11-01"),
            ("%d%m%Y", "1112024", "2024-01-11"),
            ("%j %Y", "366 2024", "2024-12-31"),
            ("%A %d %B %Y", "wednesday 31 JANUARY 2024", "2024-01-31"),
            ("%b %d, %Y", "may  5, 0001", "0001-05-05"),
            ("%m/%d/%y", "1/31/68", "2068-01-31"),
            ("%m/%d/%y", "1/31/69", "1969-01-31"),
            ("%Y-%m-%d", "2024-01- 5", "2024-01-05"),
            ("%I:%M %p", "12:30 pm", "12:30"),
            ("%I:%M %p", "12:30 AM", "00:30"),
            ("%H:%M:%S.%f", "1:2:3.45", "01:02:03.45"),
            ("%Y-%m-%dT%H:%M%z", "2024-01-31t10:20+0530", "2024-01-31T10:20:00+05:30"),
            ("100%% %Hh", "100% 7h", "07:00"),
        ] {
            assert_eq!(shown(InputFormat::new(pattern), text).as_deref(), Some(read), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("%d.%m.%Y", "31.01.24"),
            ("%d.%m.%Y", "31.01.2024 "),
            ("%d.%m.%Y", "\u{663}1.01.2024"),
            ("%d.%m.%Y", "31.01.0000"),
            ("%j %Y", "366 2023"),
            ("%b %d %Y", "January 31 2024"),
            ("%H:%M", "24:00"),
            ("%H:%M:%S", "23:59:60"),
            ("%I:%M %p", "13:30 pm"),
            ("%I:%M %p", "12:30"),
            ("%Y-%m-%dT%H:%M%z", "2024-01-31T10:20+24:00"),
        ] {
            assert_eq!(read(InputFormat::new(pattern), text), None, "{pattern} {text}");
        }
    }

    #[test]
    fn reads_back_what_it_writes() {
        for pattern in [
            "%d.%m.%Y %H:%M:%S.%f%z",
            "%A %j %Y %I-%M-%S-%f %p %z",
            "%a %d %B %Y, %H:%M:%S.%f %z%%",
            "%b%d%Y%H%M%S%f%z",
        ] {
            let format = InputFormat::new(pattern);
            for hour in [0, 1, 11, 12, 13, 23] {
                let parts = Parts {
                    year: 2024,
                    month: 12,
                    day: 31,
                    hour,
                    minute: 5,
                    second: 9,
                    microsecond: 7,
                    offset: Some(-16_200),
                };
                assert_eq!(read(format, &write(format, &parts)), Some(parts), "{pattern}");
            }
        }
    }
}
