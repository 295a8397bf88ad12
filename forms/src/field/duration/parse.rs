//! Parses durations in Django's formats: `[days ][sign]hours:minutes:seconds`, ISO 8601, and the format of
//! `PostgreSQL`.

/// The reason why a text is not a valid duration.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ParseError {
    Invalid,
    /// the duration exceeds the limits of all supported types
    Overflow,
}

const SECOND: i128 = 1_000_000;
const DAY: i128 = 86_400 * SECOND;
/// Django's limits in microseconds: 999,999,999 days, and for positive durations also the rest of the last
/// day.
const LEAST: i128 = -999_999_999 * DAY;
const GREATEST: i128 = 1_000_000_000 * DAY - 1;

/// More digits exceed the limits, not counting leading zeros.
const MOST_DIGITS: usize = 20;

/// Parses a duration in microseconds.
///
/// # Errors
/// Returns an error if the text does not match any format, or if the duration exceeds the limits.
pub(super) fn parse(text: &str) -> Result<i128, ParseError> {
    let amount = clock(text).or_else(|| iso(text)).or_else(|| postgres(text)).ok_or(ParseError::Invalid)?;
    let Amount { days, rest } = amount;
    let fits = |part: Option<i128>| part.filter(|part| (LEAST..=GREATEST).contains(part));
    let (days, rest) = (fits(days).ok_or(ParseError::Overflow)?, fits(rest).ok_or(ParseError::Overflow)?);
    fits(Some(days + rest)).ok_or(ParseError::Overflow)
}

/// A duration in microseconds. A part is `None` if it overflows.
struct Amount {
    days: Option<i128>,
    rest: Option<i128>,
}

/// Parses `[-]3 [days, ][-]04:05:06.5`. The hours, or the hours and minutes, may be omitted.
fn clock(text: &str) -> Option<Amount> {
    let (days, rest) = match days(text) {
        Some((days, rest)) => {
            let rest = rest.strip_prefix("days, ").or_else(|| rest.strip_prefix("day, ")).unwrap_or(rest);
            (days, rest)
        }
        None => (Some(0), text),
    };
    let (negative, rest) = split_sign(rest);
    let (time, fraction) = match rest.split_once(['.', ',']) {
        Some((time, fraction)) => (time, microseconds(fraction)?),
        None => (rest, 0),
    };
    let parts: Vec<&str> = time.splitn(4, ':').collect();
    let (hours, minutes, seconds) = match *parts.as_slice() {
        [seconds] => ("0", "0", seconds),
        [minutes, seconds] => ("0", minutes, seconds),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let rest = add([(hours, 3600 * SECOND), (minutes, 60 * SECOND), (seconds, SECOND)])?;
    Some(Amount { days, rest: rest.map(|rest| with_sign(negative, rest + fraction)) })
}

/// Parses `P2W1DT2H3M4.5S`. Each component may have a fraction or be omitted. Weeks are supported as in
/// Django 6.1.
fn iso(text: &str) -> Option<Amount> {
    let (negative, rest) = match text.strip_prefix('+') {
        Some(rest) => (false, rest),
        None => split_sign(text),
    };
    let rest = rest.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, time),
        None => (rest, ""),
    };
    let (weeks, rest) = component(date, 'W', 7 * DAY)?;
    let (days, rest) = component(rest, 'D', DAY)?;
    if !rest.is_empty() {
        return None;
    }
    let (hours, rest) = component(time, 'H', 3600 * SECOND)?;
    let (minutes, rest) = component(rest, 'M', 60 * SECOND)?;
    let (seconds, rest) = component(rest, 'S', SECOND)?;
    if !rest.is_empty() {
        return None;
    }
    let rest = [weeks, hours, minutes, seconds].into_iter().sum::<Option<i128>>();
    Some(Amount {
        days: days.map(|days| with_sign(negative, days)),
        rest: rest.map(|rest| with_sign(negative, rest)),
    })
}

/// Parses `3 days 04:05:06.5`. The days or the time may be omitted.
fn postgres(text: &str) -> Option<Amount> {
    let (days, rest) = match days(text) {
        Some((days, rest)) => {
            let rest = rest.strip_prefix("days").or_else(|| rest.strip_prefix("day"))?;
            (days, rest.strip_prefix(' ').unwrap_or(rest))
        }
        None => (Some(0), text),
    };
    if rest.is_empty() && !text.is_empty() {
        return Some(Amount { days, rest: Some(0) });
    }
    let (negative, rest) = match rest.strip_prefix('+') {
        Some(rest) => (false, rest),
        None => split_sign(rest),
    };
    let (time, fraction) = match rest.split_once('.') {
        Some((time, fraction)) if fraction.len() <= 6 => (time, microseconds(fraction)?),
        Some(_) => return None,
        None => (rest, 0),
    };
    let mut parts = time.splitn(3, ':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    if minutes.len() != 2 || seconds.len() != 2 {
        return None;
    }
    let rest = add([(hours, 3600 * SECOND), (minutes, 60 * SECOND), (seconds, SECOND)])?;
    Some(Amount { days, rest: rest.map(|rest| with_sign(negative, rest + fraction)) })
}

/// Splits off the days before the first space, and returns the rest.
fn days(text: &str) -> Option<(Option<i128>, &str)> {
    let (days, rest) = text.split_once(' ')?;
    let (negative, digits) = split_sign(days);
    Some((parse_units(digits, DAY)?.map(|days| with_sign(negative, days)), rest))
}

fn split_sign(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

fn with_sign(negative: bool, amount: i128) -> i128 {
    if negative { -amount } else { amount }
}

/// Parses a number of units. Returns `None` if the text contains anything but digits, and `Some(None)` on
/// overflow.
#[expect(clippy::option_option, reason = "an invalid number differs from one that overflows")]
fn parse_units(digits: &str, unit: i128) -> Option<Option<i128>> {
    if !is_digits(digits) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > MOST_DIGITS {
        return Some(None);
    }
    let amount = if digits.is_empty() { Some(0) } else { digits.parse::<i128>().ok() };
    Some(amount.and_then(|amount| amount.checked_mul(unit)))
}

#[expect(clippy::option_option, reason = "an invalid number differs from one that overflows")]
fn add<const N: usize>(parts: [(&str, i128); N]) -> Option<Option<i128>> {
    let mut sum = Some(0i128);
    for (digits, unit) in parts {
        let part = parse_units(digits, unit)?;
        sum = sum.zip(part).and_then(|(sum, part)| sum.checked_add(part));
    }
    Some(sum)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses one to twelve digits of a fraction. Only the first six have an effect.
fn microseconds(digits: &str) -> Option<i128> {
    if !is_digits(digits) || digits.len() > 12 {
        return None;
    }
    let kept = &digits[..digits.len().min(6)];
    Some(kept.parse::<i128>().ok()? * 10i128.pow(6 - kept.len() as u32))
}

/// Parses a component of an ISO 8601 duration, such as `1.5H`, and returns the rest. A missing component is
/// zero.
fn component(text: &str, letter: char, unit: i128) -> Option<(Option<i128>, &str)> {
    let Some((number, rest)) = text.split_once(letter) else { return Some((Some(0), text)) };
    let (digits, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    if !is_digits(fraction) {
        return None;
    }
    // further digits are less than a microsecond
    let kept = &fraction[..fraction.len().min(18)];
    let scale = 10i128.pow(kept.len() as u32);
    let part = rounded(kept.parse::<i128>().ok()? * unit, scale);
    Some((parse_units(digits, unit)?.and_then(|units| units.checked_add(part)), rest))
}

/// Divides a non-negative amount and rounds half to even.
fn rounded(amount: i128, by: i128) -> i128 {
    let (quotient, twice) = (amount / by, amount % by * 2);
    let up = twice > by || (twice == by && quotient % 2 == 1);
    quotient + i128::from(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_parsed() {
        for (text, microseconds) in [
            ("90", 90_000_000),
            ("1:30", 90_000_000),
            ("-30", -30_000_000),
            ("10:61:61", 39_721_000_000),
            ("1 1:2:3", 90_123_000_000),
            ("-1 day, 23:59:59", -1_000_000),
            ("-1 days +00:00:01", -86_399_000_000),
            ("1 days -00:00:01", 86_399_000_000),
            ("-4 15:30", -344_670_000_000),
            ("15:30,1234567", 930_123_456),
            ("3 days", 259_200_000_000),
            ("3 days ", 259_200_000_000),
            ("3 days 04:05:06", 273_906_000_000),
            ("P", 0),
            ("P1DT", 86_400_000_000),
            ("-PT1.5H", -5_400_000_000),
            ("+P1.5D", 129_600_000_000),
            ("PT44,48H", 160_128_000_000),
            ("P1W", 604_800_000_000),
            ("P1W2D", 777_600_000_000),
            ("-P1W", -604_800_000_000),
            ("-P1W2D", -777_600_000_000),
            ("+P0W", 0),
            ("P1,5W", 907_200_000_000),
            ("P1.5W1.5DT1.5H", 1_042_200_000_000),
            ("P1WT1S", 604_801_000_000),
            ("P0.0000001W", 60_480),
            ("PT0.00000050S", 0),
            ("PT0.0000015S", 2),
            ("000000000000000000000000000001", 1_000_000),
        ] {
            assert_eq!(parse(text), Ok(microseconds), "{text}");
        }
    }

    #[test]
    fn invalid_and_too_large_durations_have_different_errors() {
        for text in [
            "",
            " ",
            " 5",
            "5 ",
            "5\n",
            "+30",
            "1:2:3:4",
            "1.",
            ".5",
            "1:2:",
            ":1",
            "1::2",
            "1:2:3.",
            "--1",
            "p1w",
            "P1w",
            "PW",
            "P1D1W",
            "P1W1W",
            "P1W-2D",
            "P-1W",
            "P1.W",
            "P1W2",
            "PT1W",
            "1W",
            "P1Y",
            "P1M",
            "pt1h",
            "P-1D",
            "PT-1H",
            "1e5",
            "\u{665}",
            "PT1.H",
            "PTH",
            "P1D\r\n",
            "1 1:2:3:4",
            "-97 days 59:104:194",
            "1:2.1234567890123",
            "day",
            "1 day 1:2:3x",
            "inf",
        ] {
            assert_eq!(parse(text), Err(ParseError::Invalid), "{text:?}");
        }
        let nines = "9".repeat(60_000);
        for text in [
            "1000000000 0:0:0",
            "-1000000000 24:00:00",
            "999999999 24:00:00",
            "P999999999999D",
            "P142857143W",
            &nines,
        ] {
            assert_eq!(parse(text), Err(ParseError::Overflow), "{text:.20}");
        }
        assert_eq!(parse("999999999 23:59:59.999999"), Ok(GREATEST));
        assert_eq!(parse("-999999999 00:00:00"), Ok(LEAST));
    }
}
