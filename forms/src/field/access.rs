//! The code that the derive calls for every field. It checks who may set the field and what a missing key
//! means, then reads the value by the type of the field.

use super::{FieldType, repeats};
use crate::{
    BindContext, Problem, RawValue,
    bind::Mode,
    body::{Format, Given},
    error::Fault,
    schema::{Access, FieldSchema, Kind},
};

/// The raw value of a field. Its methods implement the kinds of access; the derive calls one of them per
/// field.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct At<'r, 'b> {
    pub raw: &'r RawValue<'b>,
    pub field: &'static FieldSchema,
    pub cx: &'r mut BindContext<'b>,
}

impl<'r, 'b> At<'r, 'b> {
    /// Wraps the raw value of a field.
    pub fn new(raw: &'r RawValue<'b>, field: &'static FieldSchema, cx: &'r mut BindContext<'b>) -> Self {
        At { raw, field, cx }
    }
}

impl At<'_, '_> {
    /// Reads a bound field.
    #[inline(always)]
    pub fn read<T: FieldType>(self, out: &mut Option<T>, present: Option<&T>) {
        read(out, self.raw, self.field, present, self.cx);
    }
    /// Reads a bound field with a default for a missing key. The default is not used in a partial update.
    #[inline(always)]
    pub fn read_or<T: FieldType>(self, out: &mut Option<T>, present: Option<&T>, default: fn() -> T) {
        read_or(out, self.raw, self.field, present, default, self.cx);
    }
    /// Returns whether a field with `clean` keeps its present value because the submission repeats it. A kept
    /// value is not cleaned again.
    #[inline(always)]
    pub fn keeps<T: FieldType>(&mut self, out: &mut Option<T>, present: Option<&T>) -> bool {
        present.is_some_and(|present| keeps(out, self.raw, self.field, present, self.cx))
    }
    /// Reads an immutable field with `clean`. Returns whether both a raw value and a present value exist; if
    /// so, reports a raw value that differs from the present one.
    #[inline(never)]
    pub fn repeats<T: FieldType>(&mut self, out: &mut Option<T>, present: Option<&T>) -> bool {
        let Some(value) = present.filter(|_| !is_special(self.raw)) else { return false };
        *out = Some(match read_repeated(self.raw, self.field, present, self.cx) {
            Repeated::Value(value) => value,
            Repeated::Rejected => value.clone(),
            Repeated::Different => {
                self.cx.fault(Fault::Immutable);
                value.clone()
            }
        });
        true
    }
    /// Checks a read-only field: accepts only the present value.
    #[inline(always)]
    pub fn locked<T: FieldType>(self, present: Option<&T>) {
        locked(self.raw, self.field, present, self.cx);
    }
    /// Reads a read-only field of a struct that is its own form. Its value is the present value, or else the
    /// default.
    #[inline(always)]
    pub fn locked_or<T: FieldType>(self, out: &mut Option<T>, present: Option<&T>, default: fn() -> T) {
        locked(self.raw, self.field, present, self.cx);
        *out = Some(present.cloned().unwrap_or_else(default));
    }
}

#[inline(never)]
fn read<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) {
    if present.is_none() && field.access == Access::Bound && !is_special(raw) {
        return fill(out, raw, field, None, cx);
    }
    read_over(out, raw, field, present, cx);
}

/// Returns whether the submission repeats the present value, as a page displays it or as JSON contains it.
///
/// A repeated value is kept without validation, so that a value which is no longer valid does not block an
/// update.
#[inline(never)]
fn keeps<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: &T,
    cx: &mut BindContext<'b>,
) -> bool {
    let keeps = match raw.0 {
        Given::Duplicate => false,
        Given::Absent => repeats::is_absent_on_page(present, field, cx),
        _ => present.repeats(raw, field, cx),
    };
    if keeps {
        *out = Some(present.clone());
    }
    keeps
}

/// Reads a field with a present value, and handles missing and repeated keys.
#[inline(never)]
fn read_over<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) {
    if present.is_some_and(|present| keeps(out, raw, field, present, cx)) {
        return;
    }
    let is_emptied_form = const { matches!(T::KIND, Kind::Form(_)) }
        && raw.is_absent()
        && !keeps_present(field, present.is_some(), cx)
        && is_emptied(field, cx);
    let raw = if is_emptied_form { &RawValue::EMPTY_FORM } else { raw };
    if fill_without_reading(out, raw, field, present, cx) {
        return;
    }
    // in a read-only nested form, a submitted value for a hidden field could be a guess of a secret
    cx.secret |= present.is_some() && repeats::is_hidden(field, &T::KIND);
    fill(out, raw, field, present, cx);
    if let (Some(present), Some(value)) = (present, &mut *out) {
        if const { repeats::may_lose_precision(&T::KIND) } && value.to_text() == present.to_text() {
            *value = present.clone();
        }
        value.note_change(present, cx);
    }
}

#[inline(always)]
fn is_special(raw: &RawValue<'_>) -> bool {
    matches!(raw.0, Given::Absent | Given::Duplicate)
}

/// Not inlined, so that the code is generated only once per type.
#[inline(never)]
fn fill<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) {
    T::fill(out, raw, field, present, cx);
}

/// Sets the value if the raw one need not be read: the key is missing or repeated, or the field may not
/// change. Returns `false` if the raw value must be read.
fn fill_without_reading<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) -> bool {
    *out = match (raw.0, present) {
        (Given::Duplicate, _) => {
            cx.secret |= field.kind.is_secret();
            cx.refuse(Fault::Duplicate)
        }
        (Given::Absent, Some(present)) if keeps_present(field, true, cx) => Some(present.clone()),
        (Given::Absent, _) => {
            let value = T::absent(field, cx);
            if let (Some(present), Some(value)) = (present, &value)
                && value != present
            {
                cx.note_change();
            }
            value
        }
        (_, Some(present)) if field.access != Access::Bound => {
            require_repeat(raw, field, Some(present), Fault::Immutable, cx);
            Some(present.clone())
        }
        _ => return false,
    };
    true
}

/// Returns whether a field keeps its present value when its key is missing.
fn keeps_present(field: &FieldSchema, has_present: bool, cx: &BindContext<'_>) -> bool {
    has_present && (cx.mode == Mode::Partial || field.access != Access::Bound || is_never_sent(field, cx))
}

/// Returns whether a missing key means that the user has emptied the control.
fn is_emptied(field: &FieldSchema, cx: &BindContext<'_>) -> bool {
    matches!(cx.format, Format::Form) && field.is_absent_when_emptied()
}

/// Returns whether a missing key means the default. It does not if the control sends nothing when it is
/// empty, because the user could then never empty it.
fn is_defaulted(field: &FieldSchema, has_present: bool, cx: &BindContext<'_>) -> bool {
    !keeps_present(field, has_present, cx) && !is_emptied(field, cx)
}

/// Returns whether a page never sends the field. Pages do not display a list of secrets, so that a missing
/// key must not remove it.
#[cold]
fn is_never_sent(field: &FieldSchema, cx: &BindContext<'_>) -> bool {
    matches!(cx.format, Format::Form) && matches!(field.kind, Kind::List(_)) && field.kind.is_secret()
}

fn read_or<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    default: fn() -> T,
    cx: &mut BindContext<'b>,
) {
    if raw.is_absent() && present.is_some_and(|present| keeps(out, raw, field, present, cx)) {
        return;
    }
    if raw.is_absent() && is_defaulted(field, present.is_some(), cx) {
        let value = default();
        if present.is_some_and(|present| *present != value) {
            cx.note_change();
        }
        *out = Some(value);
    } else {
        read(out, raw, field, present, cx);
    }
}

#[inline(never)]
fn locked<'b, T: FieldType>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) {
    match raw.0 {
        Given::Absent => {}
        Given::Duplicate => cx.fault(Fault::Duplicate),
        // without a present value, no raw value can repeat it: skip it
        _ if present.is_none() => {
            cx.secret |= field.kind.is_secret();
            cx.check_encoding(raw);
            cx.fault(Fault::ReadOnly);
        }
        _ => require_repeat(raw, field, present, Fault::ReadOnly, cx),
    }
}

/// Reads a value that must not change, and reports it if it differs from the present one.
#[cold]
#[inline(never)]
fn require_repeat<'b, T: FieldType>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    fault: Fault,
    cx: &mut BindContext<'b>,
) {
    if present.is_some_and(|present| present.repeats(raw, field, cx)) {
        return;
    }
    match read_repeated(raw, field, present, cx) {
        Repeated::Value(value) if Some(&value) == present => {}
        Repeated::Rejected => {}
        Repeated::Value(_) | Repeated::Different => cx.fault(fault),
    }
}

/// The result of reading a value for a field that cannot be changed.
enum Repeated<T> {
    Value(T),
    /// A part of the value is not allowed, and has been reported.
    Rejected,
    /// The value differs from the present one.
    Different,
}

fn read_repeated<'b, T: FieldType>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) -> Repeated<T> {
    let from = cx.json.place();
    let is_hidden = repeats::is_hidden(field, &field.kind);
    if cx.is_blank(raw, &field.kind, field.strip) {
        // a browser sends an empty control for an empty text, and for a secret that the page does not display
        let is_empty = |present: &T| is_hidden || present.to_text().is_some_and(|text| text.is_empty());
        if let Some(present) = present.filter(|present| is_empty(present)) {
            return Repeated::Value(present.clone());
        }
        cx.json.back_to(from);
    }
    if is_hidden {
        // reporting whether a guess is right would reveal the secret
        cx.secret = true;
        cx.check_encoding(raw);
        return Repeated::Different;
    }
    let (problems, changes) = (cx.errors.begin_trial(), cx.changed.len());
    let had_secret = std::mem::take(&mut cx.secret);
    let was_repeating = std::mem::replace(&mut cx.is_repeating, true);
    let mut value = None;
    fill(&mut value, raw, field, present, cx);
    cx.is_repeating = was_repeating;
    let trial = cx.errors.end_trial(problems);
    cx.forget_origins();
    cx.changed.truncate(changes);
    // a secret in a nested form is a guess too
    let is_guess = cx.secret;
    cx.secret |= had_secret;
    match value {
        Some(value) if !is_guess => Repeated::Value(value),
        None if !is_guess && trial.kept && !trial.dropped => Repeated::Rejected,
        _ => Repeated::Different,
    }
}

/// Runs the `clean` function of a field after its rules.
///
/// `clean` may change the value or reject it. Its result decides whether the field has changed. It also runs
/// on the value for a missing key, but not on a kept value or a default.
pub fn clean_with<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    clean: impl FnOnce(T) -> Result<T, Problem>,
    cx: &mut BindContext<'b>,
) {
    if raw.is_absent()
        && (keeps_present(field, present.is_some(), cx)
            || (field.has_default && is_defaulted(field, present.is_some(), cx)))
    {
        return;
    }
    if let Some(present) = present
        && field.access != Access::Bound
    {
        let Some(value) = out.replace(present.clone()) else { return };
        if value != *present && !clean(value).is_ok_and(|value| value == *present) {
            cx.fault(Fault::Immutable);
        }
        return;
    }
    if present.is_some() && cx.kept_secret == cx.errors.here() {
        return;
    }
    let Some(value) = out.take() else { return };
    // a nested form records its own changes; other values are compared again below
    let before = if let Kind::Form(_) = T::KIND { present.map(|_| value.clone()) } else { None };
    match clean(value) {
        Ok(value) => {
            // if `clean` did not change the form, the recorded changes are still right
            if let Some(present) = present
                && before.as_ref() != Some(&value)
            {
                cx.forget_changes();
                let noted = cx.changed.len();
                value.note_change(present, cx);
                if cx.changed.len() == noted && value != *present {
                    cx.note_change();
                }
            }
            *out = Some(value);
        }
        Err(problem) => cx.problem(problem),
    }
}
