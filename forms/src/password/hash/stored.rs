//! Reads and writes the text of a stored hash.

use super::{
    HashError,
    algorithm::{self, Argon2Cost, Digest, Memory},
    random::{SALT_BYTES, is_short_text_salt},
};
use crate::password::equal_in_constant_time;
use argon2::Version;
use base64ct::{Base64, Base64Unpadded, Encoding};

/// The longest stored hash that is read. Those of Django have at most 128 characters.
const MAX_LENGTH: usize = 512;
/// The bytes of a computed hash. Fewer than the least could be guessed.
const HASH_BYTES: std::ops::RangeInclusive<usize> = 16..=64;
/// The bytes of an scrypt hash of Django. A shorter one was cut, and its beginning would still match.
const DJANGO_SCRYPT_BYTES: usize = 64;
/// The bytes of a salt. RFC 9106 wants at least 8; Django's early salts have 12 characters.
const SALT_LENGTHS: std::ops::RangeInclusive<usize> = 8..=64;

/// What a stored hash says.
pub(super) enum Stored<'h> {
    /// No password is correct.
    Unusable,
    Hash(StoredHash<'h>),
}

/// A hash that a password can be compared with.
pub(super) struct StoredHash<'h> {
    pub(super) method: Method<'h>,
    /// the name of the key that went into it
    pub(super) key: Option<&'h str>,
    /// whether its salt is shorter than those that are made today
    pub(super) is_short_of_salt: bool,
}

/// The algorithm of a stored hash, its work, its salt and its result.
pub(super) enum Method<'h> {
    Argon2 { cost: Argon2Cost, salt: Vec<u8>, hash: Vec<u8> },
    Pbkdf2 { digest: Digest, iterations: u32, salt: Vec<u8>, hash: Vec<u8> },
    Scrypt { log_n: u8, r: u32, p: u32, salt: Vec<u8>, hash: Vec<u8> },
    Bcrypt { cost: u32, text: &'h str, of_sha256: bool },
}

/// The prefix of a hash with a key. The name of the key and another `$` follow.
pub(super) const KEYED: &str = "hmac_sha256$";
/// The first character of an unusable password in Django.
const UNUSABLE: char = '!';

impl<'h> Stored<'h> {
    /// Reads a stored hash.
    ///
    /// # Errors
    /// [`HashError::Unreadable`] for anything that is not a whole hash of a known format.
    pub(super) fn read(text: &'h str) -> Result<Self, HashError> {
        if text.starts_with(UNUSABLE) {
            return Ok(Stored::Unusable);
        }
        let hash = (text.len() <= MAX_LENGTH).then(|| StoredHash::read(text)).flatten();
        hash.map(Stored::Hash).ok_or(HashError::Unreadable)
    }
}

impl<'h> StoredHash<'h> {
    fn read(text: &'h str) -> Option<Self> {
        let (key, text) = match text.strip_prefix(KEYED) {
            Some(rest) => rest.split_once('$').map(|(key, rest)| (Some(key), rest))?,
            None => (None, text),
        };
        let (method, is_short_of_salt) = match text.split_once('$')? {
            ("", _) => standard(text)?,
            ("argon2", rest) => argon2(rest, true)?,
            ("pbkdf2_sha256", rest) => django_pbkdf2(Digest::Sha256, rest)?,
            ("pbkdf2_sha1", rest) => django_pbkdf2(Digest::Sha1, rest)?,
            ("scrypt", rest) => django_scrypt(rest)?,
            ("bcrypt", rest) => (bcrypt(rest, false)?, false),
            ("bcrypt_sha256", rest) => (bcrypt(rest, true)?, false),
            _ => return None,
        };
        Some(StoredHash { method, key, is_short_of_salt })
    }
    /// Returns whether a password gives this hash.
    pub(super) fn matches(&self, password: &[u8], memory: &mut Memory) -> Result<bool, HashError> {
        let mut buffer = [0; *HASH_BYTES.end()];
        let (out, hash) = match &self.method {
            Method::Argon2 { cost, salt, hash } => {
                let out = &mut buffer[..hash.len()];
                algorithm::argon2(*cost, password, salt, out, memory)?;
                (out, hash)
            }
            Method::Pbkdf2 { digest, iterations, salt, hash } => {
                let out = &mut buffer[..hash.len()];
                algorithm::pbkdf2(*digest, *iterations, password, salt, out)?;
                (out, hash)
            }
            Method::Scrypt { log_n, r, p, salt, hash } => {
                let out = &mut buffer[..hash.len()];
                algorithm::scrypt(*log_n, *r, *p, password, salt, out)?;
                (out, hash)
            }
            Method::Bcrypt { cost, text, of_sha256: false } => {
                return algorithm::bcrypt(*cost, password, text);
            }
            Method::Bcrypt { cost, text, of_sha256: true } => {
                return algorithm::bcrypt(*cost, &sha256_in_hex(password), text);
            }
        };
        Ok(equal_in_constant_time(out, hash))
    }
}

/// Returns the SHA-256 digest in hexadecimal digits, which Django's `bcrypt_sha256` hashes.
fn sha256_in_hex(password: &[u8]) -> [u8; 64] {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(password);
    let mut hex = [0; 64];
    for (pair, byte) in hex.chunks_exact_mut(2).zip(digest) {
        pair[0] = b"0123456789abcdef"[usize::from(byte >> 4)];
        pair[1] = b"0123456789abcdef"[usize::from(byte & 15)];
    }
    hex
}

/// Reads a hash that begins with `$`: the PHC string format, or the older one of bcrypt.
fn standard(text: &str) -> Option<(Method<'_>, bool)> {
    let (name, rest) = text.strip_prefix('$')?.split_once('$')?;
    match name {
        "2a" | "2b" | "2y" => Some((bcrypt(text, false)?, false)),
        "argon2id" | "argon2i" | "argon2d" => argon2(text.strip_prefix('$')?, false),
        "pbkdf2-sha256" | "pbkdf2-sha512" => {
            let digest = if name == "pbkdf2-sha256" { Digest::Sha256 } else { Digest::Sha512 };
            let ([iterations, length], salt, hash) = phc(rest, ["i", "l"])?;
            let whole = length.is_none_or(|length| usize::try_from(length) == Ok(hash.len()));
            let short = salt.len() < SALT_BYTES;
            whole.then_some((Method::Pbkdf2 { digest, iterations: iterations?, salt, hash }, short))
        }
        "scrypt" => {
            let ([log_n, r, p], salt, hash) = phc(rest, ["ln", "r", "p"])?;
            let short = salt.len() < SALT_BYTES;
            Some((Method::Scrypt { log_n: log_n?.try_into().ok()?, r: r?, p: p?, salt, hash }, short))
        }
        _ => None,
    }
}

/// Reads `argon2id$v=19$m=..,t=..,p=..$salt$hash`. A salt of Django is text.
fn argon2(text: &str, of_django: bool) -> Option<(Method<'_>, bool)> {
    let (name, rest) = text.split_once('$')?;
    let variety = match name {
        "argon2id" => argon2::Algorithm::Argon2id,
        "argon2i" => argon2::Algorithm::Argon2i,
        "argon2d" => argon2::Algorithm::Argon2d,
        _ => return None,
    };
    // without a version it is the first one
    let (version, rest) = match rest.strip_prefix("v=") {
        Some(rest) => match rest.split_once('$')? {
            ("19", rest) => (Version::V0x13, rest),
            ("16", rest) => (Version::V0x10, rest),
            _ => return None,
        },
        None => (Version::V0x10, rest),
    };
    let ([memory, iterations, parallelism], salt, hash) = phc(rest, ["m", "t", "p"])?;
    let cost =
        Argon2Cost { variety, version, memory: memory?, iterations: iterations?, parallelism: parallelism? };
    let is_short = if of_django { is_short_text_salt(&salt) } else { salt.len() < SALT_BYTES };
    Some((Method::Argon2 { cost, salt, hash }, is_short))
}

/// The parameters, the salt and the hash of a text in the PHC string format.
type Phc<const N: usize> = ([Option<u32>; N], Vec<u8>, Vec<u8>);

/// Reads the parameters of these names, in any order and each at most once, then the salt and the hash.
fn phc<const N: usize>(text: &str, names: [&str; N]) -> Option<Phc<N>> {
    let mut parts = text.split('$');
    let (params, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let mut values = [None; N];
    for param in params.split(',') {
        let (name, value) = param.split_once('=')?;
        let value_of_name = &mut values[names.iter().position(|known| *known == name)?];
        if value_of_name.replace(number(value)?).is_some() {
            return None;
        }
    }
    let decoded = |text| Base64Unpadded::decode_vec(text).ok();
    let (salt, hash) = (decoded(salt)?, decoded(hash)?);
    (SALT_LENGTHS.contains(&salt.len()) && HASH_BYTES.contains(&hash.len())).then_some((values, salt, hash))
}

/// Reads `iterations$salt$hash`.
fn django_pbkdf2(digest: Digest, text: &str) -> Option<(Method<'_>, bool)> {
    let [iterations, salt, hash] = parts(text)?;
    let salt = text_salt(salt)?;
    let hash = Base64::decode_vec(hash).ok().filter(|hash| hash.len() == digest.len())?;
    let is_short = is_short_text_salt(&salt);
    Some((Method::Pbkdf2 { digest, iterations: number(iterations)?, salt, hash }, is_short))
}

/// Reads `n$salt$r$p$hash`.
fn django_scrypt(text: &str) -> Option<(Method<'_>, bool)> {
    let [n, salt, r, p, hash] = parts(text)?;
    let (n, salt) = (number(n)?, text_salt(salt)?);
    let log_n = u8::try_from(n.checked_ilog2()?).ok().filter(|_| n.is_power_of_two())?;
    let hash = Base64::decode_vec(hash).ok().filter(|hash| hash.len() == DJANGO_SCRYPT_BYTES)?;
    let is_short = is_short_text_salt(&salt);
    Some((Method::Scrypt { log_n, r: number(r)?, p: number(p)?, salt, hash }, is_short))
}

/// Reads `$2b$12$..`.
fn bcrypt(text: &str, of_sha256: bool) -> Option<Method<'_>> {
    let [empty, version, cost, _] = parts(text)?;
    let is_known = empty.is_empty() && matches!(version, "2a" | "2b" | "2y") && cost.len() == 2;
    let cost = number(cost.strip_prefix('0').unwrap_or(cost)).filter(|_| is_known)?;
    // the salt and the hash are checked too
    text.parse::<bcrypt::HashParts>().ok()?;
    Some(Method::Bcrypt { cost, text, of_sha256 })
}

fn parts<const N: usize>(text: &str) -> Option<[&str; N]> {
    let mut parts = text.split('$');
    let mut found = [""; N];
    for part in &mut found {
        *part = parts.next()?;
    }
    parts.next().is_none().then_some(found)
}

/// Returns a salt that is used as text.
fn text_salt(salt: &str) -> Option<Vec<u8>> {
    (!salt.is_empty() && salt.len() <= *SALT_LENGTHS.end()).then(|| salt.as_bytes().to_vec())
}

/// Reads a number in digits, without a sign or leading zeros.
fn number(text: &str) -> Option<u32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_plain)
}

/// Writes an Argon2 hash in the PHC string format. Django's has the prefix `argon2`.
pub(super) fn write_argon2(cost: &Argon2Cost, salt: &[u8], hash: &[u8], for_django: bool) -> String {
    format!(
        "{}${}$v=19$m={},t={},p={}${}${}",
        if for_django { "argon2" } else { "" },
        cost.variety,
        cost.memory,
        cost.iterations,
        cost.parallelism,
        Base64Unpadded::encode_string(salt),
        Base64Unpadded::encode_string(hash),
    )
}

/// Writes a hash of PBKDF2 with SHA-256 in the PHC string format.
pub(super) fn write_pbkdf2(iterations: u32, salt: &[u8], hash: &[u8]) -> String {
    let (salt, text) = (Base64Unpadded::encode_string(salt), Base64Unpadded::encode_string(hash));
    format!("$pbkdf2-sha256$i={iterations},l={}${salt}${text}", hash.len())
}

/// Writes a hash of PBKDF2 with SHA-256 in Django's format.
pub(super) fn write_django_pbkdf2(iterations: u32, salt: &str, hash: &[u8]) -> String {
    format!("pbkdf2_sha256${iterations}${salt}${}", Base64::encode_string(hash))
}
