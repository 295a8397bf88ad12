//! Makes and verifies hashes.

use super::{
    Algorithm, HashError, HashKeys, PasswordHash,
    algorithm::{self, Argon2Cost, Digest, Memory},
    keys, random,
    stored::{self, KEYED, Method, Stored, StoredHash},
};
use argon2::Version;
use std::{borrow::Cow, sync::Arc};
use zeroize::Zeroizing;

/// The bytes of a new hash.
const HASH_BYTES: usize = 32;

/// How new hashes are made. It verifies hashes of any setting.
///
/// The default is Argon2id as OWASP's password storage cheat sheet recommends, written in the PHC string format. Cheap to
/// clone.
///
/// ```
/// use forms::password::hash::{Algorithm, Hasher};
/// let for_tests = Hasher::new(Algorithm::Argon2id { memory: 64, iterations: 1, parallelism: 1 });
/// let beside_django = Hasher::new(Algorithm::PBKDF2_SHA256).in_django_format();
/// # let _ = (for_tests, beside_django);
/// ```
///
/// A hash takes the memory and the time of its algorithm: about 20 milliseconds for the default. In an asynchronous
/// program use a [`HasherPool`](super::HasherPool), which keeps that work off the executor.
#[derive(Debug, Clone)]
pub struct Hasher {
    algorithm: Algorithm,
    for_django: bool,
    keys: Option<Arc<HashKeys>>,
}

/// The result of verifying a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Verification {
    is_correct: bool,
    needs_rehash: bool,
}

impl Verification {
    const WRONG: Verification = Verification { is_correct: false, needs_rehash: false };

    /// Returns whether the password is the one of the hash.
    pub fn is_correct(self) -> bool {
        self.is_correct
    }
    /// Returns whether the stored hash should be replaced: it was made by another algorithm, with more or less work, a
    /// short salt or another key, or of the password before its normalisation. Always `false` for a wrong password.
    ///
    /// Hash the password again and store the result; its owner has just typed it. Django calls this `must_update`.
    pub fn needs_rehash(self) -> bool {
        self.needs_rehash
    }
    /// Returns the result for a password as it was typed, whose normal form differs.
    pub(crate) fn as_typed(self) -> Self {
        Verification { needs_rehash: self.is_correct, ..self }
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Hasher::new(Algorithm::ARGON2ID)
    }
}

impl Hasher {
    /// Creates a hasher for this algorithm.
    pub const fn new(algorithm: Algorithm) -> Self {
        Hasher { algorithm, for_django: false, keys: None }
    }
    /// Writes new hashes in Django's format, for a table that a Django application reads too.
    #[must_use]
    pub const fn in_django_format(mut self) -> Self {
        self.for_django = true;
        self
    }
    /// Makes new hashes with a key that is kept outside the database. Django does not read those. Hashes without a key
    /// are still verified, and need to be renewed.
    #[must_use]
    pub fn keys(mut self, keys: HashKeys) -> Self {
        self.keys = Some(Arc::new(keys));
        self
    }

    /// Hashes a secret of any origin. For a [`Password`](crate::Password), call its `hash`.
    ///
    /// # Errors
    /// [`HashError::Setting`] if the algorithm cannot work as set; [`HashError::System`] without random bytes or memory.
    pub fn hash(&self, secret: &[u8]) -> Result<PasswordHash, HashError> {
        self.hash_in(secret, &mut Memory::new())
    }
    pub(crate) fn hash_in(&self, secret: &[u8], memory: &mut Memory) -> Result<PasswordHash, HashError> {
        let (secret, prefix) = match &self.keys {
            Some(keys) => {
                (Secret::Keyed(keys.apply(keys.current(), secret)?), format!("{KEYED}{}$", keys.current()))
            }
            None => (Secret::Plain(secret), String::new()),
        };
        let mut out = [0; HASH_BYTES];
        let text_salt = if self.for_django { Some(random::text_salt()?) } else { None };
        let salt: Cow<'_, [u8]> = match &text_salt {
            Some(salt) => salt.as_bytes().into(),
            None => random::salt()?.to_vec().into(),
        };
        self.compute(secret.bytes(), &salt, &mut out, memory)?;
        let text = match (self.algorithm, &text_salt) {
            (Algorithm::Argon2id { memory, iterations, parallelism }, _) => {
                let cost = argon2id(memory, iterations, parallelism);
                stored::write_argon2(&cost, &salt, &out, self.for_django)
            }
            (Algorithm::Pbkdf2Sha256 { iterations }, Some(salt)) => {
                stored::write_django_pbkdf2(iterations, salt, &out)
            }
            (Algorithm::Pbkdf2Sha256 { iterations }, None) => stored::write_pbkdf2(iterations, &salt, &out),
        };
        Ok(PasswordHash(prefix + &text))
    }

    /// Verifies a secret against a stored hash, or against none, which takes as long and is never correct. For a
    /// [`Password`](crate::Password), call its `verify`.
    ///
    /// # Errors
    /// If the stored hash cannot be read or used. That never means that the secret is wrong.
    pub fn verify(&self, secret: &[u8], stored: Option<&PasswordHash>) -> Result<Verification, HashError> {
        self.verify_in(secret, stored, &mut Memory::new())
    }
    pub(crate) fn verify_in(
        &self,
        secret: &[u8],
        stored: Option<&PasswordHash>,
        memory: &mut Memory,
    ) -> Result<Verification, HashError> {
        let Some(Stored::Hash(stored)) = stored.map(|hash| Stored::read(&hash.0)).transpose()? else {
            // nobody's hash: the same work, and the result is dropped
            let secret = match &self.keys {
                Some(keys) => Secret::Keyed(keys.apply(keys.current(), secret)?),
                None => Secret::Plain(secret),
            };
            self.compute(secret.bytes(), &[0; random::SALT_BYTES], &mut [0; HASH_BYTES], memory)?;
            return Ok(Verification::WRONG);
        };
        let secret = match (stored.key, &self.keys) {
            (Some(name), Some(keys)) => Secret::Keyed(keys.apply(name, secret)?),
            (Some(name), None) => return Err(HashError::UnknownKey(keys::shortened(name))),
            (None, _) => Secret::Plain(secret),
        };
        let is_correct = stored.matches(secret.bytes(), memory)?;
        if !is_correct {
            self.do_remaining_work(&stored, secret.bytes())?;
        }
        Ok(Verification { is_correct, needs_rehash: is_correct && self.would_make_another(&stored) })
    }

    /// Computes a hash by the setting.
    fn compute(
        &self,
        secret: &[u8],
        salt: &[u8],
        out: &mut [u8],
        memory: &mut Memory,
    ) -> Result<(), HashError> {
        match self.algorithm {
            Algorithm::Argon2id { memory: kib, iterations, parallelism } => {
                algorithm::argon2(argon2id(kib, iterations, parallelism), secret, salt, out, memory)
            }
            Algorithm::Pbkdf2Sha256 { iterations } => {
                algorithm::pbkdf2(Digest::Sha256, iterations, secret, salt, out)
            }
        }
    }

    /// Does the work that a hash with fewer iterations left out, so that a wrong password takes as long as for other
    /// accounts. Django's `harden_runtime`.
    fn do_remaining_work(&self, stored: &StoredHash<'_>, secret: &[u8]) -> Result<(), HashError> {
        match (self.algorithm, &stored.method) {
            (
                Algorithm::Pbkdf2Sha256 { iterations },
                Method::Pbkdf2 { digest: Digest::Sha256, iterations: done, salt, .. },
            ) if *done < iterations => {
                algorithm::pbkdf2(Digest::Sha256, iterations - done, secret, salt, &mut [0; HASH_BYTES])
            }
            _ => Ok(()),
        }
    }

    /// Returns whether a new hash would differ in more than its salt and its format.
    fn would_make_another(&self, stored: &StoredHash<'_>) -> bool {
        let is_same = match &stored.method {
            Method::Argon2 { cost, hash, .. } => {
                let Argon2Cost { memory, iterations, parallelism, .. } = *cost;
                *cost == argon2id(memory, iterations, parallelism)
                    && self.algorithm == Algorithm::Argon2id { memory, iterations, parallelism }
                    && hash.len() == HASH_BYTES
            }
            Method::Pbkdf2 { digest: Digest::Sha256, iterations, .. } => {
                self.algorithm == Algorithm::Pbkdf2Sha256 { iterations: *iterations }
            }
            _ => false,
        };
        !is_same || stored.is_short_of_salt || stored.key != self.keys.as_ref().map(|keys| keys.current())
    }
}

/// Returns the cost of Argon2id in its present version.
fn argon2id(memory: u32, iterations: u32, parallelism: u32) -> Argon2Cost {
    let variety = argon2::Algorithm::Argon2id;
    Argon2Cost { variety, version: Version::V0x13, memory, iterations, parallelism }
}

/// The bytes that are hashed.
enum Secret<'s> {
    Plain(&'s [u8]),
    Keyed(Zeroizing<Vec<u8>>),
}

impl Secret<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Secret::Plain(bytes) => bytes,
            Secret::Keyed(bytes) => bytes,
        }
    }
}
