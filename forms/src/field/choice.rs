//! One of several: enums without data, by `#[derive(Choice)]`.

use super::FieldType;
use crate::{
    BindContext, RawValue,
    body::{Escaping, Given},
    error::Fault,
    schema::{ChoiceOption, FieldSchema, FixedOption},
};
use std::borrow::Cow;

/// An enum without data whose variants are the values of a field: `#[derive(Choice)]` implements it, and
/// [`FieldType`](crate::FieldType) with it.
///
/// ```
/// use forms::Choice;
/// #[derive(Choice, Debug, Clone, Copy, PartialEq)]
/// enum Size { Small, #[form(rename = "L", label = "Large, the biggest there is")] Large }
/// assert_eq!(Size::OPTIONS[1].value, "L");
/// assert_eq!(Size::Large.value(), "L");
/// ```
pub trait Choice: Sized + Copy + 'static {
    /// The values on the wire, with what a person reads, in the order of the variants.
    const OPTIONS: &'static [FixedOption];
    /// The variants in their order.
    const VARIANTS: &'static [Self];
    /// The place of this variant.
    fn index(self) -> usize;
    /// The value of this variant on the wire.
    fn value(self) -> &'static str {
        Self::OPTIONS[self.index()].value
    }
    /// What a person reads for this variant.
    fn label(self) -> &'static str {
        Self::OPTIONS[self.index()].label
    }
    /// The variant of that value on the wire.
    fn from_value(value: &str) -> Option<Self> {
        position(Self::OPTIONS, value).map(|i| Self::VARIANTS[i])
    }
}

#[inline(never)]
fn position(options: &[FixedOption], value: &str) -> Option<usize> {
    options.iter().position(|option| option.value == value)
}

/// What the derive's `FieldType::clean` of a choice calls.
#[doc(hidden)]
pub fn clean_choice<'b, T: Choice>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<T> {
    choose(raw, T::OPTIONS, field, cx).map(|i| T::VARIANTS[i])
}

/// One instance for all choices.
#[inline(never)]
fn choose<'b>(
    raw: &RawValue<'b>,
    options: &[FixedOption],
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<usize> {
    let text = match raw.0 {
        Given::Text(text, Escaping::Plain | Escaping::None) if !text.is_empty() => Cow::Borrowed(text),
        Given::Json if cx.json.first() == b'"' => match cx.json.string()? {
            (text, false) => Cow::Borrowed(text),
            (text, true) => Cow::Owned(crate::body::json::unescape(text)),
        },
        // white space at its ends makes it another text, however it is written
        _ => cx.unstripped_text(raw, field)?,
    };
    match position(options, &text) {
        Some(i) => Some(i),
        None => cx.refuse(Fault::InvalidChoice),
    }
}

impl ChoiceOption {
    /// That value of a field's type, with that label.
    ///
    /// # Panics
    /// If the value has no text, as a list or `None`.
    pub fn of<T: FieldType>(value: &T, label: impl Into<Cow<'static, str>>) -> Self {
        let text = value.to_text().expect("a choice is a value that has a text");
        ChoiceOption::new(text, label)
    }
}
