//! E-mail addresses.

use crate::{
    error::Problem,
    schema::TextFormat,
    validator::{Validator, domain::is_host_name, ip::is_ip_address, pasted::without_marks_at_ends},
};

/// The format of an e-mail address: code `invalid`. See [`validate_email`] for what it accepts.
pub static EMAIL: TextFormat =
    TextFormat::new("email", is_email, "{label} must be an address like name@example.com.")
        .input("text", "email")
        .input_mode("email")
        .pasted(without_marks_at_ends)
        .max_length(LONGEST_FIELD);

/// The maximum length of an address: 256 bytes of a path (RFC 5321, 4.5.3.1.3) without its angle brackets.
pub(super) const LONGEST: usize = 254;
/// RFC 5321, 4.5.3.1.1.
const LONGEST_LOCAL_PART: usize = 64;
/// The `max_length` of Django's field.
const LONGEST_FIELD: u32 = 320;

/// The states of a scanner for plain addresses. Each is the position of its six bits in the words of [`NEXT`]. The
/// scanner starts before an atom and must end in the last label, which has at least two characters and no digit.
const OTHER: u64 = 0;
const BEFORE_ATOM: u64 = 6;
const IN_ATOM: u64 = 12;
const BEFORE_LABEL: u64 = 18;
const IN_LABEL: u64 = 24;
const BEHIND_HYPHEN: u64 = 30;
const BEFORE_LAST_LABEL: u64 = 36;
const BEGUN_LAST_LABEL: u64 = 42;
const IN_LAST_LABEL: u64 = 48;
const BEHIND_LAST_HYPHEN: u64 = 54;

/// The next state for each byte and each state, so that a byte costs one shift and no branch. Addresses that are not
/// plain (a digit in a label after the first, punycode, quotation marks) lead to [`OTHER`], which is final.
static NEXT: [u64; 256] = {
    let mut next = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let (letter, digit) = ((byte as u8).is_ascii_alphabetic(), (byte as u8).is_ascii_digit());
        let mut row = 0;
        if is_in_atom(byte as u8) {
            row |= IN_ATOM << BEFORE_ATOM | IN_ATOM << IN_ATOM;
        }
        if letter || digit {
            row |= IN_LABEL << BEFORE_LABEL | IN_LABEL << IN_LABEL | IN_LABEL << BEHIND_HYPHEN;
        }
        if letter {
            row |= BEGUN_LAST_LABEL << BEFORE_LAST_LABEL
                | IN_LAST_LABEL << BEGUN_LAST_LABEL
                | IN_LAST_LABEL << IN_LAST_LABEL
                | IN_LAST_LABEL << BEHIND_LAST_HYPHEN;
        }
        row |= match byte as u8 {
            b'-' => {
                BEHIND_HYPHEN << IN_LABEL
                    | BEHIND_HYPHEN << BEHIND_HYPHEN
                    | BEHIND_LAST_HYPHEN << BEGUN_LAST_LABEL
                    | BEHIND_LAST_HYPHEN << IN_LAST_LABEL
                    | BEHIND_LAST_HYPHEN << BEHIND_LAST_HYPHEN
            }
            b'.' => {
                BEFORE_ATOM << IN_ATOM
                    | BEFORE_LAST_LABEL << IN_LABEL
                    | BEFORE_LAST_LABEL << BEGUN_LAST_LABEL
                    | BEFORE_LAST_LABEL << IN_LAST_LABEL
            }
            b'@' => BEFORE_LABEL << IN_ATOM,
            _ => OTHER,
        };
        next[byte] = row;
        byte += 1;
    }
    next
};

const fn is_in_atom(byte: u8) -> bool {
    matches!(byte,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'!' | b'#'..=b'\'' | b'*' | b'+' | b'/' | b'=' | b'?'
        | b'^'..=b'`' | b'{'..=b'~')
}

/// Validates that the whole text is an e-mail address: code `invalid`.
///
/// The rules are those of Django's `EmailValidator`, with at most 254 bytes (RFC 5321):
///
/// - before the last `@`, at most 64 characters: ASCII letters, digits and `` !#$%&'*+-/=?^_`{|}~ ``, with single dots
///   between them; or a text in quotation marks, of ASCII without white space and control characters, in which `"` and
///   `\` follow a `\`;
/// - after it, a [domain name](crate::validator::validate_domain_name) without a final dot; or `localhost`; or an IP
///   address in brackets (`ada@[192.0.2.1]`).
///
/// In a form, direction marks that copying added are removed from both ends of the address.
///
/// Browsers accept less in `<input type="email">`: no quotation marks, no brackets, and in WebKit no letters beyond
/// ASCII. Chromium rewrites such letters. Therefore a form renders a line of text with `inputmode="email"`.
///
/// This is stricter than Django for long local parts and addresses, for control characters in quotation marks, for host
/// names that are not domain names, and for the local parts `ſ`, `İ`, `ı` and U+212A (Kelvin). Case folding turns those
/// into ASCII letters, and mail would go to another address (CVE-2019-19844).
pub fn validate_email(text: &str) -> Result<(), Problem> {
    if is_email(text) { Ok(()) } else { Err(EMAIL.fault(text).into()) }
}

/// Validates like [`validate_email`], with other hosts instead of `localhost`, compared exactly. Like Django's
/// `EmailValidator(allowlist=[..])`.
///
/// ```
/// use forms::validator::{EmailWithHosts, Validator};
/// assert!(EmailWithHosts(&["intranet"]).validate("ada@intranet").is_ok());
/// assert!(EmailWithHosts(&["intranet"]).validate("ada@localhost").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmailWithHosts(pub &'static [&'static str]);

impl Validator<str> for EmailWithHosts {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if is_email_at(value, self.0) { Ok(()) } else { Err(EMAIL.fault(value).into()) }
    }
}

pub(super) fn is_email(text: &str) -> bool {
    is_email_at(text, &["localhost"])
}

/// Returns whether [`EmailWithHosts`] with these hosts accepts the text.
#[inline(always)]
pub fn is_email_at(text: &str, hosts: &[&str]) -> bool {
    // in a text of this length, no part can be too long
    if text.len() <= LONGEST_LOCAL_PART {
        match text.bytes().fold(BEFORE_ATOM, |state, byte| NEXT[byte as usize] >> (state & 63)) & 63 {
            IN_LAST_LABEL => return true,
            IN_ATOM | BEFORE_ATOM => return false,
            _ => {}
        }
    }
    is_other_email_at(text, hosts)
}

#[inline(never)]
fn is_other_email_at(text: &str, hosts: &[&str]) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    match local_part(text.as_bytes()) {
        Some(length) if length <= LONGEST_LOCAL_PART => is_domain(&text[length + 1..], hosts),
        _ => text.starts_with('"') && is_unusual(text, hosts),
    }
}

/// Returns the length of the part before the `@`, if it is valid.
#[inline(always)]
pub(super) fn local_part(bytes: &[u8]) -> Option<usize> {
    let mut atom = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        if is_in_atom(byte) {
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
fn is_domain(domain: &str, hosts: &[&str]) -> bool {
    is_host_name(domain) || hosts.contains(&domain) || is_in_brackets(domain)
}

#[cold]
fn is_in_brackets(domain: &str) -> bool {
    bracketed(domain).is_some_and(is_ip_address)
}

pub(super) fn bracketed(domain: &str) -> Option<&str> {
    domain.strip_prefix('[')?.strip_suffix(']')
}

/// Returns whether the address has a local part in quotation marks and is valid.
#[cold]
fn is_unusual(text: &str, hosts: &[&str]) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let quoted = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    local.len() <= LONGEST_LOCAL_PART && quoted.is_some_and(is_quotable) && is_domain(domain, hosts)
}

/// Returns whether the text may be in quotation marks: RFC 5322, 3.2.4, without white space between words and obsolete
/// syntax.
fn is_quotable(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fine = match byte {
            b'\\' => bytes.next().is_some_and(|escaped| matches!(escaped, b'\t' | b' '..=b'~')),
            b'"' => false,
            byte => byte.is_ascii_graphic(),
        };
        if !fine {
            return false;
        }
    }
    true
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
            "\"a\"@b.co",
            "\"\"@b.co",
            "\"a@b\\\"\\ c\"@localhost",
            "a@[127.0.0.1]",
            "a@[::1]",
            "a@bücher.de",
            "a@b.рф",
        ] {
            assert!(is_email(address), "{address}");
        }
    }

    #[test]
    fn rejects_other_texts() {
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
            "\"a@b.co",
            "a\"b\"@b.co",
            "\"a b\"@b.co",
            "\"a\\\"@b.co",
            "a@[127.0.0.256]",
            "a@[127.0.0.1",
            "a@[fe80::1%eth0]",
            "a@127.0.0.1]",
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
    fn rejects_letters_that_fold_to_ascii() {
        for text in [
            "ſ@b.com",
            "\u{212a}@b.com",
            "İ@b.com",
            "ı@b.com",
            "ü@b.com",
            "a@b。com",
            "a@ｂ.com",
            "\"ü\"@b.com",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn both_readers_agree_on_plain_addresses() {
        let alphabet = ["a", "B", "7", "-", ".", "@", "_", "\"", "ü"];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            texts = texts.iter().flat_map(|text| alphabet.map(|next| format!("{text}{next}"))).collect();
            for text in &texts {
                for text in
                    [text.clone(), format!("a@{text}c.de"), format!("a@b.{text}"), format!("a{text}@b.co")]
                {
                    assert_eq!(is_email(&text), is_other_email_at(&text, &["localhost"]), "{text}");
                }
            }
        }
    }

    #[test]
    fn validates_the_whole_text() {
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
    fn limits_lengths() {
        let of = |local: usize, label: usize| format!("{}@{}.co", "a".repeat(local), "b".repeat(label));
        assert!(is_email(&of(64, 63)) && !is_email(&of(65, 63)) && !is_email(&of(64, 64)));
        let last = |length| is_email(&format!("a@b.{}", "c".repeat(length)));
        assert!(!last(1) && last(2) && last(63) && !last(64));
        let address = format!("aa@{}co", "b.".repeat(125));
        assert_eq!((address.len(), is_email(&address)), (255, false));
        assert_eq!((address[1..].len(), is_email(&address[1..])), (254, true));
    }

    #[test]
    fn accepts_custom_hosts() {
        let rule = EmailWithHosts(&["intranet", "b.c", "LOCALHOST"]);
        for address in ["a@intranet", "a@b.c", "a@LOCALHOST", "a@b.co"] {
            assert!(rule.validate(address).is_ok(), "{address}");
        }
        for text in
            ["a@Intranet", "a@intranet\n", "a@xintranet", "a@localhost", ".a@intranet", "intranet", "a@"]
        {
            assert_eq!(rule.validate(text).unwrap_err().code(), "invalid", "{text}");
        }
        assert!(EmailWithHosts(&[]).validate("a@localhost").is_err());
    }

    #[test]
    fn rejects_long_texts_fast() {
        for piece in ["a", "a.", "a@", "@", ".", "b."] {
            assert!(!is_email(&piece.repeat(1 << 20)));
            assert!(!is_email(&format!("a@{}", piece.repeat(1 << 20))));
        }
    }

    #[test]
    fn the_code_is_invalid() {
        let problem = validate_email("hunter2").unwrap_err();
        assert_eq!(problem.code(), "invalid");
        assert!(problem.params().is_empty());
        assert!(validate_email("a@b.co").is_ok());
    }
}
