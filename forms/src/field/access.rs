//! The kinds of access to a field, one of which the derive calls for every field. Each checks who may set the
//! field and what a missing key means, then reads the value by the type of the field.

use super::{FieldInput, FieldType, repeats};
use crate::{
    BindContext, Problem, RawValue,
    bind::Mode,
    body::{Format, Given},
    error::Fault,
    schema::{Access, FieldSchema, Kind},
};

/// Access to a field.
impl<T: FieldType> FieldInput<'_, '_, T> {
    /// Reads a bound or immutable field.
    #[inline(never)]
    pub fn read(self, out: &mut Option<T>) {
        if self.present.is_none() && self.field.access == Access::Bound && !is_special(self.raw) {
            return self.fill(out);
        }
        self.read_over(out);
    }
    /// Reads a field with a default for a missing key. The default is not used in a partial update.
    pub fn read_or(mut self, out: &mut Option<T>, default: fn() -> T) {
        if self.raw.is_absent() && self.keeps(out) {
            return;
        }
        if self.raw.is_absent() && self.is_defaulted() {
            let value = default();
            if self.present.is_some_and(|present| *present != value) {
                self.context.note_change();
            }
            *out = Some(value);
        } else {
            self.read(out);
        }
    }
    /// Reads a field, then runs its `clean` function. A value that the submission repeats is kept and not
    /// cleaned again.
    ///
    /// `clean` may change the value or reject it. Its result decides whether the field has changed. It also
    /// runs on the value for a missing key, but not on a kept value or a default.
    pub fn read_and_clean(
        mut self,
        out: &mut Option<T>,
        default: Option<fn() -> T>,
        clean: impl FnOnce(T) -> Result<T, Problem>,
    ) {
        if self.read_before_clean(out, default) {
            self.clean_with(out, clean);
        }
    }
    /// Checks a read-only field: accepts only the present value.
    #[inline(never)]
    pub fn locked(mut self) {
        match self.raw.0 {
            Given::Absent => {}
            Given::Duplicate => self.context.fault(Fault::Duplicate),
            // without a present value, no raw value can repeat it: skip it
            _ if self.present.is_none() => {
                self.context.secret |= self.field.kind.is_secret();
                self.context.check_encoding(self.raw);
                self.context.fault(Fault::ReadOnly);
            }
            _ => self.require_repeat(Fault::ReadOnly),
        }
    }
    /// Reads a read-only field of a struct that is its own form. Its value is the present value, or else the
    /// default.
    #[inline(always)]
    pub fn locked_or(self, out: &mut Option<T>, default: fn() -> T) {
        *out = Some(self.present.cloned().unwrap_or_else(default));
        self.locked();
    }

    /// Returns whether the submission repeats the present value, as a page displays it or as JSON contains
    /// it, and keeps that value.
    ///
    /// A repeated value is kept without validation, so that a value which is no longer valid does not block
    /// an update.
    #[inline(always)]
    fn keeps(&mut self, out: &mut Option<T>) -> bool {
        self.present.is_some_and(|present| self.keeps_value(present, out))
    }
    #[inline(never)]
    fn keeps_value(&mut self, present: &T, out: &mut Option<T>) -> bool {
        let keeps = match self.raw.0 {
            Given::Duplicate => false,
            Given::Absent => repeats::is_absent_on_page(present, self.field, self.context),
            _ => present.repeats(self.raw, self.field, self.context),
        };
        if keeps {
            *out = Some(present.clone());
        }
        keeps
    }
    /// Reads a field with a present value, and handles missing and repeated keys.
    #[inline(never)]
    fn read_over(mut self, out: &mut Option<T>) {
        if self.keeps(out) {
            return;
        }
        let is_emptied_form = const { matches!(T::KIND, Kind::Form(_)) }
            && self.raw.is_absent()
            && !self.keeps_present()
            && is_emptied(self.field, self.context);
        if is_emptied_form {
            self.raw = &RawValue::EMPTY_FORM;
        }
        // rows that the body leaves out are kept or deleted one by one
        let reads_missing_rows =
            self.field.row_key.is_some() && self.raw.is_absent() && !self.keeps_present();
        if !reads_missing_rows && self.fill_without_reading(out) {
            return;
        }
        let present = self.present;
        // in a read-only nested form, a submitted value for a hidden field could be a guess of a secret
        self.context.secret |= present.is_some() && repeats::is_hidden(self.field, &T::KIND);
        self.reborrow().fill(out);
        if let (Some(present), Some(value)) = (present, out) {
            if const { repeats::may_lose_precision(&T::KIND) } && value.to_text() == present.to_text() {
                *value = present.clone();
            }
            // a list whose rows have a key notes the changes of each row
            if self.field.row_key.is_none() {
                value.note_change(present, self.context);
            }
        }
    }
    /// Not inlined, so that the code is generated only once per type.
    #[inline(never)]
    fn fill(self, out: &mut Option<T>) {
        T::fill(self, out);
    }
    /// Sets the value if the raw one need not be read: the key is missing or repeated, or the field may not
    /// change. Returns `false` if the raw value must be read.
    fn fill_without_reading(&mut self, out: &mut Option<T>) -> bool {
        *out = match (self.raw.0, self.present) {
            (Given::Duplicate, _) => {
                self.context.secret |= self.field.kind.is_secret();
                self.context.refuse(Fault::Duplicate)
            }
            (Given::Absent, Some(present)) if self.keeps_present() => Some(present.clone()),
            (Given::Absent, present) => {
                let value = T::absent(self.field, self.context);
                if let (Some(present), Some(value)) = (present, &value)
                    && value != present
                {
                    self.context.note_change();
                }
                value
            }
            (_, Some(present)) if self.field.access != Access::Bound => {
                self.require_repeat(Fault::Immutable);
                Some(present.clone())
            }
            _ => return false,
        };
        true
    }
    /// Returns whether a field keeps its present value when its key is missing.
    fn keeps_present(&self) -> bool {
        self.present.is_some()
            && (self.context.mode == Mode::Partial
                || self.field.access != Access::Bound
                || is_never_sent(self.field, self.context))
    }
    /// Returns whether a missing key means the default. It does not if the control sends nothing when it is
    /// empty, because the user could then never empty it.
    fn is_defaulted(&self) -> bool {
        !self.keeps_present() && !is_emptied(self.field, self.context)
    }

    /// Reads a value that must not change, and reports it if it differs from the present one.
    #[cold]
    #[inline(never)]
    fn require_repeat(&mut self, fault: Fault) {
        if self.present.is_some_and(|present| present.repeats(self.raw, self.field, self.context)) {
            return;
        }
        match self.read_repeated() {
            Repeated::Value(value) if Some(&value) == self.present => {}
            Repeated::Rejected => {}
            Repeated::Value(_) | Repeated::Different => self.context.fault(fault),
        }
    }
    fn read_repeated(&mut self) -> Repeated<T> {
        let (field, context) = (self.field, &mut *self.context);
        let from = context.json.place();
        let is_hidden = repeats::is_hidden(field, &field.kind);
        if context.is_blank(self.raw, &field.kind, field.strip) {
            // a browser sends an empty control for an empty text, and for a secret that the page does not
            // display
            let is_empty = |present: &T| is_hidden || present.to_text().is_some_and(|text| text.is_empty());
            if let Some(present) = self.present.filter(|present| is_empty(present)) {
                return Repeated::Value(present.clone());
            }
            context.json.back_to(from);
        }
        if is_hidden {
            // reporting whether a guess is right would reveal the secret
            context.secret = true;
            context.check_encoding(self.raw);
            return Repeated::Different;
        }
        let (problems, changes) = (context.errors.begin_trial(), context.changed.len());
        let lists = context.row_notes.len();
        let had_secret = std::mem::take(&mut context.secret);
        let was_repeating = std::mem::replace(&mut context.is_repeating, true);
        let mut value = None;
        self.reborrow().fill(&mut value);
        let context = &mut *self.context;
        context.is_repeating = was_repeating;
        let trial = context.errors.end_trial(problems);
        context.forget_origins();
        context.changed.truncate(changes);
        context.row_notes.truncate(lists);
        // a secret in a nested form is a guess too
        let is_guess = context.secret;
        context.secret |= had_secret;
        match value {
            Some(value) if !is_guess => Repeated::Value(value),
            None if !is_guess && trial.kept && !trial.dropped => Repeated::Rejected,
            _ => Repeated::Different,
        }
    }

    /// Reads the value for `clean`. Returns `false` if the present value is kept and need not be cleaned.
    #[inline(never)]
    fn read_before_clean(&mut self, out: &mut Option<T>, default: Option<fn() -> T>) -> bool {
        if self.keeps(out) {
            return false;
        }
        if self.field.access == Access::Immutable && self.read_immutable_before_clean(out) {
            return true;
        }
        match default {
            Some(default) => self.reborrow().read_or(out, default),
            None => self.reborrow().read(out),
        }
        true
    }
    /// Reads an immutable field with `clean`. Returns whether both a raw value and a present value exist; if
    /// so, reports a raw value that differs from the present one.
    #[inline(never)]
    fn read_immutable_before_clean(&mut self, out: &mut Option<T>) -> bool {
        let Some(present) = self.present.filter(|_| !is_special(self.raw)) else { return false };
        *out = Some(match self.read_repeated() {
            Repeated::Value(value) => value,
            Repeated::Rejected => present.clone(),
            Repeated::Different => {
                self.context.fault(Fault::Immutable);
                present.clone()
            }
        });
        true
    }
    fn clean_with(&mut self, out: &mut Option<T>, clean: impl FnOnce(T) -> Result<T, Problem>) {
        if self.raw.is_absent() && (self.keeps_present() || (self.field.has_default && self.is_defaulted())) {
            return;
        }
        let (present, context) = (self.present, &mut *self.context);
        if let Some(present) = present
            && self.field.access != Access::Bound
        {
            let Some(value) = out.replace(present.clone()) else { return };
            if value != *present && !clean(value).is_ok_and(|value| value == *present) {
                context.fault(Fault::Immutable);
            }
            return;
        }
        if present.is_some() && context.kept_secret == context.errors.here() {
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
                    context.forget_changes();
                    let noted = context.changed.len();
                    value.note_change(present, context);
                    if context.changed.len() == noted && value != *present {
                        context.note_change();
                    }
                }
                *out = Some(value);
            }
            Err(problem) => context.problem(problem),
        }
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

#[inline(always)]
fn is_special(raw: &RawValue<'_>) -> bool {
    matches!(raw.0, Given::Absent | Given::Duplicate)
}

/// Returns whether a missing key means that the user has emptied the control.
fn is_emptied(field: &FieldSchema, context: &BindContext<'_>) -> bool {
    matches!(context.format, Format::Form) && field.is_absent_when_emptied()
}

/// Returns whether a missing key keeps a value. Pages do not display a list of secrets; a page without the rows
/// of a list whose rows have a key was made before there were any. No client sends a stored file again, and JSON
/// has no files.
#[cold]
fn is_never_sent(field: &FieldSchema, context: &BindContext<'_>) -> bool {
    if matches!(field.kind.of_item(), Kind::File) {
        return true;
    }
    matches!(context.format, Format::Form)
        && matches!(field.kind, Kind::List(_))
        && (field.kind.is_secret() || field.row_key.is_some())
}
