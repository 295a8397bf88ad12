//! The key for comparing e-mail addresses.

use super::{
    email::{LONGEST, bracketed, local_part},
    has_long_run, punycode,
};
use std::net::IpAddr;
use unicode_normalization::UnicodeNormalization;

/// Returns the key for comparing addresses: two addresses with the same key are the same mailbox.
///
/// `ada@bücher.example`, `ada@BÜCHER.example` and `Ada@xn--bcher-kva.example` have the same key. Browsers send the same
/// address in different spellings (Chromium sends punycode, Firefox what was typed), so compare keys instead of
/// addresses: store the key in a column with a unique index, next to the address, and look users up by it. Send mail to
/// the stored address, never to the key, and never to an address that was entered for a lookup.
///
/// In a key:
///
/// - Everything is in lower case. A mail server may distinguish `Ada` from `ada` before the `@`, but hardly any does.
/// - Punycode labels of the host are decoded and normalised to NFKC.
/// - Quotation marks before the `@` are removed if the address means the same without them (`"ada"@example.com`).
/// - An IP address is in its canonical form.
///
/// Different domains have different keys, even if old software treats them as the same (`faß.de` and `fass.de`). Parts
/// that only some providers ignore (`a.da@`, `ada+shop@`) stay.
///
/// ```
/// use forms::validator::email_key;
/// assert_eq!(email_key("Ada@Example.COM"), email_key("ada@example.com"));
/// assert_eq!(email_key("ada@BÜCHER.de"), email_key("ada@xn--bcher-kva.de"));
/// assert_ne!(email_key("ada@faß.de"), email_key("ada@fass.de"));
/// ```
pub fn email_key(text: &str) -> String {
    let Some((local, host)) = text.rsplit_once('@') else { return text.to_lowercase() };
    let local = local_part_key(local);
    if let Some(address) = bracketed(host).and_then(|address| address.parse::<IpAddr>().ok()) {
        return format!("{local}@[{address}]");
    }
    let mut key = local + "@";
    push_host_key(&mut key, host);
    key
}

/// Returns the part before the `@` in lower case, without quotation marks if it does not need them.
fn local_part_key(local: &str) -> String {
    let local = local.to_lowercase();
    let Some(quoted) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return local };
    // a `\` only escapes the next character
    let mut escaped = false;
    let plain: String = quoted
        .chars()
        .filter(|c| {
            escaped = *c == '\\' && !escaped;
            !escaped
        })
        .collect();
    if local_part(format!("{plain}@").as_bytes()) == Some(plain.len()) {
        return plain;
    }
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Appends the key of a host. A host that is not an IP address is a list of labels, each of which may be punycode.
fn push_host_key(key: &mut String, host: &str) {
    for (i, label) in host.split('.').enumerate() {
        if i > 0 {
            key.push('.');
        }
        // one character at a time, so that `Σ` never becomes a final `ς`, which is a different letter in a domain
        let label: String = label.chars().flat_map(char::to_lowercase).collect();
        let decoded = label.strip_prefix("xn--").and_then(punycode::decode).filter(|label| !label.is_ascii());
        let label = decoded.unwrap_or(label);
        if label.is_ascii() || label.len() > LONGEST || has_long_run(&label) {
            key.push_str(&label);
        } else {
            key.extend(label.chars().flat_map(char::to_lowercase).nfkc());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_mailbox_share_a_key() {
        for (key, spellings) in [
            (
                "a@bücher.example.org",
                &[
                    "a@BÜCHER.example.org",
                    "A@xn--bcher-kva.Example.ORG",
                    "a@XN--BCHER-KVA.example.org",
                    "a@bu\u{308}cher.example.org",
                    "\"a\"@bücher.example.org",
                ][..],
            ),
            ("a@рф.рф", &["a@xn--p1ai.XN--P1AI", "a@РФ.рф"]),
            ("a@οδοσ.gr", &["a@ΟΔΟΣ.gr", "a@xn--pxavbq.gr"]),
            ("a@straße.de", &["a@STRAẞE.de", "a@xn--strae-oqa.de"]),
            ("a.b@c.de", &["\"A.\\b\"@C.de"]),
            ("\"a@b\"@c.de", &["\"A@B\"@C.de", "\"a\\@b\"@c.de"]),
            ("\"a\\\\b\\\"\"@c.de", &["\"A\\\\\\b\\\"\"@c.de"]),
            ("\"a..b\"@c.de", &["\"A..B\"@c.de"]),
            ("a@[::1]", &["a@[0:0::0001]", "A@[::1]"]),
            ("a@[192.0.2.1]", &["A@[192.0.2.1]"]),
            ("a", &["A"]),
            ("a@xn--!", &["a@XN--!"]),
            ("a@xn--xn--a--", &["a@xn--xn--a--"]),
        ] {
            assert_eq!(email_key(key), key, "a key is its own key");
            for spelling in spellings {
                assert_eq!(email_key(spelling), key, "{spelling}");
            }
        }
    }

    #[test]
    fn other_mailboxes_have_other_keys() {
        for (one, other) in [
            ("a@faß.de", "a@fass.de"),
            ("a@οδος.gr", "a@οδοσ.gr"),
            ("a@bücher.de", "a@bucher.de"),
            ("a+b@c.de", "a@c.de"),
            ("a.b@c.de", "ab@c.de"),
            ("\"a b\"@c.de", "ab@c.de"),
        ] {
            assert_ne!(email_key(one), email_key(other), "{one}");
        }
        let long = format!("a@{}.de", "\u{301}\u{323}".repeat(1 << 16));
        assert_eq!(email_key(&long), long);
    }
}
