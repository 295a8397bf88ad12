//! Input formats of dates and times.

use super::Kind;
use std::fmt;

/// A format of a date, a time, or both, as in `#[form(input_formats = ["%d.%m.%Y"])]`. Like Django's `input_formats`.
///
/// | | |
/// | --- | --- |
/// | `%Y`, `%y` | the year in four digits, or in two: 69 to 99 stand for 1969 to 1999, 00 to 68 for 2000 to 2068 |
/// | `%m`, `%B`, `%b` | the month: one or two digits, its English name, the name's first three letters |
/// | `%d`, `%j` | the day of the month, the day of the year |
/// | `%A`, `%a` | the day of the week in English, or its first three letters: read over, as in Django |
/// | `%H`, `%I` with `%p` | the hour of the day, or of the half day with `AM` or `PM` |
/// | `%M`, `%S`, `%f` | minutes, seconds, up to six digits of a fraction |
/// | `%z` | how far ahead of UTC: `+01:00`, `+0100` or `Z` |
/// | `%%` | a per cent sign |
/// | white space | white space, one character or more, but no line break |
/// | anything else | itself, in capitals or not |
///
/// Digits are ASCII. Numbers may omit leading zeros, except in the year. A format that is invalid, or that has only
/// part of a date, does not compile in a constant:
///
/// ```compile_fail
/// # use forms::schema::InputFormat;
/// const FORMAT: InputFormat = InputFormat::new("%d.%m"); // of which year?
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InputFormat {
    pattern: &'static str,
    holds: u16,
}

/// The parts that a directive can set, as bits.
const YEAR: u16 = 1;
const MONTH: u16 = 1 << 1;
const DAY: u16 = 1 << 2;
const DAY_OF_YEAR: u16 = 1 << 3;
const WEEKDAY: u16 = 1 << 4;
const HOUR: u16 = 1 << 5;
const HOUR_12: u16 = 1 << 6;
const AM_PM: u16 = 1 << 7;
const MINUTE: u16 = 1 << 8;
const SECOND: u16 = 1 << 9;
const FRACTION: u16 = 1 << 10;
const OFFSET: u16 = 1 << 11;

impl InputFormat {
    /// Creates the format from its pattern.
    ///
    /// # Panics
    /// Panics if a directive is unknown or repeated, or if the pattern is not a complete date, time, or both. In a
    /// constant, that is a compile error.
    pub const fn new(pattern: &'static str) -> Self {
        let (bytes, mut holds, mut i) = (pattern.as_bytes(), 0u16, 0);
        while i < bytes.len() {
            if bytes[i] == b'%' {
                i += 1;
                assert!(
                    i < bytes.len(),
                    "an input format ends in a lone `%`: write `%%` for a per cent sign"
                );
                let part = match bytes[i] {
                    b'Y' | b'y' => YEAR,
                    b'm' | b'b' | b'B' => MONTH,
                    b'd' => DAY,
                    b'j' => DAY_OF_YEAR,
                    b'A' | b'a' => WEEKDAY,
                    b'H' => HOUR,
                    b'I' => HOUR_12,
                    b'p' => AM_PM,
                    b'M' => MINUTE,
                    b'S' => SECOND,
                    b'f' => FRACTION,
                    b'z' => OFFSET,
                    b'%' => 0,
                    _ => panic!(
                        "unknown directive in an input format: known are %Y %y %m %B %b %d %j %A %a %H %I %p %M %S %f %z %%"
                    ),
                };
                assert!(holds & part == 0, "a part of a date or a time is repeated in an input format");
                holds |= part;
            }
            i += 1;
        }
        let day = holds & (MONTH | DAY | DAY_OF_YEAR);
        assert!(
            (holds & YEAR == 0 && day == 0 && holds & WEEKDAY == 0)
                || (holds & YEAR != 0 && (day == MONTH | DAY || day == DAY_OF_YEAR)),
            "an input format with a date has a year, and month and day, or the day of the year"
        );
        let hour = holds & (HOUR | HOUR_12 | AM_PM);
        assert!(
            hour == 0 || hour == HOUR || hour == HOUR_12 | AM_PM,
            "the hour in an input format is `%H`, or `%I` with `%p`"
        );
        assert!(
            hour != 0 || holds & (MINUTE | SECOND | FRACTION | OFFSET) == 0,
            "an input format with minutes, seconds or an offset has the hour too"
        );
        assert!(
            (holds & SECOND == 0 || holds & MINUTE != 0) && (holds & FRACTION == 0 || holds & SECOND != 0),
            "an input format with seconds has minutes, and with a fraction seconds"
        );
        assert!(day != 0 || hour != 0, "an input format holds a date or a time");
        InputFormat { pattern, holds }
    }
    /// Returns the pattern.
    pub const fn as_str(&self) -> &'static str {
        self.pattern
    }
    /// Returns whether the format has a date.
    pub const fn has_date(&self) -> bool {
        self.holds & YEAR != 0
    }
    /// Returns whether the format has a time.
    pub const fn has_time(&self) -> bool {
        self.holds & (HOUR | HOUR_12) != 0
    }
    /// Returns whether the format is for values of this kind. A date and time in two parts has separate formats for
    /// each part.
    pub(crate) const fn is_for(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Date => self.has_date() && !self.has_time(),
            Kind::Time => self.has_time() && !self.has_date(),
            _ => true,
        }
    }
    /// Returns whether the format has an offset from UTC.
    pub const fn has_offset(&self) -> bool {
        self.holds & OFFSET != 0
    }
}

const fn formats<const N: usize>(patterns: [&'static str; N]) -> [InputFormat; N] {
    let mut formats = [InputFormat { pattern: "", holds: 0 }; N];
    let mut i = 0;
    while i < N {
        formats[i] = InputFormat::new(patterns[i]);
        i += 1;
    }
    formats
}

/// The formats of a date in a field without `input_formats`: Django's `DATE_INPUT_FORMATS` for English, in which the
/// month comes before the day if both are numbers.
pub static DATE_INPUT_FORMATS: &[InputFormat] = &formats([
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%b %d %Y",
    "%b %d, %Y",
    "%d %b %Y",
    "%d %b, %Y",
    "%B %d %Y",
    "%B %d, %Y",
    "%d %B %Y",
    "%d %B, %Y",
]);

/// The formats of a time in a field without `input_formats`: Django's `TIME_INPUT_FORMATS`.
pub static TIME_INPUT_FORMATS: &[InputFormat] = &formats(["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"]);

/// The formats of a date and time in a field without `input_formats`, besides ISO 8601: Django's
/// `DATETIME_INPUT_FORMATS`. A date without a time is its first moment.
pub static DATETIME_INPUT_FORMATS: &[InputFormat] = &formats([
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S.%f",
    "%m/%d/%Y %H:%M",
    "%m/%d/%y %H:%M:%S",
    "%m/%d/%y %H:%M:%S.%f",
    "%m/%d/%y %H:%M",
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%b %d %Y",
    "%b %d, %Y",
    "%d %b %Y",
    "%d %b, %Y",
    "%B %d %Y",
    "%B %d, %Y",
    "%d %B %Y",
    "%d %B, %Y",
]);

impl fmt::Debug for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pattern.fmt(f)
    }
}
