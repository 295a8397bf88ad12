//! Compares our JSON reader with `serde_json`, which is built with exact rounding of floats.

use crate::{order::Node, report::report};
use forms::{Body, Errors, Form, Limits};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::HashSet;

/// Higher than any document needs, so that only the syntax is compared.
const WIDE: Limits = Limits::DEFAULT
    .max_body_bytes(u32::MAX)
    .max_fields(u32::MAX)
    .max_depth(128)
    .max_items(u32::MAX)
    .max_text_chars(u32::MAX)
    .max_digits(u32::MAX)
    .max_json_values(u32::MAX);

macro_rules! one_field {
    ($($form:ident: [$($attribute:tt)*] $t:ty;)*) => { $(
        #[derive(Form)]
        #[form(fields = all, limits = WIDE)]
        struct $form {
            #[form($($attribute)*)]
            v: $t,
        }
        impl $form {
            fn read(body: &Body) -> Result<$t, Errors> {
                let form = Self::bind(body);
                let errors = form.errors().clone();
                form.into_result().map(|clean| clean.into_inner().v).map_err(|_| errors)
            }
        }
    )* };
}
one_field! {
    Any: [] Option<Value>;
    Signed: [] i64;
    Unsigned: [] u64;
    Small: [] i8;
    Float: [] f64;
    Flag: [] bool;
    Text: [multiline, strip = false, required = false] String;
    Numbers: [] Vec<i64>;
}

/// Binds the bytes as the value of a body's only member, in three ways: as any JSON, as the values of several types, and
/// as a value that is skipped.
///
/// # Panics
/// Panics if our result differs from that of `serde_json`, except for the differences listed here.
pub fn compare(bytes: &[u8]) {
    let body = Body::new("application/json", [b"{\"v\":", bytes, b"}"].concat());
    compare_values(bytes, &body);
    compare_skipped(bytes, &body);
    compare_types(bytes, &body);
}

fn compare_values(bytes: &[u8], body: &Body) {
    let theirs = serde_json::from_slice::<Value>(bytes);
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    match (Any::read(body), theirs) {
        (Ok(ours), Ok(theirs)) => {
            let ours = ours.unwrap_or_default();
            // the texts differ for `-0.0` and `0.0`
            assert_eq!(ours, theirs, "{}", shown());
            assert_eq!(ours.to_string(), theirs.to_string(), "{}", shown());
        }
        (Err(_), Err(_)) => {}
        (Ok(ours), Err(error)) => panic!("only we accept {}: {ours:?}; they say {error}", shown()),
        (Err(ours), Ok(theirs)) => {
            // differences: `serde_json` takes the last of repeated keys in one object, and accepts NUL in a text
            let expected = match report(&ours).as_str() {
                "v:duplicate" => has_a_key_twice(bytes),
                "v:null_characters_not_allowed" => theirs.as_str().is_some_and(|text| text.contains('\0')),
                _ => false,
            };
            assert!(expected, "only they accept {}: {}", shown(), report(&ours));
        }
    }
}

fn has_a_key_twice(bytes: &[u8]) -> bool {
    fn within(node: &Node<'_>) -> bool {
        match node {
            Node::Leaf(_) => false,
            Node::List(items) => items.iter().any(within),
            Node::Object(members) => {
                let mut keys = HashSet::new();
                let unescaped = |key| serde_json::from_str::<String>(key).ok();
                members.iter().any(|(key, value)| !keys.insert(unescaped(key)) || within(value))
            }
        }
    }
    std::str::from_utf8(bytes).ok().and_then(Node::read).is_some_and(|node| within(&node))
}

fn compare_skipped(bytes: &[u8], body: &Body) {
    // a list of numbers reads only lists of numbers, and skips anything else
    let errors = Numbers::read(body).err();
    let well_formed = errors.is_none_or(|errors| {
        errors.status() == 422
            && errors.iter().all(|error| error.path().starts_with('v') && error.code() != "duplicate")
    });
    let shown = String::from_utf8_lossy(bytes);
    let theirs = serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    assert!(theirs || !well_formed, "only we skip {shown}");
    assert!(well_formed || serde_json::from_slice::<Value>(bytes).is_err(), "only they read {shown}");
    // differences: `serde_json` skips lone surrogates and bytes that are not UTF-8, and has no limit of depth here
    let deep = bytes.iter().filter(|byte| matches!(byte, b'[' | b'{')).count() > 120;
    if theirs && !deep && !shown.contains("\\u") && std::str::from_utf8(bytes).is_ok() {
        assert!(well_formed, "only they skip {shown}");
    }
}

fn compare_types(bytes: &[u8], body: &Body) {
    let shown = String::from_utf8_lossy(bytes);
    // difference: `serde_json` reads `-0`, `3.0` and `3e0` as floats
    let exact = || whole(bytes);
    let signed = serde_json::from_slice::<i64>(bytes).ok().or_else(|| exact()?.try_into().ok());
    assert_eq!(Signed::read(body).ok(), signed, "{shown}");
    let unsigned = serde_json::from_slice::<u64>(bytes).ok().or_else(|| exact()?.try_into().ok());
    assert_eq!(Unsigned::read(body).ok(), unsigned, "{shown}");
    let small = serde_json::from_slice::<i8>(bytes).ok().or_else(|| exact()?.try_into().ok());
    assert_eq!(Small::read(body).ok(), small, "{shown}");
    match (Float::read(body), serde_json::from_slice::<f64>(bytes)) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours.to_bits(), theirs.to_bits(), "{shown}"),
        (ours, theirs) => assert!(ours.is_err() && theirs.is_err(), "{shown}"),
    }
    match (Flag::read(body), serde_json::from_slice::<bool>(bytes)) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{shown}"),
        (ours, theirs) => assert!(ours.is_err() && theirs.is_err(), "{shown}"),
    }
    compare_texts(bytes, body, &shown);
}

/// Returns the whole number in a JSON text, in any notation, if it fits into 128 bits.
fn whole(bytes: &[u8]) -> Option<i128> {
    serde_json::from_slice::<IgnoredAny>(bytes).ok()?;
    let text = std::str::from_utf8(bytes).ok()?.trim();
    if !text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    if mantissa.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0') {
        return Some(0);
    }
    // a larger exponent gives a number that is not whole, or does not fit into 128 bits
    exponent.parse::<i64>().ok().filter(|exponent| exponent.unsigned_abs() <= 2 * text.len() as u64 + 40)?;
    let number: bigdecimal::BigDecimal = text.parse().ok()?;
    if number.is_integer() { number.with_scale(0).to_string().parse().ok() } else { None }
}

fn compare_texts(bytes: &[u8], body: &Body, shown: &str) {
    match (Text::read(body), serde_json::from_slice::<String>(bytes)) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs.replace("\r\n", "\n").replace('\r', "\n"), "{shown}");
        }
        // difference: `null` is an empty text here, because the field is optional
        (Ok(ours), Err(_)) => assert_eq!((ours.as_str(), shown.trim()), ("", "null")),
        (Err(ours), Ok(theirs)) => {
            // difference: our texts do not accept control characters
            let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
            assert!(
                ours.status() == 422 && theirs.chars().any(control),
                "only they accept {shown}: {}",
                report(&ours)
            );
        }
        (Err(_), Err(_)) => {}
    }
}
