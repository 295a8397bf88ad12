//! Detection of texts that look alike: Unicode Technical Standard 39.

use crate::validator::{has_long_run, is_invisible, mixes_number_systems};
use unicode_security::mixed_script::AugmentedScriptSet;

/// Returns whether the text has letters of scripts that are not written together, such as `gооgle` with two Cyrillic
/// letters. (In the terms of UTS 39, section 5.2, it is not "highly restrictive".)
///
/// Latin, Han and one of Hiragana with Katakana, Bopomofo, and Hangul may be mixed. Digits, signs and marks belong to
/// every script. To check digits, use [`mixes_number_systems`]. To find whole words that look like words of another
/// script, use [`skeleton`].
///
/// ```
/// use forms::validator::mixes_scripts;
/// assert!(mixes_scripts("g\u{43e}\u{43e}gle"));
/// assert!(!mixes_scripts("José_2") && !mixes_scripts("чай") && !mixes_scripts("日本のWeb"));
/// ```
pub fn mixes_scripts(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (mut all, mut but_latin) = (AugmentedScriptSet::default(), AugmentedScriptSet::default());
    let latin = AugmentedScriptSet::for_char('a');
    for c in text.chars() {
        let scripts = AugmentedScriptSet::for_char(c);
        all.intersect_with(scripts);
        let mut as_latin = scripts;
        as_latin.intersect_with(latin);
        if as_latin.base.is_empty() {
            but_latin.intersect_with(scripts);
        }
    }
    all.is_empty() && !(but_latin.hanb || but_latin.jpan || but_latin.kore)
}

/// Returns whether the text mixes scripts or number systems that are not written together.
pub(crate) fn is_mixed(text: &str) -> bool {
    mixes_scripts(text) || mixes_number_systems(text)
}

/// Returns the skeleton of the text. Two texts with the same skeleton look alike (UTS 39, section 4).
///
/// A skeleton is only for comparison: do not show it or store it as a name. Case counts. For user names, compare
/// [`username_lookalike_key`](crate::validator::username_lookalike_key), so that nobody registers as `раураl` (in
/// Cyrillic) next to `paypal`.
///
/// In a text with more than 30 combining marks in a row, only invisible characters are removed.
///
/// ```
/// use forms::validator::skeleton;
/// assert_eq!(skeleton("раураl"), skeleton("paypal"));
/// assert_eq!(skeleton("rnary1"), skeleton("maryl"));
/// ```
pub fn skeleton(text: &str) -> String {
    if has_long_run(text) {
        return text.chars().filter(|c| !is_invisible(*c)).collect();
    }
    unicode_security::skeleton(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_scripts_that_are_written_together() {
        for text in [
            "",
            "alice_1",
            "José",
            "чай-2",
            "αβγ",
            "日本のWeb",
            "ハンバーガー",
            "한국어2",
            "漢字ㄅ",
            "ß½",
            "עברית",
            "e\u{301}",
        ] {
            assert!(!mixes_scripts(text), "{text}");
        }
    }

    #[test]
    fn detects_other_mixes_of_scripts() {
        for text in ["gоogle", "pаypal", "aα", "чαй", "日本чай", "한국のa", "aب", "ьanana"] {
            assert!(mixes_scripts(text), "{text}");
        }
    }

    #[test]
    fn lookalikes_share_a_skeleton() {
        for (text, other) in
            [("раураl", "paypal"), ("rn", "m"), ("О0", "OO"), ("a\u{200b}b", "ab"), ("1", "l")]
        {
            assert_eq!(skeleton(text), skeleton(other));
        }
        assert_ne!(skeleton("alice"), skeleton("alise"));
    }

    #[test]
    fn skips_long_runs_of_marks() {
        let text = format!("a\u{200b}{}", "\u{301}\u{323}".repeat(1 << 17));
        assert_eq!(skeleton(&text).len(), text.len() - 3);
        assert!(!mixes_scripts(&text));
    }
}
