//! Comparison of passwords with other known values of the user.

use super::normal::without_invisible;
use crate::validator::{is_invisible, is_word};
use std::{
    cmp::Ordering,
    ops::{AddAssign, SubAssign},
};
use zeroize::Zeroizing;

/// Returns whether a password is similar to a text, such as the user name or the e-mail address, or to one of the words
/// in it. It is if the similarity is at least `max_similarity` (0.1 to 1). Like Django's
/// `UserAttributeSimilarityValidator`, `password_too_similar`.
///
/// The similarity is twice the number of characters that both have in common, in any order and case, divided by the
/// total number of characters. Words of at most a tenth of the password's length are skipped. The time is linear in
/// both texts.
///
/// ```
/// use forms::password::{MAX_SIMILARITY, is_similar};
/// assert!(is_similar("elizabeth-1", "elizabeth@example.com", MAX_SIMILARITY));
/// assert!(!is_similar("correct horse battery", "elizabeth@example.com", MAX_SIMILARITY));
/// ```
pub fn is_similar(password: &str, text: &str, max_similarity: f64) -> bool {
    if text.is_empty() {
        return false;
    }
    // in Django, a lower value is an error; NaN also becomes the lowest value
    let max_similarity = max_similarity.max(0.1);
    match at_most_shared(password.as_bytes(), text.as_bytes()) {
        // if fewer than `max_similarity * password.len() / (2 - max_similarity)` characters are shared, neither the
        // text nor a word of it can be similar, since each is at least as long as what it shares
        Some(shared) => {
            (shared + 1) as f64 * (2.0 - max_similarity).max(1.0) > max_similarity * password.len() as f64
                && is_similar_ascii(password.as_bytes(), text.as_bytes(), max_similarity)
        }
        None => is_similar_unicode(password, text, max_similarity),
    }
}

#[inline(never)]
fn is_similar_ascii(password: &[u8], text: &[u8], max_similarity: f64) -> bool {
    text.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').chain([text]).any(|part| {
        may_be_similar(password.len(), part.len(), max_similarity)
            && reaches(shared_ascii(password, part), password.len() + part.len(), max_similarity)
    })
}

/// The bit of all characters beyond ASCII.
const BEYOND: u64 = 1 << 63;

/// A bit for each ASCII character, ignoring case. Some rare ones share a bit.
static BIT: [u64; 256] = {
    let mut bits = [BEYOND; 256];
    let mut byte = 0;
    while byte < 128 {
        bits[byte] = 1
            << match (byte as u8).to_ascii_lowercase() {
                letter @ b'a'..=b'z' => letter - b'a',
                digit @ b'0'..=b'9' => 26 + digit - b'0',
                other => 36 + other % 27,
            };
        byte += 1;
    }
    bits
};

/// Returns an upper bound of the number of shared characters: how many characters of the password occur in the text.
/// This is much cheaper than an exact count, and most texts are excluded by it. Returns `None` if a text is not ASCII.
#[inline(always)]
fn at_most_shared(password: &[u8], text: &[u8]) -> Option<usize> {
    let in_text = text.iter().fold(0, |bits, byte| bits | BIT[usize::from(*byte)]);
    let (mut shared, mut in_password) = (0, 0);
    for byte in password {
        let bit = BIT[usize::from(*byte)];
        in_password |= bit;
        shared += usize::from(in_text & bit != 0);
    }
    ((in_text | in_password) & BEYOND == 0).then_some(shared)
}

/// Returns the number of shared characters, in any order and case.
fn shared_ascii(password: &[u8], text: &[u8]) -> usize {
    if password.len() > usize::from(u8::MAX) {
        shared_by::<u32>(password, text)
    } else {
        shared_by::<u8>(password, text)
    }
}

/// The lower-case letter of each ASCII character. A lookup is faster than a conversion.
static FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        folded[byte] = (byte as u8).to_ascii_lowercase() & 0x7f;
        byte += 1;
    }
    folded
};

/// Counts the shared characters with counters of type `C`. Counters of one byte need fewer cache lines to be cleared.
fn shared_by<C: Copy + Default + PartialOrd + From<u8> + AddAssign + SubAssign>(
    password: &[u8],
    text: &[u8],
) -> usize {
    let mut left = [C::default(); 128];
    let index = |byte: &u8| usize::from(FOLDED[usize::from(*byte)] & 0x7f);
    for byte in password {
        left[index(byte)] += C::from(1);
    }
    let mut shared = 0;
    for byte in text {
        let left = &mut left[index(byte)];
        let has = *left > C::default();
        *left -= C::from(u8::from(has));
        shared += usize::from(has);
    }
    shared
}

#[cold]
fn is_similar_unicode(password: &str, text: &str, max_similarity: f64) -> bool {
    let visible = without_invisible(password);
    let password = visible.as_deref().map_or(password, |visible| visible);
    let (password, mut text) = (Zeroizing::new(password.to_lowercase()), text.to_lowercase());
    text.retain(|c| !is_invisible(c));
    let password = Zeroizing::new(sorted(&password));
    text.split(|c| !is_word(c)).chain([&*text]).any(|part| {
        let length = part.chars().count();
        may_be_similar(password.len(), length, max_similarity)
            && reaches(shared(&password, &sorted(part)), password.len() + length, max_similarity)
    })
}

/// Returns whether a part must be compared. It is skipped if it is far shorter than the password (as in Django), or if
/// it would not reach the threshold even if the longer text contained all of the shorter one. So the password is at
/// most 19 times as long as a compared part, and all parts together cost no more than the whole text.
fn may_be_similar(password: usize, part: usize, max_similarity: f64) -> bool {
    let far_shorter = password / 10 >= part && (part as f64) < max_similarity / 2.0 * password as f64;
    !far_shorter && reaches(password.min(part), password + part, max_similarity)
}

fn reaches(shared: usize, all: usize, max_similarity: f64) -> bool {
    all == 0 || 2.0 * shared as f64 / all as f64 >= max_similarity
}

/// Returns the number of shared characters, in any order.
fn shared(mut password: &[char], mut part: &[char]) -> usize {
    let mut shared = 0;
    while let ([a, password_rest @ ..], [b, part_rest @ ..]) = (password, part) {
        let order = a.cmp(b);
        shared += usize::from(order == Ordering::Equal);
        if order != Ordering::Greater {
            password = password_rest;
        }
        if order != Ordering::Less {
            part = part_rest;
        }
    }
    shared
}

fn sorted(text: &str) -> Vec<char> {
    // with the final capacity, since a growing vector would leave copies in memory
    let mut characters = Vec::with_capacity(text.chars().count());
    characters.extend(text.chars());
    characters.sort_unstable();
    characters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password::MAX_SIMILARITY;

    const EMAIL: &str = "testclient@example.com";

    fn too_similar(password: &str, text: &str) -> bool {
        is_similar(password, text, MAX_SIMILARITY)
    }

    #[test]
    fn compares_the_whole_text_and_its_words() {
        for password in
            ["testclient", "TESTCLIENT", "testclient1", "example", "tneilctset", "example.com", EMAIL, "com"]
        {
            assert!(too_similar(password, EMAIL), "{password}");
        }
        for password in ["testclient1234567890123", "correct horse battery", "tc", "Xq9!Xq9!Xq9!"] {
            assert!(!too_similar(password, EMAIL), "{password}");
        }
    }

    #[test]
    fn compares_beyond_ascii() {
        assert!(
            too_similar("jürgen_müller", "J\u{dc}RGEN_M\u{dc}LLER") && too_similar("你好", "你好@例え.jp")
        );
        assert!(too_similar("jürgen", "jurgen") && !too_similar("müller", "jurgen"));
        // the final sigma of a word is a different character
        assert!(is_similar("οδυσσευς", "ΟΔΥΣΣΕΥΣ", 1.0) && !is_similar("οδυσσευσ", "ΟΔΥΣΣΕΥΣ", 1.0));
        assert!(is_similar("\u{212a}elvin", "kelvin", 1.0));
    }

    #[test]
    fn ignores_invisible_characters() {
        for password in ["el\u{200d}iz\u{ad}ab\u{200b}eth", "\u{feff}e\u{2060}liza\u{3164}beth-1"] {
            assert!(too_similar(password, "elizabeth@example.com"), "{password:?}");
        }
        assert!(too_similar("elizabeth", "el\u{200d}iz\u{ad}abeth"));
        assert!(!too_similar("c\u{200d}orrect horse battery", "elizabeth@example.com"));
    }

    #[test]
    fn both_counts_agree() {
        let texts = [
            "",
            "a",
            "aab",
            "abab",
            "Test_Client",
            "o'connor-smith",
            "bob.oconnor+spam@mail.example.co.uk",
            "1234",
            "--",
            "abcabcabc",
        ];
        for password in texts {
            for text in texts {
                for max_similarity in [0.1, 0.3, 0.7, 1.0] {
                    let ascii = is_similar(password, text, max_similarity);
                    assert_eq!(
                        ascii,
                        !text.is_empty() && is_similar_unicode(password, text, max_similarity),
                        "{password} {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn clamps_the_threshold() {
        assert!(is_similar("abc", "abc", f64::NAN) && !is_similar("abc", "abc", 1.5));
        assert!(!is_similar("abc", "xyz", -1.0) && !is_similar("abc", "xyz", 0.0));
    }

    #[test]
    fn nothing_is_similar_to_an_empty_text() {
        assert!(!too_similar("", "") && !too_similar("a", ""));
    }

    #[test]
    fn long_texts_take_linear_time() {
        let million = "a".repeat(1 << 20);
        assert!(too_similar(&million, &million) && !too_similar(&million, "alice@example.com"));
        assert!(!is_similar("password of mine", &"b.".repeat(1 << 19), 0.1));
        assert!(!is_similar("0123456789", &"abcde ".repeat(1 << 17), 0.1));
        assert!(is_similar(&"ä".repeat(1 << 20), &"Ä".repeat(1 << 20), 1.0));
    }
}
