//! A bound of a number, whole or not.

use crate::error::Param;

/// A bound or step that a declaration states for a number.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Number {
    /// A whole number; exact for integers of every width up to 64 bits.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
}

impl Number {
    pub(crate) fn param(&self) -> Param {
        match *self {
            Number::Integer(n) => Param::Integer(n),
            Number::Float(n) => Param::Float(n),
        }
    }
    /// The sum; of whole numbers, within what they can be.
    pub(crate) fn plus(self, other: Number) -> Number {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => Number::Integer(a.saturating_add(b)),
            (a, b) => Number::Float(a.as_f64() + b.as_f64()),
        }
    }
    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Number::Integer(n) => n as f64,
            Number::Float(n) => n,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Integer(n) => n.fmt(f),
            Number::Float(n) => n.fmt(f),
        }
    }
}
