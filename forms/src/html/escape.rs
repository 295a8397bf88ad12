//! Text made safe to stand in a page.

use super::Html;

/// A text as HTML: for the content of an element, and within quotes for the value of an attribute.
///
/// `&`, `<`, `>` and both quotes are escaped. Line breaks are line feeds, as a browser has them before it sends them
/// (WHATWG HTML, 4.10.22.4): a carriage return becomes one, alone or together with the line feed behind it. A null
/// character, which HTML cannot hold, becomes U+FFFD.
///
/// ```
/// assert_eq!(forms::html::escape("<b title=\"it's\">&").as_str(), "&lt;b title=&quot;it&#39;s&quot;&gt;&amp;");
/// ```
pub fn escape(text: &str) -> Html {
    let mut escaped = String::with_capacity(text.len());
    push(&mut escaped, text);
    Html::new(escaped)
}

/// In one pass; every byte that is replaced is ASCII, so what lies between are whole characters.
#[inline]
pub(super) fn push(out: &mut String, text: &str) {
    match first_special(text.as_bytes(), 0) {
        None => out.push_str(text),
        Some(at) => push_from(out, text, at),
    }
}

/// How many bytes a text has in a page, at the most.
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

/// Escapes the text that the page holds from there on.
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

/// Where the first byte stands that is replaced, from `start` on. Most texts have none, and most are short: what has none is
/// passed over eight bytes at a time, the last of them once more where that makes them eight.
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

/// Whether one of eight bytes may be replaced: yes also for `#`, which differs from `"` as `'` does from `&`.
fn may_have_special(word: u64) -> bool {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // zero where no byte of the word is (Warren, Hacker's Delight, 6-1)
    let zero = |word: u64| word.wrapping_sub(each(1)) & !word & each(0x80);
    let quotes = zero((word & each(!0b101)) ^ each(b'"'));
    let brackets = zero((word & each(!0b10)) ^ each(b'<'));
    (zero(word) | zero(word ^ each(b'\r')) | quotes | brackets) != 0
}

#[cfg(test)]
mod tests {
    use super::{escape, settle};

    /// One character after the other.
    fn slowly(text: &str) -> String {
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
    fn wherever_it_stands() {
        for special in
            ["", "&", "<", ">", "\"", "'", "\r", "\r\n", "\0", "\n", "é", "\r\r\n", "&&", "<\u{20ac}>"]
        {
            for before in 0..40 {
                for behind in [0, 1, 17] {
                    let text = format!("{}{special}{}", "x".repeat(before), "y".repeat(behind));
                    assert_eq!(escape(&text).as_str(), slowly(&text));
                    let mut page = format!("<p>{text}");
                    settle(&mut page, 3);
                    assert_eq!(page, format!("<p>{}", slowly(&text)));
                }
            }
        }
    }
}
