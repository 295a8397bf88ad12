//! Number fields.

use super::{Asked, Config, Value, asked, asked_as_integer, declared};
use bigdecimal::BigDecimal;
use forms::field::{DecimalField, Field, NumberField};

pub(super) fn integer_field(config: &Config<'_>) -> Result<Asked, String> {
    Ok(if config.required() {
        asked_as_integer(bounded(declared::<i128>(), config), |n| Value::Int(n.to_string()))
    } else {
        asked_as_integer(bounded(declared::<Option<i128>>(), config), |n| {
            n.map_or(Value::Null, |n| Value::Int(n.to_string()))
        })
    })
}

pub(super) fn float_field(config: &Config<'_>) -> Result<Asked, String> {
    Ok(if config.required() {
        asked(bounded(declared::<f64>(), config), Value::Float)
    } else {
        asked(bounded(declared::<Option<f64>>(), config), |n| n.map_or(Value::Null, Value::Float))
    })
}

pub(super) fn decimal_field(config: &Config<'_>) -> Result<Asked, String> {
    Ok(if config.required() {
        asked(sized(declared::<BigDecimal>(), config), |n| decimal(&n))
    } else {
        asked(sized(declared::<Option<BigDecimal>>(), config), |n| n.map_or(Value::Null, |n| decimal(&n)))
    })
}

fn sized<T: DecimalField + NumberField>(field: Field<T>, config: &Config<'_>) -> Field<T> {
    let mut field = bounded(field, config);
    if let Some(digits) = config.count("max_digits") {
        field = field.max_digits(digits);
    }
    if let Some(places) = config.count("decimal_places") {
        field = field.decimal_places(places);
    }
    field
}

/// Returns the digits, including zeros at the end of the fraction.
pub(super) fn decimal(value: &BigDecimal) -> Value {
    let (units, scale) = value.as_bigint_and_exponent();
    Value::Decimal(format!("{units}e{}", -i128::from(scale)))
}

/// Applies the arguments that every number field has.
pub(super) fn bounded<T: NumberField>(mut field: Field<T>, config: &Config<'_>) -> Field<T> {
    if let Some(least) = config.number("min_value") {
        field = field.min(least);
    }
    if let Some(greatest) = config.number("max_value") {
        field = field.max(greatest);
    }
    if let Some(step) = config.number("step_size") {
        field = field.step(step);
    }
    field
}
