//! Enums without data as fields, by `#[derive(Choice)]`.

use super::FieldType;
use crate::{
    BindContext, RawValue,
    body::{Escaping, Given},
    error::Fault,
    schema::{ChoiceOption, FieldSchema, FixedOption},
};
use std::borrow::Cow;

/// An enum without data whose variants are the values of a field. `#[derive(Choice)]` implements it, and
/// [`FieldType`](crate::FieldType) as well.
///
/// ```
/// use forms::Choice;
/// #[derive(Choice, Debug, Clone, Copy, PartialEq)]
/// enum Size { Small, #[form(rename = "L", label = "Large, the biggest there is")] Large }
/// assert_eq!(Size::OPTIONS[1].value, "L");
/// assert_eq!(Size::Large.value(), "L");
/// ```
pub trait Choice: Sized + Copy + 'static {
    /// The submitted values and the labels, in the order of the variants.
    const OPTIONS: &'static [FixedOption];
    /// The variants, in order.
    const VARIANTS: &'static [Self];
    /// Returns the index of this variant.
    fn index(self) -> usize;
    /// Returns the submitted value of this variant.
    fn value(self) -> &'static str {
        Self::OPTIONS[self.index()].value
    }
    /// Returns the label of this variant, which the user reads.
    fn label(self) -> &'static str {
        Self::OPTIONS[self.index()].label
    }
    /// Returns the variant with the given submitted value.
    fn from_value(value: &str) -> Option<Self> {
        position(Self::OPTIONS, value).map(|i| Self::VARIANTS[i])
    }
}

#[inline(never)]
fn position(options: &[FixedOption], value: &str) -> Option<usize> {
    options.iter().position(|option| option.value == value)
}

/// Reads a choice, for the `FieldType::clean` that the derive generates.
#[doc(hidden)]
pub fn clean_choice<'b, T: Choice>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> Option<T> {
    choose(raw, T::OPTIONS, field, cx).map(|i| T::VARIANTS[i])
}

/// Not generic, so that the code is generated only once.
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
        // white space is not stripped: a text with white space is another text in every format
        _ => cx.unstripped_text(raw, field)?,
    };
    match position(options, &text) {
        Some(i) => Some(i),
        None => cx.refuse(Fault::InvalidChoice),
    }
}

impl ChoiceOption {
    /// Creates an option from a value of a field type and a label.
    ///
    /// # Panics
    /// If the value does not have a text, such as a list or `None`.
    pub fn of<T: FieldType>(value: &T, label: impl Into<Cow<'static, str>>) -> Self {
        let text = value.to_text().expect("a choice needs a value with a text");
        ChoiceOption::new(text, label)
    }
}
