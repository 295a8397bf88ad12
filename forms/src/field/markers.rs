//! Which rules fit which types: a rule that does not fit does not compile, and says what does.

use super::FieldType;

/// Types that rules for texts fit: `min_length`, `max_length`, `email`, `username`, `regex`, `one_of`, `multiline`.
///
/// Of a type of your own they judge its [text](FieldType::to_text).
#[diagnostic::on_unimplemented(
    message = "a rule for texts does not fit a field of type `{Self}`",
    label = "this rule needs a text: `String`, `Email`, `Password`, an `Option` or a `Vec` of one",
    note = "numbers have `min`, `max` and `step`; lists have `min_items` and `max_items`; any type has `validate = path`"
)]
pub trait TextField: FieldType {}

/// Types that rules for numbers fit: `min`, `max`, `step`, `age`.
///
/// Of a type of your own that is an integer or a float they judge its [text](FieldType::to_text).
#[diagnostic::on_unimplemented(
    message = "a rule for numbers does not fit a field of type `{Self}`",
    label = "this rule needs a number: an integer, a float, an `Option` or a `Vec` of one",
    note = "dates and times have `min = \"2027-03-31\"`; texts have `min_length` and `max_length`; lists have `min_items` and `max_items`; any type has `validate = path`"
)]
pub trait NumberField: FieldType {
    /// Whether it is a whole number.
    const WHOLE: bool;
}

/// Types that `password` fits.
#[diagnostic::on_unimplemented(
    message = "the rule `password` does not fit a field of type `{Self}`",
    label = "make it a `forms::Password`: it is redacted, wiped from memory, and never shown again"
)]
pub trait SecretField: FieldType {}

/// Types that rules for lists fit: `min_items`, `max_items`, `unique_items`.
#[diagnostic::on_unimplemented(
    message = "a rule for lists does not fit a field of type `{Self}`",
    label = "this rule needs a list: a `Vec`, or an `Option` of one",
    note = "texts have `min_length` and `max_length`; numbers have `min` and `max`"
)]
pub trait ListField: FieldType {}

/// Types that rules for decimals fit: `max_digits`, `decimal_places`.
#[diagnostic::on_unimplemented(
    message = "a rule for decimals does not fit a field of type `{Self}`",
    label = "this rule needs a decimal: `rust_decimal::Decimal`, `bigdecimal::BigDecimal`, an `Option` or a `Vec` of one",
    note = "the features `rust_decimal` and `bigdecimal` of the crate `forms` make these types fields"
)]
pub trait DecimalField: NumberField {}

/// Types that rules for dates and times fit: `input_formats`, and `min` and `max` that are written as texts.
#[diagnostic::on_unimplemented(
    message = "a rule for dates and times does not fit a field of type `{Self}`",
    label = "this rule needs a date, a time or both: a type of `jiff`, `chrono` or `time`, an `Option` or a `Vec` of one",
    note = "the features `jiff`, `chrono` and `time` of the crate `forms` make these types fields"
)]
pub trait DateTimeField: FieldType {
    /// Whether it holds a date.
    const HAS_DATE: bool;
    /// Whether it holds a time of day.
    const HAS_TIME: bool;
    /// Whether date and time are asked for one by one: each has formats of its own.
    #[doc(hidden)]
    const IN_PARTS: bool = false;
    /// How a bound of it is written.
    #[doc(hidden)]
    const BOUND: &'static str = match (Self::HAS_DATE, Self::HAS_TIME, Self::HAS_OFFSET) {
        (true, false, _) => "`min` and `max` of a date are written `min = \"2027-03-31\"`",
        (false, ..) => "`min` and `max` of a time are written `min = \"13:30\"`",
        (true, true, false) => "`min` and `max` of a date and time are written `min = \"2027-03-31T13:30\"`",
        (true, true, true) => "`min` and `max` of a moment are written `min = \"2027-03-31T13:30Z\"`",
    };
}

/// Types that `time_zone` fits.
#[diagnostic::on_unimplemented(
    message = "the rule `time_zone` does not fit a field of type `{Self}`",
    label = "this rule needs a date and time that is one moment, such as `jiff::ZonedDateTime`, `chrono::DateTime` or `time::OffsetDateTime`"
)]
pub trait ZonedField: FieldType {}

impl<T: DecimalField> DecimalField for Option<T> {}
impl<T: DecimalField> DecimalField for Vec<T> {}
impl<T: DateTimeField> DateTimeField for Option<T> {
    const HAS_DATE: bool = T::HAS_DATE;
    const HAS_TIME: bool = T::HAS_TIME;
    const IN_PARTS: bool = T::IN_PARTS;
}
impl<T: DateTimeField> DateTimeField for Vec<T> {
    const HAS_DATE: bool = T::HAS_DATE;
    const HAS_TIME: bool = T::HAS_TIME;
    const IN_PARTS: bool = T::IN_PARTS;
}
impl<T: ZonedField> ZonedField for Option<T> {}
impl<T: ZonedField> ZonedField for Vec<T> {}
impl<T: TextField> TextField for Option<T> {}
impl<T: TextField> TextField for Vec<T> {}
impl<T: NumberField> NumberField for Option<T> {
    const WHOLE: bool = T::WHOLE;
}
impl<T: NumberField> NumberField for Vec<T> {
    const WHOLE: bool = T::WHOLE;
}
impl<T: SecretField> SecretField for Option<T> {}
impl<T: FieldType> ListField for Vec<T> {}
impl<T: ListField> ListField for Option<T> {}
