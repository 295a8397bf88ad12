//! What the derive writes for every field: who may set it, what its absence means, then its type's own reading.

use super::FieldType;
use crate::{
    Cleaner, Problem, Raw,
    body::Format,
    cleaner::Mode,
    error::Fault,
    raw::Given,
    spec::{Access, FieldSpec, Kind},
};

/// A value that was given, or not, for a field. What the derive writes for a field is one of its methods.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct At<'r, 'b> {
    pub raw: &'r Raw<'b>,
    pub field: &'static FieldSpec,
    pub cx: &'r mut Cleaner<'b>,
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
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    cx: &mut Cleaner<'b>,
) {
    if present.is_none() && field.access == Access::Bound && !is_special(raw) {
        return fill(out, raw, field, None, cx);
    }
    read_over(out, raw, field, present, cx);
}

/// A field that has a present value, or none to clean.
#[inline(never)]
fn read_over<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    cx: &mut Cleaner<'b>,
) {
    if settled(out, raw, field, present, cx) {
        return;
    }
    fill(out, raw, field, present, cx);
    if let (Some(present), Some(value)) = (present, &*out) {
        value.note_change(present, cx);
    }
}

#[inline(always)]
fn is_special(raw: &Raw<'_>) -> bool {
    matches!(raw.0, Given::Absent | Given::Duplicate)
}

/// One instance per type, wherever it is called from.
#[inline(never)]
fn fill<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    cx: &mut Cleaner<'b>,
) {
    T::fill(out, raw, field, present, cx);
}

/// Whether there is nothing to clean: the key was absent or given twice, or the field is not to be changed.
fn settled<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    cx: &mut Cleaner<'b>,
) -> bool {
    *out = match (raw.0, present) {
        (Given::Duplicate, _) => {
            cx.secret |= field.kind.is_secret();
            cx.refuse(Fault::Duplicate)
        }
        (Given::Absent, Some(present)) if cx.mode == Mode::Partial || field.access != Access::Bound => {
            Some(present.clone())
        }
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

fn read_or<'b, T: FieldType>(
    out: &mut Option<T>,
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    default: fn() -> T,
    cx: &mut Cleaner<'b>,
) {
    let keeps = present.is_some() && (cx.mode == Mode::Partial || field.access != Access::Bound);
    // a box that is not ticked is not sent: it says no
    let is_box =
        matches!(cx.format, Format::Form) && const { matches!(T::KIND, Kind::Boolean) && !T::OPTIONAL };
    if raw.is_absent() && !keeps && !is_box {
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
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    cx: &mut Cleaner<'b>,
) {
    match raw.0 {
        Given::Absent => {}
        Given::Duplicate => cx.fault(Fault::Duplicate),
        _ => repeat(raw, field, present, Fault::ReadOnly, cx),
    }
}

/// Reads a value that cannot change anything, and reports if it is not the present one.
#[cold]
#[inline(never)]
fn repeat<'b, T: FieldType>(
    raw: &Raw<'b>,
    field: &'static FieldSpec,
    present: Option<&T>,
    fault: Fault,
    cx: &mut Cleaner<'b>,
) {
    let from = cx.json.place();
    if cx.is_blank(raw, &field.kind, field.strip) {
        // a browser sends an empty control for a text that is empty, and for a secret that it was not shown
        let nothing = |present: &T| present.to_text().map_or(field.kind.is_secret(), |text| text.is_empty());
        if present.is_some_and(nothing) {
            return;
        }
        cx.json.back_to(from);
    }
    if field.kind.is_secret() {
        // to say whether a guess is right is to give the secret away
        cx.secret = true;
        return cx.fault(fault);
    }
    let (problems, changes) = (cx.errors.set_aside(), cx.changed.len());
    let mut value = None;
    fill(&mut value, raw, field, present, cx);
    cx.errors.forget(problems);
    cx.changed.truncate(changes);
    if value.is_none() || value.as_ref() != present {
        cx.fault(fault);
    }
}

/// The field's own `clean`, behind its rules: it may change the value, or refuse it. What changed is asked of what it gives.
pub fn clean_with<T: FieldType>(
    out: &mut Option<T>,
    raw: &Raw<'_>,
    field: &'static FieldSpec,
    present: Option<&T>,
    clean: impl FnOnce(T) -> Result<T, Problem>,
    cx: &mut Cleaner<'_>,
) {
    // what was kept has been cleaned when it came
    if raw.is_absent() || (present.is_some() && field.access != Access::Bound) {
        return;
    }
    let Some(value) = out.take() else { return };
    match clean(value) {
        Ok(value) => {
            if let Some(present) = present {
                cx.forget_changes();
                if value != *present {
                    cx.note_change();
                }
            }
            *out = Some(value);
        }
        Err(problem) => cx.problem(problem),
    }
}
