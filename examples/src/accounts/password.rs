//! Hashes passwords with Argon2.

use super::Failure;
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        Result,
        phc::{self, Output, Salt},
    },
};
use forms::Password;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    thread::available_parallelism,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// An Argon2id hash in PHC format. It implements neither `FieldType` nor `Serialize`, so no form can bind it and no response can
/// contain it.
#[derive(Clone, PartialEq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Creates a hash from the text in the database.
    pub(super) fn kept(text: String) -> Self {
        PasswordHash(text)
    }
    /// Returns the text for the database.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Hashes passwords, at most one for each processor at a time: a hash takes 19 MiB, and a processor for some milliseconds.
#[derive(Clone)]
pub(super) struct Hasher {
    turns: Arc<Semaphore>,
    /// The memory of finished hashes, for the next ones. Allocators keep much freed memory for each thread, and tokio has
    /// hundreds of threads.
    memories: Arc<Mutex<Vec<Vec<Block>>>>,
    /// The hash to verify against if the account does not exist. The result is ignored.
    unknown_user: PasswordHash,
}

impl Hasher {
    pub(super) fn new() -> std::result::Result<Self, Failure> {
        let turns = available_parallelism().map_or(1, Into::into);
        let mut memory = Vec::new();
        let unknown_user = hash(b"", &mut memory).map_err(|error| error.to_string())?;
        Ok(Hasher {
            turns: Arc::new(Semaphore::new(turns)),
            memories: Arc::new(Mutex::new(vec![memory])),
            unknown_user: PasswordHash(unknown_user.to_string()),
        })
    }

    pub(super) async fn hash(&self, password: Password) -> std::result::Result<PasswordHash, Failure> {
        let hash = self.in_turn(move |memory| hash(password.expose().as_bytes(), memory)).await?;
        Ok(PasswordHash(hash.to_string()))
    }

    /// Returns whether the password matches the hash. Without a hash it takes as long to return false, so that the time of a
    /// response does not tell whether an account exists.
    pub(super) async fn verify(
        &self,
        password: Password,
        hash: Option<PasswordHash>,
    ) -> std::result::Result<bool, Failure> {
        let (is_known_user, PasswordHash(hash)) =
            (hash.is_some(), hash.unwrap_or_else(|| self.unknown_user.clone()));
        let verified =
            self.in_turn(move |memory| verify(password.expose().as_bytes(), &hash, memory)).await?;
        Ok(verified && is_known_user)
    }

    /// Runs the work on a thread for blocking work, when a processor is free.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        // a request that was cancelled does not wait any longer
        let turn = Arc::clone(&self.turns).acquire_owned().await?;
        let memories = Arc::clone(&self.memories);
        let done = spawn_blocking(move || {
            let free = || memories.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = free().pop().unwrap_or_default();
            let done = work(&mut memory);
            free().push(memory);
            // work that has begun is finished even if the request was cancelled, and keeps its turn until then
            drop(turn);
            done
        });
        Ok(done.await?.map_err(|error| error.to_string())?)
    }
}

fn hash(password: &[u8], memory: &mut Vec<Block>) -> Result<phc::PasswordHash> {
    let salt = Salt::generate();
    let (algorithm, version, params) = (Algorithm::default(), Version::default(), Params::default());
    let hash = output(algorithm, version, &params, password, &salt, memory)?;
    Ok(phc::PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: (&params).try_into()?,
        salt: Some(salt),
        hash: Some(hash),
    })
}

fn verify(password: &[u8], hash: &str, memory: &mut Vec<Block>) -> Result<bool> {
    let hash = phc::PasswordHash::new(hash)?;
    let (Some(salt), Some(expected), Some(version)) = (hash.salt, hash.hash, hash.version) else {
        return Ok(false);
    };
    let (algorithm, version) = (Algorithm::try_from(hash.algorithm.as_str())?, Version::try_from(version)?);
    // compared in constant time
    Ok(output(algorithm, version, &Params::try_from(&hash)?, password, &salt, memory)? == expected)
}

fn output(
    algorithm: Algorithm,
    version: Version,
    params: &Params,
    password: &[u8],
    salt: &Salt,
    memory: &mut Vec<Block>,
) -> Result<Output> {
    memory.resize(params.block_count(), Block::new());
    let mut bytes = [0; Output::MAX_LENGTH];
    let bytes = &mut bytes[..params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    let argon2 = Argon2::new(algorithm, version, params.clone());
    argon2.hash_password_into_with_memory(password, salt, bytes, memory)?;
    Ok(Output::new(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{PasswordHasher, PasswordVerifier};

    #[test]
    fn hashes_are_compatible_with_the_argon2_crate() {
        let mut memory = Vec::new();
        let ours = hash(b"correct horse", &mut memory).unwrap();
        let theirs = Argon2::default().hash_password(b"correct horse").unwrap();
        assert!(Argon2::default().verify_password(b"correct horse", &ours).is_ok());
        for hash in [ours.to_string(), theirs.to_string()] {
            // the parameters are part of the hash
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
            assert!(verify(b"correct horse", &hash, &mut memory).unwrap());
            assert!(!verify(b"correct house", &hash, &mut memory).unwrap());
            assert!(!verify(b"", &hash, &mut memory).unwrap());
        }
        let small = Argon2::from(Params::new(16, 1, 1, Some(16)).unwrap()).hash_password(b"x").unwrap();
        assert!(verify(b"x", &small.to_string(), &mut memory).unwrap());
        for invalid in [
            "",
            "x",
            "$argon2id$",
            "$pbkdf2$i=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=19456,t=2,p=1",
        ] {
            assert!(!verify(b"", invalid, &mut memory).unwrap_or_default(), "{invalid}");
        }
    }
}
