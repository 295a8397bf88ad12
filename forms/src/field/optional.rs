//! `Option` as a field.

use super::{FieldInput, FieldType, changes::Changes, initial::Shown, repeats};
use crate::{
    BindContext, RawValue,
    body::Given,
    error::{Code, Fault},
    schema::{ChoiceText, FieldSchema, Kind, ListSize, TextFormat, WrittenBy},
};
use std::{any::Any, borrow::Cow, hash::Hasher};

/// Returns whether the raw value is a form with values that a page does not send: secrets or read-only
/// fields. If its other fields are blank, the present form must still be kept.
#[cold]
fn keeps_unsent(raw: &RawValue<'_>, kind: &Kind) -> bool {
    matches!(raw.0, Given::Form(_))
        && kind.form().is_some_and(|form| form.may_hold_secret() || form.has_locked())
}

/// Returns whether the present secret is kept. A page never displays it, so that an empty password control
/// means "unchanged". JSON removes it only with `null`.
#[cold]
fn keeps_secret<'b>(raw: &RawValue<'b>, kind: &Kind, field: &FieldSchema, cx: &mut BindContext<'b>) -> bool {
    let is_empty_control = match raw.0 {
        Given::Json => matches!(kind, Kind::Secret) && cx.json.first() == b'"',
        Given::Text(..) | Given::List(_) => true,
        _ => false,
    };
    let keeps = is_empty_control && cx.is_blank(raw, kind, field.strip);
    if keeps {
        cx.kept_secret = cx.errors.here();
    }
    keeps
}

/// Returns whether the next value is an empty JSON string, and reads it in that case. In a lenient field, it
/// counts as a missing number or boolean, as in a form.
#[cold]
fn is_empty_text<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> bool {
    matches!(raw.0, Given::Json) && cx.json.first() == b'"' && cx.json.eat_blank_text(false)
}

#[diagnostic::do_not_recommend]
impl<T: FieldType> FieldType for Option<T> {
    type Subject = T::Subject;
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
    const MAY_BE_EMPTY: bool = true;
    const OPTIONAL: bool = true;
    const NESTS_OPTIONS: bool = T::OPTIONAL || T::NESTS_OPTIONS;
    const FORMAT: Option<&'static TextFormat> = T::FORMAT;
    const OF_TYPE: Option<&'static FieldSchema> = T::OF_TYPE;
    const INPUT: &'static [(&'static str, &'static str)] = T::INPUT;
    const DESCRIPTION: &'static str = T::DESCRIPTION;
    const CODES: &'static [Code] = T::CODES;
    const HAS_OFFSET: bool = T::HAS_OFFSET;
    const SIZE: ListSize = T::SIZE;
    const HASHES: bool = T::HASHES;
    fn hash_value<H: Hasher>(&self, state: &mut H) {
        state.write_u8(self.is_some().into());
        if let Some(value) = self {
            value.hash_value(state);
        }
    }

    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        FieldInput::new(raw, field, cx).clean()
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(T::to_text)
    }
    fn canonical_text(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(T::canonical_text)
    }
    fn read_choice(
        text: &str,
        by: WrittenBy,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> Option<ChoiceText> {
        T::read_choice(text, by, field, context)
    }
    /// `Some(false)` is not blank, because the user has answered "no".
    fn is_blank(&self) -> bool {
        self.as_ref().is_none_or(|value| !matches!(T::KIND, Kind::Boolean) && value.is_blank())
    }
    fn has_text(&self, text: &str) -> bool {
        self.as_ref().is_some_and(|value| value.has_text(text))
    }
    fn repeats<'b>(&self, raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> bool {
        match self {
            None => repeats::repeats_none(raw, field, &T::KIND, cx),
            // a present form whose fields are all blank
            Some(value)
                if matches!(raw.0, Given::Form(_)) && cx.arena.is_blank(raw, &T::KIND, field.strip) =>
            {
                repeats::form(value, raw, field, cx)
            }
            Some(value) => value.repeats(raw, field, cx),
        }
    }
    #[inline(always)]
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        let FieldInput { raw, field, present, context } = input;
        if let (Some(Some(secret)), true) = (present, const { T::KIND.is_secret() })
            && keeps_secret(raw, &T::KIND, field, context)
        {
            *out = Some(Some(secret.clone()));
            return;
        }
        let inner = out.insert(None);
        let has_value = matches!(present, Some(Some(_)));
        if (context.is_blank(raw, const { &T::KIND }, field.strip)
            && !(has_value && keeps_unsent(raw, &T::KIND)))
            || (field.lenient && is_empty_text(raw, context))
            || T::is_nothing(raw, context)
        {
            if field.required {
                *out = context.refuse(Fault::Required);
            }
            return;
        }
        let present = present.and_then(Option::as_ref);
        T::fill(FieldInput { raw, field, present, context }, inner);
        if inner.is_none() {
            *out = None;
        }
    }
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        if field.required { cx.refuse(Fault::Required) } else { Some(None) }
    }
    fn note_change(&self, present: &Self, cx: &mut BindContext<'_>) {
        match (self, present) {
            (Some(value), Some(present)) => value.note_change(present, cx),
            (None, None) => {}
            (Some(_), None) if T::MERGES => cx.note_new_form(),
            _ => cx.note_change(),
        }
    }
    fn apply(self, target: &mut Self, changes: &mut Changes<'_>) -> bool {
        match (self, target) {
            // a form was created since the update was bound, and the submission does not know it
            (Some(value), Some(target)) if T::MERGES && changes.is_noted_new() => {
                value != *target && changes.conflict()
            }
            (Some(value), Some(target)) => value.apply(target, changes),
            // the submission changes a part of a value that has been removed
            (Some(_), None) if !changes.is_noted_whole() => changes.conflict(),
            (Some(_), None) if T::MERGES && !changes.is_noted_new() && !changes.is_parent_noted_whole() => {
                changes.conflict()
            }
            (value, target) => changes.write(target, value),
        }
    }
    fn show(&self, shown: &mut Shown) {
        if let Some(value) = self {
            value.show(shown);
        }
    }
}
