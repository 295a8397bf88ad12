//! Parses choices, from the declaration or the context, as values of the field type.

use super::{FieldInput, FieldType};
use crate::{
    BindContext, Limits, RawValue,
    bind::{Asked, Mode},
    body::{Escaping, Format},
    date_time::as_typed,
    schema::{ChoiceText, FieldSchema, FormSchema, WrittenBy},
};
use std::any::Any;

/// Parses a choice as the field would parse it from a page, but without custom rules. Returns `None` if no
/// page could send the choice, or if the field would reject it.
pub(crate) fn read_choice<T: FieldType>(
    text: &str,
    by: WrittenBy,
    field: &'static FieldSchema,
    context: &(dyn Any + Send + Sync),
) -> Option<ChoiceText> {
    // a blank text means that nothing was chosen
    if text.trim().is_empty() {
        return None;
    }
    // browsers normalise line breaks before they send a text
    let normal = text.contains('\r').then(|| text.replace("\r\n", "\n").replace('\r', "\n"));
    let text = normal.as_deref().unwrap_or(text);
    let in_format = if by == WrittenBy::Program { as_typed(text, field) } else { None };
    let in_format = in_format.filter(|typed| value_of::<T>(typed, field, context).is_some());
    let text = in_format.as_deref().unwrap_or(text);
    let value = value_of::<T>(text, field, context)?;
    let canonical = value.canonical_text()?.into_owned();
    let own = value.to_text().map(|own| as_typed(&own, field).unwrap_or_else(|| own.into_owned()));
    let comes_back = |own: &String| {
        own == text
            || value_of::<T>(own, field, context)
                .is_some_and(|again| again.canonical_text().as_deref() == Some(&*canonical))
    };
    let shown = own.filter(comes_back).unwrap_or_else(|| text.to_owned());
    Some(ChoiceText { shown, canonical })
}

fn value_of<T: FieldType>(
    text: &str,
    field: &'static FieldSchema,
    context: &(dyn Any + Send + Sync),
) -> Option<T> {
    static NO_FORM: FormSchema = FormSchema::new("", &[]);
    static LIMITS: Limits = Limits::DEFAULT;
    let asked = Asked { mode: Mode::Create, spec: &NO_FORM, limits: &LIMITS, context };
    let mut cx = BindContext::new(text, Format::Form, asked, false);
    cx.reads_choice = true;
    let value: Option<T> = FieldInput::new(&RawValue::text(text, Escaping::None), field, &mut cx).clean();
    value.filter(|_| cx.errors.is_empty())
}
