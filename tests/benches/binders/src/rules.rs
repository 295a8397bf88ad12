//! Handwritten rules, shared by every contender whose own rules are slower or missing: a peer must not lose
//! because of a rule that its user could write better.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

pub type Verdict = Result<(), &'static str>;

static COMMON: LazyLock<HashSet<&'static [u8], FixedState>> = LazyLock::new(|| {
    include_str!("../../../../forms/data/common-passwords.txt").lines().map(str::as_bytes).collect()
});

/// The longest word of the list.
const LONGEST: usize = 66;

pub fn username(text: &str) -> Verdict {
    const ALLOWED: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'.' | b'_' | b'-');
            byte += 1;
        }
        table
    };
    if !(3..=30).contains(&text.len()) {
        return Err("length");
    }
    if text.bytes().all(|byte| ALLOWED[byte as usize]) { Ok(()) } else { Err("characters") }
}

/// Validates an address as browsers do, with the length limits of the mail standards and at least one dot in the
/// domain.
pub fn email(text: &str) -> Verdict {
    const LOCAL: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let others = b".!#$%&'*+/=?^_`{|}~-";
        let mut other = 0;
        while other < others.len() {
            table[others[other] as usize] = true;
            other += 1;
        }
        table
    };
    if text.len() > 254 {
        return Err("length");
    }
    let bytes = text.as_bytes();
    let Some(at) = bytes.iter().position(|&byte| !LOCAL[byte as usize]) else { return Err("no domain") };
    if bytes[at] != b'@' || !(1..=64).contains(&at) {
        return Err("local part");
    }
    let domain = &bytes[at + 1..];
    let (mut start, mut labels) = (0, 0);
    for end in 0..=domain.len() {
        match domain.get(end) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') => {}
            Some(b'-') if end > start => {}
            None | Some(b'.') if (1..=63).contains(&(end - start)) && domain[end - 1] != b'-' => {
                labels += 1;
                start = end + 1;
            }
            _ => return Err("domain"),
        }
    }
    if labels > 1 { Ok(()) } else { Err("domain") }
}

/// Validates what does not depend on the user of the password.
pub fn password(text: &str) -> Verdict {
    if text.len() < 8 || text.chars().count() < 8 {
        return Err("short");
    }
    if text.len() > 512 {
        return Err("long");
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("numeric");
    }
    if is_common(text) { Err("common") } else { Ok(()) }
}

fn is_common(text: &str) -> bool {
    let mut buffer = [0; LONGEST];
    let Some(lower) = buffer.get_mut(..text.len()) else { return false };
    lower.copy_from_slice(text.as_bytes());
    lower.make_ascii_lowercase();
    COMMON.contains(&*lower)
}

/// Validates that the password does not contain the user name.
pub fn unlike_username(password: &str, username: &str) -> Verdict {
    let (password, username) = (password.as_bytes(), username.as_bytes());
    let holds = !username.is_empty()
        && password.windows(username.len()).any(|window| window.eq_ignore_ascii_case(username));
    if holds { Err("similar") } else { Ok(()) }
}

pub fn url(text: &str) -> Verdict {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or("scheme")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let printable = rest.bytes().all(|byte| byte > b' ' && byte != 0x7f);
    if text.len() <= 200 && !host.is_empty() && printable { Ok(()) } else { Err("url") }
}

pub fn phone(text: &str) -> Verdict {
    let allowed = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b' ' | b'(' | b')' | b'-');
    if (5..=20).contains(&text.len()) && text.bytes().all(allowed) { Ok(()) } else { Err("phone") }
}

pub fn color(text: &str) -> Verdict {
    match text.as_bytes() {
        [b'#', digits @ ..] if digits.len() == 6 && digits.iter().all(u8::is_ascii_hexdigit) => Ok(()),
        _ => Err("color"),
    }
}

pub fn country(text: &str) -> Verdict {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err("country")
    }
}

pub fn tag(text: &str) -> Verdict {
    if (1..=30).contains(&text.len()) || (1..=30).contains(&text.chars().count()) {
        Ok(())
    } else {
        Err("length")
    }
}
