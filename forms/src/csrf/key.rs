//! The secret that signs tokens.

use std::fmt;
use zeroize::Zeroizing;

/// The fewest bytes of a key: the length of the hash (RFC 2104 section 3).
const MIN_BYTES: usize = 32;

/// The server's secret that signs and verifies tokens: at least 32 random bytes. Use the same key in every process
/// that serves the site, and keep it across restarts.
///
/// It is wiped when it is dropped, and `Debug` shows nothing of it.
pub struct Key(Zeroizing<Box<[u8]>>);

/// The error for a key of fewer than 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key has at least {MIN_BYTES} bytes")]
pub struct KeyTooShort(());

impl Key {
    /// Returns the key of these bytes, which a file or an environment variable holds. Create them once, for example
    /// with `openssl rand -base64 48`.
    ///
    /// # Errors
    /// If there are fewer than 32 bytes.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, KeyTooShort> {
        let secret = secret.as_ref();
        if secret.len() < MIN_BYTES { Err(KeyTooShort(())) } else { Ok(Key(Zeroizing::new(secret.into()))) }
    }
    /// Creates a key from the operating system's randomness. Its tokens are valid until the process ends: use it in
    /// tests, or on a site of one process whose visitors may have to send a form again after a restart.
    ///
    /// # Panics
    /// If the operating system gives no random bytes.
    pub fn random() -> Self {
        let mut secret = Zeroizing::new([0; MIN_BYTES]);
        super::token::fill_with_random_bytes(&mut *secret);
        Key(Zeroizing::new(secret.as_slice().into()))
    }
    pub(super) fn copy(&self) -> Self {
        Key(self.0.clone())
    }
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Key {
    /// Shows nothing of the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}
