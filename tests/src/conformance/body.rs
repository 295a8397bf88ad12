//! Builds request bodies from the inputs of the vectors.

use super::value::Value;
use forms::Body;

/// The key of the only field.
pub const KEY: &str = "v";

/// Returns a body with this value: a text as a form's control sends it, null as an empty body, any other value as JSON.
/// Returns `None` if no body can carry the value.
pub fn body(input: &Value) -> Option<Body> {
    Some(match input {
        Value::Null => Body::form(""),
        Value::Text(text) => Body::form(pair(KEY, text)),
        other => Body::json(format!("{{{KEY:?}:{}}}", other.json()?)),
    })
}

/// Returns the body of a form with one pair.
pub fn pair(key: &str, text: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(key, text).finish()
}
