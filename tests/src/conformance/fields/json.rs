//! Fields whose value is JSON.

use super::{Asked, Config, Value, asked, declared};
use serde_json::Value as Json;

pub(super) fn json_field(config: &Config<'_>) -> Result<Asked, String> {
    Ok(if config.required() {
        asked(declared::<Json>(), |value| shown(&value))
    } else {
        asked(declared::<Option<Json>>(), |value| value.map_or(Value::Null, |value| shown(&value)))
    })
}

fn shown(value: &Json) -> Value {
    match value {
        Json::Number(number) if number.is_f64() => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        Json::Number(number) => Value::Int(number.to_string()),
        Json::Array(items) => Value::List(items.iter().map(shown).collect()),
        Json::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), shown(value))).collect())
        }
        plain => Value::read(plain),
    }
}
