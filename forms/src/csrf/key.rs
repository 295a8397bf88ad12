//! The secret that tokens are made with.

use std::fmt;
use zeroize::Zeroizing;

/// The fewest bytes of a key: as many as the hash has (RFC 2104 section 3).
const LEAST: usize = 32;

/// A secret of the server's that tokens are made and checked with: at least 32 random bytes, the same in every process
/// that serves the site, and kept from one start to the next.
///
/// Wiped when it is dropped; `Debug` shows nothing of it.
pub struct Key(Zeroizing<Box<[u8]>>);

/// A key of fewer than 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key has at least {LEAST} bytes")]
pub struct KeyTooShort(());

impl Key {
    /// The key of those bytes: of a file or an environment variable, made once with `openssl rand -base64 48` or its like.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, KeyTooShort> {
        let secret = secret.as_ref();
        if secret.len() < LEAST { Err(KeyTooShort(())) } else { Ok(Key(Zeroizing::new(secret.into()))) }
    }
    /// A new key from the operating system's randomness. What it makes is good until the process ends: for tests, and for
    /// a site of one process whose visitors may be asked to send a form again.
    ///
    /// # Panics
    /// If the operating system gives no random bytes.
    pub fn random() -> Self {
        let mut secret = Zeroizing::new([0; LEAST]);
        super::token::fill_randomly(&mut *secret);
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
    /// Nothing of the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}
