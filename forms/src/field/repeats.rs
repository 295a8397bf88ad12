//! Detects submissions that repeat the present value, by comparing texts before anything is validated. A
//! value counts as unchanged if it comes back as a page displays it and a browser sends it, or as this crate
//! writes it in JSON.

mod rows;
mod text;
mod variants;

pub(super) use rows::{PresentRows, form, items};
pub(crate) use text::{as_compared, page_text};

use super::{FieldType, initial::Shown};
use crate::{
    BindContext, RawValue,
    bind::Mode,
    body::{Escaping, Format, Given},
    schema::{FieldSchema, Kind, Widget, is_always_sent},
};
use std::borrow::Cow;
use text::{Expected, matches_expected};

/// Returns whether a page does not display the value. A submission can then not repeat it.
pub(super) fn is_hidden(field: &FieldSchema, kind: &Kind) -> bool {
    kind.is_secret() || matches!(field.widget, Some(Widget::Password))
}

/// Implements [`FieldType::repeats`] for a single value. If it returns `false`, the JSON reader is not moved.
pub(super) fn scalar<'b, T: FieldType>(
    value: &T,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> bool {
    if is_hidden(field, &T::KIND) {
        return is_left_blank(raw, field, &T::KIND);
    }
    if let Given::Text(text, Escaping::Plain | Escaping::None) = raw.0
        && field.is_shown_as_it_is()
    {
        if value.has_text(text) {
            cx.keeps_choice |= field.is_chosen();
            return true;
        }
        // only a text can have another spelling on a page
        if const { matches!(T::KIND, Kind::Integer | Kind::Float | Kind::Boolean) } && !text.is_empty() {
            return false;
        }
    }
    let text = value.to_text();
    if text.is_none() {
        return is_left_blank(raw, field, &T::KIND);
    }
    let json = text.as_deref();
    let page = text.as_deref().map(|text| page_text(Cow::Borrowed(text), field));
    let is_match = matches_expected(
        raw,
        Expected { page: page.as_deref().unwrap_or_default(), json },
        &T::KIND,
        field,
        cx,
    );
    cx.keeps_choice |= is_match && field.is_chosen();
    is_match
}

/// Returns whether the raw value repeats an `Option` that is `None`.
pub(super) fn repeats_none(
    raw: &RawValue<'_>,
    field: &FieldSchema,
    kind: &Kind,
    cx: &mut BindContext<'_>,
) -> bool {
    match raw.0 {
        Given::Text(text, _) => text.is_empty() && !is_hidden(field, kind),
        Given::Json => !is_hidden(field, kind) && cx.json.eat_null(),
        _ => false,
    }
}

/// Returns whether the raw value is the empty control of a value that pages do not display. Returns `false`
/// if the field is required.
fn is_left_blank(raw: &RawValue<'_>, field: &FieldSchema, kind: &Kind) -> bool {
    // secrets are handled separately
    !kind.is_secret() && !field.required && matches!(raw.0, Given::Text("", _))
}

/// Returns whether the key is missing because a page sends nothing for the present value.
#[cold]
#[inline(never)]
pub(super) fn is_absent_on_page<T: FieldType>(
    present: &T,
    field: &'static FieldSchema,
    cx: &BindContext<'_>,
) -> bool {
    if cx.mode != Mode::Update
        || !matches!(cx.format, Format::Form)
        || is_hidden(field, &T::KIND)
        || is_always_sent(field, &T::KIND)
    {
        return false;
    }
    match T::KIND {
        Kind::List(_) => present.is_blank(),
        Kind::Boolean if !T::OPTIONAL => present.is_blank(),
        Kind::Form(_) => {
            let shown = Shown::of_field(field, present, false);
            rows::page_sends_nothing(&shown, &T::KIND, field, crate::error::path::Path::ROOT)
        }
        _ => present.to_text().is_none_or(|text| text.is_empty()),
    }
}

/// Returns whether values of this kind can differ although their texts are equal, such as times that differ
/// in nanoseconds.
pub(super) const fn may_lose_precision(kind: &Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Time | Kind::DateTime | Kind::Duration)
}
