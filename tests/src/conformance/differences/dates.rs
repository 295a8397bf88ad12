//! Differences of dates and times.

use super::{super::value::Value, Class, Difference};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "date-separators",
        reason: "A date and its time are separated by `T`, `t` or a space. Python 3.11 takes any character.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:DateTimeField") && found.we_say(&["invalid"]) && found.text_is(has_odd_separator)
        },
    },
    Difference {
        name: "offsets-need-a-zone",
        reason: "A date and time without a zone has no offset from UTC. Django keeps the offset in a value that \
                 is otherwise naive.",
        class: Class::Stricter,
        applies: |found| {
            let unzoned = !found.case.config["use_tz"].as_bool().unwrap_or(false);
            found.is("field:DateTimeField")
                && unzoned
                && found.we_say(&["invalid", "unwanted_timezone"])
                && found.text_is(has_offset)
        },
    },
    Difference {
        name: "offsets-are-minutes",
        reason: "An offset from UTC is in whole seconds, and only spaces may come before it.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:DateTimeField") && found.we_say(&["invalid"]) && found.text_is(has_offset)
        },
    },
    Difference {
        name: "ends-of-the-calendar",
        reason: "A point in time must also be in the years 1 to 9999 in UTC.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:DateTimeField")
                && found.we_say(&["invalid"])
                && found.text_is(|text| {
                    text.trim().starts_with("0001-01-01") || text.trim().starts_with("9999-12-31")
                })
        },
    },
    Difference {
        name: "years-before-1000",
        reason: "Without a `min`, dates begin with the year 1000. A year of two digits, which browsers send as \
                 the year 27, is a mistake. `min = \"0001-01-01\"` allows all years.",
        class: Class::Stricter,
        applies: |found| {
            // Python's text of the date, in a nested form
            let is_early = |value: &Value| format!("{value:?}").contains("\"0");
            found.we_say(&["min_value"]) && found.their_value().is_some_and(is_early)
        },
    },
    Difference {
        name: "fractions-of-seconds",
        reason: "Only seconds have a fraction, and it follows a point. Python 3.11 also takes digits after the \
                 minutes as a fraction, and a fraction without a point.",
        class: Class::Stricter,
        applies: |found| {
            let many = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() > 14;
            found.is("field:DateTimeField")
                && found.we_say(&["invalid"])
                && found.text_is(|text| many(text) || has_fraction_without_seconds(text))
        },
    },
    Difference {
        name: "hour-24",
        reason: "The hours of a day are 0 to 23. Django 6.1 on Python 3.14 reads `24:00` as midnight at the \
                 end of the day; on older versions of Python it refuses that time.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:DateTimeField") && found.we_say(&["invalid"]) && found.text_is(has_hour_24)
        },
    },
    Difference {
        name: "iso-weeks",
        reason: "A duration may have ISO weeks, as in Django 6.1: `P1W` is 7 days, `P1W2D` 9.",
        class: Class::AsNewerDjango,
        applies: |found| {
            found.is("field:DurationField")
                && found.their_codes() == ["invalid"]
                && found.text_is(|text| {
                    let text = text.trim_start_matches(['+', '-']);
                    text.strip_prefix('P').is_some_and(|rest| {
                        let weeks = rest.split_once('W').map_or("", |(weeks, _)| weeks);
                        weeks.starts_with(|c: char| c.is_ascii_digit())
                            && weeks.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                    })
                })
        },
    },
    Difference {
        name: "dates-on-one-line",
        reason: "The white space in a date is not a line break.",
        class: Class::Stricter,
        applies: |found| {
            let kinds = ["DateField", "TimeField", "DateTimeField", "DurationField"];
            kinds.contains(&found.name())
                && found.we_say(&["invalid"])
                && found.text_is(|text| text.contains(['\n', '\r']))
        },
    },
    Difference {
        name: "parts-are-told-apart",
        reason: "Each part of a split date and time has its own errors. A missing part is reported at that part, \
                 even if the other part is wrong.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:SplitDateTimeField")
                && found.we_say(&["required", "invalid", "invalid_date", "invalid_time"])
                && !found.their_codes().is_empty()
        },
    },
];

/// Returns whether a separator other than `T`, `t` or a space follows a date of eight digits (with or without hyphens) or a week.
fn has_odd_separator(text: &str) -> bool {
    let date = text.trim().find(|c: char| !(c.is_numeric() || matches!(c, '-' | 'W')));
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    date.is_some_and(|at| at >= 7 && !text.trim()[at..].starts_with(['T', 't', ' ']))
        || text.matches('W').count() > 1
        // a digit as the separator
        || digits(text.trim()) > 8
        || text.split_once('W').is_some_and(|(_, week)| digits(week) > 3)
}

/// Returns the part after the date.
fn time(text: &str) -> Option<&str> {
    text.trim().split_once(['T', 't', ' ']).map(|(_, time)| time)
}

/// Returns whether the time has a point or a comma, and no seconds before it.
fn has_fraction_without_seconds(text: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    time(text).and_then(|time| time.split_once(['.', ','])).is_some_and(|(time, _)| digits(time) < 6)
}

/// Returns whether the hour is 24, and the rest of the time is zeros or missing.
fn has_hour_24(text: &str) -> bool {
    let Some(time) = time(text) else { return false };
    let time = time.split(['Z', 'z', '+', '-']).next().unwrap_or_default();
    time.strip_prefix("24").is_some_and(|rest| rest.chars().all(|c| matches!(c, '0' | ':' | '.' | ',' | ' ')))
}

/// Returns whether the time ends with an offset: `Z`, or a sign after the time.
fn has_offset(text: &str) -> bool {
    let rest = text.trim().get(8..).unwrap_or_default();
    rest.ends_with(['Z', 'z'])
        || rest.find(':').is_some_and(|at| rest[at..].contains(['+', '-']))
        || time(text).is_some_and(|time| time.contains(['+', '-']))
}
