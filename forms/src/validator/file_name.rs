//! The name under which a file is kept, of what a sender calls it.

use super::is_invisible;

/// The name of a file in what a sender calls it: what stands behind the last `/` and `\`, without characters that do not
/// show; none if nothing is left, or `.` or `..`. What Django's `MultiPartParser.sanitize_file_name` is for.
///
/// Browsers have sent whole paths, and others send what they like (RFC 7578, 4.2): a name is no path. Control characters,
/// bidirectional controls, other characters that show as nothing, white space but for spaces, and private use go. Unlike
/// Django's, it undoes no HTML: `&#x2F;` is five letters of a name.
///
/// It bounds nothing: [`FileRules`](super::FileRules) says how long a name may be.
///
/// ```
/// use forms::validator::sanitize_file_name;
/// assert_eq!(sanitize_file_name("../../etc/passwd").as_deref(), Some("passwd"));
/// assert_eq!(sanitize_file_name(r"C:\Users\ada\portrait.png").as_deref(), Some("portrait.png"));
/// assert_eq!(sanitize_file_name("a/.."), None);
/// ```
pub fn sanitize_file_name(text: &str) -> Option<String> {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| is_shown(*c)).collect();
    if matches!(&*name, "" | "." | "..") { None } else { Some(name) }
}

fn is_shown(c: char) -> bool {
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    c == ' ' || !(c.is_control() || c.is_whitespace() || is_invisible(c) || is_private)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path() {
        for (text, name) in [
            ("a.txt", "a.txt"),
            ("a/b\\c", "c"),
            ("a\\b/c", "c"),
            ("..\\a", "a"),
            (" a.txt ", " a.txt "),
            ("a\0b.txt", "ab.txt"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("a\u{2028}b\u{a0}c\r\n", "abc"),
            ("&#x2F;etc", "&#x2F;etc"),
            ("\u{1f600}.txt", "\u{1f600}.txt"),
            ("...", "..."),
        ] {
            assert_eq!(sanitize_file_name(text).as_deref(), Some(name), "{text:?}");
        }
        for text in ["", ".", "..", "/", "a/", "a\\", "../..", "\0", ".\0.", "\u{200b}"] {
            assert_eq!(sanitize_file_name(text), None, "{text:?}");
        }
    }
}
