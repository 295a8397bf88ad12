//! Passwords of digits alone.

/// Whether a text consists of digits of any script, also small and circled ones, and is not empty: Python's
/// `str.isdigit`, with the digits that Unicode added since.
pub(crate) fn is_entirely_numeric(text: &str) -> bool {
    match text.bytes().position(|byte| !byte.is_ascii_digit()) {
        None => !text.is_empty(),
        // only ASCII precedes it, so it is the first byte of its character
        Some(at) => !text.as_bytes()[at].is_ascii() && text[at..].chars().all(is_digit),
    }
}

fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    let set = ZEROS.partition_point(|zero| *zero <= u32::from(c));
    set > 0 && u32::from(c) - ZEROS[set - 1] < 10 || is_small_or_framed_digit(c)
}

/// Where the ten digits of a script begin (category Nd), up to Unicode 17.
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

/// Characters of category No that stand for one digit (property `Numeric_Type=Digit`).
fn is_small_or_framed_digit(c: char) -> bool {
    matches!(c, '\u{b2}'..='\u{b3}' | '\u{b9}' | '\u{1369}'..='\u{1371}' | '\u{19da}' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247c}' | '\u{2488}'..='\u{2490}' | '\u{24ea}' | '\u{24f5}'..='\u{24fd}' | '\u{24ff}' | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}' | '\u{278a}'..='\u{2792}' | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}' | '\u{1f100}'..='\u{1f10a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_alone() {
        for text in
            ["0", "1234567", "٠١٢٣٤٥٦٧٨٩", "¹²³¹²³¹²", "①②③", "１２３", "𝟘𝟗", "1٢³", "141463१１0", "᧚"]
        {
            assert!(is_entirely_numeric(text), "{text}");
        }
        assert!(is_entirely_numeric(&"1".repeat(1 << 20)) && is_entirely_numeric(&"١".repeat(1 << 20)));
    }

    #[test]
    fn anything_else() {
        for text in [
            "",
            " ",
            "a",
            "1234 5678",
            "1234567é",
            "½½½½",
            "ⅠⅠⅠ",
            "四四四",
            "-1",
            "1.5",
            "1\n",
            "\n1",
            "\u{0}1",
            "1\u{2028}",
            "٣a",
        ] {
            assert!(!is_entirely_numeric(text), "{text}");
        }
    }

    #[test]
    fn sets_of_ten_do_not_overlap() {
        assert!(ZEROS.windows(2).all(|pair| pair[0] + 10 <= pair[1]));
        assert!(
            ZEROS
                .iter()
                .all(|zero| !is_digit(char::from_u32(zero - 1).unwrap()) || ZEROS.contains(&(zero - 10)))
        );
    }
}
