//! Reads arbitrary JSON values, for fields of type `serde_json::Value`.

use super::{Reader, unescape};
use crate::error::Fault;
use serde_json::{Map, Number, Value};

/// Reads a value with at most `max_nodes` values in total and without duplicate keys.
///
/// # Errors
/// Returns an error if a limit or rule is violated. The reader is then reset to the start of the value so
/// that the caller can skip it, unless the JSON is malformed.
pub(crate) fn read_value(json: &mut Reader<'_>, max_nodes: u32) -> Result<Value, Fault> {
    let from = json.place();
    let mut budget = Budget { nodes: max_nodes, spare_room: SPARE_ROOM, fault: None };
    match (value(json, &mut budget), budget.fault) {
        (Ok(value), None) => Ok(value),
        (Ok(_), Some(fault)) => {
            json.back_to(from);
            Err(fault)
        }
        (Err(Stopped::Fatal), _) => Err(json.fault().map_or(Fault::Invalid, Fault::Unreadable)),
        (Err(Stopped::Full(levels)), _) => {
            json.back_out(from, levels);
            Err(Fault::MaxNodes(max_nodes))
        }
    }
}

/// The remaining budget of a value, and its first error.
///
/// Reading continues after an error, so that the order of members does not decide which error is reported:
/// too many values, then a duplicate key, then an invalid number.
struct Budget {
    nodes: u32,
    /// how many more bytes arrays may leave unused
    spare_room: usize,
    fault: Option<Fault>,
}

/// The number of bytes that all arrays of a value may leave unused.
const SPARE_ROOM: usize = 16 * 1024;
/// Arrays up to this length grow like any vector.
const FEW: usize = 512;

#[derive(Clone, Copy)]
enum Stopped {
    /// the reader has stored the error
    Fatal,
    /// there are too many values; the number is that of the open containers
    Full(u32),
}

/// Reads one value. The reader's depth limit bounds the recursion.
fn value(json: &mut Reader<'_>, budget: &mut Budget) -> Result<Value, Stopped> {
    let Some(nodes) = budget.nodes.checked_sub(1) else { return Err(Stopped::Full(0)) };
    budget.nodes = nodes;
    let value = match json.blanks() {
        b'{' => Value::Object(object(json, budget)?),
        b'[' => Value::Array(array(json, budget)?),
        b'"' => Value::String(string(json)?),
        b't' | b'f' => Value::Bool(json.boolean().ok_or(Stopped::Fatal)?),
        b'n' => {
            json.eat_null();
            Value::Null
        }
        b'-' | b'0'..=b'9' => {
            let text = json.number().ok_or(Stopped::Fatal)?;
            number(text).map_or_else(
                || {
                    budget.fault.get_or_insert(Fault::Invalid);
                    Value::Null
                },
                Value::Number,
            )
        }
        _ => {
            json.malformed();
            return Err(Stopped::Fatal);
        }
    };
    if json.fault().is_some() { Err(Stopped::Fatal) } else { Ok(value) }
}

fn array(json: &mut Reader<'_>, budget: &mut Budget) -> Result<Vec<Value>, Stopped> {
    let mut items = Vec::new();
    let mut more = json.open(b']');
    while more {
        if items.len() == items.capacity() && items.len() >= FEW {
            // grow by a quarter: an item takes at least two bytes of the body, and at most four times as many
            // may be unused
            items.reserve_exact(items.len() / 4);
        }
        items.push(value(json, budget).map_err(deeper)?);
        more = json.more(b']');
    }
    let unused = (items.capacity() - items.len()) * size_of::<Value>();
    match budget.spare_room.checked_sub(unused) {
        Some(left) => budget.spare_room = left,
        None => items.shrink_to_fit(),
    }
    Ok(items)
}

fn object(json: &mut Reader<'_>, budget: &mut Budget) -> Result<Map<String, Value>, Stopped> {
    let mut members = Map::new();
    let mut more = json.open(b'}');
    while more {
        let (key, escaped) = json.key().ok_or(Stopped::Fatal)?;
        let key = if escaped { unescape(key) } else { key.to_owned() };
        let value = value(json, budget).map_err(deeper)?;
        if members.insert(key, value).is_some() {
            budget.fault = Some(Fault::Duplicate);
        }
        more = json.more(b'}');
    }
    Ok(members)
}

fn deeper(stopped: Stopped) -> Stopped {
    match stopped {
        Stopped::Full(levels) => Stopped::Full(levels + 1),
        Stopped::Fatal => Stopped::Fatal,
    }
}

fn string(json: &mut Reader<'_>) -> Result<String, Stopped> {
    let (text, escaped) = json.string().ok_or(Stopped::Fatal)?;
    Ok(if escaped { unescape(text) } else { text.to_owned() })
}

/// Parses a number as `serde_json` does, but rounds exactly. Returns `None` if it is too large for a float.
pub(crate) fn number(text: &str) -> Option<Number> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text != "-0" {
        if let Ok(number) = text.parse::<i64>() {
            return Some(number.into());
        }
        if let Ok(number) = text.parse::<u64>() {
            return Some(number.into());
        }
    }
    Number::from_f64(text.parse().ok()?)
}
