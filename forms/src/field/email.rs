//! An e-mail address as a type.

use super::proven::proven_text;
use crate::validator::EMAIL;

proven_text! {
    /// A text that is an e-mail address, Django's `EmailField`: only a form, or [`parse`](Self::parse), makes one. What it
    /// accepts is said at [`validate_email`](crate::validator::validate_email).
    ///
    /// Two addresses are compared by their [`key`](Self::key); `==` compares them as they are written.
    Email, EMAIL
}

impl Email {
    /// The key under which addresses are the same: [`email_key`](crate::validator::email_key).
    pub fn key(&self) -> String {
        crate::validator::email_key(self)
    }
    /// The part behind the `@`.
    pub fn host(&self) -> &str {
        self.rsplit_once('@').map_or("", |(_, host)| host)
    }
}
