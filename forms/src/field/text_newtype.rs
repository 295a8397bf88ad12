//! Macros for types that consist of a text with a guaranteed format.

/// Defines a type for texts of a format. Values can only be created by a form or by parsing.
macro_rules! proven_text {
    ($(#[$about:meta])* $name:ident, $format:path) => {
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Parses a text. The text must match exactly: nothing is stripped or added.
            ///
            /// # Errors
            /// Returns an error if the text does not have the right format.
            pub fn parse(text: &str) -> Result<Self, $crate::Problem> {
                Ok($name($format.parse(text)?.into_owned()))
            }
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// Converts the value into its text.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl $crate::field::FromText for $name {
            #[inline(always)]
            fn make(
                text: std::borrow::Cow<'_, str>,
                _: &'static $crate::FieldSchema,
                _: &mut $crate::BindContext<'_>,
                out: &mut Option<Self>,
            ) {
                *out = Some($name(text.into_owned()));
            }
        }

        impl $crate::FieldType for $name {
            type Subject = str;
            const KIND: $crate::Kind = $crate::Kind::Text;
            const FORMAT: Option<&'static $crate::schema::TextFormat> = Some(&$format);
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &$crate::RawValue<'b>,
                field: &'static $crate::FieldSchema,
                cx: &mut $crate::BindContext<'b>,
            ) -> Option<Self> {
                $crate::field::text::clean_text(raw, field, cx)
            }
            fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                Some(std::borrow::Cow::Borrowed(&self.0))
            }
            #[inline(always)]
            fn fill(input: $crate::field::FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                $crate::field::text::fill_text(input, out);
            }
        }

        impl $crate::field::TextField for $name {}

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Problem;
            fn from_str(text: &str) -> Result<Self, $crate::Problem> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::Problem;
            fn try_from(text: &str) -> Result<Self, $crate::Problem> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Problem;
            fn try_from(text: String) -> Result<Self, $crate::Problem> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        /// Deserializes the text. The error for an invalid text does not contain it.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize<'de>>::deserialize(deserializer)?;
                Self::parse(&text).map_err(|_| serde::de::Error::custom(concat!("not a ", stringify!($name))))
            }
        }
    };
}

/// Implements the field traits for a type of another crate that is written as a text with the given format.
/// Custom rules take the value.
macro_rules! parsed_text {
    ($ty:ty, $format:path, $make:expr) => {
        impl $crate::field::FromText for $ty {
            fn make(
                text: std::borrow::Cow<'_, str>,
                _: &'static $crate::FieldSchema,
                cx: &mut $crate::BindContext<'_>,
                out: &mut Option<Self>,
            ) {
                *out = ($make)(&text);
                if out.is_none() {
                    // the format accepts the text, but the type does not
                    cx.fault($crate::error::Fault::Invalid);
                }
            }
        }

        impl $crate::FieldType for $ty {
            type Subject = Self;
            const KIND: $crate::Kind = $crate::Kind::Text;
            const FORMAT: Option<&'static $crate::schema::TextFormat> = Some(&$format);
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &$crate::RawValue<'b>,
                field: &'static $crate::FieldSchema,
                cx: &mut $crate::BindContext<'b>,
            ) -> Option<Self> {
                $crate::field::text::clean_text(raw, field, cx)
            }
            fn fill(input: $crate::field::FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                let $crate::field::FieldInput { raw, field, context, .. } = input;
                *out = Self::clean(raw, field, context);
                if field.is_judged {
                    $crate::field::validate_value(out, field, context);
                }
            }
            fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                Some(self.to_string().into())
            }
        }

        impl $crate::field::TextField for $ty {}
    };
}

pub(super) use {parsed_text, proven_text};
