//! Of dates and times.

use super::{Class, Difference};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "date-separators",
        reason: "Between a date and a time stand `T`, `t` or a space. To Python 3.11 any character is a separator.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:DateTimeField") && found.we_say(&["invalid"]) && found.text_is(has_odd_separator)
        },
    },
    Difference {
        name: "offsets-need-a-zone",
        reason: "A date and time without a zone has no offset from UTC; Django keeps the offset in a value that is otherwise \
                 without.",
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
        reason: "An offset from UTC is of whole seconds, with nothing but spaces before it.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:DateTimeField") && found.we_say(&["invalid"]) && found.text_is(has_offset)
        },
    },
    Difference {
        name: "ends-of-the-calendar",
        reason: "A moment is within the years 1 to 9999 in UTC too.",
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
        name: "fractions-of-seconds",
        reason: "A fraction is one of seconds, behind a point; Python 3.11 takes digits behind minutes for it too, and digits \
                 without a point.",
        class: Class::Stricter,
        applies: |found| {
            let many = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() > 14;
            found.is("field:DateTimeField") && found.we_say(&["invalid"]) && found.text_is(many)
        },
    },
    Difference {
        name: "dates-on-one-line",
        reason: "White space in a date is no line break.",
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
        reason: "Of a date and a time in two parts, each has its own errors: what is missing is told of at its place, also \
                 where the other part is wrong.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:SplitDateTimeField")
                && found.we_say(&["required", "invalid", "invalid_date", "invalid_time"])
                && !found.their_codes().is_empty()
        },
    },
];

/// Behind the date of eight digits (with or without hyphens) or a week, something else than `T`, `t` or a space.
fn has_odd_separator(text: &str) -> bool {
    let date = text.trim().find(|c: char| !(c.is_numeric() || matches!(c, '-' | 'W')));
    date.is_some_and(|at| at >= 7 && !text.trim()[at..].starts_with(['T', 't', ' ']))
        || text.matches('W').count() > 1
}

/// `Z`, or a sign behind the time.
fn has_offset(text: &str) -> bool {
    let text = text.trim();
    let time = text.get(8..).unwrap_or_default();
    time.ends_with(['Z', 'z'])
        || time.find(':').is_some_and(|at| time[at..].contains(['+', '-']))
        || time.find(['T', 't', ' ']).is_some_and(|at| time[at..].contains(['+', '-']))
}
