//! Checks input formats and the bounds of dates and times.

use quote::ToTokens;
use syn::{Expr, ExprLit, Lit, LitStr};

use crate::errors::Errors;
use crate::model::Zone;

const DIRECTIVES: &str = "%Y %y %m %B %b %d %j %A %a %H %I %p %M %S %f %z %%";

/// Checks an input format. The runtime rejects the same formats while compiling; this error has the details.
pub(super) fn input_format(format: &str) -> Result<(), String> {
    let mut parts = Vec::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            continue;
        }
        let directive =
            letters.next().ok_or("a format cannot end with a single `%`: write `%%` for a percent sign")?;
        let part = match directive {
            'Y' | 'y' => "year",
            'm' | 'b' | 'B' => "month",
            'd' => "day",
            'j' => "day of the year",
            'A' | 'a' => "day of the week",
            'H' => "hour",
            'I' => "hour of the half day",
            'p' => "half of the day",
            'M' => "minute",
            'S' => "second",
            'f' => "fraction",
            'z' => "offset",
            '%' => continue,
            other => return Err(format!("unknown directive `%{other}`; expected one of {DIRECTIVES}")),
        };
        if parts.contains(&part) {
            return Err(format!("this format has the {part} twice: keep one of them"));
        }
        parts.push(part);
    }
    let has = |part: &str| parts.contains(&part);
    let day = has("month") || has("day") || has("day of the year");
    let whole_day = has("day of the year") != (has("month") && has("day")) && (has("month") == has("day"));
    if (day || has("year") || has("day of the week")) && !(has("year") && whole_day) {
        return Err(
            "a format with a date needs a year, and either month and day or the day of the year: write for example `%Y-%m-%d`".into()
        );
    }
    if has("hour of the half day") != has("half of the day") || (has("hour") && has("half of the day")) {
        return Err("expected `%H`, or `%I` with `%p`, for the hour".into());
    }
    let hour = has("hour") || has("hour of the half day");
    if (!hour && (has("minute") || has("offset")))
        || (has("second") && !has("minute"))
        || (has("fraction") && !has("second"))
    {
        return Err("a part of a time needs the larger parts too: write for example `%H:%M:%S.%f`".into());
    }
    if !day && !hour {
        return Err("a format needs a date or a time: write for example `%Y-%m-%d` or `%H:%M`".into());
    }
    Ok(())
}

/// Returns whether the text looks like a bound of a date or a time, which the runtime reads while compiling.
pub(super) fn is_bound(bound: &Expr) -> bool {
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = bound else { return false };
    let text = text.value();
    text.starts_with(|letter: char| letter.is_ascii_digit()) && text.contains(['-', ':'])
}

pub(super) fn time_zone(zone: &Zone, errors: &Errors) {
    match zone {
        Zone::Named(name) => named(name, errors),
        Zone::Value(Expr::Lit(literal)) => errors.over(
            literal,
            format!(
                "expected a time zone, found `{}`: write `time_zone = \"Europe/Paris\"` or `time_zone = &ZONE`",
                literal.to_token_stream()
            ),
        ),
        Zone::Fixed(..) | Zone::Value(_) => {}
    }
}

#[cfg(feature = "jiff")]
fn named(name: &LitStr, errors: &Errors) {
    let text = name.value();
    let is_name = text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "/_+-".contains(letter));
    if !is_name {
        errors.over(
            name,
            format!("expected `\"UTC\"`, an offset such as `\"+01:00\"` or a name such as `\"Europe/Paris\"`, found `\"{text}\"`"),
        );
    }
}

#[cfg(not(feature = "jiff"))]
fn named(name: &LitStr, errors: &Errors) {
    errors.over(
        name,
        "the name of a time zone needs the feature `jiff` of the crate `forms`: enable it in Cargo.toml, or write an \
         offset such as `\"+01:00\"`",
    );
}

#[cfg(test)]
mod tests {
    use super::input_format;

    #[test]
    fn partial_dates_and_times_are_invalid_formats() {
        for format in
            ["%d.%m.%Y", "%Y%j", "%A %d %b %y", "%H", "%I %p", "%H:%M:%S.%f%z", "%B %d %Y %I:%M %p %%"]
        {
            assert_eq!(input_format(format), Ok(()), "{format}");
        }
        for format in [
            "",
            "x",
            "%",
            "%q",
            "%d",
            "%Y",
            "%m/%d",
            "%Y %m",
            "%Y %j %d",
            "%Y %j %m %d",
            "%Y %y %m %d",
            "%A",
            "%M",
            "%I",
            "%p %H",
            "%H:%S",
            "%H:%M %f",
            "%z",
            "%Y-%m-%d %z",
        ] {
            assert!(input_format(format).is_err(), "{format}");
        }
    }
}
