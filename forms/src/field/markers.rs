//! Marker traits that state which rules apply to which types. A rule for another type does not compile, and
//! the error message names the right types.

use super::FieldType;

/// A type with rules for texts: `min_length`, `max_length`, `email`, `username`, `regex`, `one_of`,
/// `multiline`.
///
/// For your own type, the rules check its [text](FieldType::to_text).
#[diagnostic::on_unimplemented(
    message = "a rule for texts does not fit a field of type `{Self}`",
    label = "this rule needs a text: `String`, `Email`, `Password`, an `Option` or a `Vec` of one",
    note = "numbers have `min`, `max` and `step`; lists have `min_items` and `max_items`; any type has `validate = path`"
)]
pub trait TextField: FieldType {}

/// A type with rules for numbers: `min`, `max`, `step`, `age`.
///
/// For your own type that is an integer or a float, the rules check its [text](FieldType::to_text).
#[diagnostic::on_unimplemented(
    message = "a rule for numbers does not fit a field of type `{Self}`",
    label = "this rule needs a number: an integer, a float, an `Option` or a `Vec` of one",
    note = "dates and times have `min = \"2027-03-31\"`; texts have `min_length` and `max_length`; lists have `min_items` and `max_items`; any type has `validate = path`"
)]
pub trait NumberField: FieldType {
    /// `true` if the type contains whole numbers only.
    const WHOLE: bool;
}

/// A type with the rule `password`.
#[diagnostic::on_unimplemented(
    message = "the rule `password` does not fit a field of type `{Self}`",
    label = "make it a `forms::Password`: it is redacted, wiped from memory, and never shown again"
)]
pub trait SecretField: FieldType {}

/// A type with rules for lists: `min_items`, `max_items`, `unique_items`.
#[diagnostic::on_unimplemented(
    message = "a rule for lists does not fit a field of type `{Self}`",
    label = "this rule needs a list: a `Vec`, or an `Option` of one",
    note = "texts have `min_length` and `max_length`; numbers have `min` and `max`"
)]
pub trait ListField: FieldType {}

/// A type with rules for files: `max_size`, `min_size`, `allow_empty`, `max_name_length`, `extensions`, `content_types`,
/// `image`.
#[diagnostic::on_unimplemented(
    message = "a rule for files does not fit a field of type `{Self}`",
    label = "this rule needs a file: `forms::upload::UploadedFile`, an `Option` or a `Vec` of one",
    note = "the feature `multipart` of the crate `forms` has this type"
)]
pub trait FileField: FieldType {}

/// A type with rules for decimals: `max_digits`, `decimal_places`.
#[diagnostic::on_unimplemented(
    message = "a rule for decimals does not fit a field of type `{Self}`",
    label = "this rule needs a decimal: `rust_decimal::Decimal`, `bigdecimal::BigDecimal`, an `Option` or a `Vec` of one",
    note = "the features `rust_decimal` and `bigdecimal` of the crate `forms` make these types fields"
)]
pub trait DecimalField: NumberField {}

/// A type with rules for dates and times: `input_formats`, and `min` and `max` as texts.
#[diagnostic::on_unimplemented(
    message = "a rule for dates and times does not fit a field of type `{Self}`",
    label = "this rule needs a date, a time or both: a type of `jiff`, `chrono` or `time`, an `Option` or a `Vec` of one",
    note = "the features `jiff`, `chrono` and `time` of the crate `forms` make these types fields"
)]
pub trait DateTimeField: FieldType {
    /// `true` if the type contains a date.
    const HAS_DATE: bool;
    /// `true` if the type contains a time of day.
    const HAS_TIME: bool;
    /// `true` if the date and the time have separate controls, each with its own formats.
    #[doc(hidden)]
    const IN_PARTS: bool = false;
    /// The error message for a bound that is not written like the type.
    #[doc(hidden)]
    const BOUND: &'static str = match (Self::HAS_DATE, Self::HAS_TIME, Self::HAS_OFFSET) {
        (true, false, _) => "`min` and `max` of a date are written `min = \"2027-03-31\"`",
        (false, ..) => "`min` and `max` of a time are written `min = \"13:30\"`",
        (true, true, false) => "`min` and `max` of a date and time are written `min = \"2027-03-31T13:30\"`",
        (true, true, true) => "`min` and `max` of a moment are written `min = \"2027-03-31T13:30Z\"`",
    };
}

/// A type with the rule `time_zone`.
#[diagnostic::on_unimplemented(
    message = "the rule `time_zone` does not fit a field of type `{Self}`",
    label = "this rule needs a type for a point in time, such as `jiff::ZonedDateTime`, `chrono::DateTime` or `time::OffsetDateTime`"
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
impl<T: FileField> FileField for Option<T> {}
impl<T: FileField> FileField for Vec<T> {}
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

/// A list of rows, for `key`.
#[diagnostic::on_unimplemented(
    message = "`key` does not fit a field of type `{Self}`",
    label = "`key` needs a `Vec` of forms"
)]
pub trait RowList: ListField {
    /// The form of a row.
    type Row: FieldType;
}

#[diagnostic::do_not_recommend]
impl<T: FieldType> RowList for Vec<T> {
    type Row = T;
}
