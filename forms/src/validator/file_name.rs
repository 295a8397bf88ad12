//! Safe names for storing uploaded files.

use super::is_invisible;

/// Returns a safe file name from a name that a sender gave: the part after the last `/` and `\`, without invisible
/// characters. Returns `None` if nothing is left, or only `.` or `..`. Like Django's
/// `MultiPartParser.sanitize_file_name`.
///
/// The name of an upload is not a path, but some browsers have sent whole paths, and other clients send anything (RFC
/// 7578, 4.2). Control characters, bidirectional controls, other invisible characters, white space other than spaces,
/// and private-use characters are removed. Unlike Django, this does not decode HTML: `&#x2F;` stays as it is.
///
/// The length is not limited: use [`FileRules`](super::FileRules) for that.
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
    fn removes_paths_and_invisible_characters() {
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
