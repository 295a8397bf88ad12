//! The time zone of local dates and times.

use std::fmt;

/// The time zone of a date and time without an offset, as declared. It is never the time zone of the machine.
///
/// | | |
/// | --- | --- |
/// | [`TimeZone::UTC`], [`TimeZone::fixed`] | a constant offset from UTC |
/// | `TimeZone::named` | a name of the IANA time zone database (feature `jiff`) |
/// | [`TimeZone::custom`] | a time zone of another library |
///
/// In a declaration: `#[form(time_zone = "Europe/Paris")]`, `#[form(time_zone = "UTC")]`, or the path of a static.
#[derive(Clone, Copy)]
pub struct TimeZone {
    name: &'static str,
    rules: Rules,
}

#[derive(Clone, Copy)]
enum Rules {
    Fixed(i32),
    #[cfg(feature = "jiff")]
    Named,
    Custom(fn(LocalTime) -> LocalOffset, fn(i64) -> i32),
}

/// A local date and time, valid in the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// From 1 to 9999.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59.
    pub second: u8,
}

/// The offset from UTC of a zone at a local date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalOffset {
    /// The offset in seconds; negative west of UTC.
    Seconds(i32),
    /// The local time does not exist or occurs twice, because clocks are changed.
    Ambiguous,
    /// The zone is not known here.
    Unknown,
}

impl TimeZone {
    /// Coordinated universal time.
    pub const UTC: TimeZone = TimeZone { name: "UTC", rules: Rules::Fixed(0) };

    /// Creates a zone with a constant offset, in seconds ahead of UTC.
    ///
    /// # Panics
    /// Panics if the offset is a day or more. In a constant, that is a compile error.
    pub const fn fixed(name: &'static str, seconds: i32) -> Self {
        assert!(seconds > -86_400 && seconds < 86_400, "a time zone is less than a day ahead of UTC");
        TimeZone { name, rules: Rules::Fixed(seconds) }
    }
    /// Creates a zone of the IANA time zone database by its name, such as `Europe/Paris`. Feature `jiff`, which reads
    /// the database of the system; if there is no such database, enable jiff's feature `tzdb-bundle-always`. If the
    /// zone is not found, the field has an error with the code `unknown_timezone`.
    #[cfg(feature = "jiff")]
    pub const fn named(name: &'static str) -> Self {
        TimeZone { name, rules: Rules::Named }
    }
    /// Creates a zone of another library from two functions: one returns the offset at a local date and time, the other
    /// the offset in seconds ahead of UTC at a number of seconds since 1970-01-01T00:00Z.
    pub const fn custom(
        name: &'static str,
        when_shown: fn(LocalTime) -> LocalOffset,
        at: fn(i64) -> i32,
    ) -> Self {
        TimeZone { name, rules: Rules::Custom(when_shown, at) }
    }
    /// Returns the name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
    /// Returns the offset from UTC at this local date and time.
    pub fn when_shown(&self, local: LocalTime) -> LocalOffset {
        match self.rules {
            Rules::Fixed(seconds) => LocalOffset::Seconds(seconds),
            #[cfg(feature = "jiff")]
            Rules::Named => named::when_shown(self.name, local),
            Rules::Custom(when_shown, _) => when_shown(local),
        }
    }
    /// Returns the offset in seconds ahead of UTC at a number of seconds since 1970-01-01T00:00Z, or `None` if the zone
    /// is not known here.
    pub fn at(&self, seconds: i64) -> Option<i32> {
        match self.rules {
            Rules::Fixed(offset) => Some(offset),
            #[cfg(feature = "jiff")]
            Rules::Named => named::at(self.name, seconds),
            Rules::Custom(_, at) => Some(at(seconds)),
        }
    }
    /// Returns the zone as one of jiff, if jiff has it.
    #[cfg(feature = "jiff")]
    pub(crate) fn to_jiff(self) -> Option<jiff::tz::TimeZone> {
        match self.rules {
            Rules::Fixed(0) => Some(jiff::tz::TimeZone::UTC),
            Rules::Fixed(seconds) => {
                jiff::tz::Offset::from_seconds(seconds).ok().map(jiff::tz::TimeZone::fixed)
            }
            Rules::Named => jiff::tz::TimeZone::get(self.name).ok(),
            Rules::Custom(..) => None,
        }
    }
}

impl PartialEq for TimeZone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TimeZone").field(&self.name).finish()
    }
}

#[cfg(feature = "jiff")]
mod named {
    use super::{LocalOffset, LocalTime};
    use jiff::{
        Timestamp,
        civil::DateTime,
        tz::{AmbiguousOffset, TimeZone},
    };

    pub(super) fn when_shown(name: &str, local: LocalTime) -> LocalOffset {
        let LocalTime { year, month, day, hour, minute, second } = local;
        let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(|part| part as i8);
        let (Ok(zone), Ok(local)) =
            (TimeZone::get(name), DateTime::new(year as i16, month, day, hour, minute, second, 0))
        else {
            return LocalOffset::Unknown;
        };
        match zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => LocalOffset::Seconds(offset.seconds()),
            _ => LocalOffset::Ambiguous,
        }
    }
    pub(super) fn at(name: &str, seconds: i64) -> Option<i32> {
        let zone = TimeZone::get(name).ok()?;
        Some(zone.to_offset(Timestamp::from_second(seconds).ok()?).seconds())
    }
}
