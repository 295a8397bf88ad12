//! What a browser does with text in a control: value sanitization and constraint validation of the WHATWG HTML standard
//! (4.10.5.1 and 4.10.21).

use scraper::ElementRef;

/// The reason why a browser does not submit the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The text is not a value of the control's type.
    Type(String),
    /// An attribute of the control refuses it.
    Attribute(&'static str),
}

/// Returns what a browser sends after a person types or pastes the text into the control and submits the form.
///
/// # Panics
/// Panics if the control does not take text.
pub fn submitted(control: &ElementRef<'_>, typed: &str) -> Result<String, Refusal> {
    let attribute = |name| control.value().attr(name);
    let number = |name| attribute(name).and_then(|value| value.parse::<f64>().ok());
    let kind = match control.value().name() {
        "textarea" => "textarea",
        "input" => attribute("type").unwrap_or("text"),
        other => panic!("a {other} does not take text"),
    };
    let line: String = typed.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    let value = match kind {
        "textarea" => typed.replace("\r\n", "\n").replace('\r', "\n"),
        "email" | "url" => line.trim_matches([' ', '\t', '\u{c}']).to_owned(),
        _ => line,
    };
    if value.is_empty() {
        let is_required = attribute("required").is_some();
        return if is_required { Err(Refusal::Attribute("required")) } else { Ok(value) };
    }
    let has_type = match kind {
        "text" | "search" | "tel" | "password" | "textarea" => true,
        "email" => is_email(&value),
        "url" => url::Url::parse(&value).is_ok(),
        "number" => is_number(&value),
        "date" => is_date(&value),
        "time" => is_time(&value),
        "datetime-local" => {
            value.split_once(['T', ' ']).is_some_and(|(date, time)| is_date(date) && is_time(time))
        }
        other => panic!("text cannot be typed into {other}"),
    };
    if !has_type {
        return Err(Refusal::Type(kind.to_owned()));
    }
    let length = value.encode_utf16().count() as f64;
    if number("maxlength").is_some_and(|most| length > most) {
        return Err(Refusal::Attribute("maxlength"));
    }
    if number("minlength").is_some_and(|least| length < least) {
        return Err(Refusal::Attribute("minlength"));
    }
    match kind {
        "number" => {
            let typed: f64 = value.parse().unwrap_or(f64::NAN);
            if number("min").is_some_and(|min| typed < min) {
                return Err(Refusal::Attribute("min"));
            }
            if number("max").is_some_and(|max| typed > max) {
                return Err(Refusal::Attribute("max"));
            }
            let step = attribute("step").unwrap_or("1");
            let base = number("min").or(number("value")).unwrap_or(0.0);
            let fits = |step: f64| ((typed - base) / step).fract().abs() < 1e-9;
            if step != "any" && !step.parse().is_ok_and(fits) {
                return Err(Refusal::Attribute("step"));
            }
        }
        // these values sort as texts
        "date" | "time" | "datetime-local" => {
            if attribute("min").is_some_and(|min| value.as_str() < min) {
                return Err(Refusal::Attribute("min"));
            }
            if attribute("max").is_some_and(|max| value.as_str() > max) {
                return Err(Refusal::Attribute("max"));
            }
        }
        _ => {}
    }
    Ok(if kind == "textarea" { value.replace('\n', "\r\n") } else { value })
}

/// The standard's regular expression for a valid e-mail address (4.10.5.1.5).
fn is_email(text: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && local.chars().all(is_atom) && host.split('.').all(is_label)
    })
}

/// Returns whether the text is a valid floating-point number (2.3.4.3).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(n, e)| (n, Some(e)));
    let number = number.strip_prefix('-').unwrap_or(number);
    let is_mantissa = match number.split_once('.') {
        Some((whole, fraction)) => (whole.is_empty() || digits(whole)) && digits(fraction),
        None => digits(number),
    };
    let is_exponent = |exponent: &str| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    is_mantissa && exponent.is_none_or(is_exponent) && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Returns whether the text is a valid date string (2.3.5.2) with a year of four digits: the server takes no longer years.
fn is_date(text: &str) -> bool {
    text.len() == 10 && !text.starts_with("0000") && text.parse::<jiff::civil::Date>().is_ok()
}

/// Returns whether the text is a valid time string (2.3.5.4).
fn is_time(text: &str) -> bool {
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    let shape = match text.len() {
        5 => text.bytes().filter(|byte| *byte == b':').count() == 1,
        8 => text.bytes().filter(|byte| *byte == b':').count() == 2,
        10..=12 => (1..=3).contains(&fraction.len()),
        _ => false,
    };
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    shape && plain && !text.ends_with(":60") && text.parse::<jiff::civil::Time>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{Html, Selector};

    #[test]
    fn controls_validate_as_the_standard_says() {
        for (control, typed, sent) in [
            ("<input>", "a\nb", Ok("ab")),
            ("<input maxlength=2>", "😀", Ok("😀")),
            ("<input maxlength=2>", "😀a", Err(Refusal::Attribute("maxlength"))),
            ("<textarea></textarea>", "a\nb", Ok("a\r\nb")),
            ("<input type=email>", " a@b ", Ok("a@b")),
            ("<input type=email>", "a@bücher.example", Err(Refusal::Type("email".into()))),
            ("<input type=email>", "a@[192.0.2.1]", Err(Refusal::Type("email".into()))),
            ("<input type=url>", "https://example.com", Ok("https://example.com")),
            ("<input type=url>", "example.com", Err(Refusal::Type("url".into()))),
            ("<input type=number>", "5", Ok("5")),
            ("<input type=number>", "+5", Err(Refusal::Type("number".into()))),
            ("<input type=number>", "5.5", Err(Refusal::Attribute("step"))),
            ("<input type=number step=5 value=7>", "10", Err(Refusal::Attribute("step"))),
            ("<input type=number step=any min=1>", "0.5", Err(Refusal::Attribute("min"))),
            ("<input type=date min=1000-01-01>", "0027-03-31", Err(Refusal::Attribute("min"))),
            ("<input type=date>", "2027-02-30", Err(Refusal::Type("date".into()))),
            ("<input type=time>", "13:30:15.123", Ok("13:30:15.123")),
            ("<input type=time>", "13:30:15.1234", Err(Refusal::Type("time".into()))),
            ("<input type=datetime-local>", "2027-03-31T13:30", Ok("2027-03-31T13:30")),
            ("<input required>", "", Err(Refusal::Attribute("required"))),
        ] {
            let page = Html::parse_fragment(control);
            let element = page.select(&Selector::parse("input, textarea").unwrap()).next().unwrap();
            assert_eq!(submitted(&element, typed), sent.map(str::to_owned), "{control} {typed}");
        }
    }
}
