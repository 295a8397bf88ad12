//! The `min`, `max` and `step` of controls for numbers and dates.

use super::BoundField;
use crate::{
    schema::{DateTimeBound, FIRST_DATE, Kind},
    validator::Digits,
};
use std::borrow::Cow;

/// Returns the `step` of a number control, or `None` if the default of 1 is right.
///
/// A browser counts steps from `min`, or without one from the `value` in the page. If that value is not a multiple of
/// the step, the browser would refuse every valid number. The control then accepts any number, and the server checks
/// the step.
pub(super) fn number_step(
    field: &BoundField<'_>,
    value: Option<&str>,
    has_other_min: bool,
) -> Option<Cow<'static, str>> {
    const ANY: Option<Cow<'static, str>> = Some(Cow::Borrowed("any"));
    let spec = field.spec;
    let min = spec.min.map(|min| min.to_string());
    match (&spec.step, &min) {
        (Some(step), Some(_)) if !has_other_min => return Some(step.to_string().into()),
        (Some(_), _) => return ANY,
        (None, _) => {}
    }
    let places = match field.kind {
        Kind::Integer => 0,
        Kind::Decimal if spec.decimal_places <= MAX_STEP_PLACES => spec.decimal_places,
        _ => return ANY,
    };
    let counted_from = min.as_deref().or(value).filter(|text| !text.is_empty());
    if has_other_min || counted_from.is_some_and(|text| decimal_places(text) > u64::from(places)) {
        return ANY;
    }
    (places > 0).then(|| format!("0.{:0>width$}", 1, width = places as usize).into())
}

/// A smaller step does not work, because a browser counts in binary floats.
const MAX_STEP_PLACES: u32 = 15;

/// Counts the digits after the decimal point, without trailing zeros. Returns `u64::MAX` for a text that is not a
/// number.
fn decimal_places(text: &str) -> u64 {
    Digits::parse(text).map_or(u64::MAX, |digits| digits.smallest_place().min(0).unsigned_abs())
}

/// Returns the `min` and `max` of a date, time or datetime-local control: the declared bounds, or else the default
/// ones.
///
/// Such a control has no offset, so the server checks bounds with an offset.
pub(super) fn date_bounds(field: &BoundField<'_>) -> (Option<&'static str>, Option<&'static str>) {
    let dated = field.date_schema();
    let (first, last) = match field.kind {
        Kind::Date => (Some(FIRST_DATE.as_str()), Some("9999-12-31")),
        Kind::DateTime => (Some("1000-01-01T00:00"), Some("9999-12-31T23:59")),
        _ => (None, None),
    };
    let bound = |declared: Option<DateTimeBound>, default: Option<&'static str>| match declared {
        Some(declared) if !declared.has_offset() => declared.of(field.kind),
        _ => default,
    };
    // a declared bound with an offset may allow dates before the default bound
    let first = first.filter(|_| dated.earliest.is_none_or(|declared| !FIRST_DATE.is_after(&declared)));
    (bound(dated.earliest, first), bound(dated.latest, last))
}
