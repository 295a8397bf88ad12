//! Arbitrary JSON values as a field, as in Django's `JSONField`.

use super::{FieldInput, FieldType, text::decoded, validate};
use crate::{
    BindContext, RawValue,
    body::{
        Escaping, Given,
        json::{Reader, read_value},
    },
    error::Fault,
    schema::{FieldSchema, Kind},
};
use serde_json::Value;
use std::borrow::Cow;

impl FieldType for Value {
    type Subject = Self;
    const KIND: Kind = Kind::Json;
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    /// Reads a JSON value. In a form, the value is JSON in a text, which may have several lines.
    ///
    /// Limits apply to the length, the depth and the number of values. Keys must be unique in each object. A
    /// string at the top level may not contain NUL. If a value is required, `null`, `""`, `[]` and `{}` are
    /// rejected, as in Django.
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        let nodes = field.most_nodes(&cx.limits);
        let start = cx.json.place();
        let read = if let Given::Json = raw.0 {
            // `null` means that the value is missing, as for every other type; an `Option` has handled it
            // before
            if cx.json.first() == b'n' {
                cx.misfit(raw);
                return None;
            }
            let read = read_value(&mut cx.json, nodes);
            (read, cx.json.place() - start)
        } else {
            let text = typed(raw, cx)?;
            let mut reader = Reader::new(&text, cx.limits.max_depth);
            let read = read_value(&mut reader, nodes);
            reader.blanks();
            // a syntax error in the text of a form is an error of the field, not of the body
            if reader.fault().is_some() || (read.is_ok() && !reader.is_at_end()) {
                (Err(Fault::Invalid), 0)
            } else {
                (read, text.len())
            }
        };
        let (read, length) = read;
        match read {
            // the empty values of Django
            Ok(value) if field.required && matches!(field.kind, Kind::Json) && is_empty(&value) => {
                cx.refuse(Fault::Required)
            }
            Ok(Value::String(text)) if text.contains('\0') => cx.refuse(Fault::NullCharacters),
            // a page displays the value as a text, which could not be submitted again if it were too long
            Ok(value)
                if length.saturating_mul(GROWTH) > cx.limits.max_text_chars as usize
                    && is_too_long(&value, cx) =>
            {
                None
            }
            Ok(value) => validate(&value, field, cx).then_some(value),
            // a syntax error in a JSON body; the body is rejected as a whole
            Err(_) if cx.json.fault().is_some() => None,
            Err(fault) => cx.refuse(fault),
        }
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        *out = Self::clean(input.raw, input.field, input.context);
    }
}

/// Returns the text that contains the JSON. It is not stripped: only the white space of JSON is allowed
/// around the value.
fn typed<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> Option<Cow<'b, str>> {
    let (text, escaping) = cx.raw_text(raw)?;
    let text = match escaping {
        Escaping::Plain | Escaping::None => Cow::Borrowed(text),
        escaping => Cow::Owned(decoded(text, escaping, false, cx)?),
    };
    if text.is_empty() {
        return cx.refuse(Fault::Required);
    }
    let limit = cx.limits.max_text_chars;
    if text.len() > limit as usize {
        let actual = text.chars().count();
        if actual > limit as usize {
            return cx.refuse(Fault::MaxLength { limit, actual: actual.min(u32::MAX as usize) as u32 });
        }
    }
    Some(text)
}

/// The maximum growth of a value when it is formatted again, as a factor: `1e15` becomes
/// `1000000000000000.0`.
const GROWTH: usize = 5;

/// Returns whether the value is too long as a text, and reports it in that case.
#[cold]
fn is_too_long(value: &Value, cx: &mut BindContext<'_>) -> bool {
    let mut characters = Characters(0);
    // writing to `characters` cannot fail
    let _ = serde_json::to_writer(&mut characters, value);
    let (limit, actual) = (cx.limits.max_text_chars, characters.0.min(u32::MAX as usize) as u32);
    if actual > limit {
        cx.fault(Fault::MaxLength { limit, actual });
    }
    actual > limit
}

/// Counts the characters of the UTF-8 written to it.
struct Characters(usize);

impl std::io::Write for Characters {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
