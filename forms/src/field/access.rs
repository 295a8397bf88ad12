//! What the derive writes for every field: who may set it, what its absence means, then its type's own reading.

use super::{FieldType, repeats};
use crate::{
    BindContext, Problem, RawValue,
    bind::Mode,
    body::{Format, Given},
    error::Fault,
    schema::{Access, FieldSchema, Kind},
};

/// A value that was given, or not, for a field. What the derive writes for a field is one of its methods.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct At<'r, 'b> {
    pub raw: &'r RawValue<'b>,
    pub field: &'static FieldSchema,
    pub cx: &'r mut BindContext<'b>,
}

impl<'r, 'b> At<'r, 'b> {
    /// What was given for that field.
    pub fn new(raw: &'r RawValue<'b>, field: &'static FieldSchema, cx: &'r mut BindContext<'b>) -> Self {
        At { raw, field, cx }
    }
}

impl At<'_, '_> {
    /// A field that is bound.
    #[inline(always)]
    pub fn read<T: FieldType>(self, out: &mut Option<T>, present: Option<&T>) {
        read(out, self.raw, self.field, present, self.cx);
    }
    /// A field that is bound, and has a default for where its key is absent; never in a partial update.
    #[inline(always)]
    pub fn read_or<T: FieldType>(self, out: &mut Option<T>, present: Option<&T>, default: fn() -> T) {
        read_or(out, self.raw, self.field, present, default, self.cx);
    }
    /// Returns whether a field that has a `clean` keeps its present value, because the submission repeats it: it is not
    /// cleaned again.
    #[inline(always)]
    pub fn keeps<T: FieldType>(&mut self, out: &mut Option<T>, present: Option<&T>) -> bool {
        present.is_some_and(|present| keeps(out, self.raw, self.field, present, self.cx))
    }
    /// An immutable field that has a `clean`, which says whether what was given is the present value: true, if there is one
    /// of both.
    #[inline(never)]
    pub fn repeats<T: FieldType>(&mut self, out: &mut Option<T>, present: Option<&T>) -> bool {
        let Some(value) = present.filter(|_| !is_special(self.raw)) else { return false };
        *out = Some(match given_again(self.raw, self.field, present, self.cx) {
            Again::Value(value) => value,
            Again::Refused => value.clone(),
            Again::Other => {
                self.cx.fault(Fault::Immutable);
                value.clone()
            }
        });
        true
    }
    /// A field that is shown and not bound: only its present value is accepted.
    #[inline(always)]
    pub fn locked<T: FieldType>(self, present: Option<&T>) {
        locked(self.raw, self.field, present, self.cx);
    }
    /// A field that is shown and not bound, of a struct that is its own form: it has its present value, or its default.
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

/// Returns whether the submission repeats the present value, which then stays: as a page shows it, or as JSON gives it.
/// That comes before everything else, so that a value which would not be accepted anew can be left as it is.
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

/// A field that has a present value, or none to clean.
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
    if settled(out, raw, field, present, cx) {
        return;
    }
    // in a form that is locked, a value that no page shows is a guess
    cx.secret |= present.is_some() && repeats::is_hidden(field, &T::KIND);
    fill(out, raw, field, present, cx);
    if let (Some(present), Some(value)) = (present, &mut *out) {
        if const { repeats::says_less_than_it_is(&T::KIND) } && value.to_text() == present.to_text() {
            *value = present.clone();
        }
        value.note_change(present, cx);
    }
}

#[inline(always)]
fn is_special(raw: &RawValue<'_>) -> bool {
    matches!(raw.0, Given::Absent | Given::Duplicate)
}

/// One instance per type, wherever it is called from.
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

/// Whether there is nothing to clean: the key was absent or given twice, or the field is not to be changed.
fn settled<'b, T: FieldType>(
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
            repeat(raw, field, Some(present), Fault::Immutable, cx);
            Some(present.clone())
        }
        _ => return false,
    };
    true
}

/// Returns whether a field whose key is absent keeps its present value.
fn keeps_present(field: &FieldSchema, has_present: bool, cx: &BindContext<'_>) -> bool {
    has_present && (cx.mode == Mode::Partial || field.access != Access::Bound || is_never_sent(field, cx))
}

/// Returns whether the absence of the field means that a person has emptied its control.
fn is_emptied(field: &FieldSchema, cx: &BindContext<'_>) -> bool {
    matches!(cx.format, Format::Form) && field.is_absent_when_emptied()
}

/// Returns whether the default stands in for an absent key: never for a control that sends nothing when it is emptied, as
/// then nobody could empty it.
fn is_defaulted(field: &FieldSchema, has_present: bool, cx: &BindContext<'_>) -> bool {
    !keeps_present(field, has_present, cx) && !is_emptied(field, cx)
}

/// A list of secrets: no page shows them, so that they are absent is no wish to take them away.
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
        // there is nothing to repeat, whatever was given: it is skipped
        _ if present.is_none() => {
            cx.secret |= field.kind.is_secret();
            cx.check_encoding(raw);
            cx.fault(Fault::ReadOnly);
        }
        _ => repeat(raw, field, present, Fault::ReadOnly, cx),
    }
}

/// Reads a value that cannot change anything, and reports if it is not the present one.
#[cold]
#[inline(never)]
fn repeat<'b, T: FieldType>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    fault: Fault,
    cx: &mut BindContext<'b>,
) {
    if present.is_some_and(|present| present.repeats(raw, field, cx)) {
        return;
    }
    match given_again(raw, field, present, cx) {
        Again::Value(value) if Some(&value) == present => {}
        Again::Refused => {}
        Again::Value(_) | Again::Other => cx.fault(fault),
    }
}

/// A value that was given for a field that cannot be changed.
enum Again<T> {
    Value(T),
    /// Something within it may not be given, which is reported there.
    Refused,
    /// It cannot be the present one.
    Other,
}

fn given_again<'b, T: FieldType>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    present: Option<&T>,
    cx: &mut BindContext<'b>,
) -> Again<T> {
    let from = cx.json.place();
    let is_hidden = repeats::is_hidden(field, &field.kind);
    if cx.is_blank(raw, &field.kind, field.strip) {
        // a browser sends an empty control for a text that is empty, and for a secret that it was not shown
        let nothing = |present: &T| is_hidden || present.to_text().is_some_and(|text| text.is_empty());
        if let Some(present) = present.filter(|present| nothing(present)) {
            return Again::Value(present.clone());
        }
        cx.json.back_to(from);
    }
    if is_hidden {
        // to say whether a guess is right is to give the secret away
        cx.secret = true;
        cx.check_encoding(raw);
        return Again::Other;
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
    // of a form within, a secret that was given is a guess too
    let is_guess = cx.secret;
    cx.secret |= had_secret;
    match value {
        Some(value) if !is_guess => Again::Value(value),
        None if !is_guess && trial.kept && !trial.dropped => Again::Refused,
        _ => Again::Other,
    }
}

/// Runs the field's own `clean` after its rules, also where the key is absent, on the value that absence means. It may change the value or
/// reject it; what it returns decides whether the field has changed. It does not run on a kept value, nor on a default.
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
    // parts of a form have changed where they say so; of anything else it is asked again
    let before = if let Kind::Form(_) = T::KIND { present.map(|_| value.clone()) } else { None };
    match clean(value) {
        Ok(value) => {
            // what it left as it was has changed where its parts say so, and not as a whole
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
