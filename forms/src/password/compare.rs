//! Comparing secrets.

use std::hint::black_box;

/// Whether two secrets are equal, in a time that depends on their lengths alone: how far they agree is not to be
/// learnt by timing.
pub(crate) fn equal_in_constant_time(a: &[u8], b: &[u8]) -> bool {
    // without the box the compiler may leave the loop at the first difference
    a.len() == b.len() && a.iter().zip(b).fold(0, |different, (a, b)| black_box(different | (a ^ b))) == 0
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
