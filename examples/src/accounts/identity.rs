//! The keys that identify an account. Each is unique in the database.

use forms::validator::{email_key, username_key, username_lookalike_key};

/// The keys of an account.
pub(super) struct Keys {
    /// Equal for names that differ only in case. Accounts are looked up by this key.
    pub(super) username: String,
    /// Equal for names that look alike, such as `paul` and `pauI` with a capital i.
    pub(super) lookalike: String,
    /// Equal for all spellings of one mailbox: in upper case, or with an international domain in Punycode.
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
