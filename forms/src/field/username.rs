//! A user name as a type.

use super::text_newtype::proven_text;
use crate::validator::USERNAME;

proven_text! {
    /// A user name in its one form, Django's `UsernameField` with its model's `UnicodeUsernameValidator`: only a form, or
    /// [`parse`](Self::parse), makes one. What it accepts is said at
    /// [`validate_username`](crate::validator::validate_username).
    ///
    /// Two names are the same if their [`key`](Self::key)s are, and look alike if their
    /// [`lookalike_key`](Self::lookalike_key)s are: give a column of each a unique index. `==` compares them as they are
    /// written.
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
    /// Returns the key by which names are compared, whatever their case:
    /// [`username_key`](crate::validator::username_key).
    pub fn key(&self) -> String {
        crate::validator::username_key(self)
    }
    /// Returns the key by which names that look alike are compared, whatever their case:
    /// [`username_lookalike_key`](crate::validator::username_lookalike_key).
    pub fn lookalike_key(&self) -> String {
        crate::validator::username_lookalike_key(self)
    }
    /// Returns the skeleton of the name (UTS 39), in which case counts: [`skeleton`](crate::validator::skeleton).
    pub fn skeleton(&self) -> String {
        crate::validator::skeleton(self)
    }
}
