//! URLs.

use crate::{
    error::Problem,
    schema::TextFormat,
    validator::{
        Validator,
        domain::{is_at_most, is_host_name, without_root},
        ip::{is_ipv4_address, is_ipv6_address},
        pasted::without_marks_at_ends,
        turns_direction,
    },
};
use unicode_normalization::is_nfkc;

/// The format of a URL with the scheme `http`, `https`, `ftp` or `ftps`: code `invalid`. See [`validate_url`] for what
/// it accepts.
///
/// A field with this format adds `https` to a URL without a scheme, as Django's `URLField` does ([`with_scheme`]), and
/// removes direction marks that copying added from both ends.
pub static URL: TextFormat =
    TextFormat::new("url", is_web_address, "{label} must be an address like https://example.com.")
        .rewrite(|text| Ok(with_scheme(text, "https")))
        .input("text", "url")
        .input_mode("url")
        .pasted(without_marks_at_ends);

/// Django's `URLValidator.schemes`.
pub const SCHEMES: &[&str] = &["http", "https", "ftp", "ftps"];

/// Django's `URLValidator.max_length`, in characters.
const LONGEST: usize = 2048;
/// RFC 1034, 3.1: 255 bytes less the length bytes of the first label and of the root.
const LONGEST_HOST: usize = 253;

/// Validates that the whole text is a URL, like Django's `URLValidator`: code `invalid`.
///
/// The syntax is `scheme://user:password@host:port/path?query#fragment`, with at most 2,048 characters. The scheme is
/// `http`, `https`, `ftp` or `ftps`. The host is a [domain name](crate::validator::validate_domain_name) of at most 253
/// characters, `localhost`, an IPv4 address, or an IPv6 address in brackets. User, password, port and everything after
/// it are optional. Other schemes (`javascript:`, `data:`) are refused, unless you allow them with [`UrlWithSchemes`].
///
/// Stricter than Django, it refuses URLs that programs read in different ways: ports over 65535; `\`, which browsers
/// read as `/` (`http://example.com\@evil.com`); white space, control characters and bidirectional marks (RFC 3987,
/// 4.1) anywhere; hosts that are not domain names; zones of IPv6; and a user or password with brackets, `?`, `#`, or
/// characters that NFKC changes.
///
/// A user name before the host is allowed, as in Django: `https://good.com@evil.com` leads to `evil.com`.
///
/// ```
/// use forms::validator::validate_url;
/// assert!(validate_url("https://example.com/a?b#c").is_ok());
/// assert!(validate_url("javascript://example.com/%0aalert(1)").is_err());
/// ```
pub fn validate_url(text: &str) -> Result<(), Problem> {
    if is_web_address(text) { Ok(()) } else { Err(URL.fault(text).into()) }
}

/// Validates like [`validate_url`], with other schemes, in lower case. Like Django's `URLValidator(schemes=[..])`.
///
/// ```
/// use forms::validator::{UrlWithSchemes, Validator};
/// assert!(UrlWithSchemes(&["https"]).validate("https://example.com").is_ok());
/// assert!(UrlWithSchemes(&["https"]).validate("http://example.com").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UrlWithSchemes(pub &'static [&'static str]);

impl Validator<str> for UrlWithSchemes {
    fn validate(&self, value: &str) -> Result<(), Problem> {
        if is_url(value, self.0) { Ok(()) } else { Err(URL.fault(value).into()) }
    }
}

/// Returns the text with the scheme added, as Django's `URLField(assume_scheme=..)` does before validation. Returns
/// `None` if the text has a scheme: it begins with an ASCII letter, and has a `:` before any `/`.
///
/// ```
/// use forms::validator::with_scheme;
/// assert_eq!(with_scheme("example.com/a", "https").as_deref(), Some("https://example.com/a"));
/// assert_eq!(with_scheme("//example.com", "http").as_deref(), Some("http://example.com"));
/// assert_eq!(with_scheme("ftp://example.com", "https"), None);
/// ```
pub fn with_scheme(text: &str, scheme: &str) -> Option<String> {
    if let Some((before, _)) = text.split_once(':')
        && before.starts_with(|c: char| c.is_ascii_alphabetic())
        && !before.contains('/')
    {
        return None;
    }
    let between = if text.starts_with("//") { ":" } else { "://" };
    Some(format!("{scheme}{between}{text}"))
}

/// Returns whether [`UrlWithSchemes`] with these schemes accepts the text.
pub fn is_url(text: &str, schemes: &[&str]) -> bool {
    if !is_at_most(text, LONGEST) || text.chars().any(is_refused) {
        return false;
    }
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (user, host) = match authority.split_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme))
        && user.is_none_or(is_user)
        && is_host_and_port(host)
}

fn is_web_address(text: &str) -> bool {
    is_url(text, SCHEMES)
}

fn is_refused(c: char) -> bool {
    c == '\\' || c.is_control() || c.is_whitespace() || turns_direction(c)
}

/// Returns whether the text is a valid `user` or `user:password`. Characters that NFKC changes might become a
/// separator.
fn is_user(user: &str) -> bool {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    !name.is_empty()
        && !password.contains(':')
        && !user.contains(['[', ']'])
        && (user.is_ascii() || is_nfkc(user))
}

fn is_host_and_port(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix('[') {
        return rest
            .split_once(']')
            .is_some_and(|(address, rest)| is_ipv6_address(address) && (rest.is_empty() || is_port(rest)));
    }
    let (host, port) = text.find(':').map_or((text, ""), |at| text.split_at(at));
    (port.is_empty() || is_port(port)) && is_host(host)
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|digits| {
        (1..=5).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && digits.parse::<u16>().is_ok()
    })
}

fn is_host(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || is_ipv4_address(host)
        || (is_at_most(host, LONGEST_HOST) && is_host_name(without_root(host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_urls() {
        for text in [
            "http://example.com",
            "HTTPS://EXAMPLE.COM.",
            "https://example.com:65535/a/b?c=d#e",
            "https://example.com?c",
            "https://example.com#e",
            "ftp://ada:secret@example.com/",
            "http://ada@localhost:0",
            "http://LOCALHOST",
            "http://192.0.2.1:80",
            "http://[2001:db8::1]:80/",
            "http://[::ffff:192.0.2.1]",
            "http://✪df.ws/1",
            "http://пример.рф/путь",
            "http://a.co/|<>\"'{}",
            "http://-.~_!$&'()*+,;=:%40@a.co",
        ] {
            assert!(is_web_address(text), "{text}");
        }
    }

    #[test]
    fn rejects_other_texts() {
        for text in [
            "",
            "http://",
            "http:/a.co",
            "http//a.co",
            "://a.co",
            "a.co",
            "//a.co",
            "http:///a.co",
            "http://?a",
            "http://a",
            "http://a.b",
            "http://a_b.co",
            "http://a.co/\u{202e}gpj.exe",
            "http://a.co/\u{200f}",
            "http://a.co:",
            "http://a.co:65536",
            "http://a.co:1000000",
            "http://a.co:+1",
            "http://a.co:٣",
            "http://256.1.1.1",
            "http://01.2.3.4",
            "http://1.2.3",
            "http://[::1",
            "http://::1",
            "http://[]",
            "http://[1.2.3.4]",
            "http://[fe80::1%25eth0]",
            "http://[::1]a",
            "http://[::1]:",
            "http://@a.co",
            "http://:b@a.co",
            "http://a:b:c@a.co",
            "http://a@b@a.co",
            "http://[a@b.co",
            "javascript://a.co",
            "mailto:a@b.co",
            "http s://a.co",
            "ht\u{212a}p://a.co",
            "http://localhoſt",
        ] {
            assert!(!is_web_address(text), "{text}");
        }
    }

    #[test]
    fn rejects_ambiguous_urls() {
        for text in
            ["http://example.com\\@evil.com", "http://example.com/\\evil", "http://a℀@b.co", "http://a.co/\0"]
        {
            assert!(!is_web_address(text), "{text}");
        }
        // as in browsers, `?` and `/` end the host
        assert!(
            is_web_address("http://example.com?@evil.com") && is_web_address("http://example.com/@evil.com")
        );
        assert!(is_web_address("http://good.com@evil.com"));
    }

    #[test]
    fn validates_the_whole_text() {
        let text = "http://a@b.co:80/c";
        for stray in [
            "\n", "\r", "\t", " ", "\0", "\u{1f}", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{2029}",
            "\u{3000}",
        ] {
            for at in 0..=text.len() {
                let mut text = text.to_owned();
                text.insert_str(at, stray);
                assert!(!is_web_address(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn rejects_long_urls() {
        let of = |path: usize| format!("http://a.co/{}", "é".repeat(path));
        assert!(is_web_address(&of(2048 - 12)) && !is_web_address(&of(2048 - 11)));
        let host = |labels: usize| format!("http://b{}.com", ".a".repeat(labels));
        assert_eq!((host(124).len() - 7, is_web_address(&host(124))), (253, true));
        assert!(!is_web_address(&host(125)) && !is_web_address(&format!("{}.", host(124))));
        for piece in ["a", "a.", "/", "@", ":", "[", "http://"] {
            assert!(!is_web_address(&format!("http://{}", piece.repeat(1 << 20))));
        }
    }

    #[test]
    fn accepts_custom_schemes() {
        assert!(is_url("git+ssh://git@example.com/a", &["ssh", "git+ssh"]));
        assert!(!is_url("http://example.com", &["ssh"]) && !is_url("http://example.com", &[]));
        let problem = UrlWithSchemes(&["https"]).validate("http://hunter2.com").unwrap_err();
        assert_eq!((problem.code(), problem.params().len()), ("invalid", 0));
        assert!(validate_url("http://a.co").is_ok() && validate_url("hunter2").is_err());
    }

    #[test]
    fn adds_a_missing_scheme() {
        for (text, with) in [
            ("a.co", "https://a.co"),
            ("//a.co", "https://a.co"),
            ("1.2.3.4:80", "https://1.2.3.4:80"),
            ("a.co/b:c", "https://a.co/b:c"),
            (":a", "https://:a"),
            ("é:a", "https://é:a"),
        ] {
            assert_eq!(with_scheme(text, "https").as_deref(), Some(with));
        }
        for text in ["http://a.co", "a.co:80", "x:"] {
            assert_eq!(with_scheme(text, "https"), None);
        }
    }
}
