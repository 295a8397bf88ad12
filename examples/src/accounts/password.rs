//! Passwords are kept as Argon2 hashes.

use super::Failure;
use argon2::{Argon2, password_hash::PasswordHasher};
use forms::Password;
use std::{fmt, sync::Arc, thread::available_parallelism};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// An Argon2id hash in PHC format. No form can bind one and no answer can hold one: it has neither trait.
#[derive(Clone, PartialEq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A hash that the database kept.
    pub(super) fn kept(text: String) -> Self {
        PasswordHash(text)
    }
    /// The hash for the database to keep.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Hashes as many passwords at once as there are processors: each takes 19 MiB and all of one for some milliseconds.
#[derive(Clone)]
pub(super) struct Hasher(Arc<Semaphore>);

impl Hasher {
    pub(super) fn new() -> Self {
        Hasher(Arc::new(Semaphore::new(available_parallelism().map_or(1, Into::into))))
    }

    pub(super) async fn hash(&self, password: Password) -> Result<PasswordHash, Failure> {
        let _turn = self.0.acquire().await?;
        let hashed =
            spawn_blocking(move || Argon2::default().hash_password(password.expose().as_bytes())).await?;
        Ok(PasswordHash(hashed.map_err(|error| error.to_string())?.to_string()))
    }
}
