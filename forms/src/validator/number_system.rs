//! Digits and their number systems: Unicode Technical Standard 39, section 5.3.

/// Returns whether the text has digits of more than one decimal system, such as `1` and the Arabic `١`. (UTS 39, 5.3:
/// "mixed number systems".)
///
/// Digits belong to every script, and some look like others with another value: the Bengali four `৪` looks like an 8.
/// Only decimal digits count (Unicode category Nd), so `²`, `½`, `①` and `二` do not.
///
/// ```
/// use forms::validator::mixes_number_systems;
/// assert!(mixes_number_systems("৪8") && mixes_number_systems("１2"));
/// assert!(!mixes_number_systems("agent007") && !mixes_number_systems("١٢٣") && !mixes_number_systems("4½"));
/// ```
pub fn mixes_number_systems(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut systems = text.chars().filter_map(zero_of);
    systems.next().is_some_and(|first| systems.any(|other| other != first))
}

/// Returns the zero of the digit's number system, or `None` if the character is not a decimal digit.
pub(crate) fn zero_of(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some('0' as u32);
    }
    let set = ZEROS.partition_point(|zero| *zero <= u32::from(c));
    ZEROS[..set].last().copied().filter(|zero| u32::from(c) - zero < 10)
}

/// The first digits of the number systems beyond ASCII (category Nd), up to Unicode 17.
#[rustfmt::skip]
static ZEROS: [u32; 74] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0,
    0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16a60,
    0x16ac0, 0x16b50, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1,
    0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_ten_apart() {
        assert!(ZEROS.windows(2).all(|pair| pair[0] + 10 <= pair[1]));
        let is_digit = |code: u32| char::from_u32(code).and_then(zero_of).is_some();
        assert!(ZEROS.iter().all(|zero| !is_digit(zero - 1) || ZEROS.contains(&(zero - 10))));
    }

    #[test]
    fn accepts_digits_of_one_system() {
        for text in ["", "007", "é1", "١٢", "๑๒", "1²½①", "１２", "二2"] {
            assert!(!mixes_number_systems(text), "{text}");
        }
    }

    #[test]
    fn detects_digits_of_several_systems() {
        for text in ["1١", "١۱", "৪8", "1１", "𝟎𝟘", "a1é१"] {
            assert!(mixes_number_systems(text), "{text}");
        }
        assert!(mixes_number_systems(&format!("{}١", "1".repeat(1 << 20))));
    }
}
