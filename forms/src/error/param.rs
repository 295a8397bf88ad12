//! The parameters of a problem: what its message is made of, as data.

use std::{borrow::Cow, fmt};

/// A parameter of a [`Problem`](crate::Problem): a limit, a length, a label. Never the submitted value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Param {
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// A number with a fraction, by its decimal digits. In JSON a text, which no reader rounds.
    Decimal(Cow<'static, str>),
    /// A text of the declaration's, such as a label.
    Text(Cow<'static, str>),
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Param::Integer(n) => n.fmt(f),
            Param::Float(n) => n.fmt(f),
            Param::Decimal(text) | Param::Text(text) => f.write_str(text),
        }
    }
}

macro_rules! from_integer {
    ($($t:ty)*) => { $(
        impl From<$t> for Param {
            fn from(n: $t) -> Self {
                Param::Integer(n as i128)
            }
        }
    )* };
}
from_integer!(u8 i8 u16 i16 u32 i32 u64 i64 usize isize i128);

impl From<f32> for Param {
    /// The number as it is written: `0.1` stays `0.1`.
    fn from(n: f32) -> Self {
        Param::Float(n.to_string().parse().unwrap_or_else(|_| f64::from(n)))
    }
}

impl From<f64> for Param {
    fn from(n: f64) -> Self {
        Param::Float(n)
    }
}

#[cfg(feature = "rust_decimal")]
impl From<rust_decimal::Decimal> for Param {
    fn from(n: rust_decimal::Decimal) -> Self {
        Param::Decimal(Cow::Owned(n.to_string()))
    }
}

impl From<&'static str> for Param {
    fn from(text: &'static str) -> Self {
        Param::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(Cow::Owned(text))
    }
}
