//! Names of uploaded files that are safe to show and to send on.

use crate::validator::is_invisible;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most bytes of a safe name.
const MOST_BYTES: usize = 128;
/// The most bytes of an extension that a shortened name keeps, with its dot.
const MOST_EXTENSION_BYTES: usize = 17;
/// The name of a file without a usable name.
const FALLBACK: &str = "file";

/// Returns a safe name for a file, from the name that the sender gave.
///
/// The result is the part after the last `/` and `\`, in Unicode's form NFC. Letters, digits, `-`, `_`, `.` and single
/// spaces stay; any other character becomes `_`, or is removed if it is invisible. A name does not begin or end with a
/// dot or a space. Names that Windows reserves for devices (`CON`, `nul.txt`) get a `_` in front. The result has 1 to 128
/// bytes; a longer name keeps its extension. A name of which nothing is left is `file`.
///
/// The name is for display, or for the header `Content-Disposition` of a download. It is not unique: do not store files
/// under it, as two users may send the same name.
///
/// ```
/// use forms::upload::safe_name;
/// assert_eq!(safe_name(r"C:\Users\ada\portrait.png"), "portrait.png");
/// assert_eq!(safe_name("r\u{e9}sum\u{e9} (1).pdf"), "r\u{e9}sum\u{e9} _1_.pdf");
/// assert_eq!(safe_name("\u{202e}gpj.exe"), "gpj.exe");
/// assert_eq!(safe_name("con.txt"), "_con.txt");
/// assert_eq!(safe_name(".."), "file");
/// ```
pub fn safe_name(claimed: &str) -> String {
    let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut name = String::new();
    let mut after_space = false;
    for c in last.nfc().filter(|c| !c.is_control() && !is_invisible(*c)) {
        let c = if is_plain(c) { c } else { '_' };
        if !(c == ' ' && after_space) {
            name.push(c);
        }
        after_space = c == ' ';
        // all that can be kept, and enough to find the extension of a name of any sensible length
        if name.len() > 8 * MOST_BYTES {
            break;
        }
    }
    let name = trimmed(&name);
    let name = if is_reserved(name) {
        format!("_{}", shortened(name, MOST_BYTES - 1))
    } else {
        shortened(name, MOST_BYTES)
    };
    if name.is_empty() { FALLBACK.to_owned() } else { name }
}

fn is_plain(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ' ') || c.is_alphanumeric() || is_combining_mark(c)
}

/// Returns the name without dots and spaces at its ends: a leading dot hides a file, and Windows drops those at the end.
fn trimmed(name: &str) -> &str {
    name.trim_matches(['.', ' '])
}

/// Cuts a name to `most` bytes. Keeps its extension.
fn shortened(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let extension = name.rfind('.').map_or("", |dot| &name[dot..]);
    let extension = if extension.len() <= MOST_EXTENSION_BYTES { extension } else { "" };
    let mut end = most - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", trimmed(&name[..end]))
}

/// Returns whether Windows takes the name for a device, whatever its extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL") {
        return true;
    }
    let digit = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    // the superscript digits count too
    digit.is_some_and(|digit| {
        matches!(digit, "\u{b9}" | "\u{b2}" | "\u{b3}")
            || (digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_everything_that_could_do_harm() {
        let long = format!("{}.jpeg", "a".repeat(400));
        for (claimed, name) in [
            ("report.txt", "report.txt"),
            ("a \"b\"; \u{e9} 100%\\c.txt", "c.txt"),
            ("/etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("a\0.png", "a.png"),
            ("a.php\r\n.png", "a.php.png"),
            (".htaccess", "htaccess"),
            ("name. . .", "name"),
            ("a:stream", "a_stream"),
            ("<img src=x>", "_img src_x_"),
            ("e\u{301}.txt", "\u{e9}.txt"),
            ("\u{ff0f}etc\u{ff0f}passwd", "_etc_passwd"),
            (
                "\u{928}\u{92e}\u{938}\u{94d}\u{924}\u{947}.txt",
                "\u{928}\u{92e}\u{938}\u{94d}\u{924}\u{947}.txt",
            ),
            ("LPT1", "_LPT1"),
            ("com\u{b9}.log", "_com\u{b9}.log"),
            ("aux .txt", "_aux .txt"),
            ("console.txt", "console.txt"),
            ("", "file"),
            ("...", "file"),
            ("\u{200b}", "file"),
            (&long, &format!("{}.jpeg", "a".repeat(123))),
        ] {
            assert_eq!(safe_name(claimed), name, "{claimed:?}");
        }
    }

    /// A safe name is printed in a header and beside other names, whatever was sent (P32).
    #[test]
    fn p32_any_text_makes_a_safe_name() {
        let strange: Vec<char> = ('\0'..'\u{3000}').chain('\u{fe00}'..'\u{ffff}').step_by(3).collect();
        for width in [1, 2, 7, 300] {
            for part in strange.chunks(width) {
                let claimed: String = part.iter().collect();
                for claimed in [claimed.clone(), format!("{claimed}.x"), format!("con.{claimed}")] {
                    let name = safe_name(&claimed);
                    assert!((1..=MOST_BYTES).contains(&name.len()), "{claimed:?} {name:?}");
                    assert_eq!(safe_name(&name), name, "{claimed:?}");
                    let is_bad = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control() || is_invisible(c);
                    assert!(!name.contains(is_bad) && !is_reserved(&name), "{claimed:?} {name:?}");
                    assert!(!name.starts_with(['.', ' ']) && !name.ends_with(['.', ' ']), "{name:?}");
                }
            }
        }
    }
}
