//! Boolean fields.

use super::{Asked, Config, Value, asked, declared};

pub(super) fn boolean_field(config: &Config<'_>) -> Result<Asked, String> {
    Ok(asked(declared::<bool>().required(config.required()), Value::Bool))
}

pub(super) fn null_boolean_field(config: &Config<'_>) -> Result<Asked, String> {
    // Django's `NullBooleanField` never requires a value
    let _ = config.required();
    Ok(asked(declared::<Option<bool>>(), |value| value.map_or(Value::Null, Value::Bool)))
}
