//! Generates patterns, and texts for them.

use regex_syntax::hir::{Class, Hir, HirKind};
use tests::random::Random;

const ATOMS: &[&str] = &[
    "a",
    "b",
    "Z",
    "0",
    "_",
    " ",
    "-",
    r"\-",
    r"\.",
    r"\*",
    r"\\",
    r"\/",
    r"\&",
    "#",
    "~",
    "@",
    "'",
    "\"",
    "é",
    "ß",
    "\u{1f600}",
    r"\x41",
    r"\u{17f}",
    ".",
    r"\d",
    r"\D",
    r"\w",
    r"\W",
    r"\s",
    r"\S",
    r"\pL",
    r"\p{Lu}",
    r"\P{Nd}",
    r"\p{Greek}",
    r"\p{Alphabetic}",
    r"\p{M}",
    r"\p{P}",
    r"(?-u:\w)",
    r"(?-u:\d)",
    "(?i:k)",
    "(?i:s+)",
    "(?s:.)",
    "(?x: a b )",
];
const ITEMS: &[&str] = &[
    "a-f",
    "A-Z",
    "0-9",
    "_",
    "k",
    "s",
    " ",
    ".",
    "-",
    r"\-",
    r"\]",
    r"\[",
    r"\^",
    "(",
    "|",
    "/",
    "&",
    "~",
    "!",
    "é",
    "α-ω",
    r"\w",
    r"\W",
    r"\d",
    r"\s",
    r"\S",
    r"\p{L}",
    r"\P{L}",
    r"\p{N}",
    r"\p{Ll}",
    "[:alpha:]",
    "[:^digit:]",
    "[:punct:]",
    "[^a-c]",
    "[x-z]",
    "\u{1f600}-\u{1f610}",
];
const LOOKS: &[&str] =
    &["^", "$", r"\A", r"\z", r"\b", r"\B", r"(?-u:\b)", r"\b{start}", r"\b{end}", r"\b{end-half}"];
const REPEATS: &[&str] = &["?", "*", "+", "{2}", "{1,3}", "{2,}", "{0,2}", "??", "*?", "+?"];
const STRANGE: &[char] = &[
    '\0',
    '\t',
    '\n',
    '\r',
    '\u{b}',
    '\u{1f}',
    ' ',
    '-',
    '/',
    '\\',
    '_',
    '~',
    '\u{7f}',
    '\u{85}',
    '\u{a0}',
    '\u{aa}',
    'é',
    'ß',
    'ſ',
    'ı',
    'İ',
    'ǅ',
    '\u{301}',
    '\u{345}',
    'α',
    'Σ',
    'ς',
    'я',
    'א',
    '٣',
    '๓',
    '\u{1680}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{2028}',
    '\u{2029}',
    '\u{202f}',
    '\u{203f}',
    'Ⅷ',
    'K',
    '²',
    '①',
    '\u{3000}',
    '漢',
    'ａ',
    '\u{e000}',
    '\u{fdd0}',
    '\u{feff}',
    '\u{fffd}',
    '\u{ffff}',
    '𐐀',
    '𐐨',
    '𝟘',
    '\u{1f600}',
    '\u{e0100}',
    '\u{10ffff}',
];

/// Returns a valid pattern.
pub(crate) fn a_pattern(random: &mut Random) -> String {
    let pattern = alternatives(random, 3);
    match random.below(8) {
        0 => format!("^{pattern}$"),
        1 => format!("(?i){pattern}"),
        _ => pattern,
    }
}

fn alternatives(random: &mut Random, depth: usize) -> String {
    let count = if random.once_in(4) { 2 + random.below(2) } else { 1 };
    let parts: Vec<String> = (0..count).map(|_| concat(random, depth)).collect();
    parts.join("|")
}

fn concat(random: &mut Random, depth: usize) -> String {
    (0..random.below(4) + usize::from(!random.once_in(12))).map(|_| repeated(random, depth)).collect()
}

fn repeated(random: &mut Random, depth: usize) -> String {
    if random.once_in(12) {
        return random.pick(LOOKS).to_owned();
    }
    let one = match random.below(5) {
        0 if depth > 0 => {
            let open = random.pick(&["(", "(?:", "(?i:", "(?s:", "(?U:"]);
            format!("{open}{})", alternatives(random, depth - 1))
        }
        1 | 2 => class(random),
        _ => random.pick(ATOMS).to_owned(),
    };
    if random.once_in(3) { one + random.pick(REPEATS) } else { one }
}

fn class(random: &mut Random) -> String {
    let sign = if random.once_in(4) { "^" } else { "" };
    let items: String = (0..=random.below(4)).map(|_| random.pick(ITEMS)).collect();
    let less = match random.below(10) {
        0 => format!("&&[{}]", random.pick(ITEMS)),
        1 => format!("--[{}]", random.pick(ITEMS)),
        2 => format!("~~[{}]", random.pick(ITEMS)),
        _ => String::new(),
    };
    format!("[{sign}{items}{less}]")
}

/// The texts for one pattern.
pub(crate) struct Texts(Hir);

impl Texts {
    /// Parses the pattern. Returns `None` if it is not valid.
    pub(crate) fn of(source: &str) -> Option<Self> {
        regex_syntax::parse(&format!(r"\A(?:{source})\z")).ok().map(Texts)
    }

    /// Returns texts: some match, some almost match, some are unrelated.
    pub(crate) fn some(&self, count: usize, random: &mut Random) -> Vec<String> {
        (0..count).map(|i| self.one(i, random)).collect()
    }

    fn one(&self, i: usize, random: &mut Random) -> String {
        let mut text = String::new();
        if i % 8 < 7 {
            match_of(&self.0, random, &mut text);
        }
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..[0, 0, 0, 1, 1, 2, 0, 3][i % 8] {
            let at = random.below(chars.len() + 1);
            match random.below(4) {
                0 if at < chars.len() => drop(chars.remove(at)),
                1 if at < chars.len() => chars[at] = random.pick(STRANGE),
                2 if at < chars.len() => {
                    let c = chars[at];
                    chars[at] =
                        c.to_uppercase().chain(c.to_lowercase()).find(|other| *other != c).unwrap_or(c);
                }
                _ => chars.insert(at, random.pick(STRANGE)),
            }
        }
        // characters that are stripped, and characters that are not
        if i % 8 == 6 {
            chars.insert(0, random.pick(&[' ', '\t', '\u{a0}', '\u{85}', '\u{feff}']));
            chars.push(random.pick(&[' ', '\u{3000}', '\u{200b}', '\n']));
        }
        // not a small letter since Unicode 17, which the engine may already use and our tables do not
        chars.into_iter().filter(|c| *c != '\u{295}').collect()
    }
}

/// Returns a text that the expression matches, apart from its anchors and boundaries.
fn match_of(hir: &Hir, random: &mut Random, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            if !class.ranges().is_empty() {
                let range = class.ranges()[random.below(class.ranges().len())];
                let (start, end) = (u32::from(range.start()), u32::from(range.end()));
                let near = random.below(((end - start) as usize + 1).min(200)) as u32;
                let c = [start, start + near, end - near][random.below(3)];
                // the engine may know characters that are newer than our tables
                out.push(char::from_u32(c).filter(|c| is_assigned(*c)).unwrap_or('x'));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            if !class.ranges().is_empty() {
                out.push(class.ranges()[random.below(class.ranges().len())].end().into());
            }
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + 3).min(repetition.min + 3);
            for _ in 0..repetition.min as usize + random.below((most - repetition.min) as usize + 1) {
                match_of(&repetition.sub, random, out);
            }
        }
        HirKind::Capture(capture) => match_of(&capture.sub, random, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| match_of(part, random, out)),
        HirKind::Alternation(parts) => match_of(&parts[random.below(parts.len())], random, out),
    }
}

fn is_assigned(c: char) -> bool {
    use std::sync::LazyLock;
    static ASSIGNED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let hir = regex_syntax::parse(r"\P{Cn}").unwrap();
        let HirKind::Class(Class::Unicode(class)) = hir.kind() else { unreachable!("a class") };
        class.ranges().iter().map(|range| (range.start(), range.end())).collect()
    });
    let at = ASSIGNED.partition_point(|(_, end)| *end < c);
    ASSIGNED.get(at).is_some_and(|(start, _)| *start <= c)
}
