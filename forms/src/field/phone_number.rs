//! A type for phone numbers.

use super::text_newtype::proven_text;
use crate::validator::PHONE;

proven_text! {
    /// A text with the format of a phone number. It is not checked whether the number is assigned. Values can
    /// only be created by a form or by [`parse`](Self::parse). See
    /// [`validate_phone`](crate::validator::validate_phone) for the accepted texts.
    PhoneNumber, PHONE
}

impl PhoneNumber {
    /// Returns the digits of the number, for comparing and dialling:
    /// [`phone_digits`](crate::validator::phone_digits).
    pub fn digits(&self) -> String {
        crate::validator::phone_digits(self)
    }
}
