//! Compares with Django's `has_changed`: whether a submitted value differs from the present one. Our fields tell this when they
//! clean a value over a present one.

use super::{
    body::{KEY, body},
    config::Config,
    fields::choices,
    value::Value,
    vectors::{Answer, Case},
};
use bigdecimal::BigDecimal;
use forms::{Body, FieldType, field::Field};
use jiff::{SignedDuration, civil::Date};
use serde_json::Value as Json;
use uuid::Uuid;

/// Returns the answer of our field.
pub fn answer(name: &str, case: &Case) -> Answer {
    let Value::List(pair) = &case.input else { return Answer::NotBuilt("no pair of values".to_owned()) };
    let [initial, submitted] = &pair[..] else { return Answer::NotBuilt("no pair of values".to_owned()) };
    let config = Config::new(&case.config);
    let asked = Asked { initial, submitted, is_disabled: config.flag("disabled", false) };
    let changed = match name {
        "CharField" | "EmailField" => {
            let text = Field::<String>::new(KEY).required(false).strip(config.flag("strip", true));
            asked.of(text, |value| Some(value.python_str().unwrap_or_default()))
        }
        "ChoiceField" | "TypedChoiceField" => match choices(&config) {
            Ok(values) => {
                // the present value has the type of the field, as after Django's `coerce`
                let is_typed = config.text("coerce").is_some();
                let field = Field::<String>::new(KEY).required(false).one_of(values);
                asked.of(field, |value| match value {
                    Value::Int(_) if !is_typed => None,
                    value => Some(value.python_str().unwrap_or_default()),
                })
            }
            Err(why) => Err(why),
        },
        "MultipleChoiceField" => match choices(&config) {
            Ok(values) => asked.of(Field::<Vec<String>>::new(KEY).one_of(values), |value| match value {
                Value::Null => Some(Vec::new()),
                Value::List(items) => items.iter().map(Value::python_str).collect(),
                _ => None,
            }),
            Err(why) => Err(why),
        },
        "BooleanField" => asked.of(Field::<bool>::new(KEY), |value| Some(truth(value).unwrap_or(false))),
        "NullBooleanField" => asked.of(Field::<Option<bool>>::new(KEY), |value| Some(truth(value))),
        "IntegerField" => asked.of(Field::<Option<i64>>::new(KEY), |value| {
            optional(value, |value| if let Value::Int(digits) = value { digits.parse().ok() } else { None })
        }),
        "FloatField" => asked.of(Field::<Option<f64>>::new(KEY), |value| {
            optional(value, |value| match value {
                Value::Int(digits) => digits.parse().ok(),
                Value::Float(value) => Some(*value),
                _ => None,
            })
        }),
        "DecimalField" => asked.of(Field::<Option<BigDecimal>>::new(KEY), |value| {
            optional(value, |value| match value {
                Value::Int(digits) | Value::Decimal(digits) => digits.parse().ok(),
                _ => None,
            })
        }),
        "DateField" => asked.of(Field::<Option<Date>>::new(KEY), |value| {
            optional(value, |value| if let Value::Date(text) = value { text.parse().ok() } else { None })
        }),
        "UUIDField" => asked.of(Field::<Option<Uuid>>::new(KEY), |value| {
            optional(value, |value| if let Value::Uuid(text) = value { text.parse().ok() } else { None })
        }),
        "DurationField" => asked.of(Field::<Option<SignedDuration>>::new(KEY), |value| {
            optional(value, |value| match value {
                Value::Duration(micros) => Some(SignedDuration::from_micros(i64::try_from(*micros).ok()?)),
                _ => None,
            })
        }),
        "JSONField" => asked.of(Field::<Option<Json>>::new(KEY), |value| {
            optional(value, |value| serde_json::from_str(&value.json()?).ok())
        }),
        _ => Err(case.kind.clone()),
    };
    match (changed, config.unknown()) {
        (Ok(_), Some(argument)) => Answer::NotBuilt(format!("{name} with {argument}")),
        (Ok(changed), None) => Answer::Accepted(Value::Bool(changed)),
        (Err(why), _) => Answer::NotBuilt(why),
    }
}

struct Asked<'c> {
    initial: &'c Value,
    submitted: &'c Value,
    is_disabled: bool,
}

impl Asked<'_> {
    /// Returns whether the value changed. A read-only field refuses a different value, and ignores an equal one. A value
    /// that cannot be read counts as changed. An initial value of another type counts as changed too, because our present
    /// value cannot have that type.
    fn of<T: FieldType>(
        &self,
        field: Field<T>,
        present: impl Fn(&Value) -> Option<T>,
    ) -> Result<bool, String> {
        let field = if self.is_disabled { field.read_only() } else { field };
        let Some(present) = present(self.initial) else { return Ok(true) };
        let body = match self.submitted {
            Value::List(items) if items.is_empty() => Some(Body::form("")),
            submitted => body(submitted),
        };
        let body = body.ok_or("an input that no body brings")?;
        Ok(match field.standalone().clean_over(&present, &body) {
            Ok((_, changed)) => changed,
            Err(errors) => !errors.iter().all(|error| matches!(error.code(), "read_only" | "immutable")),
        })
    }
}

#[expect(clippy::option_option, reason = "no present value of that type, or an empty one")]
fn optional<T>(value: &Value, some: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        value => some(value).map(Some),
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::Text(text) => text.to_lowercase().parse().ok(),
        _ => None,
    }
}
