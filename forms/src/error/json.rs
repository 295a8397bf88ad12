//! The errors as JSON objects: flat like Django's, or nested.

use super::{
    Error, Errors, Param, Problem, Record,
    errors::{error_at, is_in_json, records_of},
    path::{FORM, Path, UNKNOWN},
};
use crate::schema::{FormSchema, Kind};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// The key for the errors of a form as a whole: Django's `NON_FIELD_ERRORS`.
const ALL: &str = "__all__";

/// The errors as a flat map, like Django's `ErrorDict.get_json_data()`. Created by [`Errors::by_field`].
///
/// Each key is the path of a field on the wire (`email`, `phones[1].number`). Each value is a list of objects with
/// `code`, `message` and `params`. Errors of the form itself are under `__all__`, those of a nested form under
/// `address.__all__`. Unknown keys are also there, with the key in `params.key`, so that no key of the map comes from
/// the sender. The order is that of the errors.
///
/// It implements [`Serialize`], and [`Display`](fmt::Display) writes it as JSON.
///
/// ```json
/// {
///   "email": [{"code": "required", "message": "Enter email address.", "params": {}}],
///   "__all__": [{"code": "unknown", "message": "...", "params": {"key": "is_admin"}}]
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ByField<'e>(&'e Errors);

/// The errors as nested maps, like those of Django REST framework. Created by [`Errors::nested`].
///
/// A nested form is always an object whose keys are the names of its fields. A list is always an object whose keys are
/// the indices of its items as strings, so that no gaps must be filled. Errors of such a field as a whole are in it
/// under `__all__`. Any other field is a list of objects with `code`, `message` and `params`. The order is that of the
/// errors, with each `__all__` last.
///
/// It implements [`Serialize`], and [`Display`](fmt::Display) writes it as JSON.
///
/// ```json
/// {"phones": {"1": {"number": [{"code": "required", "message": "Enter number.", "params": {}}]}}}
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Nested<'e>(&'e Errors);

impl Errors {
    /// Returns the errors as a flat map by field, like Django's.
    pub fn by_field(&self) -> ByField<'_> {
        ByField(self)
    }
    /// Returns the errors as nested maps.
    pub fn nested(&self) -> Nested<'_> {
        Nested(self)
    }
    /// Returns [`by_field`](Self::by_field) as a JSON value. The map of that value may sort the keys. To keep the order
    /// of the errors, serialize [`by_field`](Self::by_field) itself.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self.by_field()).unwrap_or_default()
    }
    /// Returns [`nested`](Self::nested) as a JSON value.
    pub fn to_nested_json(&self) -> serde_json::Value {
        serde_json::to_value(self.nested()).unwrap_or_default()
    }
}

impl Serialize for ByField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (_, records) = records_of(self.0);
        let mut map = serializer.serialize_map(None)?;
        if is_in_json(self.0) {
            return by_field_in_json(self.0, map);
        }
        // errors of one path are adjacent, and a form's unknown keys follow its own errors
        for same in records.chunk_by(|a, b| key_of(a) == key_of(b)) {
            let key = key_in(error_at(self.0, &same[0]));
            map.serialize_entry(&key, &Problems { errors: self.0, records: same, more: &[] })?;
        }
        map.end()
    }
}

fn key_in(error: Error<'_>) -> String {
    let mut key = error.path();
    if error.is_form_level() {
        if !key.is_empty() {
            key.push('.');
        }
        key.push_str(ALL);
    }
    key
}

/// Writes the errors of a JSON body. Errors of a variant as a whole have the key of the enum, whose own errors need not be
/// next to them.
fn by_field_in_json<M: SerializeMap>(errors: &Errors, mut map: M) -> Result<M::Ok, M::Error> {
    let mut fields: Vec<(String, Vec<Error<'_>>)> = Vec::new();
    for error in errors.iter() {
        let key = key_in(error);
        match fields.iter_mut().find(|(known, _)| *known == key) {
            Some((_, same)) => same.push(error),
            None => fields.push((key, vec![error])),
        }
    }
    for (key, same) in fields {
        let same: Vec<Described<'_>> = same.into_iter().map(Described).collect();
        map.serialize_entry(&key, &same)?;
    }
    map.end()
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (spec, records) = records_of(self.0);
        Level { errors: self.0, records, depth: 0, holds: LevelKind::Form(spec) }.serialize(serializer)
    }
}

/// Returns the path that is the key of a record. A form's own errors and its unknown keys share one.
fn key_of(record: &Record) -> Path {
    match record.path.last() {
        Some(UNKNOWN) => record.path.parent().then(FORM),
        _ => record.path,
    }
}

/// The meaning of the indices at a level of a path.
#[derive(Clone, Copy)]
enum LevelKind {
    Form(&'static FormSchema),
    List(&'static Kind),
    Nothing,
}

impl LevelKind {
    fn of(kind: &'static Kind) -> Self {
        match kind {
            Kind::Form(spec) => LevelKind::Form(spec()),
            Kind::List(item) => LevelKind::List(item),
            _ => LevelKind::Nothing,
        }
    }
}

/// Records of a nested form or list, whose paths agree up to `depth`.
struct Level<'e> {
    errors: &'e Errors,
    records: &'e [Record],
    depth: usize,
    holds: LevelKind,
}

impl Serialize for Level<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let all = self.serialize_fields(&mut map)?;
        if !all.is_empty() {
            map.serialize_entry(ALL, &all)?;
        }
        map.end()
    }
}

impl<'e> Level<'e> {
    /// Writes the errors of fields, and returns those of the form or list as a whole.
    fn serialize_fields<M: SerializeMap>(&self, map: &mut M) -> Result<Vec<Described<'e>>, M::Error> {
        let Level { errors, records, depth, holds } = *self;
        let index = |record: &Record| record.path.get(depth);
        let (own, rest) = records.split_at(records.partition_point(|record| record.path.len() <= depth));
        let (within, whole) = rest.split_at(rest.partition_point(|record| index(record) < FORM));
        let mut all = Vec::new();
        for same in within.chunk_by(|a, b| index(a) == index(b)) {
            let i = index(&same[0]);
            let (name, inner) = match holds {
                LevelKind::Form(spec) => {
                    let Some(field) = spec.fields.get(usize::from(i)) else { continue };
                    let inner = LevelKind::of(&field.kind);
                    // JSON has the fields of a variant beside its tag
                    if is_in_json(errors) && spec.is_variant(i.into()) {
                        let level = Level { errors, records: same, depth: depth + 1, holds: inner };
                        all.extend(level.serialize_fields(map)?);
                        continue;
                    }
                    (field.name.as_str().to_owned(), inner)
                }
                LevelKind::List(item) => (i.to_string(), LevelKind::of(item)),
                LevelKind::Nothing => continue,
            };
            if let LevelKind::Nothing = inner {
                map.serialize_entry(&name, &Problems { errors, records: same, more: &[] })?;
            } else {
                map.serialize_entry(&name, &Level { errors, records: same, depth: depth + 1, holds: inner })?;
            }
        }
        all.extend(own.iter().chain(whole).map(|record| Described(error_at(errors, record))));
        Ok(all)
    }
}

/// A list of errors.
struct Problems<'e> {
    errors: &'e Errors,
    records: &'e [Record],
    more: &'e [Record],
}

impl Serialize for Problems<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.records.iter().chain(self.more);
        serializer.collect_seq(all.map(|record| Described(error_at(self.errors, record))))
    }
}

/// One error: `code`, `message`, `params`.
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

/// A message, written directly to the output.
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
            // if two have the same name, the first counts, as in the message
            if !params[..i].iter().any(|(before, _)| before == name) {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

impl Serialize for Param {
    /// Writes whole numbers beyond 64 bits as strings, since most JSON readers do not support them.
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

/// Writes JSON; `{:#}` uses indented lines.
pub(super) fn write_json(value: &impl Serialize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let json = if f.alternate() { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    f.write_str(&json.map_err(|_| fmt::Error)?)
}
