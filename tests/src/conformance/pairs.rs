//! Reads the pairs of an urlencoded body. The library has no map of pairs, so each key is read by a form that has this key and
//! ignores the others.

use super::{config::leaked, fields::DJANGO};
use crate::report::unknown_key;
use forms::{Body, Errors, StandaloneField, field::Field};

/// The values of a key in order. If no field can have this key, only whether the body has it.
#[derive(Debug, PartialEq)]
pub enum Found {
    Values(Vec<String>),
    Unnameable,
    Absent,
}

/// Returns the values of a key that the body has `times` times. If that is more than once, blank values are dropped.
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

/// Checks whether the body can be read.
pub fn read(text: &str) -> Result<(), Errors> {
    nothing().ignore_unknown().clean(&Body::form(text)).map(|_| ())
}

fn nothing() -> StandaloneField<Option<String>> {
    Field::new("a-name-that-no-body-has").standalone().limits(DJANGO)
}

/// Returns whether a field can have this name.
fn can_be_a_name(key: &str) -> bool {
    let cannot =
        |c: char| matches!(c, '&' | '=' | '+' | '%' | '"' | '\\' | '.' | '[' | ']' | '\x7f') || c < ' ';
    !key.is_empty() && !key.contains(cannot)
}

/// Returns whether a form without this key reports it as unknown.
fn is_unknown(key: &str, body: &Body) -> Result<bool, Errors> {
    let Err(errors) = nothing().clean(body) else { return Ok(false) };
    if !errors.iter().all(|error| error.is_unknown_key()) {
        return Err(errors);
    }
    // errors do not show a key that does not look like one
    Ok(errors.iter().any(|error| unknown_key(&error).is_none_or(|shown| shown == key)))
}
