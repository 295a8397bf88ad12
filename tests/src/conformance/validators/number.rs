//! Validators of numbers.

use super::{Answer, Asked, Config, verdict};
use crate::conformance::value::Value;
use forms::{
    Param, Problem,
    schema::Number,
    validator::{DecimalDigits, MaxValue, MinValue, StepSize, Validator},
};
use std::rc::Rc;

/// Builds the validator of that name, if it validates numbers.
pub(super) fn validator(name: &str, config: &Config<'_>) -> Option<Result<Asked, String>> {
    let rule = match name {
        "DecimalValidator" => return Some(Ok(decimal_digits(config))),
        "MinValueValidator" => Rule::Min,
        "MaxValueValidator" => Rule::Max,
        "StepValueValidator" => Rule::Step,
        _ => return None,
    };
    Some(built(rule, config))
}

/// Builds a validator of the digits of a text. Django converts the text to a `Decimal` first.
fn decimal_digits(config: &Config<'_>) -> Asked {
    let mut digits = DecimalDigits::new();
    if let Some(most) = config.count("max_digits") {
        digits = digits.max_digits(most);
    }
    if let Some(most) = config.count("decimal_places") {
        digits = digits.decimal_places(most);
    }
    Rc::new(move |input| match input.text() {
        Some(text) => verdict(digits.validate(text)),
        None => Answer::NotBuilt("an input that is not a text".to_owned()),
    })
}

#[derive(Clone, Copy)]
enum Rule {
    Min,
    Max,
    Step,
}

/// Builds a rule for whole numbers if all arguments are whole, and else a rule for floats.
fn built(rule: Rule, config: &Config<'_>) -> Result<Asked, String> {
    let limit = config.number("limit_value").ok_or("no limit_value")?;
    let offset = config.number("offset");
    let whole = |number: &Number| if let Number::Integer(n) = number { Some(*n) } else { None };
    let fraction = |number: &Number| match *number {
        Number::Integer(n) => n as f64,
        Number::Float(n) => n,
        _ => f64::NAN,
    };
    let wholes = whole(&limit)
        .filter(|_| offset.as_ref().is_none_or(|offset| whole(offset).is_some()))
        .map(|limit| (limit, offset.as_ref().and_then(whole)));
    let (limit, offset) = (fraction(&limit), offset.as_ref().map(fraction));
    Ok(Rc::new(move |input| match (input, wholes) {
        (Value::Int(digits), Some((limit, offset))) => match digits.parse::<i128>() {
            Ok(value) => verdict(judged(rule, value, limit, offset)),
            Err(_) => Answer::NotBuilt("a number beyond 128 bits".to_owned()),
        },
        (Value::Int(digits) | Value::Decimal(digits), _) => {
            verdict(judged(rule, digits.parse().unwrap_or(f64::NAN), limit, offset))
        }
        (Value::Float(value), _) => verdict(judged(rule, *value, limit, offset)),
        _ => Answer::NotBuilt("an input that is not a number".to_owned()),
    }))
}

fn judged<N>(rule: Rule, value: N, limit: N, offset: Option<N>) -> Result<(), Problem>
where
    N: PartialOrd + Copy + Into<Param> + Send + Sync,
    StepSize<N>: Validator<N>,
{
    match (rule, offset) {
        (Rule::Min, _) => MinValue(limit).validate(&value),
        (Rule::Max, _) => MaxValue(limit).validate(&value),
        (Rule::Step, Some(offset)) => StepSize::new(limit).starting_at(offset).validate(&value),
        (Rule::Step, None) => StepSize::new(limit).validate(&value),
    }
}
