//! A type for user names.

use super::text_newtype::proven_text;
use crate::validator::USERNAME;

proven_text! {
    /// A normalised user name, as in Django's `UsernameField` with the `UnicodeUsernameValidator` of its
    /// model. Values can only be created by a form or by [`parse`](Self::parse). See
    /// [`validate_username`](crate::validator::validate_username) for the accepted texts.
    ///
    /// Two names are the same if their [`key`](Self::key)s are equal, and look alike if their
    /// [`lookalike_key`](Self::lookalike_key)s are equal. Store both keys in columns with unique indexes.
    /// `==` compares the texts.
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
    /// Returns the key for comparing names without regard to case:
    /// [`username_key`](crate::validator::username_key).
    pub fn key(&self) -> String {
        crate::validator::username_key(self)
    }
    /// Returns the key for finding names that look alike, without regard to case:
    /// [`username_lookalike_key`](crate::validator::username_lookalike_key).
    pub fn lookalike_key(&self) -> String {
        crate::validator::username_lookalike_key(self)
    }
    /// Returns the skeleton of the name (UTS 39), which is case-sensitive:
    /// [`skeleton`](crate::validator::skeleton).
    pub fn skeleton(&self) -> String {
        crate::validator::skeleton(self)
    }
}
