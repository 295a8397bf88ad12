//! Passwords are kept as Argon2 hashes.

use super::Failure;
use argon2::{
    Argon2,
    password_hash::{Error, PasswordHasher, PasswordVerifier, phc},
};
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
pub(super) struct Hasher {
    turns: Arc<Semaphore>,
    /// to be verified against where there is no account; that it would fit is never asked
    nobodys: PasswordHash,
}

impl Hasher {
    pub(super) fn new() -> Result<Self, Failure> {
        let turns = Arc::new(Semaphore::new(available_parallelism().map_or(1, Into::into)));
        Ok(Hasher { turns, nobodys: hash(b"")? })
    }

    pub(super) async fn hash(&self, password: Password) -> Result<PasswordHash, Failure> {
        self.in_turn(move || hash(password.expose().as_bytes())).await
    }

    /// Whether it is the password of that hash. Without a hash, it takes as long to say no: how long an answer takes does
    /// not tell who has an account.
    pub(super) async fn verify(
        &self,
        password: Password,
        hash: Option<PasswordHash>,
    ) -> Result<bool, Failure> {
        let (is_somebodys, PasswordHash(hash)) =
            (hash.is_some(), hash.unwrap_or_else(|| self.nobodys.clone()));
        let verified = self.in_turn(move || {
            let hash = phc::PasswordHash::new(&hash).map_err(|error| error.to_string())?;
            match Argon2::default().verify_password(password.expose().as_bytes(), &hash) {
                Ok(()) => Ok(true),
                Err(Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error.to_string().into()),
            }
        });
        Ok(verified.await? && is_somebodys)
    }

    /// On a thread that may be busy.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = Arc::clone(&self.turns).acquire_owned().await?;
        let done = spawn_blocking(move || {
            // also of someone who has gone meanwhile: the work goes on, and so does their turn
            let _turn = turn;
            work()
        });
        done.await?
    }
}

fn hash(password: &[u8]) -> Result<PasswordHash, Failure> {
    let hashed = Argon2::default().hash_password(password).map_err(|error| error.to_string())?;
    Ok(PasswordHash(hashed.to_string()))
}
