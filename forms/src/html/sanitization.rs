//! Predicts which texts a browser shows in an input (WHATWG HTML 4.10.5.1, value sanitization).

/// Returns whether an input of a type shows a text. A browser shows any other text as empty (WHATWG HTML 4.10.5.1,
/// value sanitization).
pub(super) fn shows(input_type: &str, text: &str) -> bool {
    match input_type {
        "number" => is_number(text) && is_finite(text),
        "date" => is_date(text),
        "time" => is_time(text),
        "datetime-local" => {
            text.split_once(['T', ' ']).is_some_and(|(date, time)| is_date(date) && is_time(time))
        }
        _ => true,
    }
}

fn is_number(text: &str) -> bool {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    (is_digits(whole) || (whole.is_empty() && fraction.is_some()))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(is_digits)
}

/// Returns whether a number is in the range of a double. A browser shows a number outside the range as empty. Only
/// numbers with many digits or an exponent can be outside.
fn is_finite(number: &str) -> bool {
    const DIGITS: usize = f64::MAX_10_EXP as usize;
    (number.len() <= DIGITS && !number.contains(['e', 'E']))
        || number.parse::<f64>().is_ok_and(f64::is_finite)
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let (true, Ok(year)) = (is_digits(year) && year.len() >= 4, year.parse::<u32>()) else { return false };
    let Some(month) = within(month, 1, 12) else { return false };
    let is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap_year),
        _ => 31,
    };
    year > 0 && within(day, 1, days).is_some()
}

fn is_time(text: &str) -> bool {
    let (minutes, seconds) = match text.get(..5) {
        Some(minutes) if text.len() > 5 => (minutes, text[5..].strip_prefix(':')),
        _ => (text, Some("00")),
    };
    let Some((hour, minute)) = minutes.split_once(':') else { return false };
    let Some(seconds) = seconds else { return false };
    let (second, fraction) = seconds.split_once('.').map_or((seconds, None), |(s, f)| (s, Some(f)));
    within(hour, 0, 23).is_some()
        && within(minute, 0, 59).is_some()
        && within(second, 0, 59).is_some()
        && fraction.is_none_or(|fraction| is_digits(fraction) && fraction.len() <= 3)
}

/// Parses two digits, within bounds.
fn within(text: &str, least: u32, most: u32) -> Option<u32> {
    let number = text.parse().ok().filter(|_| is_digits(text) && text.len() == 2)?;
    (least..=most).contains(&number).then_some(number)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::shows;

    #[test]
    fn unshown_texts_are_recognized() {
        for (input_type, shown, empty) in [
            (
                "number",
                &["0", "-1.5", "1e3", ".5", "1E-2", "1e308", "1e-2000"][..],
                &["", "+5", "1,5", "5.", " 7", "1e", "0x1", "\u{665}", "1e309", "-1e2000"][..],
            ),
            (
                "date",
                &["2027-03-31", "2028-02-29", "12027-01-01"],
                &["2027-02-29", "2027-3-31", "31/3/2027", "0000-01-01", "2027-13-01"],
            ),
            (
                "time",
                &["13:30", "00:00:59", "23:59:59.123"],
                &["24:00", "1:30", "13:30:", "13:30:60", "13:30:00.1234", "1\u{e9}:30"],
            ),
            (
                "datetime-local",
                &["2027-03-31T13:30", "2027-03-31 13:30:00"],
                &["2027-03-31", "2027-03-31T13:30Z", "2027-03-31T13:30+01:00"],
            ),
            ("text", &["anything"], &[]),
        ] {
            for text in shown {
                assert!(shows(input_type, text), "{input_type} {text}");
            }
            for text in empty {
                assert!(!shows(input_type, text), "{input_type} {text}");
            }
        }
    }
}
