//! The report as maps: Django's, flat, and a nested one.

use super::{
    Error, Errors, Param, Problem, Record,
    errors::{error_at, records_of},
    path::{FORM, Path, UNKNOWN},
};
use crate::schema::{FormSchema, Kind};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// What stands for a form as a whole, in the place of a field's name: Django's `NON_FIELD_ERRORS`.
const ALL: &str = "__all__";

/// The report as one flat map, Django's `ErrorDict.get_json_data()`: from [`Errors::by_field`].
///
/// Each key is a field, named as on the wire (`email`, `phones[1].number`); each value is a list of objects with
/// `code`, `message` and `params`. A form's own problems stand under `__all__`, those of a form within another under
/// `address.__all__`. There too are keys that no field has, with the key as `params.key`: what someone sent is never a
/// key here. The order is that of the report.
///
/// It is JSON through [`Serialize`], and as [`Display`](fmt::Display).
///
/// ```json
/// {
///   "email": [{"code": "required", "message": "Enter email address.", "params": {}}],
///   "__all__": [{"code": "unknown", "message": "...", "params": {"key": "is_admin"}}]
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ByField<'e>(&'e Errors);

/// The report as maps within maps, as Django REST framework has it: from [`Errors::nested`].
///
/// A field that holds others is always an object: of a form by the names of its fields, of a list by the numbers of its
/// items, as strings, so that no gaps need be filled. What is wrong with such a field as a whole stands in it under
/// `__all__`. Any other field is a list of objects with `code`, `message` and `params`. The order is that of the
/// report, with each `__all__` last.
///
/// It is JSON through [`Serialize`], and as [`Display`](fmt::Display).
///
/// ```json
/// {"phones": {"1": {"number": [{"code": "required", "message": "Enter number.", "params": {}}]}}}
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Nested<'e>(&'e Errors);

impl Errors {
    /// The report as a flat map by fields: Django's.
    pub fn by_field(&self) -> ByField<'_> {
        ByField(self)
    }
    /// The report as maps within maps.
    pub fn nested(&self) -> Nested<'_> {
        Nested(self)
    }
    /// [`by_field`](Self::by_field) as a JSON value. The value's own map may order the keys anew; what is written with
    /// [`by_field`](Self::by_field) keeps the report's order.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self.by_field()).unwrap_or_default()
    }
    /// [`nested`](Self::nested) as a JSON value.
    pub fn to_nested_json(&self) -> serde_json::Value {
        serde_json::to_value(self.nested()).unwrap_or_default()
    }
}

impl Serialize for ByField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (spec, records) = records_of(self.0);
        let mut map = serializer.serialize_map(None)?;
        // problems of one place stand together, and a form's unknown keys behind its own
        for same in records.chunk_by(|a, b| key_of(a) == key_of(b)) {
            let first = error_at(spec, &same[0]);
            let mut key = first.path();
            if first.is_form_level() {
                if !key.is_empty() {
                    key.push('.');
                }
                key.push_str(ALL);
            }
            map.serialize_entry(&key, &Problems { spec, records: same, more: &[] })?;
        }
        map.end()
    }
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (spec, records) = records_of(self.0);
        Level { root: spec, records, depth: 0, holds: Holds::Form(spec) }.serialize(serializer)
    }
}

/// The place that a record's key names: of a form's own problems and its unknown keys it is one.
fn key_of(record: &Record) -> Path {
    match record.path.last() {
        Some(UNKNOWN) => record.path.parent().then(FORM),
        _ => record.path,
    }
}

/// What the numbers at a level of a path mean.
#[derive(Clone, Copy)]
enum Holds {
    Form(&'static FormSchema),
    List(&'static Kind),
    Nothing,
}

impl Holds {
    fn of(kind: &'static Kind) -> Self {
        match kind {
            Kind::Form(spec) => Holds::Form(spec()),
            Kind::List(item) => Holds::List(item),
            _ => Holds::Nothing,
        }
    }
}

/// Records whose paths agree up to `depth`, of a field that holds others.
struct Level<'e> {
    root: &'static FormSchema,
    records: &'e [Record],
    depth: usize,
    holds: Holds,
}

impl Serialize for Level<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Level { root, records, depth, holds } = *self;
        let index = |record: &Record| record.path.get(depth);
        let (own, rest) = records.split_at(records.partition_point(|record| record.path.len() <= depth));
        let (within, whole) = rest.split_at(rest.partition_point(|record| index(record) < FORM));
        let mut map = serializer.serialize_map(None)?;
        for same in within.chunk_by(|a, b| index(a) == index(b)) {
            let i = index(&same[0]);
            let (name, inner) = match holds {
                Holds::Form(spec) => {
                    let Some(field) = spec.fields.get(usize::from(i)) else { continue };
                    (field.name.as_str().to_owned(), Holds::of(&field.kind))
                }
                Holds::List(item) => (i.to_string(), Holds::of(item)),
                Holds::Nothing => continue,
            };
            if let Holds::Nothing = inner {
                map.serialize_entry(&name, &Problems { spec: root, records: same, more: &[] })?;
            } else {
                map.serialize_entry(&name, &Level { root, records: same, depth: depth + 1, holds: inner })?;
            }
        }
        if own.len() + whole.len() > 0 {
            map.serialize_entry(ALL, &Problems { spec: root, records: own, more: whole })?;
        }
        map.end()
    }
}

/// A list of problems.
struct Problems<'e> {
    spec: &'static FormSchema,
    records: &'e [Record],
    more: &'e [Record],
}

impl Serialize for Problems<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.records.iter().chain(self.more);
        serializer.collect_seq(all.map(|record| Described(error_at(self.spec, record))))
    }
}

/// One problem: `code`, `message`, `params`.
struct Described<'e>(Error<'e>);

impl Serialize for Described<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("code", self.0.code())?;
        map.serialize_entry("message", &Message(self.0))?;
        map.serialize_entry("params", &Params(self.0.problem()))?;
        map.end()
    }
}

/// A message, written straight into the output.
pub(super) struct Message<'e>(pub(super) Error<'e>);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_message(f)
    }
}

impl Serialize for Message<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Parameters by name.
pub(super) struct Params<'e>(pub(super) &'e Problem);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let params = self.0.params();
        let mut map = serializer.serialize_map(None)?;
        for (i, (name, value)) in params.iter().enumerate() {
            // as in the message: of two of one name, the first
            if !params[..i].iter().any(|(before, _)| before == name) {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

impl Serialize for Param {
    /// A whole number beyond 64 bits is a string: most readers of JSON have no such number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Param::Integer(n) => match (i64::try_from(*n), u64::try_from(*n)) {
                (Ok(n), _) => serializer.serialize_i64(n),
                (_, Ok(n)) => serializer.serialize_u64(n),
                _ => serializer.collect_str(n),
            },
            Param::Float(n) => serializer.serialize_f64(*n),
            Param::Decimal(text) | Param::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl fmt::Display for ByField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(self, f)
    }
}

impl fmt::Display for Nested<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(self, f)
    }
}

/// As JSON; `{:#}` on lines of their own.
pub(super) fn write_json(value: &impl Serialize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let json = if f.alternate() { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    f.write_str(&json.map_err(|_| fmt::Error)?)
}
