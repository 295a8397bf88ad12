//! Bounds of a control that are the values of other fields.

use super::{BoundField, sanitization::shows};

/// The lower and the upper bound that other fields set, as far as the page knows them.
///
/// Only values that the page cannot change are bounds. While a user changes both fields, a browser would use the old
/// value and refuse values that the server accepts.
/// what the server takes.
#[derive(Default)]
pub(super) struct OtherBounds {
    pub(super) least: Option<String>,
    pub(super) most: Option<String>,
}

impl OtherBounds {
    pub(super) fn of(field: &BoundField<'_>, input_type: &str) -> Self {
        let mut bounds = OtherBounds::default();
        if field.spec.compared.is_empty() || !field.is_validated_by_browser() {
            return bounds;
        }
        let Some(place) = field.path.last() else { return bounds };
        for comparison in field.spec.compared {
            let other = comparison.other(place).and_then(|other| field.sibling(other));
            let Some(other) = other.filter(|other| other.is_disabled() && other.is_shown()) else { continue };
            let Some(value) = other.value().filter(|value| !value.is_empty() && shows(input_type, value))
            else {
                continue;
            };
            if comparison.relation.is_lower_bound() {
                narrow(&mut bounds.least, value, true);
            } else {
                narrow(&mut bounds.most, value, false);
            }
        }
        bounds
    }
    /// Returns the narrower of the lower bound and the declared one.
    pub(super) fn or_least(&self, own: Option<impl ToString>) -> Option<String> {
        narrower(own, self.least.as_deref(), true)
    }
    /// Returns the narrower of the upper bound and the declared one.
    pub(super) fn or_most(&self, own: Option<impl ToString>) -> Option<String> {
        narrower(own, self.most.as_deref(), false)
    }
}

fn narrower(own: Option<impl ToString>, other: Option<&str>, is_lower: bool) -> Option<String> {
    let mut bound = own.map(|own| own.to_string());
    if let Some(other) = other {
        narrow(&mut bound, other, is_lower);
    }
    bound
}

/// Keeps the narrower bound. Numbers are compared by value, dates and times by their text, which ISO 8601 orders.
fn narrow(bound: &mut Option<String>, other: &str, is_lower: bool) {
    let is_narrower = bound.as_deref().is_none_or(|bound| {
        let is_greater = match (bound.parse::<f64>(), other.parse::<f64>()) {
            (Ok(bound), Ok(other)) => other > bound,
            _ => other > bound,
        };
        is_greater == is_lower
    });
    if is_narrower {
        *bound = Some(other.to_owned());
    }
}
