//! UUID fields.

use super::{Asked, Config, Value, asked, declared};
use uuid::Uuid;

pub(super) fn uuid_field(config: &Config<'_>) -> Result<Asked, String> {
    let shown = |value: Uuid| Value::Uuid(value.hyphenated().to_string());
    Ok(if config.required() {
        asked(declared::<Uuid>(), shown)
    } else {
        asked(declared::<Option<Uuid>>(), move |value| value.map_or(Value::Null, shown))
    })
}
