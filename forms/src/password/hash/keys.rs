//! Keys that are kept outside the database.

use super::HashError;
use base64ct::{Base64Unpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{fmt, time::SystemTime};
use zeroize::Zeroizing;

/// The fewest bytes of a key: the length of the digest (RFC 2104 section 3).
const MIN_BYTES: usize = 32;
/// The longest name of a key.
const MAX_NAME: usize = 32;

/// Keys for passwords, kept outside the database: in the configuration, or in a secret store.
///
/// A password goes through HMAC-SHA-256 with the key before it is hashed. Someone who gets the database without the keys
/// cannot guess passwords. The name of the key is part of the stored hash, so that a key can be replaced: add a new one,
/// keep the old one for verifying, and each login tells that its hash needs to be renewed.
///
/// ```
/// use forms::{Password, password::hash::{HashKeys, Hasher}};
/// use std::time::{Duration, SystemTime};
/// # let (new_key, old_key) = ([1; 32], [2; 32]);
///
/// let in_a_year = SystemTime::now() + Duration::from_secs(365 * 24 * 60 * 60);
/// let keys = HashKeys::new("2027", new_key)?.previous_until("2026", old_key, in_a_year)?;
/// let hasher = Hasher::default().keys(keys);
/// let stored = Password::new("correct horse").hash(&hasher)?;
/// assert!(stored.as_str().starts_with("hmac_sha256$2027$$argon2id$"));
/// # Ok::<(), forms::password::hash::HashError>(())
/// ```
///
/// Without the key of its hash, no password can be verified any more: keep a copy. The keys are wiped when they are
/// dropped, and `Debug` shows only their names.
#[derive(Clone)]
pub struct HashKeys(Vec<HashKey>);

#[derive(Clone)]
struct HashKey {
    name: String,
    secret: Zeroizing<Vec<u8>>,
    until: Option<SystemTime>,
}

impl HashKeys {
    /// Creates keys with the one for new hashes.
    ///
    /// # Errors
    /// [`HashError::Setting`] if the secret has fewer than 32 bytes, or if the name is not 1 to 32 ASCII letters, digits,
    /// `-`, `_` or `.`.
    pub fn new(name: impl Into<String>, secret: impl AsRef<[u8]>) -> Result<Self, HashError> {
        HashKeys(Vec::with_capacity(1)).with(name.into(), secret.as_ref(), None)
    }
    /// Adds an earlier key, to verify hashes that were made with it.
    ///
    /// # Errors
    /// As [`new`](Self::new), and if there is a key of that name.
    pub fn previous(self, name: impl Into<String>, secret: impl AsRef<[u8]>) -> Result<Self, HashError> {
        self.with(name.into(), secret.as_ref(), None)
    }
    /// Adds an earlier key that expires. From then on, a hash that was made with it is a
    /// [`HashError::ExpiredKey`]: let the user choose a new password.
    ///
    /// # Errors
    /// As [`previous`](Self::previous).
    pub fn previous_until(
        self,
        name: impl Into<String>,
        secret: impl AsRef<[u8]>,
        until: SystemTime,
    ) -> Result<Self, HashError> {
        self.with(name.into(), secret.as_ref(), Some(until))
    }
    fn with(mut self, name: String, secret: &[u8], until: Option<SystemTime>) -> Result<Self, HashError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if name.is_empty() || name.len() > MAX_NAME || !name.bytes().all(is_plain) {
            return Err(HashError::Setting(format!(
                "the name of a key is 1 to {MAX_NAME} letters, digits, `-`, `_` or `.`"
            )));
        }
        if secret.len() < MIN_BYTES {
            return Err(HashError::Setting(format!("the key `{name}` has fewer than {MIN_BYTES} bytes")));
        }
        if self.0.iter().any(|key| key.name == name) {
            return Err(HashError::Setting(format!("two keys have the name `{name}`")));
        }
        self.0.push(HashKey { name, secret: Zeroizing::new(secret.to_vec()), until });
        Ok(self)
    }
    /// Returns the name of the key for new hashes.
    pub(super) fn current(&self) -> &str {
        &self.0[0].name
    }
    /// Returns the text that is hashed instead of the password: the HMAC in Base64, which every algorithm takes whole.
    pub(super) fn apply(&self, name: &str, password: &[u8]) -> Result<Zeroizing<Vec<u8>>, HashError> {
        let key = self.0.iter().find(|key| key.name == name);
        let key = key.ok_or_else(|| HashError::UnknownKey(shortened(name)))?;
        if key.until.is_some_and(|until| until <= SystemTime::now()) {
            return Err(HashError::ExpiredKey(key.name.clone()));
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.secret).map_err(|_| HashError::System)?;
        mac.update(password);
        let code: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
        Ok(Zeroizing::new(Base64Unpadded::encode_string(&*code).into_bytes()))
    }
}

/// Returns the name of a key from a stored hash, or nothing if it cannot be one.
pub(super) fn shortened(name: &str) -> String {
    let is_name = name.len() <= MAX_NAME && name.bytes().all(|byte| byte.is_ascii_graphic());
    if is_name { name.to_owned() } else { String::new() }
}

impl fmt::Debug for HashKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.name)).finish()
    }
}
