//! Hashing and verifying passwords.

use super::Password;
use crate::password::hash::{HashError, Hasher, HasherPool, Hashing, PasswordHash, Verification};

impl Password {
    /// Hashes the password in [one form](crate::password#one-form), for the database.
    ///
    /// # Errors
    /// [`HashError::Setting`] if the hasher cannot work as set; [`HashError::System`] without random bytes or memory.
    pub fn hash(&self, hasher: &Hasher) -> Result<PasswordHash, HashError> {
        hasher.hash(self.expose().as_bytes())
    }
    /// Verifies the password against the hash of the account, or against `None` if there is no such account: that takes
    /// as long and is never correct.
    ///
    /// A password that normalisation changes is also tried as typed, because other programs hash that text. Its hash then
    /// needs to be renewed.
    ///
    /// # Errors
    /// If the stored hash cannot be read or used. That never means that the password is wrong.
    pub fn verify(&self, stored: Option<&PasswordHash>, hasher: &Hasher) -> Result<Verification, HashError> {
        self.verify_by(|secret| hasher.verify(secret, stored))
    }
    fn verify_by(
        &self,
        mut verify: impl FnMut(&[u8]) -> Result<Verification, HashError>,
    ) -> Result<Verification, HashError> {
        let verification = verify(self.expose().as_bytes())?;
        if verification.is_correct() || self.as_typed() == self.expose() {
            return Ok(verification);
        }
        Ok(verify(self.as_typed().as_bytes())?.as_typed())
    }
}

impl HasherPool {
    /// Hashes a password, as [`Password::hash`] does.
    ///
    /// # Errors
    /// As there, and [`HashError::Busy`] if too many passwords wait.
    pub fn hash(&self, password: Password) -> Hashing<PasswordHash> {
        self.start(Box::new(move |hasher, memory| hasher.hash_in(password.expose().as_bytes(), memory)))
    }
    /// Verifies a password, as [`Password::verify`] does. Pass `None` if there is no such account.
    ///
    /// # Errors
    /// As there, and [`HashError::Busy`] if too many passwords wait.
    pub fn verify(&self, password: Password, stored: Option<PasswordHash>) -> Hashing<Verification> {
        self.start(Box::new(move |hasher, memory| {
            password.verify_by(|secret| hasher.verify_in(secret, stored.as_ref(), memory))
        }))
    }
}
