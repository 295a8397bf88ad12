//! A user name as a type.

use super::proven::proven_text;
use crate::validator::USERNAME;

proven_text! {
    /// A user name in its one form, Django's `UsernameField` with its model's `UnicodeUsernameValidator`: only a form, or
    /// [`parse`](Self::parse), makes one. What it accepts is said at
    /// [`validate_username`](crate::validator::validate_username).
    ///
    /// Two names are the same if their [`key`](Self::key)s are, and look the same if their [`skeleton`](Self::skeleton)s are:
    /// make a column of each unique. `==` compares them as they are written.
    ///
    /// ```
    /// use forms::Username;
    /// assert_eq!(Username::parse("ａｄａ").unwrap(), "ada");
    /// assert_eq!(Username::parse("Ada").unwrap().key(), "ada");
    /// assert!(Username::parse("ad\u{430}").is_err(), "an а of Cyrillic");
    /// ```
    Username, USERNAME
}

impl Username {
    /// The key under which names are the same: [`username_key`](crate::validator::username_key).
    pub fn key(&self) -> String {
        crate::validator::username_key(self)
    }
    /// What the name looks like: [`skeleton`](crate::validator::skeleton).
    pub fn skeleton(&self) -> String {
        crate::validator::skeleton(self)
    }
}
