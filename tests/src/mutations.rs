//! The checks that limit what a sender can do, each with a change to the sources that removes it. A test must fail without
//! the check: `cargo run -p tools --bin mutations` runs the tests for each removed check.

use std::{fs, io, path::Path};

/// The test files that must notice a missing check, in the order in which they run. The library's own tests are last.
pub const TEST_FILES: [&str; 5] = ["contract", "properties", "attacks", "dates_and_numbers", LIBRARY];
/// The unit tests of the library, instead of a test file.
pub const LIBRARY: &str = "forms";

/// A check, and how to remove it.
#[derive(Debug, Clone, Copy)]
pub struct Mutation {
    /// What no longer holds.
    pub name: &'static str,
    /// The source file, from the root of the repository.
    pub file: &'static str,
    /// The code that makes the check. It appears once in the file.
    pub from: &'static str,
    pub to: &'static str,
}

impl Mutation {
    /// Returns the source without the check. Fails unless the code of the check appears exactly once.
    pub fn applied(&self, source: &str) -> Result<String, String> {
        match source.matches(self.from).count() {
            1 => Ok(source.replacen(self.from, self.to, 1)),
            count => Err(format!("{}: {count} places in {} read\n{}", self.name, self.file, self.from)),
        }
    }
    /// Removes the check from the file in a copy of the repository. Returns the original text.
    pub fn apply(&self, root: &Path) -> io::Result<String> {
        let path = root.join(self.file);
        let source = fs::read_to_string(&path)?;
        fs::write(path, self.applied(&source).map_err(io::Error::other)?)?;
        Ok(source)
    }
}

macro_rules! mutations {
    ($($file:literal { $($name:literal: $from:literal => $to:literal;)+ })+) => {
        &[$($(Mutation { name: $name, file: $file, from: $from, to: $to },)+)+]
    };
}

/// All checks.
pub const ALL: &[Mutation] = mutations! {
    "forms/src/bind/context.rs" {
        "unknown keys are refused": "if !spec.lets_through(key) {" => "if false {";
        "pairs and members are limited": "self.pairs <= self.most_pairs || self.count_exactly()" => "true";
    }
    "forms/src/field/keyed_rows/read.rs" {
        "rows are added only if the list declares it":
            "SubmittedKey::Missing if !self.field.can_add => {" => "SubmittedKey::Missing if false => {";
        "two rows with one key are a duplicate": "if self.fates[present] != Fate::LeftOut {" => "if false {";
        "rows that a body leaves out are deleted only if the list declares it":
            "cx.is_repeating || (self.field.can_delete && is_whole)" => "cx.is_repeating || is_whole";
        "rows are moved only if the list declares it":
            "self.field.can_order || cx.is_repeating" => "true";
    }
    "forms/src/schema/row_key.rs" {
        "rows are deleted only if the list declares it": "self.can_delete && key == DELETE_KEY" => "key == DELETE_KEY";
    }
    "forms/src/bind/urlencoded/nested_key.rs" {
        "unknown keys of nested forms and lists are refused":
            "if is_button || !self.spec.lets_through(key) {" => "if is_button {";
        "a nested value given twice is a duplicate":
            "if let Slot::Empty = self.cx.arena.get(at) { text } else { Slot::Duplicate };" => "text;";
        "an item given twice is a duplicate":
            "self.cx.arena.set(SlotPosition::Item(list, k as u32), Slot::Duplicate)" => "self.cx.arena.set(SlotPosition::Item(list, k as u32), text)";
        "keys nest no deeper than the limit": "walk.path.len() >= walk.deepest" => "false";
        "items are contiguous": "Index::At(k) if k <= have && k <= most => Some(k)," => "Index::At(_) => Some(have),";
        "items in a form body are limited while they are read": "Some(k) if k == have && have <= most => {" => "Some(k) if k == have => {";
    }
    "forms/src/bind/urlencoded/pairs.rs" {
        "a pair given twice is a duplicate": "if seen >> i & 1 == 0 {" => "if true {";
        "keys of forms are decoded only up to their limit":
            "let key = if escaped && raw_key.len() <= 3 * longest {" => "let key = if escaped {";
        "nested keys have a maximum length": "if spec.compound && key.len() <= longest {" => "if spec.compound {";
        "an empty pair is counted": "let next = if cx.count(1) { at + 1 } else { bytes.len() };" => "let next = at + 1;";
    }
    "forms/src/bind/json/object.rs" {
        "a member given twice is a duplicate": "if seen & bit == 0 {" => "if true {";
        "items in JSON are limited while they are read": "if k > most {" => "if false {";
        "keys in JSON are decoded only up to their limit":
            "if escaped && key.len() <= 6 * longest {" => "if escaped {";
    }
    "forms/src/body/json/value.rs" {
        "a key given twice inside a JSON value is a duplicate": "if members.insert(key, value).is_some() {" => "if members.insert(key, value).is_none() && false {";
    }
    "forms/src/body/json/reader.rs" {
        "JSON nests no deeper than the limit": "if self.depth > self.max_depth {" => "if false {";
    }
    "forms/src/body/submission.rs" {
        "a body has a maximum length": "self.counted_bytes(text) > u64::from(limits.most_bytes())" => "text.len() > usize::MAX - 1";
    }
    "forms/src/field/access.rs" {
        "a read-only key is refused": "_ => self.require_repeat(Fault::ReadOnly)," => "_ => {}";
        "another value of an immutable field is refused": "self.require_repeat(Fault::Immutable);" => "";
        "an immutable field keeps its value in an update":
            "(_, Some(present)) if self.field.access != Access::Bound => {" => "(_, Some(present)) if false => {";
        "an absent immutable field keeps its value":
            "                || self.field.access != Access::Bound\n                || is_never" => "                || is_never";
    }
    "forms/src/field/changes.rs" {
        "applying never writes an immutable field": "if field.access != Access::Bound\n            ||" => "if";
        "applying writes only submitted changes":
            "!self.noted.iter().any(|noted| noted.starts_with(path) || path.starts_with(*noted))" => "false";
    }
    "forms/src/field/list.rs" {
        "a list has a maximum number of items": "} else if items > most as usize {" => "} else if false {";
    }
    "forms/src/schema/field.rs" {
        "a text has a maximum length":
            "if self.max_length == u32::MAX { limits.max_text_chars } else { self.max_length }" => "let _ = limits;\n        self.max_length";
        "a JSON value has a maximum number of values":
            "if self.max_nodes == u32::MAX { limits.max_json_values } else { self.max_nodes }" => "let _ = limits;\n        self.max_nodes";
    }
    "forms/src/field/number.rs" {
        "a whole number has a maximum number of digits": "if digits.len() as u64 > u64::from(cx.limits.max_digits) {" => "if false {";
        "a float has a maximum number of digits":
            "if text.bytes().filter(u8::is_ascii_digit).count() as u64 > u64::from(cx.limits.max_digits) {" => "if false {";
    }
    "forms/src/field/decimal.rs" {
        "a decimal has a maximum number of digits": "number.count().0 <= u64::from(most)" => "{ let _ = most; true }";
    }
    "forms/src/error/collector.rs" {
        "a report has a maximum number of problems": "pub(crate) const MOST_ERRORS: usize = 64;" => "pub(crate) const MOST_ERRORS: usize = 4096;";
    }
    "forms/src/error/unknown_keys.rs" {
        "a report has a maximum number of unknown keys": "const MOST_UNKNOWN_KEYS: usize = 16;" => "const MOST_UNKNOWN_KEYS: usize = 4096;";
        "an unknown key is shown only if it looks like a key":
            "&& key.bytes().all(may_be_in_key)" => "&& { let _ = may_be_in_key; true }";
        "a key that follows the name of a secret is not shown":
            "hidden || follows_secret(key, &secrets)" => "hidden || { let _ = &secrets; false }";
    }
    "forms/src/bind/urlencoded/pairs.rs" {
        "no unknown key is shown beside a secret": "        cx.errors.hide_unknown_keys();" => "";
    }
};
