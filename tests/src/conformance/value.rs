//! Values of the vectors. JSON's own types are written as they are, other types have a tag.

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A value of Python, as an input or an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Text(String),
    Int(String),
    Float(f64),
    Decimal(String),
    Date(String),
    Time(String),
    DateTime(String),
    /// In microseconds.
    Duration(i128),
    Uuid(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
    File {
        name: Box<Value>,
        size: u64,
    },
    /// The input itself.
    Input,
    /// The digest of a text or a number that is too long for the vectors.
    Digest {
        chars: u64,
        sha256: String,
    },
    /// A text that UTF-8 cannot encode.
    Unrepresentable(String),
}

/// Texts that are inputs of the vectors, and that answers have only as a digest.
const LONG_INPUTS: &[(&str, &str, usize, &str)] =
    &[("ecba145f6a101d6c55542cff60fdff60d87ae202a414adff197b0cc74898e1e6", "a", 300, ".txt")];

impl Value {
    /// # Panics
    /// Panics on a tag that the description of the vectors does not have.
    pub fn read(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::String(text) => Value::Text(text.clone()),
            // numbers without a tag occur only in configs
            Json::Number(number) if number.is_f64() => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
            Json::Number(number) => Value::Int(number.to_string()),
            Json::Array(items) => Value::List(items.iter().map(Value::read).collect()),
            Json::Object(members) => {
                let (tag, value) = members.iter().next().expect("a tag");
                tagged(tag, value)
            }
        }
    }
    /// Returns the text, if the value is a text.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }
    /// Returns Python's `str()` of the value, if a widget can have this value.
    pub fn python_str(&self) -> Option<String> {
        Some(match self {
            Value::Text(text) => text.clone(),
            Value::Int(digits) => digits.clone(),
            Value::Float(value) => python_float(*value),
            Value::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
            _ => return None,
        })
    }
    /// Returns the value as JSON, as a program would send it.
    pub fn json(&self) -> Option<String> {
        Some(match self {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Text(text) => Json::from(text.as_str()).to_string(),
            Value::Int(digits) => digits.clone(),
            Value::Float(value) if value.is_finite() => python_float(*value),
            Value::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(Value::json).collect();
                format!("[{}]", items?.join(","))
            }
            Value::Object(members) => {
                let members: Option<Vec<String>> = members
                    .iter()
                    .map(|(key, value)| Some(format!("{}:{}", Json::from(key.as_str()), value.json()?)))
                    .collect();
                format!("{{{}}}", members?.join(","))
            }
            _ => return None,
        })
    }
    /// Returns whether our value is the same as this one of Django. `input` is the input of both.
    pub fn is(&self, ours: &Value, input: &Value) -> bool {
        match (self, ours) {
            (Value::Input, _) => input.is(ours, input),
            (Value::Digest { chars, sha256 }, Value::Text(text) | Value::Int(text)) => {
                text.chars().count() as u64 == *chars && digest(text) == *sha256
            }
            (Value::Digest { chars, sha256 }, Value::Decimal(number)) => {
                let text = python_decimal(number);
                text.len() as u64 == *chars && digest(&text) == *sha256
            }
            (Value::Float(theirs), Value::Float(ours)) => theirs.to_bits() == ours.to_bits(),
            (Value::Decimal(theirs), Value::Decimal(ours)) => plain(theirs) == plain(ours),
            (Value::DateTime(theirs), Value::DateTime(ours)) => {
                theirs == ours || is_same_moment(theirs, ours)
            }
            (Value::List(theirs), Value::List(ours)) => {
                theirs.len() == ours.len()
                    && theirs.iter().zip(ours).all(|(theirs, ours)| theirs.is(ours, input))
            }
            (Value::Object(theirs), Value::Object(ours)) => {
                theirs.len() == ours.len()
                    && theirs.iter().all(|(key, theirs)| {
                        let ours = ours.iter().find(|(our_key, _)| our_key == key);
                        ours.is_some_and(|(_, ours)| theirs.is(ours, input))
                    })
            }
            (Value::File { name, size }, Value::File { name: our_name, size: our_size }) => {
                name.is(our_name, input) && size == our_size
            }
            _ => self == ours,
        }
    }
    /// Returns whether two parameters are the same number, in any representation.
    pub fn is_same_number(&self, ours: &Value) -> bool {
        match (self.number(), ours.number()) {
            (Some(theirs), Some(ours)) => theirs == ours || (plain(&theirs) == plain(&ours)),
            _ => false,
        }
    }
    fn number(&self) -> Option<String> {
        match self {
            Value::Int(digits) | Value::Decimal(digits) => Some(digits.clone()),
            // our limits of decimals are texts, which lose no digits
            Value::Text(digits) if digits.parse::<f64>().is_ok() => Some(digits.clone()),
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => Some(format!("{value:.0}")),
            Value::Float(value) => Some(value.to_string()),
            _ => None,
        }
    }
    /// Returns the member of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let Value::Object(members) = self else { return None };
        members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

fn tagged(tag: &str, value: &Json) -> Value {
    let text = || value.as_str().unwrap_or_default().to_owned();
    match tag {
        "int" => Value::Int(text()),
        "float" => Value::Float(match value.as_str() {
            Some("inf") => f64::INFINITY,
            Some("-inf") => f64::NEG_INFINITY,
            Some(digits) => digits.parse().unwrap_or(f64::NAN),
            None => f64::NAN,
        }),
        "decimal" => Value::Decimal(text()),
        "date" => Value::Date(text()),
        "time" => Value::Time(text()),
        "datetime" => Value::DateTime(text()),
        "duration_us" => Value::Duration(text().parse().expect("microseconds")),
        "uuid" => Value::Uuid(text()),
        "unrepresentable" => Value::Unrepresentable(text()),
        "$" => Value::Input,
        "object" => {
            let members = value.as_array().expect("members");
            let member =
                |pair: &Json| (pair[0].as_str().unwrap_or_default().to_owned(), Value::read(&pair[1]));
            Value::Object(members.iter().map(member).collect())
        }
        "file" => Value::File {
            name: Box::new(Value::read(&value["name"])),
            size: value["size"].as_u64().unwrap_or_default(),
        },
        "cat" => {
            let pieces = value.as_array().expect("pieces");
            let piece = |piece: &Json| {
                piece[0].as_str().unwrap_or_default().repeat(piece[1].as_u64().unwrap_or(0) as usize)
            };
            Value::Text(pieces.iter().map(piece).collect())
        }
        "digest" => {
            let sha256 = value["sha256"].as_str().unwrap_or_default();
            match LONG_INPUTS.iter().find(|(known, ..)| *known == sha256) {
                Some((_, piece, times, end)) => Value::Text(piece.repeat(*times) + end),
                None => Value::Digest {
                    chars: value["chars"].as_u64().unwrap_or_default(),
                    sha256: sha256.to_owned(),
                },
            }
        }
        other => panic!("a value tagged {other:?}"),
    }
}

/// Returns whether two times with offsets are the same moment, as Python compares them.
fn is_same_moment(theirs: &str, ours: &str) -> bool {
    match (theirs.parse::<jiff::Timestamp>(), ours.parse::<jiff::Timestamp>()) {
        (Ok(theirs), Ok(ours)) => theirs == ours,
        _ => false,
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Returns a decimal number without an exponent, and keeps zeros at its end: `1E+2` is `100`, `-0.0` is `0.0`. A number with
/// more than ten thousand digits keeps its exponent.
fn plain(number: &str) -> String {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let Ok(exponent) = exponent.parse::<i64>() else { return number.to_owned() };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut places = fraction.len() as i64 - exponent;
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return number.to_owned();
    }
    let sign = if digits.bytes().all(|digit| digit == b'0') { "" } else { sign };
    if places.abs() > 10_000 {
        return format!("{sign}{digits}e{}", -places);
    }
    while places < 0 {
        digits.push('0');
        places += 1;
    }
    while digits.len() as i64 <= places {
        digits.insert(0, '0');
    }
    let at = digits.len() - places as usize;
    let (whole, fraction) = digits.split_at(at);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Formats a decimal as Python prints it. The decimal is written as a whole number and an exponent: `123e-2`.
fn python_decimal(number: &str) -> String {
    let Some((units, exponent)) = number.split_once('e') else { return number.to_owned() };
    let Ok(exponent) = exponent.parse::<i64>() else { return number.to_owned() };
    let digits = units.trim_start_matches('-');
    let first = digits.len() as i64 - 1 + exponent;
    if exponent <= 0 && first >= -6 {
        return plain(number);
    }
    let sign = if units.starts_with('-') { "-" } else { "" };
    let (whole, fraction) = digits.split_at(1);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}E{first:+}")
}

/// Formats a float as Python prints it.
pub fn python_float(value: f64) -> String {
    let text = if value != 0.0 && !(1e-4..1e16).contains(&value.abs()) {
        let text = format!("{value:e}");
        match text.split_once('e') {
            Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}e+{exponent:0>2}"),
            Some((mantissa, exponent)) => format!("{mantissa}e-{:0>2}", &exponent[1..]),
            None => text,
        }
    } else {
        value.to_string()
    };
    if text.contains(['.', 'e', 'n', 'i']) { text } else { text + ".0" }
}

/// Shows only the beginning of a long text, which is enough to find the case.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Text(text) if text.chars().count() > 300 => {
                let beginning: String = text.chars().take(60).collect();
                write!(f, "{beginning:?}... ({} characters)", text.chars().count())
            }
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Int(digits) if digits.len() > 300 => write!(f, "int of {} digits", digits.len()),
            Value::Int(digits) => write!(f, "int {digits}"),
            Value::Float(value) => write!(f, "float {}", python_float(*value)),
            Value::Decimal(digits) => write!(f, "decimal {digits}"),
            Value::Date(text) => write!(f, "date {text}"),
            Value::Time(text) => write!(f, "time {text}"),
            Value::DateTime(text) => write!(f, "datetime {text}"),
            Value::Duration(micros) => write!(f, "duration {micros} us"),
            Value::Uuid(text) => write!(f, "uuid {text}"),
            Value::List(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Value::Object(members) => {
                f.write_str("{")?;
                for (i, (key, value)) in members.iter().enumerate() {
                    write!(f, "{}{key:?}: {value}", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("}")
            }
            Value::File { name, size } => write!(f, "file {name} of {size} bytes"),
            Value::Input => f.write_str("the input"),
            Value::Digest { chars, .. } => write!(f, "a text of {chars} characters, by its digest"),
            Value::Unrepresentable(why) => write!(f, "unrepresentable ({why})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_equal_with_and_without_an_exponent() {
        for (text, same) in [
            ("1E+2", "100"),
            ("1.50", "1.50"),
            ("-0.0", "0.0"),
            ("0.00001", "1E-5"),
            ("1.0", "0.10e1"),
            ("007", "7"),
            ("+3", "3"),
            ("-0E+999999", "0E+999999"),
        ] {
            assert_eq!(plain(text), plain(same));
        }
        assert_ne!(plain("1.5"), plain("1.50"));
        assert_eq!(plain("NaN"), "NaN");
    }

    #[test]
    fn floats_are_written_as_in_python() {
        for (value, text) in [
            (1.0, "1.0"),
            (1e20, "1e+20"),
            (1e-7, "1e-07"),
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1.5e300, "1.5e+300"),
        ] {
            assert_eq!(python_float(value), text);
        }
    }

    #[test]
    fn a_digest_equals_its_text() {
        let theirs = Value::Digest { chars: 3, sha256: digest("abc") };
        assert!(theirs.is(&Value::Text("abc".to_owned()), &Value::Null));
        assert!(!theirs.is(&Value::Text("abd".to_owned()), &Value::Null));
        assert!(Value::Input.is(&Value::Text("abc".to_owned()), &Value::Text("abc".to_owned())));
    }
}
