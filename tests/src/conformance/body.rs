//! Inputs as the bodies that would bring them.

use super::value::Value;
use forms::Body;

/// The key of the one field.
pub const KEY: &str = "v";

/// A text comes from a form's control, nothing is a control that is not there, and what is neither can only come as
/// JSON. None: it cannot be sent at all.
pub fn body(input: &Value) -> Option<Body> {
    Some(match input {
        Value::Null => Body::form(""),
        Value::Text(text) => Body::form(pair(KEY, text)),
        other => Body::json(format!("{{{KEY:?}:{}}}", other.json()?)),
    })
}

/// One pair of a form's body.
pub fn pair(key: &str, text: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(key, text).finish()
}
