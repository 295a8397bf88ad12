//! Values of newtypes outside forms: `TryFrom` and serde, with the same rules.

use super::StandaloneField;
use crate::{
    Body, Errors, Limits,
    error::Error,
    field::{Newtype, document},
};
use std::fmt;

/// The limits for a value that a program converts: those of the rules only.
pub const CONVERSION: Limits = Limits::DEFAULT
    .max_body_bytes(u32::MAX)
    .max_fields(u32::MAX)
    .max_items(u32::MAX)
    .max_depth(u32::MAX)
    .max_text_chars(u32::MAX)
    .max_json_values(u32::MAX);

/// The error of a value that does not meet the rules of its type: what `TryFrom` returns for a type with
/// `#[derive(FieldType)]`.
///
/// It displays as the messages of all errors, with the name of the type as the label. It does not contain the
/// value.
///
/// ```
/// use forms::FieldType;
///
/// #[derive(FieldType, Debug, Clone, PartialEq)]
/// #[form(max_length = 3)]
/// struct CountryCode(String);
///
/// let error = CountryCode::try_from("France".to_owned()).unwrap_err();
/// assert_eq!(error.code(), "max_length");
/// assert_eq!(error.to_string(), "Country code must be 3 characters or fewer.");
/// ```
#[derive(Clone)]
pub struct InvalidValue(Errors);

impl InvalidValue {
    /// Returns the code of the first error.
    pub fn code(&self) -> &str {
        self.0.iter().next().map_or("invalid", |error| error.code())
    }
    /// Returns all errors of the value. For a list, the path of an error has the index of the item.
    pub fn errors(&self) -> impl Iterator<Item = Error<'_>> {
        self.0.iter()
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(&error.message())?;
        }
        Ok(())
    }
}

impl fmt::Debug for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InvalidValue").field(&self.0).finish()
    }
}

impl std::error::Error for InvalidValue {}

/// Cleans a value as a form does, by the rules of a newtype.
///
/// # Errors
/// The errors of a value that does not meet the rules.
pub fn convert<T: Newtype + Clone + PartialEq>(value: &T::Inner) -> Result<T, InvalidValue> {
    let body = Body::json(document(value, &T::SCHEMA.fields[0]));
    StandaloneField::of_schema(T::SCHEMA).clean(&body).map_err(InvalidValue)
}
