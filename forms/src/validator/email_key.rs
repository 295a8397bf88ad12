//! The key by which e-mail addresses are compared.

use super::{
    email::{LONGEST, bracketed, local_part},
    has_long_run, punycode,
};
use std::net::IpAddr;
use unicode_normalization::UnicodeNormalization;

/// Returns the key by which addresses are compared: two addresses with the same key are one mailbox.
///
/// `ada@bücher.example`, `ada@BÜCHER.example` and `Ada@xn--bcher-kva.example` have one key. Browsers send the same address
/// in different spellings (Chromium sends punycode, Firefox what was typed), so compare keys, not texts: store the key
/// beside the address, give its column a unique index, and look people up by it. Mail goes to the address as it was stored,
/// never to the key and never to an address that someone typed to be looked up.
///
/// In a key,
/// - everything is in lower case. A mail server may tell `Ada` from `ada` before the `@`, but hardly any does;
/// - labels of the host in punycode are written out, in Unicode's form NFKC;
/// - quotation marks before the `@` are removed where the address is the same without them (`"ada"@example.com`);
/// - an IP address is in its canonical form.
///
/// Names that are different domains have different keys, also if old software takes one for the other (`faß.de` and
/// `fass.de`). What a provider ignores (`a.da@`, `ada+shop@`) is not known here and stays.
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

/// Returns the part before the `@` in lower case, without quotation marks if it needs none.
fn local_part_key(local: &str) -> String {
    let local = local.to_lowercase();
    let Some(quoted) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return local };
    // a `\` only makes the next character itself
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

/// A host that is no address is a list of labels, each of which may be punycode.
fn push_host_key(key: &mut String, host: &str) {
    for (i, label) in host.split('.').enumerate() {
        if i > 0 {
            key.push('.');
        }
        // one character at a time: `Σ` is never the `ς` at the end of a word, which is another letter in a domain
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
    fn spellings_of_one_mailbox_have_one_key() {
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
