//! Hashes of passwords, for storage.
//!
//! A [`Hasher`] says how new hashes are made. It also verifies hashes that were made in another way: by an earlier
//! setting, by another program, or by Django. A [`PasswordHash`] is the text that the database stores.
//!
//! ```
//! use forms::{Password, password::hash::{Hasher, PasswordHash}};
//!
//! let hasher = Hasher::default();
//! let stored: PasswordHash = Password::new("correct horse battery staple").hash(&hasher)?;
//!
//! let login = Password::new("correct horse battery staple");
//! let verification = login.verify(Some(&stored), &hasher)?;
//! assert!(verification.is_correct() && !verification.needs_rehash());
//! # Ok::<(), forms::password::hash::HashError>(())
//! ```
//!
//! # What can be read
//!
//! | text | made by |
//! | --- | --- |
//! | `$argon2id$v=19$m=..,t=..,p=..$salt$hash`, also `argon2i` and `argon2d` | this library, the crate `argon2`, most others |
//! | `$pbkdf2-sha256$i=..$salt$hash`, also `sha512` | the crate `pbkdf2` |
//! | `$scrypt$ln=..,r=..,p=..$salt$hash` | the crate `scrypt` |
//! | `$2b$12$..`, also `2a` and `2y` | bcrypt in most languages |
//! | `argon2$argon2id$..` | Django's `Argon2PasswordHasher` |
//! | `pbkdf2_sha256$iterations$salt$hash`, also `pbkdf2_sha1` | Django's `PBKDF2PasswordHasher`, its default |
//! | `bcrypt_sha256$$2b$..`, `bcrypt$$2b$..` | Django's `BCryptSHA256PasswordHasher` and `BCryptPasswordHasher` |
//! | `scrypt$n$salt$r$p$hash` | Django's `ScryptPasswordHasher` |
//! | `!..` | Django's `set_unusable_password`: no password is correct |
//! | `hmac_sha256$key$` before any of these | this library, with [`HashKeys`] |
//!
//! Anything else is an error, [`HashError::Unreadable`], and never a wrong password: a login form would otherwise hide
//! that the table holds something unexpected.
//!
//! # Plain bcrypt
//!
//! bcrypt reads at most 72 bytes. A longer password is never correct for a plain bcrypt hash, so that two passwords with
//! one beginning are not taken for each other. `bcrypt_sha256` has no such limit.
//!
//! # Time
//!
//! A wrong password takes as long as a right one. Without a stored hash (`None`), verifying takes as long as for a hash of
//! the hasher's own setting, so that a login does not tell whether an account exists. For a PBKDF2 hash with
//! fewer iterations than the hasher has, a wrong password takes the remaining ones too, as in Django. The time for a hash
//! of another algorithm differs, until its user logs in and the hash is renewed.

mod algorithm;
mod hasher;
mod keys;
mod pool;
mod random;
mod stored;

pub use algorithm::Algorithm;
pub use hasher::{Hasher, Verification};
pub use keys::HashKeys;
pub use pool::{HasherPool, Hashing};

use std::fmt;

/// The hash of a password, as a database stores it.
///
/// It implements neither [`FieldType`](crate::FieldType) nor `Serialize`, so that no form can bind it and no response can
/// contain it. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Creates a hash from the text in the database. The text is read when a password is verified.
    pub fn from_stored(text: impl Into<String>) -> Self {
        PasswordHash(text.into())
    }
    /// Returns the text for the database: printable ASCII without spaces, if this library made it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// The reason why a password could not be hashed or verified. None of them means that the password is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HashError {
    /// The stored hash has an unknown format, or is damaged.
    #[error("the stored password hash cannot be read")]
    Unreadable,
    /// The stored hash asks for more work or memory than this library does: 1 GiB, or about ten seconds.
    #[error("the stored password hash needs more work than is allowed")]
    TooExpensive,
    /// The stored hash was made with a key that the hasher does not have.
    #[error("the stored password hash was made with the key `{0}`, which is not among the keys")]
    UnknownKey(String),
    /// The stored hash was made with a key that has expired.
    #[error("the stored password hash was made with the key `{0}`, which has expired")]
    ExpiredKey(String),
    /// The setting of the hasher is not possible, such as Argon2 with less than 8 KiB for each lane.
    #[error("the hasher cannot work with this setting: {0}")]
    Setting(String),
    /// Too many passwords wait to be hashed. Answer 503, with a `Retry-After`.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// The operating system gives no random bytes, or no memory, or no thread.
    #[error("the system lacks random bytes, memory or threads")]
    System,
}
