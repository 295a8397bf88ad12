//! The pairs of an urlencoded body. There is no map of them here: each key is asked for by a form that has it, and passes
//! over the others.

use super::{config::leaked, fields::DJANGO};
use crate::report::unknown_key;
use forms::{Body, Errors, StandaloneField, field::Field};

/// The values under each of these keys, in order; of a key that no field can have, whether it is there.
#[derive(Debug, PartialEq)]
pub enum Found {
    Values(Vec<String>),
    Unnameable,
    Absent,
}

/// What is found under a key that comes so many times. Of a key that comes more than once, blank values are dropped.
pub fn find(text: &str, key: &str, times: usize) -> Result<Found, Errors> {
    let body = Body::form(text);
    if !can_be_a_name(key) {
        return is_unknown(key, &body).map(|there| if there { Found::Unnameable } else { Found::Absent });
    }
    if times == 1 {
        let field = Field::<Option<String>>::new(leaked(key)).strip(false).multiline();
        let text = field.standalone().limits(DJANGO).ignore_unknown().clean(&body)?;
        return Ok(Found::Values(vec![text.unwrap_or_default()]));
    }
    let field = Field::<Vec<String>>::new(leaked(key)).strip(false).multiline().max_items(1_000);
    field.standalone().limits(DJANGO).ignore_unknown().clean(&body).map(Found::Values)
}

/// Whether the body can be read at all.
pub fn read(text: &str) -> Result<(), Errors> {
    nothing().ignore_unknown().clean(&Body::form(text)).map(|_| ())
}

fn nothing() -> StandaloneField<Option<String>> {
    Field::new("a-name-that-no-body-has").standalone().limits(DJANGO)
}

/// Whether a form may have a field of that name.
fn can_be_a_name(key: &str) -> bool {
    let cannot =
        |c: char| matches!(c, '&' | '=' | '+' | '%' | '"' | '\\' | '.' | '[' | ']' | '\x7f') || c < ' ';
    !key.is_empty() && !key.contains(cannot)
}

/// Whether a form that has no such key is told of it.
fn is_unknown(key: &str, body: &Body) -> Result<bool, Errors> {
    let Err(errors) = nothing().clean(body) else { return Ok(false) };
    if !errors.iter().all(|error| error.is_unknown_key()) {
        return Err(errors);
    }
    // a key that does not look like one is not shown
    Ok(errors.iter().any(|error| unknown_key(&error).is_none_or(|shown| shown == key)))
}
