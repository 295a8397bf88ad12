//! The origin check: browsers say which site a request comes from.

use super::{Request, request::Header, sender_check::Standing};
use crate::Body;
use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr},
    num::NonZeroU16,
    sync::Arc,
};

/// The limits of DNS (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;
const LONGEST_HOST: usize = 254;

/// Which origins may send what changes something: this site's own, and those that it trusts.
///
/// The rules are those of `CrossOriginProtection` in Go 1.25, and of tower-http:
///
/// 1. `GET`, `HEAD` and `OPTIONS` pass: they change nothing. (`TRACE` does not pass.)
/// 2. `Sec-Fetch-Site` ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)) passes if it is `same-origin` or `none`,
///    which is an address that a person typed. All else, also `same-site`, passes only from an origin that is trusted.
///    Every browser since 2023 sends it over HTTPS and to `localhost`, and none sends it over plain HTTP to any other host.
/// 3. Without it, `Origin` passes if its host and port are those of the request (or those that the site is
///    [served at](Self::served_at)), or if it is trusted.
/// 4. A request with neither passes: no browser of this decade leaves both out, and what is no browser can send what it
///    likes, but has no one's cookies.
///
/// Ours are stricter where it costs no one: a header that comes twice, is empty or is not ASCII does not pass, and
/// where the scheme is known ([`https_only`](Self::https_only), [`Request::scheme`]), it must be the same.
///
/// ```
/// use forms::csrf::{Origins, Request, Sender};
///
/// let origins = Origins::new().trust("https://admin.example.org")?;
/// let post = |headers: &[(&str, &str)]| {
///     origins.check(&Request::new("POST").headers(headers.iter().copied()).host("example.org"))
/// };
/// assert_eq!(post(&[("Sec-Fetch-Site", "same-origin")]), Ok(Sender::SameOrigin));
/// assert!(post(&[("Sec-Fetch-Site", "same-site"), ("Origin", "https://blog.example.org")]).is_err());
/// assert!(post(&[("Sec-Fetch-Site", "same-site"), ("Origin", "https://admin.example.org")]).is_ok());
/// assert!(post(&[("Origin", "https://evil.example")]).is_err());
/// assert_eq!(post(&[]), Ok(Sender::Unknown));
/// # Ok::<(), forms::csrf::InvalidOrigin>(())
/// ```
#[derive(Clone, Default)]
pub struct Origins(Arc<Rules>);

#[derive(Clone, Default)]
struct Rules {
    /// where the site is served, if it says so
    own: Vec<Box<str>>,
    trusted: Vec<Box<str>>,
    https_only: bool,
}

/// What a request that passed the origin check says of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The method changes nothing; where it comes from was not asked.
    Safe,
    /// A page of this site, or an address that a person typed.
    SameOrigin,
    /// A page of an origin that is trusted.
    Trusted,
    /// It does not say: not a browser, or a very old one.
    Unknown,
}

/// A request that a page of another site sent, as far as one can tell. It is answered 403.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request comes from a page of another site")]
pub struct CrossOrigin(());

/// What is written is not an origin as browsers send it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an origin: write it as browsers send it, as in https://example.org:8443")]
pub struct InvalidOrigin(Box<str>);

impl Origins {
    /// This site's own origin alone.
    pub fn new() -> Self {
        Self::default()
    }
    /// This site is served at that origin, whatever the `Host` of a request is. A proxy that changes the `Host` needs it
    /// wherever browsers send no `Sec-Fetch-Site`: over plain HTTP to any host but `localhost`, and in browsers before 2023.
    /// `Origin` is then compared with this origin, or with all of them if the site is served at several. Each is written
    /// as in [`trust`](Self::trust).
    ///
    /// ```
    /// use forms::csrf::{Origins, Request, Sender};
    ///
    /// let origins = Origins::new().served_at("http://intranet.example")?;
    /// let request = Request::new("POST").headers([("Host", "10.0.0.7:8080"), ("Origin", "http://intranet.example")]);
    /// assert_eq!(origins.check(&request), Ok(Sender::SameOrigin));
    /// assert!(Origins::new().check(&request).is_err());
    /// # Ok::<(), forms::csrf::InvalidOrigin>(())
    /// ```
    pub fn served_at(mut self, origin: &str) -> Result<Self, InvalidOrigin> {
        if !is_origin(origin) {
            return Err(InvalidOrigin(origin.into()));
        }
        Arc::make_mut(&mut self.0).own.push(origin.into());
        Ok(self)
    }
    /// Pages of that origin may send what changes something here. It is written as browsers send it in the `Origin`
    /// header: `https://admin.example.org` or `https://example.org:8443`, in lower case, without a path, without the
    /// port that its scheme has anyway. There are no wildcards.
    pub fn trust(mut self, origin: &str) -> Result<Self, InvalidOrigin> {
        if !is_origin(origin) {
            return Err(InvalidOrigin(origin.into()));
        }
        Arc::make_mut(&mut self.0).trusted.push(origin.into());
        Ok(self)
    }
    /// This site is served over HTTPS alone: a page of the same host over plain HTTP, which anyone on the way can
    /// write, is another origin. (Browsers that send `Sec-Fetch-Site` know that themselves.)
    pub fn https_only(mut self) -> Self {
        Arc::make_mut(&mut self.0).https_only = true;
        self
    }
    /// Whether the request may change something. This alone is enough for routes that take no form.
    pub fn check(&self, request: &Request) -> Result<Sender, CrossOrigin> {
        if request.is_safe() {
            return Ok(Sender::Safe);
        }
        match &request.fetch_site {
            Header::Once(site) if matches!(&**site, "same-origin" | "none") => return Ok(Sender::SameOrigin),
            Header::Once(_) => return self.trusted(request),
            Header::Malformed => return Err(CrossOrigin(())),
            Header::Absent => {}
        }
        match &request.origin {
            Header::Absent => Ok(Sender::Unknown),
            Header::Once(origin) if self.is_own(origin, request) => Ok(Sender::SameOrigin),
            Header::Once(_) => self.trusted(request),
            Header::Malformed => Err(CrossOrigin(())),
        }
    }
    /// The body with what this check says of its sender. A form marked `csrf` then takes an urlencoded body if the
    /// browser said that it comes from this site or a trusted one, and a JSON body if it did not say the contrary.
    ///
    /// That needs no session, no keys and no tokens; it also leaves out who sends nothing to go by, which a browser older
    /// than 2020 may be. [`Session::check_body`](super::Session::check_body) is the stricter one.
    pub fn check_body(&self, request: &Request, body: Body) -> Body {
        body.with_sender_check(Arc::new(Standing::Origin(self.check(request))))
    }
    /// Returns whether the browser hides where the request comes from, and says nothing else: `Origin: null`, without
    /// `Sec-Fetch-Site`. Pages of this site and of others look the same then.
    pub(super) fn is_hidden(request: &Request) -> bool {
        matches!(request.fetch_site, Header::Absent)
            && matches!(&request.origin, Header::Once(origin) if &**origin == "null")
    }
    fn trusted(&self, request: &Request) -> Result<Sender, CrossOrigin> {
        match &request.origin {
            Header::Once(origin) if self.0.trusted.contains(origin) => Ok(Sender::Trusted),
            _ => Err(CrossOrigin(())),
        }
    }
    /// Whether an origin is the one that the request is for.
    fn is_own(&self, origin: &str, request: &Request) -> bool {
        if !self.0.own.is_empty() {
            let is_secure = || origin.starts_with("https://");
            return self.0.own.iter().any(|own| **own == *origin) && (!self.0.https_only || is_secure());
        }
        let (Some((scheme, authority)), Header::Once(host)) = (origin.split_once("://"), &request.host)
        else {
            return false;
        };
        let known = if self.0.https_only { Some("https") } else { request.scheme.as_deref() };
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        // an origin leaves it out, a host may not
        let host = host.strip_suffix(default_port).unwrap_or(host);
        !host.is_empty()
            && known.is_none_or(|known| known == scheme)
            && matches!(scheme, "http" | "https")
            && host.eq_ignore_ascii_case(authority)
    }
}

/// An origin as the `Origin` header has it (RFC 6454 section 6.2).
fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else { return false };
    let (host, port) = match authority.rsplit_once(':') {
        // an IPv6 address has colons of its own
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_port = |port: &str| {
        let default = if scheme == "https" { "443" } else { "80" };
        port != default && port.parse::<NonZeroU16>().is_ok_and(|number| number.to_string() == port)
    };
    matches!(scheme, "http" | "https") && is_host(host) && port.is_none_or(is_port)
}

/// A name, an IPv4 address or an IPv6 address in brackets, as browsers write it.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse().is_ok_and(|parsed| as_browsers_write(parsed) == address);
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let last = name.rsplit('.').next().unwrap_or_default();
    if is_number(last) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= LONGEST_HOST && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

/// The last label of an IPv4 address: decimal, or hexadecimal.
fn is_number(label: &str) -> bool {
    let hexadecimal = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    label.bytes().all(|byte| byte.is_ascii_digit()) || label.strip_prefix("0x").is_some_and(hexadecimal)
}

/// Browsers write no part of an IPv6 address as an IPv4 address (WHATWG URL, host serialising).
fn as_browsers_write(address: Ipv6Addr) -> String {
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => format!("::ffff:{high:x}:{low:x}"),
        _ => address.to_string(),
    }
}

impl fmt::Debug for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origins")
            .field("own", &self.0.own)
            .field("trusted", &self.0.trusted)
            .field("https_only", &self.0.https_only)
            .finish()
    }
}
