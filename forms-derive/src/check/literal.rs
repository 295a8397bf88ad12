//! The values of literals, to compare bounds.

use syn::{Expr, ExprLit, ExprUnary, Lit, UnOp};

/// The value of a literal. Other expressions are `Unknown`: only the compiler can evaluate them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Amount {
    Whole(i128),
    Fraction(f64),
    /// A literal that is not a number.
    NotANumber,
    Unknown,
}

impl Amount {
    pub(super) fn of(expression: &Expr) -> Self {
        match expression {
            Expr::Lit(ExprLit { lit, .. }) => match lit {
                Lit::Int(number) => number.base10_parse().map_or(Self::Unknown, Self::Whole),
                Lit::Float(number) => number.base10_parse().map_or(Self::Unknown, Self::Fraction),
                _ => Self::NotANumber,
            },
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match Self::of(expr) {
                Self::Whole(number) => Self::Whole(-number),
                Self::Fraction(number) => Self::Fraction(-number),
                other => other,
            },
            Expr::Paren(inner) => Self::of(&inner.expr),
            Expr::Group(inner) => Self::of(&inner.expr),
            _ => Self::Unknown,
        }
    }

    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(number as f64),
            Self::Fraction(number) => Some(number),
            Self::NotANumber | Self::Unknown => None,
        }
    }

    pub(super) fn exceeds(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(left), Self::Whole(right)) => left > right,
            _ => matches!((self.number(), other.number()), (Some(left), Some(right)) if left > right),
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::Amount;

    #[test]
    fn only_literals_have_a_known_value() {
        assert_eq!(Amount::of(&parse_quote!(-1_000i64)), Amount::Whole(-1000));
        assert_eq!(Amount::of(&parse_quote!((0.5))), Amount::Fraction(0.5));
        assert_eq!(Amount::of(&parse_quote!("3")), Amount::NotANumber);
        assert_eq!(Amount::of(&parse_quote!(LIMIT)), Amount::Unknown);
        assert!(Amount::Whole(2).exceeds(Amount::Fraction(1.5)));
        assert!(!Amount::Unknown.exceeds(Amount::Whole(1)));
    }
}
