//! E-mail addresses.

use crate::{
    error::{Fault, Problem},
    spec::TextFormat,
    validator::Validator,
};

/// The format of an e-mail address: code `invalid`. What it accepts is said at [`validate_email`].
pub static EMAIL: TextFormat =
    TextFormat::new("email", is_email, "{label} must be an address like name@example.com.")
        .input("email", "email");

/// The whole address: 256 octets of a path (RFC 5321, 4.5.3.1.3) less its angle brackets.
const LONGEST: usize = 254;
/// RFC 5321, 4.5.3.1.1.
const LONGEST_LOCAL_PART: usize = 64;
/// RFC 1034, 3.1.
const LONGEST_LABEL: usize = 63;

const ATOM: u8 = 1;
const LABEL: u8 = 2;

static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        class[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => ATOM | LABEL,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~' => ATOM,
            _ => 0,
        };
        byte += 1;
    }
    class
};

/// Whether the whole text is an e-mail address: code `invalid`.
///
/// Accepted is what both a browser's `<input type=email>` (WHATWG HTML, 4.10.5.1.5) and Django's `EmailValidator`
/// accept, of at most 254 bytes:
/// - before the `@`, at most 64 of the letters, digits and `` !#$%&'*+-/=?^_`{|}~ `` of ASCII, with single dots
///   between them;
/// - behind it, at least two labels of 1 to 63 ASCII letters, digits and inner hyphens, the last of which has two or
///   more characters and no digit, unless it is punycode (`xn--p1ai`); or `localhost`.
///
/// Not accepted, though Django does: quoted local parts, addresses in brackets (`a@[127.0.0.1]`), hosts outside
/// ASCII (browsers send those as punycode), longer local parts and addresses, and the local parts `ſ`, `İ`, `ı` and
/// U+212A (Kelvin), which case folding takes for ASCII letters.
pub fn validate_email(text: &str) -> Result<(), Problem> {
    if is_email(text) { Ok(()) } else { Err(Fault::Format(&EMAIL).into()) }
}

/// [`validate_email`] with hosts of your own in the place of `localhost`, compared as they are written: Django's
/// `EmailValidator(allowlist=[..])`.
///
/// ```
/// use forms::validator::{EmailAt, Validator};
/// assert!(EmailAt(&["intranet"]).validate("ada@intranet").is_ok());
/// assert!(EmailAt(&["intranet"]).validate("ada@localhost").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmailAt(pub &'static [&'static str]);

impl Validator<str> for EmailAt {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if is_email_at(value, self.0) { Ok(()) } else { Err(Fault::Format(&EMAIL).into()) }
    }
}

fn is_email(text: &str) -> bool {
    is_email_at(text, &["localhost"])
}

#[inline(always)]
fn is_email_at(text: &str, hosts: &[&str]) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > LONGEST {
        return false;
    }
    match local_part(bytes) {
        Some(length) if length <= LONGEST_LOCAL_PART => {
            let domain = &bytes[length + 1..];
            is_domain(domain) || hosts.iter().any(|host| host.as_bytes() == domain)
        }
        _ => false,
    }
}

/// The length of the part before the `@`, if it is well formed as far as there.
#[inline(always)]
fn local_part(bytes: &[u8]) -> Option<usize> {
    let mut atom = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        if CLASS[byte as usize] & ATOM != 0 {
            continue;
        }
        if i == atom {
            return None;
        }
        match byte {
            b'.' => atom = i + 1,
            b'@' => return Some(i),
            _ => return None,
        }
    }
    None
}

#[inline(always)]
fn is_domain(domain: &[u8]) -> bool {
    let mut last = domain;
    while let Some(end) = last.iter().position(|byte| CLASS[*byte as usize] & LABEL == 0) {
        if last[end] != b'.' || !is_label(&last[..end]) {
            return false;
        }
        last = &last[end + 1..];
    }
    last.len() < domain.len()
        && is_label(last)
        && last.len() >= 2
        && (!last.iter().any(u8::is_ascii_digit) || is_punycode(last))
}

#[inline(always)]
fn is_label(label: &[u8]) -> bool {
    matches!(label, [first, .., last] if *first != b'-' && *last != b'-' && label.len() <= LONGEST_LABEL)
        || matches!(label, [only] if *only != b'-')
}

#[cold]
fn is_punycode(label: &[u8]) -> bool {
    label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--") && !label[4..].contains(&b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_addresses() {
        for address in [
            "a@b.co",
            "A@B.COM",
            "email@here.com",
            "first.middle.last@mail.example.co.uk",
            "a+tag@b.com",
            "o'reilly@b.ie",
            "!#$%&'*+-/=?^_`{|}~@example.com",
            "a@1.com",
            "a@b.c-m",
            "a@b--c.com",
            "a@b.xn--p1ai",
            "a@b.XN--P1AI",
            "a@localhost",
        ] {
            assert!(is_email(address), "{address}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "",
            "@",
            "a",
            "a@",
            "@b.co",
            "a@@b.co",
            "a@b@c.co",
            "a b@c.co",
            " a@b.co",
            "a@b.co ",
            "a@b",
            "a@b.",
            "a@b.co.",
            "a@.co",
            "a@b..co",
            ".a@b.co",
            "a.@b.co",
            "a..a@b.co",
            "a@-b.co",
            "a@b-.co",
            "a@b.-co",
            "a@b.co-",
            "a@b.c",
            "a@b.c1",
            "a@1.2.3.4",
            "a@b.xn--",
            "a@b.xn--p1-ai",
            "a@LOCALHOST",
            "a@localhost.",
            "a@b_c.com",
            "\"a\"@b.co",
            "a@[127.0.0.1]",
            "a@[::1]",
            "(a)@b.co",
            "a,b@c.co",
            "a@b.co,c@d.co",
            "a\\@b.co",
            "<a@b.co>",
            "a@b.co>",
            "a:b@c.co",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn is_ascii_throughout() {
        for text in [
            "ſ@b.com",
            "\u{212a}@b.com",
            "İ@b.com",
            "ı@b.com",
            "ü@b.com",
            "a@ü.com",
            "a@b.рф",
            "a@bс.com",
            "a@b。com",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn takes_the_whole_text() {
        for stray in [
            "\n", "\r", "\r\n", "\t", "\0", "\u{b}", "\u{1f}", "\u{7f}", "\u{85}", "\u{2028}", "\u{3000}",
            "\u{feff}",
        ] {
            for at in 0..="a@b.co".len() {
                let mut text = String::from("a@b.co");
                text.insert_str(at, stray);
                assert!(!is_email(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn lengths_are_bounded() {
        let of = |local: usize, label: usize| format!("{}@{}.co", "a".repeat(local), "b".repeat(label));
        assert!(is_email(&of(64, 63)) && !is_email(&of(65, 63)) && !is_email(&of(64, 64)));
        let last = |length| is_email(&format!("a@b.{}", "c".repeat(length)));
        assert!(!last(1) && last(2) && last(63) && !last(64));
        let address = format!("aa@{}co", "b.".repeat(125));
        assert_eq!((address.len(), is_email(&address)), (255, false));
        assert_eq!((address[1..].len(), is_email(&address[1..])), (254, true));
    }

    #[test]
    fn hosts_of_ones_own() {
        let rule = EmailAt(&["intranet", "b.c", "LOCALHOST"]);
        for address in ["a@intranet", "a@b.c", "a@LOCALHOST", "a@b.co"] {
            assert!(rule.validate(address).is_ok(), "{address}");
        }
        for text in
            ["a@Intranet", "a@intranet\n", "a@xintranet", "a@localhost", ".a@intranet", "intranet", "a@"]
        {
            assert_eq!(rule.validate(text).unwrap_err().code(), "invalid", "{text}");
        }
        assert!(EmailAt(&[]).validate("a@localhost").is_err());
    }

    #[test]
    fn long_texts_cost_nothing() {
        for piece in ["a", "a.", "a@", "@", ".", "b."] {
            assert!(!is_email(&piece.repeat(1 << 20)));
            assert!(!is_email(&format!("a@{}", piece.repeat(1 << 20))));
        }
    }

    #[test]
    fn the_problem_is_invalid() {
        let problem = validate_email("hunter2").unwrap_err();
        assert_eq!(problem.code(), "invalid");
        assert!(problem.params().is_empty());
        assert!(validate_email("a@b.co").is_ok());
    }
}
