//! Numbers.

use super::{Asked, Config, Value, asked, declared};
use forms::spec::{Field, NumberField};

pub(super) fn integer_field(config: &Config<'_>) -> Result<Asked, String> {
    Ok(if config.required() {
        asked(bounded(declared::<i64>(), config), |n| Value::Int(n.to_string()))
    } else {
        asked(bounded(declared::<Option<i64>>(), config), |n| {
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

/// The arguments that every number has.
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
