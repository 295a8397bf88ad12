//! Escapes text for HTML.

use super::Html;

/// Escapes a text for HTML: for the content of an element, or for an attribute value in quotes.
///
/// `&`, `<`, `>` and both quotes are escaped. Line breaks are normalized to line feeds, as browsers do before they
/// submit them (WHATWG HTML, 4.10.22.4): a carriage return becomes a line feed, also together with a line feed after
/// it. A null character, which HTML does not allow, becomes U+FFFD.
///
/// ```
/// assert_eq!(forms::html::escape("<b title=\"it's\">&").as_str(), "&lt;b title=&quot;it&#39;s&quot;&gt;&amp;");
/// ```
pub fn escape(text: &str) -> Html {
    let mut escaped = String::with_capacity(text.len());
    push(&mut escaped, text);
    Html::new(escaped)
}

/// Appends an escaped text, in one pass. Every replaced byte is ASCII, so the parts between them are whole characters.
#[inline]
pub(super) fn push(out: &mut String, text: &str) {
    match first_special(text.as_bytes(), 0) {
        None => out.push_str(text),
        Some(at) => push_from(out, text, at),
    }
}

/// Returns an upper bound of the bytes of the escaped text.
pub(super) fn length(text: &str) -> usize {
    text.bytes()
        .map(|byte| match byte {
            b'&' | b'\'' => 5,
            b'<' | b'>' => 4,
            b'"' => 6,
            0 => 3,
            _ => 1,
        })
        .sum()
}

/// Escapes the text that the page contains from `start` on.
pub(super) fn settle(out: &mut String, start: usize) {
    if let Some(at) = first_special(out.as_bytes(), start) {
        let text = out.split_off(start);
        push_from(out, &text, at - start);
    }
}

fn push_from(out: &mut String, text: &str, first: usize) {
    let bytes = text.as_bytes();
    let (mut from, mut next) = (0, Some(first));
    while let Some(at) = next {
        out.push_str(&text[from..at]);
        out.push_str(match bytes[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => "",
            b'\r' => "\n",
            _ => "\u{fffd}",
        });
        from = at + 1;
        next = first_special(bytes, from);
    }
    out.push_str(&text[from..]);
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | b'\r' | 0)
}

const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_special(byte as u8);
        byte += 1;
    }
    table
};

/// Returns the position of the first byte that must be replaced, from `start` on. Most texts are short and have none,
/// so it tests eight bytes at a time. The last eight overlap those before if the length is not a multiple of eight.
fn first_special(bytes: &[u8], start: usize) -> Option<usize> {
    let text = bytes.get(start..)?;
    let mut at = 0;
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        if may_have_special(u64::from_le_bytes(*word)) {
            return find(bytes, start + at);
        }
        at += 8;
    }
    match text.last_chunk::<8>() {
        Some(word) if !may_have_special(u64::from_le_bytes(*word)) => None,
        _ => find(bytes, start + at),
    }
}

fn find(bytes: &[u8], from: usize) -> Option<usize> {
    bytes[from..].iter().position(|byte| SPECIAL[usize::from(*byte)]).map(|i| from + i)
}

/// Returns whether one of eight bytes may have to be replaced. It also finds `#`, because `#` differs from `"` in the
/// same bit as `'` from `&`.
fn may_have_special(word: u64) -> bool {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // nonzero if a byte of the word is zero (Warren, Hacker's Delight, 6-1)
    let zero = |word: u64| word.wrapping_sub(each(1)) & !word & each(0x80);
    let quotes = zero((word & each(!0b101)) ^ each(b'"'));
    let brackets = zero((word & each(!0b10)) ^ each(b'<'));
    (zero(word) | zero(word ^ each(b'\r')) | quotes | brackets) != 0
}

#[cfg(test)]
mod tests {
    use super::{escape, settle};

    /// Escapes one character at a time.
    fn escape_one_by_one(text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.chars()
            .map(|c| match c {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                '\'' => "&#39;".to_owned(),
                '\0' => "\u{fffd}".to_owned(),
                c => c.to_string(),
            })
            .collect()
    }

    #[test]
    fn special_characters_are_escaped_at_any_position() {
        for special in
            ["", "&", "<", ">", "\"", "'", "\r", "\r\n", "\0", "\n", "é", "\r\r\n", "&&", "<\u{20ac}>"]
        {
            for before in 0..40 {
                for after in [0, 1, 17] {
                    let text = format!("{}{special}{}", "x".repeat(before), "y".repeat(after));
                    assert_eq!(escape(&text).as_str(), escape_one_by_one(&text));
                    let mut page = format!("<p>{text}");
                    settle(&mut page, 3);
                    assert_eq!(page, format!("<p>{}", escape_one_by_one(&text)));
                }
            }
        }
    }
}
