//! Passwords that are little more than a common one.

use super::common::{LONGEST_ASCII, lengths, longest_common};
use crate::validator::is_invisible;
use zeroize::{Zeroize, Zeroizing};

/// The shortest run that counts as a sequence, the shortest text as said before, the shortest word.
const SHORTEST: usize = 3;
/// So many pieces are remembered, to find what is said again.
const REMEMBERED: usize = 16;

/// Whether a password is little more than common passwords, words that anyone would guess, sequences and repetitions:
/// each counted as a character or two, no more than half of the fewest characters are left.
///
/// It is read once from left to right, the piece that covers the most being taken; it stops as soon as there is enough,
/// for most good passwords halfway through.
pub(super) fn is_derivative(password: &str, words: &[&str], min_length: u32) -> bool {
    if password.is_ascii() {
        Reading { text: password, words }.is_worth_at_most(min_length / 2)
    } else {
        let lower = lower_case(password);
        Reading { text: &lower, words }.is_worth_at_most(min_length / 2)
    }
}

/// Returns the visible characters in lower case, in exact capacity: a text that grows leaves copies behind.
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

/// A part of the password: its bytes, and how many characters it counts as.
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

/// Where the last pieces begin, and with which three bytes.
struct Begun {
    first: [u32; REMEMBERED],
    at: [usize; REMEMBERED],
    count: usize,
    /// a bit for the hash of each of those bytes: it tells in a register that most were not there before
    marks: u64,
}

impl Begun {
    /// No three bytes.
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
        let mut begun =
            Begun { first: [Begun::NOTHING; REMEMBERED], at: [0; REMEMBERED], count: 0, marks: 0 };
        let (mut at, mut worth) = (0, 0);
        while at < bytes.len() {
            let four = four(&bytes[at..]);
            let piece = if self.may_be_more(four, &begun) {
                self.piece(at, &begun)
            } else {
                Piece { length: 1, worth: 1 }
            };
            begun.note(at, same_case(four));
            (at, worth) = (at + piece.length, worth + piece.worth);
            if worth > most {
                return false;
            }
        }
        true
    }

    /// Whether a piece of several characters may begin with these bytes: most often not, and then it is not looked for.
    #[inline(always)]
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "one branch in the place of five that are hard to foresee"
    )]
    fn may_be_more(&self, four: u32, begun: &Begun) -> bool {
        let [first, second, third, _] = four.to_le_bytes();
        let plain = undisguised_all(four);
        let steps = kind_of_step(first, second) & kind_of_step(second, third);
        // these ask little, so that there is one branch for all
        !first.is_ascii()
            | (steps != 0)
            | (lengths(four) != 0)
            | begins_a_year(four)
            | begun.may_have(same_case(four))
            || (plain != four && lengths(plain) != 0)
            || !self.words.is_empty()
    }

    /// The piece that begins there.
    #[inline(never)]
    fn piece(&self, at: usize, begun: &Begun) -> Piece {
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
        for (first, start) in begun.first.iter().zip(begun.at) {
            if *first == same_case(four) {
                take(self.said_before(start, at), 1);
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

    /// How far one character follows the other: the same again, or the next one of the alphabet, of the digits or on a
    /// keyboard's row, all in one direction.
    fn run(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        if !rest[0].is_ascii() {
            return run_unicode(&self.text[at..]);
        }
        let mut kinds = u8::MAX;
        let goes_on = |pair: &&[u8]| {
            kinds &= kind_of_step(pair[0], pair[1]);
            kinds != 0
        };
        1 + rest.windows(2).take_while(goes_on).count()
    }

    /// How much of what begins there is what began at `start` once more.
    fn said_before(&self, start: usize, at: usize) -> usize {
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

/// The same for other scripts, by code point.
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
    // two are no run, however many bytes they have
    if length < SHORTEST { 0 } else { text.chars().take(length).map(char::len_utf8).sum() }
}

/// The first four bytes; zeros where there are fewer.
#[inline(always)]
fn four(rest: &[u8]) -> u32 {
    match rest.first_chunk() {
        Some(four) => u32::from_le_bytes(*four),
        None => rest.iter().rev().fold(0, |four, byte| four << 8 | u32::from(*byte)),
    }
}

/// The first three of four bytes, the same for every case of ASCII letters.
#[inline(always)]
fn same_case(four: u32) -> u32 {
    (four | 0x20_2020) & 0xff_ffff
}

/// Whether `19` or `20` and two digits, or two of the signs beside these in ASCII: a year that someone alive has seen.
#[inline(always)]
fn begins_a_year(four: u32) -> bool {
    const DIGITS: u32 = u32::from_le_bytes([0xff, 0xff, 0xf0, 0xf0]);
    let of = |century: &[u8; 2]| u32::from_le_bytes([century[0], century[1], b'0', b'0']);
    (four & DIGITS == of(b"19")) | (four & DIGITS == of(b"20"))
}

/// Keys beside each other, on the three most common keyboards for Latin letters; and the alphabet, and the digits.
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

/// For each letter and digit, a bit for each that may follow.
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

/// It follows nothing: there is no such bit in [`NEXT`].
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

/// How one character leads to the next, a bit each: the same again, the next one, the one before. Zero for not at all.
#[inline(always)]
fn kind_of_step(one: u8, next: u8) -> u8 {
    let (one_key, next_key) = (KEY[usize::from(one)], KEY[usize::from(next)]);
    let follows = |one: u8, next: u8| (NEXT[usize::from(one)] >> next & 1) as u8;
    let same = one == next || one_key == next_key && one_key != NO_KEY;
    u8::from(same) | follows(one_key, next_key) << 1 | follows(next_key, one_key) << 2
}

/// In the place of a sign or digit, the letter that it is often written for; zero for other bytes.
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
    // letters, of which most are, have this bit, and but for @ all signs and digits have not
    let letters = four & 0x4040_4040 == 0x4040_4040;
    let at = four ^ 0x4040_4040;
    if letters && at.wrapping_sub(0x0101_0101) & !at & 0x8080_8080 == 0 {
        return four;
    }
    u32::from_le_bytes(four.to_le_bytes().map(undisguised))
}

/// A common password that begins there with signs and digits in the place of letters.
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
    fn little_more_than_a_common_one() {
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
    fn sequences_and_repetitions() {
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
    fn invisible_characters_count_for_nothing() {
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
    fn others_are_not() {
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
    fn words_of_the_place() {
        assert!(is_derivative("Quuxly-2024-quuxly", &["quuxly"], 15));
        assert!(!is_derivative("Quuxly-2024-zbvwkt", &[], 15));
        assert!(!is_derivative("kd83hs7ba0w2x", &["", "a", "ab"], 12));
    }

    #[test]
    fn the_measure_goes_with_the_minimum() {
        assert_eq!(worth("bicycle-37"), 5);
        assert!(!is_derivative("bicycle-37", &[], 8) && is_derivative("bicycle-37", &[], 10));
        assert_eq!((worth(""), worth("a"), worth("ab"), worth("abc"), worth("aé😀")), (0, 1, 2, 1, 3));
    }

    #[test]
    fn phrases_of_common_words_pass() {
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
        // of four without a space between, some read as three that are longer
        assert!(refused[0] == 0 && refused[1] < 1500, "{refused:?}");
    }

    #[test]
    fn long_passwords_take_linear_time() {
        for unit in ["a", "ab", "password", "qwerty1", "é", "xkcd😀"] {
            assert!(is_derivative(&unit.repeat((1 << 20) / unit.len()), &[], 15), "{unit}");
        }
        // as many pieces as can be, each the start of what was said before
        let long = "abzabyabxabwabvabuab".repeat(1 << 15);
        let _ = is_derivative(&long, &[], u32::MAX);
    }
}
