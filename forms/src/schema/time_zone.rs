//! The time zone that a local date and time is meant in.

use std::fmt;

/// A time zone that a declaration names: what a date and time without an offset is meant in. Never the machine's.
///
/// | | |
/// | --- | --- |
/// | [`TimeZone::UTC`], [`TimeZone::fixed`] | always the same distance from UTC |
/// | `TimeZone::named` | of the IANA time zone database, by its name (feature `jiff`) |
/// | [`TimeZone::custom`] | of another library |
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

/// A date and a time of day as a clock shows it, valid in the Gregorian calendar.
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

/// How far ahead of UTC the clocks of a zone are when they show some date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalOffset {
    /// So many seconds; behind it where negative.
    Seconds(i32),
    /// They never show it, or they show it twice: where clocks are changed.
    Ambiguous,
    /// There is no such zone here.
    Unknown,
}

impl TimeZone {
    /// Coordinated universal time.
    pub const UTC: TimeZone = TimeZone { name: "UTC", rules: Rules::Fixed(0) };

    /// A zone that is always so many seconds ahead of UTC, under that name.
    ///
    /// # Panics
    /// If that is a day or more; in a constant, while compiling.
    pub const fn fixed(name: &'static str, seconds: i32) -> Self {
        assert!(seconds > -86_400 && seconds < 86_400, "a time zone is less than a day ahead of UTC");
        TimeZone { name, rules: Rules::Fixed(seconds) }
    }
    /// The zone of that name in the IANA time zone database, such as `Europe/Paris`. Feature `jiff`, which reads the
    /// system's database; where there is none, jiff's feature `tzdb-bundle-always` brings one. A zone that is not found
    /// is a problem of the field, code `unknown_timezone`.
    #[cfg(feature = "jiff")]
    pub const fn named(name: &'static str) -> Self {
        TimeZone { name, rules: Rules::Named }
    }
    /// A zone of another library: how far ahead of UTC, in seconds, its clocks are when they show a date and time, and
    /// at so many seconds since 1970-01-01T00:00Z.
    pub const fn custom(
        name: &'static str,
        when_shown: fn(LocalTime) -> LocalOffset,
        at: fn(i64) -> i32,
    ) -> Self {
        TimeZone { name, rules: Rules::Custom(when_shown, at) }
    }
    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
    /// How far ahead of UTC its clocks are when they show that.
    pub fn when_shown(&self, local: LocalTime) -> LocalOffset {
        match self.rules {
            Rules::Fixed(seconds) => LocalOffset::Seconds(seconds),
            #[cfg(feature = "jiff")]
            Rules::Named => named::when_shown(self.name, local),
            Rules::Custom(when_shown, _) => when_shown(local),
        }
    }
    /// How far ahead of UTC its clocks are, in seconds, at so many seconds since 1970-01-01T00:00Z; none where there is
    /// no such zone here.
    pub fn at(&self, seconds: i64) -> Option<i32> {
        match self.rules {
            Rules::Fixed(offset) => Some(offset),
            #[cfg(feature = "jiff")]
            Rules::Named => named::at(self.name, seconds),
            Rules::Custom(_, at) => Some(at(seconds)),
        }
    }
    /// As jiff's own, if it has one.
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
