//! The list of common passwords.

use crate::validator::is_invisible;
use zeroize::Zeroize;

/// The hash table of the list. It begins with [`BUCKETS`] + 1 little-endian 32-bit offsets into the words that follow,
/// each of which has its length before it. It needs no relocations, no heap and no initialisation at start-up.
static TABLE: &[u8] = include_bytes!("../../data/common-passwords.bin");
const BUCKETS: usize = 8192;
const WORDS: usize = 4 * (BUCKETS + 1);

/// The lengths of the words by the hash of their first four bytes, in little-endian 24-bit entries. The low bits are a
/// set of lengths (the lowest bit is length four). The six bits above are part of the hash, or zero if several prefixes
/// share the entry.
static LENGTHS: &[u8] = include_bytes!("../../data/common-prefixes.bin");
const PREFIXES: usize = 16_384;
const SHORTEST: usize = 4;
const LENGTH_BITS: u32 = (LONGEST_ASCII - SHORTEST + 1) as u32;

/// The maximum length of a word in bytes, for all words and for those in ASCII.
const LONGEST: usize = 66;
pub(super) const LONGEST_ASCII: usize = 21;

/// Returns whether a password is among the 19,640 most common ones, ignoring case and white space at both ends. Like
/// Django's `CommonPasswordValidator`, `password_too_common`. Stricter than Django, it also ignores invisible
/// characters.
///
/// Only 48 of them have 15 characters or more. If at least that length is required, use
/// [`PasswordPolicy::derivatives`](super::PasswordPolicy::derivatives) too.
///
/// ```
/// assert!(forms::password::is_common("Password1"));
/// assert!(!forms::password::is_common("correct horse battery staple"));
/// ```
pub fn is_common(password: &str) -> bool {
    if password.is_ascii() { is_common_ascii(password) } else { is_common_unicode(password) }
}

/// Works like [`is_common`], for a password of only ASCII.
pub(super) fn is_common_ascii(password: &str) -> bool {
    let password = trimmed(password);
    password.len() <= LONGEST_ASCII && holds(password.as_bytes())
}

/// Removes white space at both ends.
#[inline(always)]
pub(super) fn trimmed(password: &str) -> &str {
    match password.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => password,
        _ => password.trim_matches(is_space),
    }
}

/// Returns whether Python's `str.isspace` is true for the character.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

#[cold]
fn is_common_unicode(password: &str) -> bool {
    let password = password.trim_matches(|c| is_space(c) || is_invisible(c));
    let mut lower = [0; LONGEST];
    let common = lower_into(&mut lower, password).is_some_and(|length| holds(&lower[..length]));
    lower.zeroize();
    common
}

/// Writes the visible characters of the password in lower case and returns their length, or `None` if it is longer than
/// any word.
fn lower_into(lower: &mut [u8; LONGEST], password: &str) -> Option<usize> {
    let mut length = 0;
    for c in password.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase) {
        length += c.encode_utf8(lower.get_mut(length..length + c.len_utf8())?).len();
    }
    Some(length)
}

/// Returns whether the list has the password, ignoring ASCII case.
fn holds(password: &[u8]) -> bool {
    let bucket = 4 * bucket(password);
    let mut words = &TABLE[WORDS + offset(bucket)..WORDS + offset(bucket + 4)];
    while let [length, rest @ ..] = words {
        let (word, rest) = rest.split_at(*length as usize);
        if word.len() == password.len() && is_word_in_any_case(password, word) {
            return true;
        }
        words = rest;
    }
    false
}

/// Returns whether a text equals a lower-case word of the same length, ignoring ASCII case. It compares eight bytes at
/// a time.
#[inline(always)]
fn is_word_in_any_case(text: &[u8], word: &[u8]) -> bool {
    let (Some(last), Some(last_of_word)) = (text.last_chunk::<8>(), word.last_chunk::<8>()) else {
        return text.eq_ignore_ascii_case(word);
    };
    let mut eights = text.as_chunks::<8>().0.iter().zip(word.as_chunks::<8>().0);
    are_eight_in_any_case(last, last_of_word) && eights.all(|(text, word)| are_eight_in_any_case(text, word))
}

#[inline(always)]
fn are_eight_in_any_case(text: &[u8; 8], word: &[u8; 8]) -> bool {
    const LOW: u64 = u64::from_le_bytes([1; 8]);
    let text = u64::from_le_bytes(*text);
    // in the highest bit of each ASCII byte: whether it is at least A, and whether it is after Z
    let seven = text & (LOW * 0x7f);
    let (from_a, beyond_z) = (seven + LOW * (0x80 - b'A' as u64), seven + LOW * (0x7f - b'Z' as u64));
    let capitals = from_a & !beyond_z & !text & (LOW * 0x80);
    text | capitals >> 2 == u64::from_le_bytes(*word)
}

/// Returns the length of the longest common password of 4 to 21 bytes at the start of the text, ignoring ASCII case, or
/// 0 if there is none.
pub(super) fn longest_common(text: &[u8]) -> usize {
    let Some(first) = text.first_chunk() else { return 0 };
    let mut lengths = lengths(u32::from_le_bytes(*first));
    while lengths != 0 {
        let bit = lengths.ilog2();
        let length = SHORTEST + bit as usize;
        if text.get(..length).is_some_and(holds) {
            return length;
        }
        lengths ^= 1 << bit;
    }
    0
}

/// Returns the lengths of the words that begin with these four bytes, as a set of bits. Rarely, it has lengths that do
/// not exist.
#[inline(always)]
pub(super) fn lengths(first: u32) -> u32 {
    let (place, mark) = prefix(first);
    let entry = u32::from_le_bytes([LENGTHS[3 * place], LENGTHS[3 * place + 1], LENGTHS[3 * place + 2], 0]);
    let marked = entry >> LENGTH_BITS;
    if marked == 0 || marked == mark { entry & ((1 << LENGTH_BITS) - 1) } else { 0 }
}

/// Returns the entry and the check bits of a prefix. They are the same for upper and lower case.
#[inline(always)]
fn prefix(first: u32) -> (usize, u32) {
    let hash = (first | 0x2020_2020).wrapping_mul(0x9e37_79b1);
    ((hash >> (32 - PREFIXES.ilog2())) as usize, (hash >> 12 & 63).max(1))
}

#[inline(always)]
fn offset(at: usize) -> usize {
    let mut offset = [0; 4];
    offset.copy_from_slice(&TABLE[at..at + 4]);
    u32::from_le_bytes(offset) as usize
}

/// Returns the bucket of a word. The bit that distinguishes upper from lower case is set in every byte, so both have
/// the same bucket.
#[inline(always)]
fn bucket(word: &[u8]) -> usize {
    const SAME_CASE: u64 = u64::from_le_bytes([0x20; 8]);
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, eight: u64| (hash.rotate_left(23) ^ (eight | SAME_CASE)).wrapping_mul(MIX);
    let mut hash = word.len() as u64;
    // reads the last bytes together with some before them, since a copy of variable length is a function call
    let last = if let Some(last) = word.last_chunk::<8>() {
        for eight in word[..word.len() - 1].as_chunks::<8>().0 {
            hash = mix(hash, u64::from_le_bytes(*eight));
        }
        u64::from_le_bytes(*last)
    } else if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
    } else {
        word.iter().fold(0, |three, byte| three << 8 | u64::from(*byte))
    };
    hash = mix(hash, last);
    (hash >> (64 - BUCKETS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = include_str!("../../data/common-passwords.txt");

    fn build() -> Vec<u8> {
        let mut buckets = vec![Vec::new(); BUCKETS];
        for word in LIST.lines() {
            let bucket = &mut buckets[bucket(word.as_bytes())];
            bucket.push(word.len() as u8);
            bucket.extend_from_slice(word.as_bytes());
        }
        let (mut table, mut offset) = (Vec::new(), 0u32);
        for bucket in &buckets {
            table.extend_from_slice(&offset.to_le_bytes());
            offset += bucket.len() as u32;
        }
        table.extend_from_slice(&offset.to_le_bytes());
        table.extend(buckets.concat());
        table
    }

    fn build_lengths() -> Vec<u8> {
        let mut entries = vec![(0u32, None); PREFIXES];
        for word in LIST.lines().map(str::as_bytes) {
            if (SHORTEST..=LONGEST_ASCII).contains(&word.len()) {
                let (place, mark) = prefix(u32::from_le_bytes(*word.first_chunk().unwrap()));
                let (lengths, marked) = &mut entries[place];
                *lengths |= 1 << (word.len() - SHORTEST);
                *marked = Some(if marked.is_none_or(|marked| marked == mark) { mark } else { 0 });
            }
        }
        let entries = entries.into_iter().map(|(lengths, mark)| lengths | mark.unwrap_or(0) << LENGTH_BITS);
        entries.flat_map(|entry| entry.to_le_bytes()[..3].to_owned()).collect()
    }

    #[test]
    fn tables_match_the_list() {
        for (name, built, table) in
            [("common-passwords.bin", build(), TABLE), ("common-prefixes.bin", build_lengths(), LENGTHS)]
        {
            if std::env::var_os("FORMS_BLESS").is_some() {
                std::fs::write(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR")), &built).unwrap();
            } else {
                assert!(
                    built == table,
                    "data/{name} is not of data/common-passwords.txt: see data/README.md"
                );
            }
        }
    }

    #[test]
    fn finds_the_longest_word_at_the_start() {
        for word in LIST.lines().filter(|word| (SHORTEST..=LONGEST_ASCII).contains(&word.len())) {
            assert_eq!(longest_common(word.as_bytes()), word.len(), "{word}");
            assert_eq!(longest_common(word.to_ascii_uppercase().as_bytes()), word.len(), "{word}");
        }
        for (text, length) in [
            ("passwordqx", 8),
            ("Password1qx", 9),
            ("drag", 0),
            ("drakx", 0),
            ("lovqxz", 0),
            ("", 0),
            ("abc", 0),
        ] {
            assert_eq!(longest_common(text.as_bytes()), length, "{text}");
        }
    }

    #[test]
    fn lengths_match_the_list() {
        let longest = |ascii: bool| LIST.lines().filter(|word| word.is_ascii() || !ascii).map(str::len).max();
        assert_eq!((longest(false), longest(true)), (Some(LONGEST), Some(LONGEST_ASCII)));
        assert!(LIST.lines().all(|word| word.to_lowercase() == word && word.trim() == word));
    }

    #[test]
    fn finds_every_word_in_every_case() {
        assert_eq!(LIST.lines().count(), 19_640);
        for word in LIST.lines() {
            assert!(
                is_common(word) && is_common(&word.to_uppercase()) && is_common(&format!(" {word}\n\u{1f}")),
                "{word}"
            );
        }
    }

    #[test]
    fn ignores_invisible_characters() {
        for word in
            ["dra\u{200b}gon", "p\u{200d}ass\u{ad}word", "\u{feff} dragon\u{2060}\t", "DRAGON\u{fe0f}"]
        {
            assert!(is_common(word), "{word:?}");
        }
        assert!(!is_common("\u{200b}") && !is_common("dra\u{301}gon"));
    }

    #[test]
    fn rejects_other_words() {
        for word in [
            "",
            " ",
            "hunter22x",
            "password\0",
            "\0password",
            "pass\nword",
            "correct horse battery staple",
            "p\u{e4}ssword",
        ] {
            assert!(!is_common(word), "{word:?}");
        }
        // '@' and '`', '[' and '{' only differ in the case bit
        assert!(is_common("p@ssw0rd") && !is_common("p`ssw0rd"));
        assert!(!is_common(&"password".repeat(1 << 17)) && !is_common(&"\u{130}".repeat(1 << 19)));
    }

    #[test]
    fn uses_the_lower_case_of_unicode() {
        assert!(is_common("ПАРОЛЬ") && is_common("Йцукен") && is_common("\u{3000}Я\u{2028}"));
        // the lower case of the Kelvin sign is k
        assert!(is_common("mon\u{212a}ey"));
    }

    #[test]
    fn the_hash_spreads() {
        let longest = (0..BUCKETS).map(|bucket| offset(4 * bucket + 4) - offset(4 * bucket)).max();
        assert!(longest < Some(160), "{longest:?}");
    }
}
