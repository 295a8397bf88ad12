//! Comparison of secrets.

use std::hint::black_box;

/// Returns whether two secrets are equal. The time only depends on their lengths, so that timing does not reveal how
/// many characters match.
pub(crate) fn equal_in_constant_time(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let difference = |a: &[u8; 8], b: &[u8; 8]| u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b);
    let mut different = 0;
    // reads the last bytes together with some before them, instead of one by one
    if let (Some(last_a), Some(last_b)) = (a.last_chunk(), b.last_chunk()) {
        different = difference(last_a, last_b);
        for (a, b) in a.as_chunks().0.iter().zip(b.as_chunks().0) {
            different |= difference(a, b);
        }
    } else {
        for (a, b) in a.iter().zip(b) {
            different |= u64::from(a ^ b);
        }
    }
    // keeps the compiler from adding an early return
    black_box(different) == 0
}

#[cfg(test)]
mod tests {
    use super::equal_in_constant_time;

    #[test]
    fn compares_every_byte() {
        assert!(equal_in_constant_time(b"", b"") && equal_in_constant_time(b"\0a", b"\0a"));
        assert!(!equal_in_constant_time(b"a", b"") && !equal_in_constant_time(b"", b"\0"));
        let secret = [0x55; 40];
        for at in 0..40 {
            for bit in 0..8 {
                let mut other = secret;
                other[at] ^= 1 << bit;
                assert!(!equal_in_constant_time(&secret, &other));
            }
        }
    }
}
