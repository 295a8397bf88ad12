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
pub(super) fn push(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => "",
            b'\r' => "\n",
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
