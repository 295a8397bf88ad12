//! UUIDs of the crate `uuid` as fields, as in Django's `UUIDField`.
//!
//! As in Django, a form accepts 32 hexadecimal digits with any hyphens, enclosing braces, and the prefixes
//! `urn:` and `uuid:`.
//!
//! The parser is deliberately stricter in other respects: digits are ASCII, and `_`, signs and `0x` are
//! rejected. Python accepts them as parts of a number and returns another UUID. JSON accepts only the
//! canonical form, in lower or upper case.

use crate::{BindContext, FieldSchema, FieldType, Kind, RawValue, body::Format, error::Fault};
use std::borrow::Cow;
use uuid::Uuid;

impl FieldType for Uuid {
    type Subject = Self;
    const KIND: Kind = Kind::Uuid;
    const HASHES: bool = true;
    fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
        std::hash::Hash::hash(self, state);
    }
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        let text = cx.text(raw, field)?;
        let value = if cx.format == Format::Json { canonical(&text) } else { typed(&text) };
        if value.is_none() { cx.refuse(Fault::Invalid) } else { value }
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.hyphenated().to_string()))
    }
}

fn canonical(text: &str) -> Option<Uuid> {
    let hyphens = [8, 13, 18, 23];
    let is_canonical = text.len() == 36 && hyphens.iter().all(|at| text.as_bytes()[*at] == b'-');
    if is_canonical {
        typed(text).filter(|_| text.bytes().filter(|byte| *byte == b'-').count() == 4)
    } else {
        None
    }
}

fn typed(text: &str) -> Option<Uuid> {
    // as in Python, at any position
    let text = text.replace("urn:", "").replace("uuid:", "");
    let (mut value, mut digits) = (0u128, 0);
    for letter in text.trim_matches(['{', '}']).bytes().filter(|letter| *letter != b'-') {
        let digit = char::from(letter).to_digit(16)?;
        digits += 1;
        if digits > 32 {
            return None;
        }
        value = value << 4 | u128::from(digit);
    }
    (digits == 32).then(|| Uuid::from_u128(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &str = "550e8400-e29b-41d4-a716-446655440000";

    #[test]
    fn typed_uuids_may_have_hyphens_braces_and_prefixes() {
        for text in [
            DIGITS,
            "550E8400E29B41D4A716446655440000",
            "{550e8400-e29b-41d4-a716-446655440000}",
            "}}{{550e8400e29b41d4a716446655440000",
            "urn:uuid:550e8400-e29b-41d4-a716-446655440000",
            "uuid:550e8400-e29b-41d4-a716-446655440000",
            "5-5-0-e8400e29b41d4a716446655440000----",
        ] {
            assert_eq!(typed(text).map(|uuid| uuid.to_string()).as_deref(), Some(DIGITS), "{text}");
        }
        for text in [
            "",
            "550e8400-e29b-41d4-a716-44665544000",
            "550e8400-e29b-41d4-a716-4466554400000",
            "550e8400-e29b-41d4-a716-446655440_00",
            "+50e8400-e29b-41d4-a716-446655440000",
            "0x0e8400e29b41d4a716446655440000",
            "550e8400-e29b-41d4-a716-44665544000\u{660}",
            "550e8400 e29b-41d4-a716-446655440000",
            "URN:UUID:550e8400-e29b-41d4-a716-446655440000",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn json_accepts_only_the_canonical_form() {
        assert!(canonical(DIGITS).is_some() && canonical(&DIGITS.to_uppercase()).is_some());
        for text in [
            "550e8400e29b41d4a716446655440000",
            "{550e8400-e29b-41d4-a716-446655440000}",
            "--------------------------------------",
        ] {
            assert!(canonical(text).is_none(), "{text}");
        }
        assert!(canonical("550e8400-e29b-41d4-a716-44665544000-").is_none());
        assert!(canonical("\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}").is_none());
    }
}
