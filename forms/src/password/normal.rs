//! The normalised form of a password.

use crate::validator::is_invisible;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfkc_quick,
};
use zeroize::Zeroizing;

/// The maximum number of bytes that are normalised: 4,096 characters of four bytes. One character may become eighteen.
const LONGEST: usize = 4 * 4096;
/// The longest run of combining marks that is normalised. Unicode's stream-safe text has no longer runs (UAX 15,
/// section 13), and sorting a run takes more than linear time.
const LONGEST_RUN: usize = 30;

/// Returns the text in NFKC, or `None` if it already is. The buffer never grows, so that no copy of the secret stays in
/// memory.
///
/// A text of more than 16 KiB, or with more than 30 combining marks in a row, is not normalised.
#[inline]
pub(crate) fn normalized(text: &str) -> Option<Zeroizing<String>> {
    if text.is_ascii() { None } else { normalized_unicode(text) }
}

#[cold]
fn normalized_unicode(text: &str) -> Option<Zeroizing<String>> {
    if text.len() > LONGEST || has_long_run(text) || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return None;
    }
    let length = text.nfkc().map(char::len_utf8).sum();
    let mut normal = Zeroizing::new(String::with_capacity(length));
    normal.extend(text.nfkc());
    (*normal != text).then_some(normal)
}

/// Returns the text without invisible characters, or `None` if it has none. Users cannot see that `pass\u{ad}word` is
/// not `password`. The buffer never grows, so that no copy of the secret stays in memory.
#[inline]
pub(super) fn without_invisible(text: &str) -> Option<Zeroizing<String>> {
    if text.is_ascii() { None } else { without_invisible_unicode(text) }
}

#[cold]
fn without_invisible_unicode(text: &str) -> Option<Zeroizing<String>> {
    if !text.contains(is_invisible) {
        return None;
    }
    let mut visible = Zeroizing::new(String::with_capacity(text.len()));
    visible.extend(text.chars().filter(|c| !is_invisible(*c)));
    Some(visible)
}

fn has_long_run(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if canonical_combining_class(c) == 0 { 0 } else { run + 1 };
        run > LONGEST_RUN
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn normal(text: &str) -> String {
        normalized(text).map_or_else(|| text.to_owned(), |normal| (*normal).clone())
    }

    #[test]
    fn normalises_spellings_to_one() {
        for (typed, one) in [
            ("cafe\u{301}", "café"),
            ("\u{212b}ngstr\u{f6}m", "Ångström"),
            ("ｐａｓｓｗｏｒｄ", "password"),
            ("ﬁnal", "final"),
            ("x²", "x2"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("a\u{a0}b", "a b"),
        ] {
            assert_eq!(normal(typed), one);
            assert_eq!(normal(one), one, "again");
        }
    }

    #[test]
    fn removes_invisible_characters() {
        let visible = |text| without_invisible(text).map(|text| (*text).clone());
        assert_eq!(visible("p\u{200d}a\u{ad}\u{feff}ss").as_deref(), Some("pass"));
        assert_eq!(visible("\u{200b}\u{3164}").as_deref(), Some(""));
        for text in ["", "pass word", "äöü", "你好\u{3000}"] {
            assert_eq!(visible(text), None, "{text}");
        }
    }

    #[test]
    fn does_not_copy_normalised_passwords() {
        for text in ["", "password", "äöü", "你好", "пароль", "😀", "  e "] {
            assert!(normalized(text).is_none(), "{text}");
        }
    }

    #[test]
    fn checks_limits_before_normalising() {
        // CPython sorts such runs by insertion, which takes quadratic time (CVE-2023-46695); here they are not
        // normalised
        let run = format!("a{}", "\u{301}\u{327}".repeat(50_000));
        let widest = "\u{fdfa}".repeat(LONGEST / 3 + 1);
        let decomposed = "e\u{301}".repeat(1 << 18);
        let started = Instant::now();
        for text in [&run, &widest, &decomposed] {
            assert!(normalized(text).is_none());
        }
        assert!(started.elapsed() < Duration::from_secs(1));
        // the longest text that is normalised
        let started = Instant::now();
        assert_eq!(normal(&"\u{fdfa}".repeat(LONGEST / 3)).chars().count(), LONGEST / 3 * 18);
        let runs = format!("a{}", "\u{301}\u{327}".repeat(LONGEST_RUN / 2)).repeat(LONGEST / 64);
        assert!(normalized(&runs).is_some());
        assert!(started.elapsed() < Duration::from_secs(2));
    }

    #[test]
    fn normalises_runs_of_at_most_30_marks() {
        assert!(normalized(&format!("a{}", "\u{301}".repeat(30))).is_some());
        assert!(normalized(&format!("a{}", "\u{301}".repeat(31))).is_none());
        assert!(normalized(&"a\u{301}".repeat(31)).is_some());
    }
}
