//! Detection of passwords that are derived from common ones.

use super::common::{LONGEST_ASCII, lengths, longest_common};
use crate::validator::is_invisible;
use zeroize::{Zeroize, Zeroizing};

/// The minimum length of a sequence, of a repeated part, and of a word.
const SHORTEST: usize = 3;
/// The number of pieces that are remembered, to find repeated parts.
const REMEMBERED: usize = 16;

/// Returns whether a password is derived from common passwords, known words, sequences and repetitions. Each of these
/// pieces counts as one or two characters. The password is derived if the total is at most half of the minimum length.
///
/// The password is read once from left to right, and the piece that saves the most characters is taken each time.
/// Reading stops as soon as the total is greater, which for most good passwords is halfway.
pub(super) fn is_derivative(password: &str, words: &[&str], min_length: u32) -> bool {
    if password.is_ascii() {
        Reading { text: password, words }.is_worth_at_most(min_length / 2)
    } else {
        let lower = lower_case(password);
        Reading { text: &lower, words }.is_worth_at_most(min_length / 2)
    }
}

/// Returns the visible characters in lower case. The buffer has its final capacity, since a growing one would leave
/// copies in memory.
#[cold]
fn lower_case(password: &str) -> Zeroizing<String> {
    let lower = || password.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase);
    let mut text = Zeroizing::new(String::with_capacity(lower().map(char::len_utf8).sum()));
    text.extend(lower());
    text
}

struct Reading<'a> {
    text: &'a str,
    words: &'a [&'a str],
}

/// A part of the password: its length in bytes, and the number of characters that it counts as.
#[derive(Clone, Copy)]
struct Piece {
    length: usize,
    worth: u32,
}

impl Piece {
    fn saves(self) -> usize {
        self.length.saturating_sub(self.worth as usize)
    }
}

/// The positions of the last pieces, and the first three bytes of each.
struct PieceStarts {
    first: [u32; REMEMBERED],
    at: [usize; REMEMBERED],
    count: usize,
    /// a bit for the hash of each entry: a cheap first check whether three bytes are new
    marks: u64,
}

impl PieceStarts {
    /// An entry without three bytes.
    const NOTHING: u32 = u32::MAX;

    #[inline(always)]
    fn note(&mut self, at: usize, first: u32) {
        let place = self.count % REMEMBERED;
        (self.first[place], self.at[place]) = (first, at);
        self.count += 1;
        self.marks |= 1 << mark(first);
    }
    #[inline(always)]
    fn may_have(&self, first: u32) -> bool {
        self.marks >> mark(first) & 1 == 1
    }
}

#[inline(always)]
fn mark(first: u32) -> u32 {
    first.wrapping_mul(0x9e37_79b1) >> 26
}

impl Reading<'_> {
    #[inline(always)]
    fn is_worth_at_most(&self, most: u32) -> bool {
        let bytes = self.text.as_bytes();
        let mut starts = PieceStarts {
            first: [PieceStarts::NOTHING; REMEMBERED],
            at: [0; REMEMBERED],
            count: 0,
            marks: 0,
        };
        let (mut at, mut worth) = (0, 0);
        while at < bytes.len() {
            let four = four(&bytes[at..]);
            let piece = if self.may_begin_piece(four, &starts) {
                self.piece(at, &starts)
            } else {
                Piece { length: 1, worth: 1 }
            };
            starts.note(at, same_case(four));
            (at, worth) = (at + piece.length, worth + piece.worth);
            if worth > most {
                return false;
            }
        }
        true
    }

    /// Returns whether a piece of several characters may begin with these bytes. Most often it is false, which skips
    /// the search.
    #[inline(always)]
    #[expect(clippy::needless_bitwise_bool, reason = "one branch is faster than five unpredictable ones")]
    fn may_begin_piece(&self, four: u32, starts: &PieceStarts) -> bool {
        let [first, second, third, _] = four.to_le_bytes();
        let plain = undisguised_all(four);
        let steps = kind_of_step(first, second) & kind_of_step(second, third);
        // these are cheap, so one branch is enough for all
        !first.is_ascii()
            | (steps != 0)
            | (lengths(four) != 0)
            | begins_a_year(four)
            | starts.may_have(same_case(four))
            || (plain != four && lengths(plain) != 0)
            || !self.words.is_empty()
    }

    /// Returns the best piece at this position.
    #[inline(never)]
    fn piece(&self, at: usize, starts: &PieceStarts) -> Piece {
        let rest = &self.text.as_bytes()[at..];
        let four = four(rest);
        let mut best = Piece { length: character_length(rest[0]), worth: 1 };
        let mut take = |length: usize, worth: u32| {
            let piece = Piece { length, worth };
            if length >= SHORTEST && piece.saves() > best.saves() {
                best = piece;
            }
        };
        take(self.run(at), 1);
        if begins_a_year(four) && rest[2].is_ascii_digit() && rest[3].is_ascii_digit() {
            take(4, 1);
        }
        for (first, start) in starts.first.iter().zip(starts.at) {
            if *first == same_case(four) {
                take(self.repeated_length(start, at), 1);
            }
        }
        take(longest_common(rest), 2);
        if lengths(undisguised_all(four)) != 0 {
            take(longest_disguised(rest), 2);
        }
        for word in self.words {
            let length = word.len();
            if rest.get(..length).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes())) {
                take(length, 2);
            }
        }
        best
    }

    /// Returns the length of the run at this position: characters that are all the same, or that follow each other in
    /// one direction in the alphabet, in the digits or on a row of the keyboard.
    fn run(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        if !rest[0].is_ascii() {
            return run_unicode(&self.text[at..]);
        }
        let mut kinds = u8::MAX;
        let continues = |pair: &&[u8]| {
            kinds &= kind_of_step(pair[0], pair[1]);
            kinds != 0
        };
        1 + rest.windows(2).take_while(continues).count()
    }

    /// Returns the number of bytes at `at` that repeat those at `start`.
    fn repeated_length(&self, start: usize, at: usize) -> usize {
        let (before, rest) = (&self.text.as_bytes()[start..], &self.text.as_bytes()[at..]);
        if !before[0].eq_ignore_ascii_case(&rest[0]) {
            return 0;
        }
        let mut length = before.iter().zip(rest).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        while !self.text.is_char_boundary(at + length) {
            length -= 1;
        }
        length
    }
}

fn character_length(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Works like [`run`](Reading::run) for other scripts, by code point.
#[cold]
fn run_unicode(text: &str) -> usize {
    let step = |one: char, next: char| u32::from(next).wrapping_sub(u32::from(one));
    let mut pairs = text.chars().zip(text.chars().skip(1));
    let Some((first, second)) = pairs.next() else { return 0 };
    let direction = step(first, second);
    if !matches!(direction, 0 | 1 | u32::MAX) {
        return 0;
    }
    let length = 2 + pairs.take_while(|(one, next)| step(*one, *next) == direction).count();
    // two characters are not a run, however many bytes they have
    if length < SHORTEST { 0 } else { text.chars().take(length).map(char::len_utf8).sum() }
}

/// Returns the first four bytes, padded with zeros.
#[inline(always)]
fn four(rest: &[u8]) -> u32 {
    match rest.first_chunk() {
        Some(four) => u32::from_le_bytes(*four),
        None => rest.iter().rev().fold(0, |four, byte| four << 8 | u32::from(*byte)),
    }
}

/// Returns the first three of four bytes, with ASCII letters of both cases made equal.
#[inline(always)]
fn same_case(four: u32) -> u32 {
    (four | 0x20_2020) & 0xff_ffff
}

/// Returns whether the bytes are `19` or `20` and two digits, a year within living memory. Two of the ASCII
/// characters next to the digits also match.
#[inline(always)]
fn begins_a_year(four: u32) -> bool {
    const DIGITS: u32 = u32::from_le_bytes([0xff, 0xff, 0xf0, 0xf0]);
    let of = |century: &[u8; 2]| u32::from_le_bytes([century[0], century[1], b'0', b'0']);
    (four & DIGITS == of(b"19")) | (four & DIGITS == of(b"20"))
}

/// Neighbouring keys on the three most common keyboards for Latin letters, the alphabet, and the digits.
const ROWS: [&[u8]; 11] = [
    b"abcdefghijklmnopqrstuvwxyza",
    b"01234567890",
    b"qwertyuiop",
    b"asdfghjkl",
    b"zxcvbnm",
    b"qwertzuiop",
    b"yxcvbnm",
    b"azertyuiop",
    b"qsdfghjklm",
    b"wxcvbn",
    b"1q2w3e4r5t6y7u8i9o0p",
];

/// For each letter and digit, the set of characters that may follow it.
static NEXT: [u64; 64] = {
    let mut next = [0; 64];
    let mut row = 0;
    while row < ROWS.len() {
        let mut at = 1;
        while at < ROWS[row].len() {
            next[key(ROWS[row][at - 1]) as usize] |= 1 << key(ROWS[row][at]);
            at += 1;
        }
        row += 1;
    }
    next
};

const fn key(byte: u8) -> u8 {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => letter - b'a',
        digit @ b'0'..=b'9' => 26 + digit - b'0',
        _ => NO_KEY,
    }
}

/// A key that nothing follows: [`NEXT`] never has its bit.
const NO_KEY: u8 = 63;

static KEY: [u8; 256] = {
    let mut keys = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        keys[byte] = key(byte as u8);
        byte += 1;
    }
    keys
};

/// Returns the set of possible steps from one character to the next: the same, the next one, the previous one. Zero if
/// there are none.
#[inline(always)]
fn kind_of_step(one: u8, next: u8) -> u8 {
    let (one_key, next_key) = (KEY[usize::from(one)], KEY[usize::from(next)]);
    let follows = |one: u8, next: u8| (NEXT[usize::from(one)] >> next & 1) as u8;
    let same = one == next || one_key == next_key && one_key != NO_KEY;
    u8::from(same) | follows(one_key, next_key) << 1 | follows(next_key, one_key) << 2
}

/// The letter that a digit or symbol often replaces; zero for other bytes.
static DISGUISES: [u8; 256] = {
    let pairs: [(u8, u8); 10] = [
        (b'@', b'a'),
        (b'4', b'a'),
        (b'3', b'e'),
        (b'1', b'i'),
        (b'!', b'i'),
        (b'0', b'o'),
        (b'$', b's'),
        (b'5', b's'),
        (b'7', b't'),
        (b'8', b'b'),
    ];
    let mut letters = [0; 256];
    let mut pair = 0;
    while pair < pairs.len() {
        letters[pairs[pair].0 as usize] = pairs[pair].1;
        pair += 1;
    }
    letters
};

#[inline(always)]
fn undisguised(byte: u8) -> u8 {
    match DISGUISES[usize::from(byte)] {
        0 => byte,
        letter => letter,
    }
}

#[inline(always)]
fn undisguised_all(four: u32) -> u32 {
    // letters have this bit, and the digits and symbols do not, except for @
    let letters = four & 0x4040_4040 == 0x4040_4040;
    let at = four ^ 0x4040_4040;
    if letters && at.wrapping_sub(0x0101_0101) & !at & 0x8080_8080 == 0 {
        return four;
    }
    u32::from_le_bytes(four.to_le_bytes().map(undisguised))
}

/// Returns the length of the longest common password at this position in which digits and symbols replace letters.
fn longest_disguised(rest: &[u8]) -> usize {
    let rest = &rest[..rest.len().min(LONGEST_ASCII)];
    if rest.iter().all(|byte| undisguised(*byte) == *byte) {
        return 0;
    }
    let mut plain = [0; LONGEST_ASCII];
    for (plain, byte) in plain.iter_mut().zip(rest) {
        *plain = undisguised(*byte);
    }
    let longest = longest_common(&plain[..rest.len()]);
    plain.zeroize();
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(password: &str) -> u32 {
        (0..100).find(|most| is_derivative(password, &[], 2 * most)).unwrap()
    }

    #[test]
    fn detects_variations_of_common_passwords() {
        for password in [
            "passwordpassword",
            "password-password",
            "password12345678",
            "Password123!!!!!",
            "P@ssw0rd20242024",
            "PasswordPassword1!",
            "password1password2password3",
            "iloveyoubaby12345",
            "Summer2024Summer",
            "............dragon",
            "пароль1234567890",
            "ПарольПарольПароль",
        ] {
            assert!(is_derivative(password, &[], 15), "{password}: {}", worth(password));
        }
    }

    #[test]
    fn detects_sequences_and_repetitions() {
        for password in [
            "123456789012345",
            "098765432109876",
            "abcdefghijklmno",
            "zyxwvutsrqponml",
            "qwertyuiopasdfgh",
            "azertyuiopqsdfgh",
            "1q2w3e4r5t6y7u8i",
            "poiuytrewqlkjhgf",
            "aaaaaaaaaaaaaaa",
            "AaAaAaAaAaAaAaA",
            "kjxqkjxqkjxqkjxq",
            "1kjxqkjxqkjxqkjxq",
            "abc123abc123abc123",
            "111122223333444455556666",
            "абвгдежзийклмноп",
            "яяяяяяяяяяяяяяя",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
            "你好吗你好吗你好吗你好吗你好吗",
        ] {
            assert!(is_derivative(password, &[], 15), "{password}: {}", worth(password));
        }
    }

    #[test]
    fn ignores_invisible_characters() {
        let between = |text: &str, mark: char| text.chars().flat_map(|c| [c, mark]).collect::<String>();
        for mark in
            ['\u{200d}', '\u{ad}', '\u{200b}', '\u{feff}', '\u{2060}', '\u{3164}', '\u{fe0f}', '\u{e0041}']
        {
            for password in
                ["password1234567", "passwordpassword", "123456789012345", "kjxqkjxqkjxqkjxq", "a"]
            {
                assert!(is_derivative(&between(password, mark), &[], 15), "{password} {mark:?}");
            }
            assert!(is_derivative(&between("Quuxly-2024-quuxly", mark), &["quuxly"], 15));
            assert!(!is_derivative(&between("kd83hs7/ba0w;2x", mark), &[], 15));
        }
    }

    #[test]
    fn accepts_other_passwords() {
        for password in [
            "correct horse battery staple",
            "correcthorsebatterystaple",
            "horse battery baby monkey",
            "kd83hs7/ba0w;2x",
            "tomato-ladder-quiet-9",
            "my cat sleeps all day",
            "die größte Überraschung",
            "我喜欢在雨天读一本很旧的书",
            "839104756620193",
        ] {
            assert!(!is_derivative(password, &[], 15), "{password}: {}", worth(password));
        }
    }

    #[test]
    fn detects_custom_words() {
        assert!(is_derivative("Quuxly-2024-quuxly", &["quuxly"], 15));
        assert!(!is_derivative("Quuxly-2024-zbvwkt", &[], 15));
        assert!(!is_derivative("kd83hs7ba0w2x", &["", "a", "ab"], 12));
    }

    #[test]
    fn the_threshold_depends_on_the_minimum_length() {
        assert_eq!(worth("bicycle-37"), 5);
        assert!(!is_derivative("bicycle-37", &[], 8) && is_derivative("bicycle-37", &[], 10));
        assert_eq!((worth(""), worth("a"), worth("ab"), worth("abc"), worth("aé😀")), (0, 1, 2, 1, 3));
    }

    #[test]
    fn accepts_phrases_of_common_words() {
        // the worst case: every word is on the list
        let words: Vec<_> = include_str!("../../data/common-passwords.txt")
            .lines()
            .filter(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        let mut state = 1u64;
        let mut word = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            words[(state >> 33) as usize % words.len()]
        };
        let mut refused = [0; 2];
        for _ in 0..20_000 {
            let phrase = [word(), word(), word(), word()];
            refused[0] += usize::from(is_derivative(&phrase.join(" "), &[], 15));
            refused[1] += usize::from(is_derivative(&phrase.concat(), &[], 15));
        }
        // without spaces, some phrases of four words read as three longer ones
        assert!(refused[0] == 0 && refused[1] < 1500, "{refused:?}");
    }

    #[test]
    fn long_passwords_take_linear_time() {
        for unit in ["a", "ab", "password", "qwerty1", "é", "xkcd😀"] {
            assert!(is_derivative(&unit.repeat((1 << 20) / unit.len()), &[], 15), "{unit}");
        }
        // the most possible pieces, each with the same start as earlier ones
        let long = "abzabyabxabwabvabuab".repeat(1 << 15);
        let _ = is_derivative(&long, &[], u32::MAX);
    }
}
