//! A phone number as a type.

use super::text_newtype::proven_text;
use crate::validator::PHONE;

proven_text! {
    /// A text in the shape of a phone number, and no more than that: only a form, or [`parse`](Self::parse), makes one. What it
    /// accepts is said at [`validate_phone`](crate::validator::validate_phone).
    PhoneNumber, PHONE
}

impl PhoneNumber {
    /// The number alone, to compare and to dial: [`phone_digits`](crate::validator::phone_digits).
    pub fn digits(&self) -> String {
        crate::validator::phone_digits(self)
    }
}
