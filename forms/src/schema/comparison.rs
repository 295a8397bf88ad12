//! Comparisons of a field's value with that of another field: `after = from`, `at_least = lowest`.

use super::Kind;
use std::cmp::Ordering;

/// A relation of two values. The first four are for dates and times, the others for numbers and durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Later than the other.
    After,
    /// Later than the other, or the same.
    NotBefore,
    /// Earlier than the other.
    Before,
    /// Earlier than the other, or the same.
    NotAfter,
    /// Greater than the other.
    GreaterThan,
    /// Greater than the other, or equal.
    AtLeast,
    /// Less than the other.
    LessThan,
    /// Less than the other, or equal.
    AtMost,
}

impl Relation {
    /// Returns the code of the error, which is also the name of the attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Relation::After => "after",
            Relation::NotBefore => "not_before",
            Relation::Before => "before",
            Relation::NotAfter => "not_after",
            Relation::GreaterThan => "greater_than",
            Relation::AtLeast => "at_least",
            Relation::LessThan => "less_than",
            Relation::AtMost => "at_most",
        }
    }
    /// Returns whether an ordering satisfies the relation. Values without an ordering (`NaN`) never do.
    pub(crate) fn holds(self, ordering: Option<Ordering>) -> bool {
        ordering.is_some_and(|ordering| match self {
            Relation::After | Relation::GreaterThan => ordering.is_gt(),
            Relation::NotBefore | Relation::AtLeast => ordering.is_ge(),
            Relation::Before | Relation::LessThan => ordering.is_lt(),
            Relation::NotAfter | Relation::AtMost => ordering.is_le(),
        })
    }
    /// Returns whether the other value is a lower bound of the first.
    pub(crate) const fn is_lower_bound(self) -> bool {
        matches!(self, Relation::After | Relation::NotBefore | Relation::GreaterThan | Relation::AtLeast)
    }
    pub(crate) const fn assert_fits(self, kind: &Kind) {
        let is_of_time =
            matches!(self, Relation::After | Relation::NotBefore | Relation::Before | Relation::NotAfter);
        match kind {
            Kind::Date | Kind::Time | Kind::DateTime | Kind::Form(_) => assert!(
                is_of_time,
                "dates and times are compared with `after`, `not_before`, `before` and `not_after`"
            ),
            Kind::Integer | Kind::Float | Kind::Decimal | Kind::Duration => assert!(
                !is_of_time,
                "numbers and lengths of time are compared with `greater_than`, `at_least`, `less_than` and `at_most`"
            ),
            _ => {}
        }
    }
}

/// A relation of a field's value to that of another field of the same form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    pub(crate) relation: Relation,
    /// The position of the other field in the table, minus the position of this one.
    distance: i16,
}

impl Comparison {
    /// Creates the relation of the field at `place` to the one at `other`.
    pub(crate) const fn of_places(relation: Relation, place: u16, other: u16) -> Self {
        Comparison { relation, distance: other as i16 - place as i16 }
    }
    /// Returns the position of the other field, if this one is at `place`.
    pub(crate) fn other(self, place: u16) -> Option<u16> {
        place.checked_add_signed(self.distance)
    }
}

#[cfg(test)]
mod tests {
    use super::Relation;
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn relations_hold_only_for_their_orders() {
        for (relations, orders) in [
            ([Relation::After, Relation::GreaterThan], &[Greater][..]),
            ([Relation::NotBefore, Relation::AtLeast], &[Greater, Equal]),
            ([Relation::Before, Relation::LessThan], &[Less]),
            ([Relation::NotAfter, Relation::AtMost], &[Less, Equal]),
        ] {
            for relation in relations {
                for order in [Greater, Equal, Less] {
                    assert_eq!(
                        relation.holds(Some(order)),
                        orders.contains(&order),
                        "{relation:?} {order:?}"
                    );
                }
                assert!(!relation.holds(None));
            }
        }
    }
}
