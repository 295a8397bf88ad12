//! Comparing secrets.

use std::hint::black_box;

/// Whether two secrets are equal, in a time that depends on their lengths alone: how far they agree is not to be
/// learnt by timing.
pub(crate) fn equal_in_constant_time(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let difference = |a: &[u8; 8], b: &[u8; 8]| u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b);
    let mut different = 0;
    // the last bytes are read once more with some of those before them, and not one by one
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
    // the box keeps the compiler from asking before the end
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
