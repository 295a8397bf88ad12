//! Translates regular expressions into the `pattern` attribute, for browsers.

use crate::schema::FieldSchema;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};
use std::{fmt::Write, sync::LazyLock};

/// Returns the `pattern` attribute of a text field: its regular expression, translated into the dialect of browsers
/// (ECMAScript with the flag `v`, [WHATWG HTML 4.10.5.3.6](https://html.spec.whatwg.org/#the-pattern-attribute)).
/// Returns `None` if the field has no regular expression, or one that cannot be translated exactly.
///
/// Use it for your own schemas and renderers. The library's controls already have it. Feature `regex`.
///
///
/// ```
/// use forms::{Form, html};
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Part {
///     #[form(regex = r"(?i)[a-z]{2}-\d+", strip = false)]
///     number: String,
///     #[form(regex = "[0-9]{5}")]
///     postal_code: String,
/// }
/// let pattern = |name| html::pattern(Part::SCHEMA.field(name).unwrap()).unwrap();
/// assert_eq!(pattern("number"), r"[A-Za-z\u{17f}\u{212a}]{2}-\p{Nd}+");
/// // the server strips blanks, so the pattern allows them
/// assert_eq!(pattern("postal_code"), r"\p{White_Space}*(?:[0-9]{5}\p{White_Space}*)?");
/// ```
///
/// The translation resolves flags, writes out classes (large Unicode properties by name), and rewrites anchors and
/// word boundaries. There is no attribute if the field's format changes the text before it is matched (such as the
/// NFKC normalization of user names), if the expression has `(?m)` anchors, or if the attribute would be longer than 4
/// KiB.
///
/// A browser uses the Unicode version that it was built with, so the two may disagree about letters, digits and marks
/// that were added to Unicode in the last few years. Otherwise they match the same texts: the translation is tested
/// against a JavaScript engine with generated patterns and texts.
pub fn pattern(field: &FieldSchema) -> Option<&'static str> {
    if field.format.is_some_and(|format| format.rewrite.is_some() || format.normalize.is_some()) {
        return None;
    }
    field.pattern?.translated(field.strip, translate)
}

/// The maximum number of bytes of an attribute.
const MAX_PATTERN_BYTES: usize = 4 * 1024;
/// A class with more ranges than this is written as a property, if there is one.
const MANY_RANGES: usize = 48;
/// The maximum number of ranges that a class may have besides its properties.
const MAX_RANGES: usize = 128;

const BLANK: &str = r"\p{White_Space}";

/// Translates `anchored`, which the server compiles as `\A(?:...)\z`. With `strip`, blanks are allowed around the
/// match.
fn translate(anchored: &str, strip: bool) -> Option<String> {
    let hir = regex_syntax::parse(anchored).ok()?;
    let HirKind::Concat(parts) = hir.kind() else { return None };
    // the browser anchors the pattern itself
    let within = |part: &Hir, look| matches!(part.kind(), HirKind::Look(other) if *other == look);
    let start = parts.iter().take_while(|part| within(part, Look::Start)).count();
    let end = parts[start..].iter().rev().take_while(|part| within(part, Look::End)).count();
    let parts = &parts[start..parts.len() - end];
    let mut writer = Writer { out: String::new(), strip };
    if !strip {
        writer.concat(parts, parts.len() == 1)?;
        return writer.finish();
    }
    // a text of blanks is left to the server, which treats it as empty
    let _ = write!(writer.out, "{BLANK}*(?:");
    let keeps_off_blanks = parts.first().is_some_and(|part| is_off_blanks(part, Side::Start))
        && parts.last().is_some_and(|part| is_off_blanks(part, Side::End));
    if keeps_off_blanks {
        writer.concat(parts, false)?;
    } else {
        // a stripped text does not begin or end with a blank
        let _ = write!(writer.out, "(?!{BLANK})");
        writer.concat(parts, false)?;
        let _ = write!(writer.out, "(?<!{BLANK})");
    }
    let _ = write!(writer.out, "{BLANK}*)?");
    writer.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Returns whether every match is non-empty and has no blank at that end.
fn is_off_blanks(hir: &Hir, side: Side) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).is_ok_and(|text| {
            let mut chars = text.chars();
            let c = if side == Side::Start { chars.next() } else { chars.next_back() };
            c.is_some_and(|c| !c.is_whitespace())
        }),
        HirKind::Class(class) => unicode(class).is_some_and(|mut class| {
            class.intersect(&BLANKS);
            class.ranges().is_empty()
        }),
        HirKind::Repetition(repetition) => repetition.min > 0 && is_off_blanks(&repetition.sub, side),
        HirKind::Capture(capture) => is_off_blanks(&capture.sub, side),
        HirKind::Concat(parts) => {
            let part = if side == Side::Start { parts.first() } else { parts.last() };
            part.is_some_and(|part| is_off_blanks(part, side))
        }
        HirKind::Alternation(parts) => parts.iter().all(|part| is_off_blanks(part, side)),
    }
}

/// Writes the pattern. Each method returns `None` for what cannot be translated.
struct Writer {
    out: String,
    strip: bool,
}

impl Writer {
    fn finish(self) -> Option<String> {
        (self.out.len() <= MAX_PATTERN_BYTES).then_some(self.out)
    }
    /// Writes a sequence. If `is_whole` is set, nothing else is written beside it, and alternatives need no
    /// parentheses.
    fn concat(&mut self, parts: &[Hir], is_whole: bool) -> Option<()> {
        parts.iter().try_for_each(|part| self.expression(part, is_whole))
    }
    fn expression(&mut self, hir: &Hir, is_whole: bool) -> Option<()> {
        if self.out.len() > MAX_PATTERN_BYTES {
            return None;
        }
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                text.chars().for_each(|c| self.literal(c));
            }
            HirKind::Class(class) => self.class(&unicode(class)?)?,
            HirKind::Look(look) => self.look(*look)?,
            HirKind::Repetition(repetition) => self.repetition(repetition)?,
            HirKind::Capture(capture) => self.expression(&capture.sub, is_whole)?,
            HirKind::Concat(parts) => self.concat(parts, false)?,
            HirKind::Alternation(parts) if is_whole => self.alternatives(parts)?,
            HirKind::Alternation(parts) => self.grouped(|writer| writer.alternatives(parts))?,
        }
        Some(())
    }
    fn alternatives(&mut self, parts: &[Hir]) -> Option<()> {
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                self.out.push('|');
            }
            self.expression(part, true)?;
        }
        Some(())
    }
    fn grouped(&mut self, write: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.out.push_str("(?:");
        write(self)?;
        self.out.push(')');
        Some(())
    }
    /// Laziness is ignored, because it does not matter when the whole text must match.
    fn repetition(&mut self, repetition: &Repetition) -> Option<()> {
        let is_one = match repetition.sub.kind() {
            HirKind::Class(_) => true,
            HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok()?.chars().count() == 1,
            _ => false,
        };
        if is_one {
            self.expression(&repetition.sub, false)?;
        } else {
            self.grouped(|writer| writer.expression(&repetition.sub, true))?;
        }
        let _ = match (repetition.min, repetition.max) {
            (0, None) => write!(self.out, "*"),
            (1, None) => write!(self.out, "+"),
            (0, Some(1)) => write!(self.out, "?"),
            (least, None) => write!(self.out, "{{{least},}}"),
            (least, Some(most)) if least == most => write!(self.out, "{{{least}}}"),
            (least, Some(most)) => write!(self.out, "{{{least},{most}}}"),
        };
        Some(())
    }
    /// `\w` and `\b` match only ASCII words in browsers.
    fn look(&mut self, look: Look) -> Option<()> {
        let (ascii, word) = (r"\w", WORD);
        let _ = match look {
            Look::Start if !self.strip => write!(self.out, "^"),
            Look::End if !self.strip => write!(self.out, "$"),
            // the ends of the stripped text
            Look::Start => write!(self.out, "(?<=^{BLANK}*)"),
            Look::End => write!(self.out, "(?={BLANK}*$)"),
            Look::WordAscii => write!(self.out, r"\b"),
            Look::WordAsciiNegate => write!(self.out, r"\B"),
            Look::WordUnicode => write!(self.out, "(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"),
            Look::WordUnicodeNegate => write!(self.out, "(?:(?<={word})(?={word})|(?<!{word})(?!{word}))"),
            Look::WordStartAscii => write!(self.out, "(?<!{ascii})(?={ascii})"),
            Look::WordEndAscii => write!(self.out, "(?<={ascii})(?!{ascii})"),
            Look::WordStartUnicode => write!(self.out, "(?<!{word})(?={word})"),
            Look::WordEndUnicode => write!(self.out, "(?<={word})(?!{word})"),
            Look::WordStartHalfAscii => write!(self.out, "(?<!{ascii})"),
            Look::WordEndHalfAscii => write!(self.out, "(?!{ascii})"),
            Look::WordStartHalfUnicode => write!(self.out, "(?<!{word})"),
            Look::WordEndHalfUnicode => write!(self.out, "(?!{word})"),
            Look::StartLF | Look::EndLF | Look::StartCRLF | Look::EndCRLF => return None,
        };
        Some(())
    }
    fn literal(&mut self, c: char) {
        match c {
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => {
                self.out.push('\\');
                self.out.push(c);
            }
            ' '..='~' => self.out.push(c),
            _ => self.code_point(c),
        }
    }
    fn code_point(&mut self, c: char) {
        let _ = write!(self.out, "\\u{{{:x}}}", u32::from(c));
    }
    fn class(&mut self, class: &ClassUnicode) -> Option<()> {
        let mut others = class.clone();
        others.negate();
        // use the negated class if it is shorter
        let straight = Union::of(class.clone());
        let negated = Union::of(others).filter(|others| others.length() > 0);
        let is_negated = match (&straight, &negated) {
            (Some(straight), Some(negated)) => negated.length() < straight.length(),
            (straight, _) => straight.is_none(),
        };
        let union = if is_negated { negated? } else { straight? };
        if let (false, [], [Part { property, is_negated: false, less: None }]) =
            (is_negated, union.rest.ranges(), &*union.parts)
        {
            self.out.push_str(property);
            return Some(());
        }
        // V8 (11.3, of 2023) drops the negation of `[^a]` if it compiles it twice, as in `(?:[^a]b)+`, but not of
        // `[[^a]]`
        self.out.push_str(if is_negated { "[[^" } else { "[" });
        for Part { property, is_negated, less } in &union.parts {
            let bare = property.trim_start_matches('[').trim_end_matches(']');
            let _ = match (is_negated, less) {
                (false, None) => write!(self.out, "{bare}"),
                (true, None) => write!(self.out, "[^{bare}]"),
                (false, Some(_)) => write!(self.out, "[[{bare}]--["),
                (true, Some(_)) => write!(self.out, "[[^{bare}]--["),
            };
            if let Some(less) = less {
                self.ranges(less);
                self.out.push_str("]]");
            }
        }
        self.ranges(&union.rest);
        self.out.push_str(if is_negated { "]]" } else { "]" });
        Some(())
    }
    fn ranges(&mut self, class: &ClassUnicode) {
        for range in class.ranges() {
            self.class_character(range.start());
            if range.start() < range.end() {
                if u32::from(range.start()) + 1 < u32::from(range.end()) {
                    self.out.push('-');
                }
                self.class_character(range.end());
            }
        }
    }
    /// Writes a character inside brackets, where the flag `v` has more special characters than `u`.
    fn class_character(&mut self, c: char) {
        match c {
            '(' | ')' | '[' | ']' | '{' | '}' | '/' | '-' | '\\' | '|' | '^' | '&' => {
                self.out.push('\\');
                self.out.push(c);
            }
            ' '..='~' => self.out.push(c),
            _ => self.code_point(c),
        }
    }
}

/// A class as a union of Unicode properties and single ranges.
struct Union {
    parts: Vec<Part>,
    rest: ClassUnicode,
}

struct Part {
    property: &'static str,
    is_negated: bool,
    /// the characters of the property that the class does not have
    less: Option<ClassUnicode>,
}

impl Union {
    fn of(class: ClassUnicode) -> Option<Self> {
        let mut union = Union { parts: Vec::new(), rest: class };
        union.take_whole();
        if union.rest.ranges().len() > MANY_RANGES {
            union.take_most();
            union.take_whole();
        }
        (union.rest.ranges().len() <= MAX_RANGES).then_some(union)
    }
    /// Takes properties that the class contains completely.
    fn take_whole(&mut self) {
        for (name, property, negated) in PROPERTIES.iter() {
            let least = if *name == BLANK { property.ranges().len() } else { MANY_RANGES + 1 };
            for (part, is_negated) in [(property, false), (negated, true)] {
                if self.rest.ranges().len() >= least && is_within(part, &self.rest) {
                    self.rest.difference(part);
                    self.parts.push(Part { property: name, is_negated, less: None });
                }
            }
        }
    }
    /// Takes the property that leaves the fewest ranges: those that it has too many, and those that it lacks.
    fn take_most(&mut self) {
        let mut best: Option<(usize, ClassUnicode, Part)> = None;
        for (name, property, negated) in PROPERTIES.iter() {
            for (part, is_negated) in [(property, false), (negated, true)] {
                let (mut less, mut rest) = (part.clone(), self.rest.clone());
                less.difference(&self.rest);
                rest.difference(part);
                let left = less.ranges().len() + rest.ranges().len();
                let fits = less.ranges().len() <= MANY_RANGES && left < self.rest.ranges().len();
                if fits && best.as_ref().is_none_or(|(least, ..)| left < *least) {
                    best = Some((left, rest, Part { property: name, is_negated, less: Some(less) }));
                }
            }
        }
        if let Some((_, rest, part)) = best {
            self.rest = rest;
            self.parts.push(part);
        }
    }
    /// Estimates the length of the written class.
    fn length(&self) -> usize {
        let ranges = |class: &ClassUnicode| 8 * class.ranges().len();
        let parts = self.parts.iter().map(|part| part.property.len() + part.less.as_ref().map_or(0, ranges));
        parts.sum::<usize>() + ranges(&self.rest)
    }
}

fn is_within(part: &ClassUnicode, whole: &ClassUnicode) -> bool {
    part.ranges().iter().all(|range| {
        let at = whole.ranges().partition_point(|other| other.end() < range.start());
        whole
            .ranges()
            .get(at)
            .is_some_and(|other| other.start() <= range.start() && range.end() <= other.end())
    })
}

/// `\w` as UTS 18 defines it.
const WORD: &str = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]";

/// A Unicode property: a name that both dialects know, the class, and its negation. Larger properties come first.
type Property = (&'static str, ClassUnicode, ClassUnicode);
static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let names = [
        WORD,
        r"\p{Alphabetic}",
        r"\p{L}",
        r"\p{Lowercase}",
        r"\p{Uppercase}",
        r"\p{Ll}",
        r"\p{Lu}",
        r"\p{M}",
        r"\p{N}",
        r"\p{Nd}",
        r"\p{P}",
        r"\p{S}",
        BLANK,
    ];
    let property = |name| {
        let class = class_of(name)?;
        let mut negated = class.clone();
        negated.negate();
        Some((name, class, negated))
    };
    names.into_iter().filter_map(property).collect()
});

static BLANKS: LazyLock<ClassUnicode> = LazyLock::new(|| class_of(BLANK).unwrap_or_else(ClassUnicode::empty));

fn class_of(source: &str) -> Option<ClassUnicode> {
    match regex_syntax::parse(source).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        _ => None,
    }
}

/// In an expression for texts, a class of bytes has only ASCII.
fn unicode(class: &Class) -> Option<ClassUnicode> {
    match class {
        Class::Unicode(class) => Some(class.clone()),
        Class::Bytes(bytes) if bytes.is_ascii() => {
            let ranges = bytes.ranges().iter();
            Some(ClassUnicode::new(
                ranges.map(|range| ClassUnicodeRange::new(range.start().into(), range.end().into())),
            ))
        }
        Class::Bytes(_) => None,
    }
}
