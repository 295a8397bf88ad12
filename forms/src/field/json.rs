//! Any JSON value as a field. Django's `JSONField`.

use super::{FieldType, judge};
use crate::{
    Cleaner, Raw,
    body::json::{Reader, read_value},
    error::Fault,
    raw::Given,
    spec::{FieldSpec, Kind},
};
use serde_json::Value;
use std::borrow::Cow;

impl FieldType for Value {
    type Subject = Self;
    const KIND: Kind = Kind::Json;
    /// In a form: JSON, typed as text. Bounded in depth and in the number of values; no key twice in any object.
    fn clean<'b>(raw: &Raw<'b>, field: &'static FieldSpec, cx: &mut Cleaner<'b>) -> Option<Self> {
        let nodes = field.most_nodes(cx.limits);
        let read = if let Given::Json = raw.0 {
            // nothing, as for every other type; an optional field has answered before
            if cx.json.first() == b'n' {
                cx.misfit(raw);
                return None;
            }
            read_value(&mut cx.json, nodes)
        } else {
            let text = cx.text(raw, field)?;
            let mut reader = Reader::new(&text, cx.limits.depth.min(128));
            let read = read_value(&mut reader, nodes);
            reader.blanks();
            // in a text of its own, bad syntax is the field's and not the body's
            if reader.fault().is_some() || (read.is_ok() && !reader.is_at_end()) {
                Err(Fault::Invalid)
            } else {
                read
            }
        };
        match read {
            Ok(value) => judge(&value, field, cx).then_some(value),
            // of the body, which is refused as a whole
            Err(_) if cx.json.fault().is_some() => None,
            Err(fault) => cx.refuse(fault),
        }
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &Raw<'b>,
        field: &'static FieldSpec,
        _present: Option<&Self>,
        cx: &mut Cleaner<'b>,
    ) {
        *out = Self::clean(raw, field, cx);
    }
}
