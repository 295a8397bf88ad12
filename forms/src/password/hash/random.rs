//! Random salts.

use super::HashError;

/// The bytes of a salt: 128 bits, as RFC 9106 recommends.
pub(super) const SALT_BYTES: usize = 16;

/// Returns a random salt.
pub(super) fn salt() -> Result<[u8; SALT_BYTES], HashError> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|_| HashError::System)?;
    Ok(salt)
}

/// The characters of a salt in Django's format: 22 of 62 characters have 131 bits.
const TEXT_SALT: usize = 22;

/// Returns a random salt of letters and digits, as Django makes them.
pub(super) fn text_salt() -> Result<String, HashError> {
    const CHARACTERS: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let mut salt = String::with_capacity(TEXT_SALT);
    while salt.len() < TEXT_SALT {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| HashError::System)?;
        // bytes from 248 on would make the first characters more likely
        let fair = bytes.into_iter().filter(|byte| *byte < 248);
        salt.extend(
            fair.take(TEXT_SALT - salt.len()).map(|byte| char::from(CHARACTERS[usize::from(byte % 62)])),
        );
    }
    Ok(salt)
}

/// Returns whether a salt in Django's format has fewer than 128 bits, if all of it is random letters and digits. Django
/// renews such a hash.
pub(super) fn is_short_text_salt(salt: &[u8]) -> bool {
    salt.len() < TEXT_SALT
}
