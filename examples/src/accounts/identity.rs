//! The keys that tell whether two accounts would be one: the database holds each unique.

use forms::validator::{email_key, username_key, username_lookalike_key};

/// The keys of an account.
pub(super) struct Keys {
    /// The same for names that differ in case only. Names are looked up by it.
    pub(super) username: String,
    /// The same for names that look alike, such as `paul` and `pauI` with a capital i.
    pub(super) lookalike: String,
    /// The same for all spellings of one mailbox: in upper case, or with an international domain in Punycode.
    pub(super) email: String,
}

impl Keys {
    pub(super) fn of(username: &str, email: &str) -> Self {
        Keys {
            username: username_key(username),
            lookalike: username_lookalike_key(username),
            email: email_key(email),
        }
    }
}
