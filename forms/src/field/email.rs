//! A type for e-mail addresses.

use super::text_newtype::proven_text;
use crate::validator::EMAIL;

proven_text! {
    /// An e-mail address, as in Django's `EmailField`. Values can only be created by a form or by
    /// [`parse`](Self::parse). See [`validate_email`](crate::validator::validate_email) for the accepted
    /// texts.
    ///
    /// The address of a mailbox can be written in several ways. To compare mailboxes, compare their
    /// [`key`](Self::key)s; `==` compares the texts.
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
    /// Returns the key of the address, which is the same for all spellings:
    /// [`email_key`](crate::validator::email_key). Store it in a column with a unique index to prevent two
    /// accounts for one mailbox.
    pub fn key(&self) -> String {
        crate::validator::email_key(self)
    }
    /// Returns the part after the `@`.
    pub fn host(&self) -> &str {
        self.rsplit_once('@').map_or("", |(_, host)| host)
    }
}
