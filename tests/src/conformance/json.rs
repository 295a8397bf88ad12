//! JSON documents as the value of a form's only field.

use super::fields::DJANGO;
use forms::{Body, field::Field};
use serde_json::Value;

/// Returns whether a form accepts these bytes as the value of a JSON field.
pub fn accepts(bytes: &[u8]) -> bool {
    let body = Body::new("application/json", [b"{\"v\": ", bytes, b"}"].concat());
    Field::<Option<Value>>::new("v").standalone().limits(DJANGO).clean(&body).is_ok()
}
