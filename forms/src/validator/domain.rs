//! Domain names and host names.

use crate::{error::Problem, schema::TextFormat, validator::is_invisible};
use unicode_normalization::{char::is_combining_mark, is_nfkc};

/// The format of a domain name: code `invalid`. See [`validate_domain_name`] for what it accepts.
pub static DOMAIN_NAME: TextFormat =
    TextFormat::new("domain_name", is_domain_name, "{label} must be a domain name, like example.com.")
        .max_length(LONGEST_NAME);

/// [`DOMAIN_NAME`] in ASCII only: code `invalid`. See [`validate_ascii_domain_name`] for what it accepts.
pub static ASCII_DOMAIN_NAME: TextFormat = DOMAIN_NAME
    .accepting(is_ascii_domain_name)
    .message("{label} must be a domain name of the letters a to z, digits and hyphens, like example.com.");

/// RFC 1035, 2.3.4.
const LONGEST_NAME: u32 = 255;
/// RFC 1034, 3.1.
const LONGEST_LABEL: usize = 63;

/// Validates that the whole text is a domain name, like Django's `DomainNameValidator`: code `invalid`.
///
/// A domain name has at least two labels with dots between them, and at most 255 characters. A label has 1 to 63
/// letters, digits and inner hyphens. The last label has two characters or more and no ASCII digit, unless it is
/// punycode (`xn--p1ai`). A final dot is allowed.
///
/// Beyond ASCII, letters, digits, combining marks and the symbols from U+2190 to U+2BFF are accepted up to U+FFFF. This
/// is stricter than Django, which accepts everything from U+00A1 to U+FFFF. Refused are white space, line separators,
/// bidirectional controls, invisible characters, labels that begin with a combining mark, and characters that NFKC
/// changes (`ｅxample.com`, U+3002 as a dot).
pub fn validate_domain_name(text: &str) -> Result<(), Problem> {
    if is_domain_name(text) { Ok(()) } else { Err(DOMAIN_NAME.fault(text).into()) }
}

/// Validates a domain name in ASCII only, like Django's `DomainNameValidator(accept_idna=False)`: code `invalid`.
///
/// Unlike in [`validate_domain_name`], the last label may have digits. Stricter than Django, it must not be a decimal
/// or hexadecimal number, since browsers read such a host as an IPv4 address (WHATWG URL, "ends in a number").
pub fn validate_ascii_domain_name(text: &str) -> Result<(), Problem> {
    if is_ascii_domain_name(text) { Ok(()) } else { Err(ASCII_DOMAIN_NAME.fault(text).into()) }
}

/// Returns whether [`validate_domain_name`] accepts the text.
pub fn is_domain_name(text: &str) -> bool {
    is_at_most(text, LONGEST_NAME as usize) && is_host_name(without_root(text))
}

/// Returns whether [`validate_ascii_domain_name`] accepts the text.
pub fn is_ascii_domain_name(text: &str) -> bool {
    let name = without_root(text);
    let Some((_, last)) = name.rsplit_once('.') else { return false };
    text.len() <= LONGEST_NAME as usize
        && name.split('.').all(|label| is_label(label.as_bytes()))
        && last.len() >= 2
        && !is_number(last)
}

/// Removes the final dot, which marks a complete name.
pub(super) fn without_root(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// Returns whether a text has at most `characters` characters. For long texts, the number of bytes is enough.
pub(super) fn is_at_most(text: &str, characters: usize) -> bool {
    text.len() <= characters || (text.len() <= 4 * characters && text.chars().count() <= characters)
}

/// Returns whether the text is a host name of at least two labels, without a final dot. The caller limits the length.
#[inline(always)]
pub(super) fn is_host_name(name: &str) -> bool {
    is_ascii_host_name(name.as_bytes()) || (!name.is_ascii() && is_international_host_name(name))
}

static IN_LABEL: [bool; 256] = {
    let mut class = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        class[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'-';
        byte += 1;
    }
    class
};

#[inline(always)]
fn is_ascii_host_name(name: &[u8]) -> bool {
    let mut last = name;
    while let Some(end) = last.iter().position(|byte| !IN_LABEL[*byte as usize]) {
        if last[end] != b'.' || !has_ends_of_label(&last[..end]) {
            return false;
        }
        last = &last[end + 1..];
    }
    last.len() < name.len()
        && has_ends_of_label(last)
        && last.len() >= 2
        && (!last.iter().any(u8::is_ascii_digit) || is_punycode(last))
}

fn is_label(label: &[u8]) -> bool {
    has_ends_of_label(label) && label.iter().all(|byte| IN_LABEL[*byte as usize])
}

/// Returns whether the length, the first and the last character are allowed in a label.
#[inline(always)]
fn has_ends_of_label(label: &[u8]) -> bool {
    matches!(label, [first, .., last] if *first != b'-' && *last != b'-' && label.len() <= LONGEST_LABEL)
        || matches!(label, [only] if *only != b'-')
}

#[cold]
fn is_punycode(label: &[u8]) -> bool {
    label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--") && !label[4..].contains(&b'-')
}

#[cold]
fn is_international_host_name(name: &str) -> bool {
    let Some((_, last)) = name.rsplit_once('.') else { return false };
    let lasting = |label: &str| {
        label.chars().count() >= 2
            && (!label.bytes().any(|byte| byte.is_ascii_digit())
                || (label.is_ascii() && is_punycode(label.as_bytes())))
    };
    name.split('.').all(is_international_label) && lasting(last) && is_nfkc(name)
}

fn is_international_label(label: &str) -> bool {
    !label.starts_with('-')
        && !label.ends_with('-')
        && !label.starts_with(is_combining_mark)
        && (1..=LONGEST_LABEL).contains(&label.chars().count())
        && label.chars().all(|c| if c.is_ascii() { IN_LABEL[c as usize] } else { is_host_letter(c) })
}

fn is_host_letter(c: char) -> bool {
    let symbol = matches!(c, '\u{b7}' | '\u{2190}'..='\u{2bff}');
    matches!(c, '\u{a1}'..='\u{ffff}')
        && (c.is_alphanumeric() || symbol || is_combining_mark(c))
        && !is_invisible(c)
}

/// Returns whether browsers read the label as a decimal or hexadecimal part of an IPv4 address.
fn is_number(label: &str) -> bool {
    let bytes = label.as_bytes();
    bytes.iter().all(u8::is_ascii_digit)
        || bytes
            .strip_prefix(b"0x")
            .or(bytes.strip_prefix(b"0X"))
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_names() {
        for name in [
            "example.com",
            "EXAMPLE.COM.",
            "a.co",
            "1.com",
            "a--b.c-m",
            "xn--e1afmkfd.xn--p1ai",
            "пример.рф",
            "उदाहरण.परीक्षा",
            "例子.测试",
            "✪df.ws",
            "ex-ample.مثال",
        ] {
            assert!(is_domain_name(name), "{name}");
        }
        for name in ["example.com", "a.b1", "a.c0m."] {
            assert!(is_ascii_domain_name(name), "{name}");
        }
    }

    #[test]
    fn rejects_other_texts() {
        for text in [
            "",
            ".",
            "a",
            "localhost",
            "a.b",
            ".a.co",
            "a..co",
            "a.co..",
            "-a.co",
            "a-.co",
            "a.-co",
            "a.co-",
            "a_b.co",
            "a b.co",
            "a.c1",
            "1.2.3.4",
            "a.xn--",
            "a.xn--p1a\u{663}",
            "a/b.co",
            "a@b.co",
            "[::1]",
            "a.co:80",
        ] {
            assert!(!is_domain_name(text), "{text}");
        }
        for text in ["1.2.3.44", "a.0x1f", "a.0x", "a.99", "пример.com", "a.co\u{fe0f}", "a_b.co", "a.b c"]
        {
            assert!(!is_ascii_domain_name(text), "{text}");
        }
    }

    #[test]
    fn rejects_deceptive_names() {
        for stray in [
            "\n", "\r", "\0", " ", "\u{85}", "\u{a0}", "\u{ad}", "\u{200b}", "\u{200d}", "\u{202e}",
            "\u{2028}", "\u{2066}", "\u{3000}", "\u{3002}", "\u{3164}", "\u{fe0f}", "\u{feff}", "\u{ff0e}",
            "\u{ff41}", "😀",
        ] {
            for name in ["example.com", "bücher.de"] {
                for at in [0, 1, 5, name.len()] {
                    let mut text = name.to_owned();
                    text.insert_str(at, stray);
                    assert!(!is_domain_name(&text) && !is_ascii_domain_name(&text), "{text:?}");
                }
            }
        }
        // a combining mark on a dot
        assert!(
            !is_domain_name("a.\u{301}b.com")
                && is_domain_name("a.b\u{95c}\u{301}.com") == is_nfkc("b\u{95c}\u{301}")
        );
    }

    #[test]
    fn limits_lengths() {
        let of = |label: usize| format!("{}.com", "ü".repeat(label));
        assert!(is_domain_name(&of(63)) && !is_domain_name(&of(64)));
        let name = format!("{}com", "a.".repeat(126));
        assert_eq!((name.len(), is_domain_name(&name), is_ascii_domain_name(&name)), (255, true, true));
        let name = format!("b{name}");
        assert!(!is_domain_name(&name) && !is_ascii_domain_name(&name));
    }

    #[test]
    fn the_code_is_invalid() {
        for problem in [validate_domain_name("hunter2"), validate_ascii_domain_name("hunter2")] {
            let problem = problem.unwrap_err();
            assert_eq!((problem.code(), problem.params().len()), ("invalid", 0));
        }
        assert!(validate_domain_name("a.co").is_ok() && validate_ascii_domain_name("a.co").is_ok());
    }
}
