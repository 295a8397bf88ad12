//! Differences of numbers.

use super::{Class, Difference, Found, has_other_digits};
use crate::conformance::{compare::Relation, config::number, value::Value};
use forms::schema::Number;

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "plain-digits",
        reason: "Numbers, dates and identifiers are written with the digits 0 to 9, without `_` and inner \
                 spaces, and without a sign or `0x` in the middle of an identifier. Python reads the digits of \
                 every script.",
        class: Class::Stricter,
        applies: |found| {
            let written = ["invalid", "c"];
            found.we_say(&written)
                && is_of_digits(found.name())
                && found.text_is(|text| {
                    let text = text.trim();
                    has_other_digits(text)
                        || text.contains(char::is_whitespace)
                        || found.name() == "UUIDField" && text.contains(['+', 'x', 'X'])
                })
        },
    },
    Difference {
        name: "white-space-around-numbers",
        reason: "A validator checks the text as it is. Python's `Decimal`, and its patterns at the end of a \
                 line, ignore white space around a number.",
        class: Class::Stricter,
        applies: |found| {
            found.we_say(&["invalid"])
                && ["DecimalValidator", "DurationField"].contains(&found.name())
                && found
                    .text_is(|text| text.trim_matches(|c: char| c.is_whitespace() || c.is_control()) != text)
        },
    },
    Difference {
        name: "whole-json-numbers",
        reason: "A whole number in JSON is an integer in every spelling. Django reads the text that Python \
                 makes of a float, so it takes `1e15` and refuses `1e16`. We accept the exact number.",
        class: Class::DjangoIsWrong,
        applies: |found| {
            let Value::Float(number) = found.case.input else { return false };
            let is_exact =
                |value: &Value| matches!(value, Value::Int(digits) if *digits == format!("{number:.0}"));
            let is_ours = found.our_value().map_or_else(|| !found.codes().contains(&"invalid"), is_exact);
            found.name() == "IntegerField" && number.fract() == 0.0 && number.abs() >= 1e16 && is_ours
        },
    },
    Difference {
        name: "digits-are-bounded",
        reason: "A number has as many digits as the limits allow, 40 by default, and the exponent counts: \
                 `1E+1000000` is `max_digits`. Django has no limit.",
        class: Class::Stricter,
        applies: |found| found.codes().contains(&"max_digits"),
    },
    Difference {
        name: "integers-have-a-type",
        reason: "A whole number must fit its type, which has at most 128 bits. Python's integers have no \
                 bound.",
        class: Class::Stricter,
        applies: |found| {
            found.is("field:IntegerField")
                && found.relation == Relation::Stricter
                && found.we_say(&["max_value", "min_value"])
        },
    },
    Difference {
        name: "exact-steps",
        reason: "Steps of whole numbers are counted exactly. Django counts in floats: beyond 2^53 it accepts \
                 numbers that are not multiples and refuses some that are, and beyond 10^308 it crashes. We \
                 accept only true multiples; a number that a float cannot represent is not refused for this reason.",
        class: Class::DjangoIsWrong,
        applies: |found| {
            let stepped = found.is("field:IntegerField") && found.case.config.get("step_size").is_some()
                || found.is("validator:StepValueValidator");
            stepped
                && (is_beyond_floats(&found.case.input) || distance(found).is_some_and(is_inexact))
                && (found.relation != Relation::Looser || is_true_multiple(found))
        },
    },
    Difference {
        name: "step-offsets",
        reason: "The offset of a step is reported as it was declared. Django reports it in the type of the \
                 value, where 0.1 becomes 0.",
        class: Class::Stricter,
        applies: |found| {
            found.is("validator:StepValueValidator")
                && found.relation == Relation::OtherErrors
                && found.case.config["offset"].is_f64()
                && matches!(found.case.input, Value::Int(_))
        },
    },
];

fn is_of_digits(name: &str) -> bool {
    let kinds = [
        "IntegerField",
        "FloatField",
        "DecimalField",
        "DateField",
        "TimeField",
        "DateTimeField",
        "DurationField",
        "UUIDField",
        "validate_integer",
        "int_list_validator",
        "DecimalValidator",
    ];
    kinds.contains(&name)
}

/// Returns whether Django reports only the step, although the number is an exact multiple of it.
fn is_true_multiple(found: &Found<'_>) -> bool {
    let Some(step) = whole_argument(found, ["step_size", "limit_value"]) else { return false };
    found.their_codes() == ["step_size"]
        && distance(found).and_then(|distance| distance.checked_rem(step)).is_some_and(|rest| rest == 0)
}

/// Returns the distance from the number from which steps are counted.
fn distance(found: &Found<'_>) -> Option<i128> {
    let (Value::Int(text) | Value::Text(text)) = &found.case.input else { return None };
    let offset = whole_argument(found, ["min_value", "offset"]).unwrap_or(0);
    whole_number(text)?.checked_sub(offset)
}

fn whole_argument(found: &Found<'_>, names: [&str; 2]) -> Option<i128> {
    match number(names.iter().find_map(|name| found.case.config.get(name))?)? {
        Number::Integer(n) => Some(n),
        _ => None,
    }
}

/// Reads a whole number as Django's `IntegerField` does: a fraction of zeros adds nothing (`7.`, `7.0`).
fn whole_number(text: &str) -> Option<i128> {
    let text = text.trim();
    let (whole, zeros) = text.split_once('.').unwrap_or((text, ""));
    let is_whole = zeros.bytes().all(|digit| digit == b'0');
    whole.parse().ok().filter(|_| is_whole)
}

fn is_inexact(distance: i128) -> bool {
    distance.unsigned_abs() >= 1 << 53
}

/// Returns whether the number is whole and has more than 53 bits.
fn is_beyond_floats(input: &Value) -> bool {
    let digits = match input {
        Value::Int(digits) | Value::Text(digits) => digits.trim(),
        _ => return false,
    };
    let digits = digits.trim_start_matches(['-', '+']).split('.').next().unwrap_or_default();
    let is_whole = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_whole && digits.parse::<u64>().map_or(true, |value| value >= 1 << 53)
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn a_fraction_of_zeros_is_whole() {
        for (text, value) in
            [("7", 7), ("7.0", 7), (" 7.", 7), ("+7.000", 7), ("-9007199254740993.0", -9_007_199_254_740_993)]
        {
            assert_eq!(whole_number(text), Some(value), "{text}");
        }
        for text in ["7.1", "7.0.0", ".0", "7.0e1", "x", ""] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }
}
