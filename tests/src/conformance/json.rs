//! JSON documents, as the value of the one field of a form.

use super::fields::DJANGO;
use forms::{Body, field::Field};
use serde_json::Value;

/// Whether a form takes these bytes as the value of a field that holds JSON.
pub fn accepts(bytes: &[u8]) -> bool {
    let body = Body::new("application/json", [b"{\"v\": ", bytes, b"}"].concat());
    Field::<Option<Value>>::new("v").standalone().limits(DJANGO).clean(&body).is_ok()
}
