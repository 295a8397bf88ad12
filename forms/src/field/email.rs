//! An e-mail address as a type.

use super::text_newtype::proven_text;
use crate::validator::EMAIL;

proven_text! {
    /// A text that is an e-mail address, Django's `EmailField`: only a form, or [`parse`](Self::parse), makes one. What it
    /// accepts is said at [`validate_email`](crate::validator::validate_email).
    ///
    /// One mailbox has several spellings: compare the [`key`](Self::key)s. `==` compares addresses as they are written.
    ///
    /// ```
    /// use forms::Email;
    /// let spellings = ["ada@bücher.example", "Ada@BÜCHER.example", "ada@xn--bcher-kva.example"];
    /// let keys = spellings.map(|text| Email::parse(text).unwrap().key());
    /// assert!(keys.iter().all(|key| *key == "ada@bücher.example"));
    /// ```
    Email, EMAIL
}

impl Email {
    /// Returns the key by which addresses are compared: [`email_key`](crate::validator::email_key). A column of keys with a
    /// unique index keeps one mailbox from having two accounts.
    pub fn key(&self) -> String {
        crate::validator::email_key(self)
    }
    /// The part behind the `@`.
    pub fn host(&self) -> &str {
        self.rsplit_once('@').map_or("", |(_, host)| host)
    }
}
