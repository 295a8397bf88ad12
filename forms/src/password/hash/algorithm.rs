//! The algorithms, and the work that each may ask for.

use super::HashError;
use argon2::{Argon2, Block, Params, Version};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

/// How a [`Hasher`](super::Hasher) makes new hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// Argon2id (RFC 9106), the default.
    Argon2id {
        /// Memory in KiB, at least 8 for each lane and at most 1 GiB.
        memory: u32,
        /// Passes over the memory, at least 1.
        iterations: u32,
        /// Lanes, at least 1. They are computed one after the other.
        parallelism: u32,
    },
    /// PBKDF2 with HMAC-SHA-256 (RFC 8018), for systems that must use what FIPS 140 approves.
    Pbkdf2Sha256 {
        /// Iterations, at least 1 and at most 20,000,000.
        iterations: u32,
    },
}

impl Algorithm {
    /// Argon2id with 19 MiB, two passes and one lane: the first choice of OWASP's password storage cheat sheet.
    pub const ARGON2ID: Algorithm = Algorithm::Argon2id { memory: 19 * 1024, iterations: 2, parallelism: 1 };
    /// Argon2id with the setting of Django's `Argon2PasswordHasher`: 100 MiB, two passes and eight lanes.
    pub const DJANGO_ARGON2: Algorithm =
        Algorithm::Argon2id { memory: 100 * 1024, iterations: 2, parallelism: 8 };
    /// PBKDF2 with HMAC-SHA-256 and 600,000 iterations, the least that OWASP's cheat sheet allows. Django 5.2 has
    /// 1,000,000 iterations, and Django 6.1 has 1,500,000.
    pub const PBKDF2_SHA256: Algorithm = Algorithm::Pbkdf2Sha256 { iterations: 600_000 };
}

/// Memory for Argon2. It is kept between hashes, since clearing it takes time and freed memory may stay with a thread.
pub(crate) type Memory = Vec<Block>;

/// The variety of Argon2 and its cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Argon2Cost {
    pub(super) variety: argon2::Algorithm,
    pub(super) version: Version,
    pub(super) memory: u32,
    pub(super) iterations: u32,
    pub(super) parallelism: u32,
}

/// The hash function within PBKDF2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

impl Digest {
    /// Returns the bytes of a digest.
    pub(super) fn len(self) -> usize {
        match self {
            Digest::Sha1 => 20,
            Digest::Sha256 => 32,
            Digest::Sha512 => 64,
        }
    }
}

/// The memory that a stored hash may ask for, in KiB.
const MAX_MEMORY: u64 = 1024 * 1024;
/// The memory that a stored Argon2 hash may go through, in KiB: 16 passes over 1 GiB.
const MAX_PASSED_MEMORY: u64 = 16 * MAX_MEMORY;
const MAX_PBKDF2_ITERATIONS: u32 = 20_000_000;
/// The greatest cost of bcrypt: 32 times the work of Django's 12.
const MAX_BCRYPT_COST: u32 = 17;

/// Computes an Argon2 hash into `out`.
pub(super) fn argon2(
    cost: Argon2Cost,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
    memory: &mut Memory,
) -> Result<(), HashError> {
    let kib = u64::from(cost.memory);
    if kib > MAX_MEMORY || kib * u64::from(cost.iterations) > MAX_PASSED_MEMORY {
        return Err(HashError::TooExpensive);
    }
    let setting = |error: argon2::Error| HashError::Setting(error.to_string());
    let params =
        Params::new(cost.memory, cost.iterations, cost.parallelism, Some(out.len())).map_err(setting)?;
    let blocks = params.block_count();
    if memory.len() < blocks {
        memory.try_reserve_exact(blocks - memory.len()).map_err(|_| HashError::System)?;
        memory.resize(blocks, Block::new());
    }
    Argon2::new(cost.variety, cost.version, params)
        .hash_password_into_with_memory(password, salt, out, &mut memory[..blocks])
        .map_err(setting)
}

/// Computes a PBKDF2 hash into `out`.
pub(super) fn pbkdf2(
    digest: Digest,
    iterations: u32,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
) -> Result<(), HashError> {
    match iterations {
        0 => return Err(HashError::Setting("PBKDF2 needs at least one iteration".to_owned())),
        1..=MAX_PBKDF2_ITERATIONS => {}
        _ => return Err(HashError::TooExpensive),
    }
    match digest {
        Digest::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, iterations, out),
        Digest::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, out),
        Digest::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, iterations, out),
    }
    Ok(())
}

/// Computes an scrypt hash (RFC 7914) into `out`, with `n` as the base-2 logarithm `log_n`.
pub(super) fn scrypt(
    log_n: u8,
    r: u32,
    p: u32,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
) -> Result<(), HashError> {
    // 128 bytes for each block of each of the `n` steps, gone through `p` times
    let kib = 1_u64.checked_shl(log_n.into()).and_then(|n| n.checked_mul(r.into())).map(|blocks| blocks / 8);
    let passed = kib.and_then(|kib| kib.checked_mul(p.into()));
    if kib.is_none_or(|kib| kib > MAX_MEMORY) || passed.is_none_or(|passed| passed > MAX_PASSED_MEMORY) {
        return Err(HashError::TooExpensive);
    }
    let params = scrypt::Params::new(log_n, r, p).map_err(|_| HashError::Unreadable)?;
    scrypt::scrypt(password, salt, &params, out).map_err(|_| HashError::Unreadable)
}

/// The bytes that bcrypt reads of a password.
const BCRYPT_BYTES: usize = 72;

/// Returns whether a password matches a bcrypt hash. A password that bcrypt would cut never does, and takes as long.
pub(super) fn bcrypt(cost: u32, password: &[u8], hash: &str) -> Result<bool, HashError> {
    if cost > MAX_BCRYPT_COST {
        return Err(HashError::TooExpensive);
    }
    let read = &password[..password.len().min(BCRYPT_BYTES)];
    let matches = bcrypt::verify(read, hash).map_err(|_| HashError::Unreadable)?;
    Ok(matches && password.len() <= BCRYPT_BYTES)
}
