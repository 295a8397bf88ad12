//! The parameters of an error, from which its message is made.

use std::{borrow::Cow, fmt};

/// A parameter of a [`Problem`](crate::Problem): a limit, a length, a label. It is never the submitted value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Param {
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// A decimal number, by its digits. In JSON it is a string, so that no reader rounds it.
    Decimal(Cow<'static, str>),
    /// A text from the declaration, such as a label.
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
    /// Converts the number as it is written: `0.1` stays `0.1`.
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

/// The parameters of a [`Problem`](crate::Problem), by name. It is a collection, as [`Errors`](crate::Errors) is, and
/// dereferences to a slice.
///
/// ```
/// use forms::{Param, problem};
/// let params = problem!("odd", "{label} must be a multiple of {factor}.", factor = 2).params();
/// assert_eq!(params.get("factor"), Some(&Param::Integer(2)));
/// for (name, value) in &params {
///     assert_eq!((*name, value.to_string()), ("factor", "2".to_owned()));
/// }
/// ```
#[derive(Clone, PartialEq)]
pub struct Params(Vec<(&'static str, Param)>);

impl Params {
    pub(crate) const fn new(params: Vec<(&'static str, Param)>) -> Self {
        Params(params)
    }
    /// Returns the parameter with this name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl std::ops::Deref for Params {
    type Target = [(&'static str, Param)];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl IntoIterator for Params {
    type Item = (&'static str, Param);
    type IntoIter = std::vec::IntoIter<Self::Item>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'p> IntoIterator for &'p Params {
    type Item = &'p (&'static str, Param);
    type IntoIter = std::slice::Iter<'p, (&'static str, Param)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<const N: usize> PartialEq<[(&'static str, Param); N]> for Params {
    fn eq(&self, other: &[(&'static str, Param); N]) -> bool {
        self.0 == other
    }
}

impl PartialEq<Vec<(&'static str, Param)>> for Params {
    fn eq(&self, other: &Vec<(&'static str, Param)>) -> bool {
        self.0 == *other
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
