//! Scans that process eight bytes at a time in a `u64` (SIMD within a register). Vector instructions would
//! need `unsafe`.
//!
//! Each test returns a mask with a mark in each matching byte. Only the lowest mark is reliable; higher ones
//! may be false positives.

use super::raw::Escaping;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = LOW << 7;

#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (LOW * byte as u64);
    difference.wrapping_sub(LOW) & !difference & HIGH
}

/// Marks bytes above the tilde: DEL and non-ASCII bytes.
#[inline(always)]
fn beyond_printable(word: u64) -> u64 {
    (word | word.wrapping_add(LOW)) & HIGH
}

/// Marks bytes below `limit`, which is at most 0x80.
#[inline(always)]
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(LOW * limit as u64) & !word & HIGH
}

#[inline(always)]
fn first(mask: u64) -> usize {
    mask.trailing_zeros() as usize / 8
}

/// Returns the eight bytes at `at`. Pads past the end with the letter `a`, which no scan looks for.
#[inline(always)]
fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => last_word(bytes, at),
    }
}

#[inline(always)]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    let padding = LOW * b'a' as u64;
    let have = bytes.len().saturating_sub(at); // less than eight
    if have == 0 {
        return padding;
    }
    match bytes.last_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk) >> (8 * (8 - have)) | padding << (8 * have),
        None => short_word(&bytes[at..]),
    }
}

/// Reads fewer than eight bytes, one by one. Copying them into a word would be slower: the copy is a function
/// call, and the load has to wait for it.
#[inline(never)]
fn short_word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(LOW * b'a' as u64, |word, byte| word << 8 | u64::from(*byte))
}

/// Returns whether `test` is true for any word of the bytes. The last word may overlap the one before it.
#[inline(always)]
fn any_word(bytes: &[u8], test: impl Fn(u64) -> bool) -> bool {
    let Some(last) = bytes.last_chunk::<8>() else {
        return test(match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
            }
            _ => short_word(bytes),
        });
    };
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        if test(u64::from_le_bytes(*chunk)) {
            return true;
        }
        at += 8;
    }
    test(u64::from_le_bytes(*last))
}

/// Returns the end of a form value that starts at `at`, and how to decode it. A value that contains a `%`, a
/// `+` or a control byte must be decoded or normalised.
#[inline(always)]
pub(crate) fn value_end(bytes: &[u8], mut at: usize) -> (usize, Escaping) {
    // of the bytes below the comma, browsers send only & % + * unescaped, so that one comparison finds the
    // bytes that matter
    loop {
        if at >= bytes.len() {
            return (bytes.len(), Escaping::Plain);
        }
        let word = word(bytes, at);
        let mask = below(word, b',') | beyond_printable(word);
        if mask == 0 {
            at += 8;
            continue;
        }
        at += first(mask);
        match bytes[at] {
            b'&' => return (at, Escaping::Plain),
            b'%' | b'+' | 0..0x20 => break,
            0x7f.. => return unusual_value_end(bytes, at),
            _ => at += 1,
        }
    }
    (pair_end(bytes, at), Escaping::Percent)
}

/// Continues [`value_end`] at a byte that is not printable ASCII. Nothing before `at` needs decoding.
#[cold]
#[inline(never)]
fn unusual_value_end(bytes: &[u8], mut at: usize) -> (usize, Escaping) {
    while at < bytes.len() {
        let mask = below(word(bytes, at), b',');
        if mask == 0 {
            at += 8;
            continue;
        }
        at += first(mask);
        match bytes[at] {
            b'&' => return (at, Escaping::None),
            b'%' | b'+' | 0..0x20 => return (pair_end(bytes, at), Escaping::Percent),
            _ => at += 1,
        }
    }
    (bytes.len(), Escaping::None)
}

/// Returns the position of the next `&` from `at` on, or the end.
#[inline]
fn pair_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let mask = equal(word(bytes, at), b'&');
        if mask != 0 {
            return at + first(mask);
        }
        at += 8;
    }
    bytes.len()
}

/// Returns the end of a form key that starts at `at`, and whether it must be decoded.
#[inline]
pub(crate) fn key_end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut escaped = 0;
    while at < bytes.len() {
        let word = word(bytes, at);
        let end = equal(word, b'&') | equal(word, b'=');
        let marks = equal(word, b'%') | equal(word, b'+');
        if end != 0 {
            let bit = end.trailing_zeros();
            return (at + bit as usize / 8, escaped | marks & ((1 << bit) - 1) != 0);
        }
        escaped |= marks;
        at += 8;
    }
    (bytes.len(), escaped != 0)
}

/// Returns the position of the next quote, backslash, or byte that is not printable ASCII in a JSON string,
/// or the end.
#[inline(always)]
pub(crate) fn json_text_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let word = word(bytes, at);
        let mask = below(word ^ (LOW * 2), 0x21) | equal(word, b'\\') | beyond_printable(word);
        if mask != 0 {
            return at + first(mask);
        }
        at += 8;
    }
    bytes.len()
}

/// Returns the position of the next quote, backslash or control byte in a JSON string, or the end.
#[inline]
pub(crate) fn json_special(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let word = word(bytes, at);
        // the exclusive or swaps the quote and the space, so that one test finds quotes and control bytes
        let mask = below(word ^ (LOW * 2), 0x21) | equal(word, b'\\');
        if mask != 0 {
            return at + first(mask);
        }
        at += 8;
    }
    bytes.len()
}

/// Returns whether all bytes are printable ASCII. The text then has no control characters, and each character
/// is one byte.
#[inline]
pub(crate) fn is_printable_ascii(bytes: &[u8]) -> bool {
    !any_word(bytes, |word| word & HIGH | below(word, 0x20) | equal(word, 0x7f) != 0)
}

/// Returns the position of the next byte that may begin a forbidden character, or the end: an ASCII control
/// character, or the first byte of the C1 control characters and of the Unicode line separators.
#[inline]
pub(crate) fn suspicious(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let word = word(bytes, at);
        // most words are printable ASCII, for which this test is cheaper
        if beyond_printable(word) | below(word, 0x20) != 0 {
            let mask = below(word, 0x20) | equal(word, 0x7f) | equal(word, 0xc2) | equal(word, 0xe2);
            if mask != 0 {
                return at + first(mask);
            }
        }
        at += 8;
    }
    bytes.len()
}

/// Returns the position of the next `%`, `+`, or byte that is not printable ASCII, or the end.
#[inline(always)]
pub(crate) fn printable_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let word = word(bytes, at);
        let mask = equal(word, b'%') | equal(word, b'+') | below(word, 0x20) | beyond_printable(word);
        if mask != 0 {
            return at + first(mask);
        }
        at += 8;
    }
    bytes.len()
}

/// Returns the position of the first `%` in sixteen bytes, or 16.
#[inline(always)]
pub(crate) fn percent_in(chunk: &[u8; 16]) -> usize {
    let [low, high] = chunk.as_chunks::<8>().0 else { return 16 };
    let mask = equal(u64::from_le_bytes(*low), b'%');
    if mask != 0 {
        return first(mask);
    }
    let mask = equal(u64::from_le_bytes(*high), b'%');
    if mask != 0 { 8 + first(mask) } else { 16 }
}

/// Returns the eight bytes at `at` with each plus replaced by a space, and the number of bytes before a `%`
/// or the end.
#[inline(always)]
pub(crate) fn percent_in_word(bytes: &[u8], at: usize) -> ([u8; 8], usize) {
    const PLUS: u64 = LOW * b'+' as u64;
    let word = word(bytes, at);
    // unlike `equal`, this is exact: the highest bit is set in all bytes but those of a plus
    let different = word ^ PLUS;
    let others = ((different & !HIGH) + !HIGH) | different;
    let plain = word ^ (((!others & HIGH) >> 7) * (b'+' ^ b' ') as u64);
    let mask = equal(word, b'%');
    let run = if mask != 0 { first(mask) } else { 8 };
    (plain.to_le_bytes(), run.min(bytes.len() - at))
}

/// Maps a hexadecimal digit to its value, and any other byte to 255.
pub(crate) const HEX: [u8; 256] = {
    let mut table = [255u8; 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        table[i] = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            _ => 255,
        };
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares every scan with a plain loop, at every offset and length around the word size.
    #[test]
    fn scans_agree_with_byte_loops() {
        let alphabet =
            [b'a', b'&', b'=', b'%', b'+', b'*', 0, 0x1f, b'"', b'\\', 0x7f, 0x80, 0xc2, 0xe2, b' ', b'#'];
        let mut state = 0x2545_f491_4f6c_dd1du64;
        for _ in 0..20_000 {
            let mut bytes = Vec::new();
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            for i in 0..(state % 40) {
                let pick = (state >> (i % 48)) ^ i.wrapping_mul(0x9e37_79b9);
                // mostly plain, so that special bytes occur at every position of a word
                bytes.push(if pick.is_multiple_of(5) {
                    alphabet[(pick / 5) as usize % alphabet.len()]
                } else {
                    b'k'
                });
            }
            for at in 0..=bytes.len() {
                let rest = &bytes[at..];
                let end = rest.iter().position(|b| *b == b'&').map_or(bytes.len(), |i| at + i);
                let value = &bytes[at..end];
                let escaping = if value.iter().any(|b| matches!(b, b'%' | b'+' | 0..0x20)) {
                    Escaping::Percent
                } else if value.iter().any(|b| *b >= 0x7f) {
                    Escaping::None
                } else {
                    Escaping::Plain
                };
                assert_eq!(value_end(&bytes, at), (end, escaping), "{bytes:?} {at}");
                assert_eq!(pair_end(&bytes, at), end);
                let key = rest.iter().position(|b| matches!(b, b'&' | b'=')).map_or(bytes.len(), |i| at + i);
                let escaped = bytes[at..key].iter().any(|b| matches!(b, b'%' | b'+'));
                assert_eq!(key_end(&bytes, at), (key, escaped), "{bytes:?} {at}");
                let special = rest
                    .iter()
                    .position(|b| matches!(b, b'"' | b'\\' | 0..0x20))
                    .map_or(bytes.len(), |i| at + i);
                assert_eq!(json_special(&bytes, at), special, "{bytes:?} {at}");
                let end = rest
                    .iter()
                    .position(|b| matches!(b, b'%' | b'+' | 0..0x20 | 0x7f..))
                    .map_or(bytes.len(), |i| at + i);
                assert_eq!(printable_end(&bytes, at), end, "{bytes:?} {at}");
                let special = rest
                    .iter()
                    .position(|b| matches!(b, b'"' | b'\\' | 0..0x20 | 0x7f..))
                    .map_or(bytes.len(), |i| at + i);
                assert_eq!(json_text_end(&bytes, at), special, "{bytes:?} {at}");
                let suspect = rest.iter().position(|b| matches!(b, 0..0x20 | 0x7f | 0xc2 | 0xe2));
                assert_eq!(suspicious(&bytes, at), suspect.map_or(bytes.len(), |i| at + i));
                assert_eq!(is_printable_ascii(rest), rest.iter().all(|b| matches!(b, 0x20..=0x7e)));
            }
        }
    }
}
