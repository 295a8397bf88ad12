//! Encodes cleaned values as bodies. The tests have their own encoder, so that the library's reader is not tested with the
//! library's writer.

use crate::random::Random;
use forms::{Email, Password};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt::Write,
    hash::{BuildHasher, Hash},
    num::{NonZeroI32, NonZeroU16},
    sync::Arc,
};

/// A value that can be written in both formats, with samples that every form accepts.
pub trait Wire: Sized {
    /// Whether the value is a nested form, with keys such as `name.sub` or `name[0].sub`.
    const COMPOUND: bool = false;
    fn sample(random: &mut Random) -> Self;
    /// Adds the pairs for the value under that key. Adds none if the value is empty.
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>);
    fn json(&self) -> String;
    /// Adds the members of a struct as JSON.
    fn members(&self, out: &mut Vec<(&'static str, String)>) {
        let _ = out;
    }
}

/// Returns the pairs as an urlencoded body.
///
/// # Panics
/// Never: pairs of texts can always be encoded.
pub fn urlencoded(pairs: &[(String, String)]) -> String {
    serde_urlencoded::to_string(pairs).expect("pairs of texts")
}

/// Returns a JSON text that escapes everything except graphic ASCII characters.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' '..='~' => quoted.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
        }
    }
    quoted.push('"');
    quoted
}

pub fn object(members: &[(&'static str, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", quote(name))).collect();
    format!("{{{}}}", members.join(","))
}

impl Wire for String {
    fn sample(random: &mut Random) -> Self {
        const TEXTS: &[&str] = &[
            "x",
            "Ada Lovelace",
            "a&b=c+d%41;e",
            "\u{c9}tudes \u{1f600}",
            "tab\there",
            "\"quoted\\\" 'text'",
            "{}[],:",
        ];
        random.pick(TEXTS).to_owned()
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        out.push((key.to_owned(), self.clone()));
    }
    fn json(&self) -> String {
        quote(self)
    }
}

impl Wire for Email {
    fn sample(random: &mut Random) -> Self {
        const ADDRESSES: &[&str] = &["ada@example.org", "a.b+c@sub.example.com"];
        let address = random.pick(ADDRESSES);
        Email::parse(address).expect("an address")
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        out.push((key.to_owned(), self.as_str().to_owned()));
    }
    fn json(&self) -> String {
        quote(self)
    }
}

impl Wire for Password {
    fn sample(random: &mut Random) -> Self {
        Password::new(random.pick(&[
            "correct horse battery staple",
            " leading and trailing ",
            "%41+&=\u{e9}-long-enough",
        ]))
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        out.push((key.to_owned(), self.expose().to_owned()));
    }
    fn json(&self) -> String {
        quote(self.expose())
    }
}

macro_rules! integers {
    ($($t:ty)*) => { $(
        impl Wire for $t {
            fn sample(random: &mut Random) -> Self {
                match random.below(8) {
                    0 => <$t>::MIN,
                    1 => <$t>::MAX,
                    2 => 0,
                    _ => random.word() as $t,
                }
            }
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                out.push((key.to_owned(), self.to_string()));
            }
            fn json(&self) -> String {
                self.to_string()
            }
        }
    )* };
}
integers!(u8 i8 u16 i16 u32 i32 u64 i64 usize isize);

macro_rules! floats {
    ($($t:ty)*) => { $(
        impl Wire for $t {
            fn sample(random: &mut Random) -> Self {
                match random.below(8) {
                    0 => <$t>::MAX,
                    1 => <$t>::MIN_POSITIVE,
                    2 => -0.0,
                    3 => 0.1,
                    _ => random.word() as $t / 1024.0,
                }
            }
            // `Debug` writes the shortest text that reads back as the same number, with an exponent if that is shorter
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                out.push((key.to_owned(), format!("{self:?}")));
            }
            fn json(&self) -> String {
                format!("{self:?}")
            }
        }
    )* };
}
floats!(f32 f64);

impl Wire for bool {
    fn sample(random: &mut Random) -> Self {
        random.once_in(2)
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        out.push((key.to_owned(), if *self { "on" } else { "false" }.to_owned()));
    }
    fn json(&self) -> String {
        self.to_string()
    }
}

impl Wire for Value {
    fn sample(random: &mut Random) -> Self {
        match random.below(7) {
            0 => Value::Bool(true),
            1 => Value::from(-7),
            2 => Value::from(0.1),
            3 => Value::from("a \"b\" \u{7f}\u{85}"),
            4 => Value::Array(vec![Value::Null, Value::from(u64::MAX), Value::Array(Vec::new())]),
            5 => serde_json::json!({ "a": { "b": [1, 2, { "c": null }] }, "": "empty" }),
            // an empty object counts as a missing value
            _ => serde_json::json!({ "": {} }),
        }
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        if !self.is_null() {
            out.push((key.to_owned(), self.json()));
        }
    }
    fn json(&self) -> String {
        match self {
            Value::String(text) => quote(text),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(Wire::json).collect();
                format!("[{}]", items.join(","))
            }
            Value::Object(members) => {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("{}:{}", quote(name), value.json())).collect();
                format!("{{{}}}", members.join(","))
            }
            scalar => scalar.to_string(),
        }
    }
}

impl Wire for char {
    fn sample(random: &mut Random) -> Self {
        random.pick(&['x', '\u{e9}', '\u{1f600}', '"', '&'])
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        out.push((key.to_owned(), self.to_string()));
    }
    fn json(&self) -> String {
        quote(&self.to_string())
    }
}

impl Wire for Arc<str> {
    fn sample(random: &mut Random) -> Self {
        String::sample(random).into()
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        out.push((key.to_owned(), (**self).to_owned()));
    }
    fn json(&self) -> String {
        quote(self)
    }
}

macro_rules! non_zero {
    ($($t:ty, $inner:ty;)*) => { $(
        impl Wire for $t {
            fn sample(random: &mut Random) -> Self {
                Self::new(<$inner>::sample(random)).unwrap_or(Self::MAX)
            }
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                out.push((key.to_owned(), self.to_string()));
            }
            fn json(&self) -> String {
                self.to_string()
            }
        }
    )* };
}
non_zero!(NonZeroU16, u16; NonZeroI32, i32;);

impl<T: Wire + Clone + Ord> Wire for BTreeSet<T> {
    fn sample(random: &mut Random) -> Self {
        Vec::sample(random).into_iter().collect()
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        self.iter().cloned().collect::<Vec<T>>().pairs(key, out);
    }
    fn json(&self) -> String {
        self.iter().cloned().collect::<Vec<T>>().json()
    }
}

impl<T: Wire + Clone + Eq + Hash, S: BuildHasher + Default> Wire for HashSet<T, S> {
    fn sample(random: &mut Random) -> Self {
        Vec::sample(random).into_iter().collect()
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        self.iter().cloned().collect::<Vec<T>>().pairs(key, out);
    }
    fn json(&self) -> String {
        self.iter().cloned().collect::<Vec<T>>().json()
    }
}

/// The keys that the maps of the tests' forms declare.
const KEYS: [&str; 2] = ["en", "de"];

macro_rules! maps {
    ([$($generics:tt)*] $t:ty) => {
        impl<T: Wire, $($generics)*> Wire for $t {
            const COMPOUND: bool = true;
            fn sample(random: &mut Random) -> Self {
                let entries = KEYS.iter().filter_map(|key| Some(((*key).to_owned(), Option::<T>::sample(random)?)));
                entries.collect()
            }
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                for (name, value) in self {
                    value.pairs(&format!("{key}.{name}"), out);
                }
            }
            fn json(&self) -> String {
                let members: Vec<String> =
                    self.iter().map(|(name, value)| format!("{}:{}", quote(name), value.json())).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    };
}
maps!([] BTreeMap<String, T>);
maps!([S: BuildHasher + Default] HashMap<String, T, S>);

impl<T: Wire + Clone, const N: usize> Wire for [T; N] {
    fn sample(random: &mut Random) -> Self {
        std::array::from_fn(|_| T::sample(random))
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        self.to_vec().pairs(key, out);
    }
    fn json(&self) -> String {
        self.to_vec().json()
    }
}

impl<T: Wire> Wire for Option<T> {
    const COMPOUND: bool = T::COMPOUND;
    fn sample(random: &mut Random) -> Self {
        if random.once_in(3) { None } else { Some(T::sample(random)) }
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        if let Some(value) = self {
            value.pairs(key, out);
        }
    }
    fn json(&self) -> String {
        self.as_ref().map_or_else(|| "null".to_owned(), Wire::json)
    }
}

impl<T: Wire> Wire for Vec<T> {
    const COMPOUND: bool = T::COMPOUND;
    fn sample(random: &mut Random) -> Self {
        (0..random.below(4)).map(|_| T::sample(random)).collect()
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        for (i, item) in self.iter().enumerate() {
            let key = if T::COMPOUND { format!("{key}[{i}]") } else { format!("{key}[]") };
            item.pairs(&key, out);
        }
    }
    fn json(&self) -> String {
        let items: Vec<String> = self.iter().map(Wire::json).collect();
        format!("[{}]", items.join(","))
    }
}

/// Implements `Wire` for a choice, for a newtype by its value, or for a struct by its fields. The fields of a flattened
/// struct are on the same level.
#[macro_export]
macro_rules! wire {
    (enum $t:ty) => {
        impl $crate::wire::Wire for $t {
            fn sample(random: &mut $crate::random::Random) -> Self {
                random.pick(<$t as forms::Choice>::VARIANTS)
            }
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                out.push((key.to_owned(), forms::Choice::value(*self).to_owned()));
            }
            fn json(&self) -> String {
                $crate::wire::quote(forms::Choice::value(*self))
            }
        }
    };
    (newtype $t:ty, $inner:ty, $samples:expr) => {
        impl $crate::wire::Wire for $t {
            fn sample(random: &mut $crate::random::Random) -> Self {
                let samples: &[$inner] = &$samples;
                let value = samples[random.below(samples.len())].clone();
                <$t>::try_from(value).expect("a sample that meets the rules")
            }
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                $crate::wire::Wire::pairs(&<$inner>::from(self.clone()), key, out);
            }
            fn json(&self) -> String {
                $crate::wire::Wire::json(&<$inner>::from(self.clone()))
            }
        }
    };
    (struct $t:ty { $($field:ident),* $(,)? } $(flatten { $($flat:ident),* })?) => {
        impl $crate::wire::Wire for $t {
            const COMPOUND: bool = true;
            fn sample(random: &mut $crate::random::Random) -> Self {
                Self {
                    $($field: $crate::wire::Wire::sample(random),)*
                    $($($flat: $crate::wire::Wire::sample(random),)*)?
                }
            }
            fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
                let within = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
                $($crate::wire::Wire::pairs(&self.$field, &within(stringify!($field)), out);)*
                $($($crate::wire::Wire::pairs(&self.$flat, key, out);)*)?
            }
            fn json(&self) -> String {
                let mut members = Vec::new();
                $crate::wire::Wire::members(self, &mut members);
                $crate::wire::object(&members)
            }
            fn members(&self, out: &mut Vec<(&'static str, String)>) {
                $(out.push((stringify!($field), $crate::wire::Wire::json(&self.$field)));)*
                $($($crate::wire::Wire::members(&self.$flat, out);)*)?
            }
        }
    };
}
