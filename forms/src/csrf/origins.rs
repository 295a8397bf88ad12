//! The origin check: browsers say which site a request comes from.

use super::{
    Request,
    evidence::{Evidence, Standing},
    request::Header,
};
use crate::Body;
use std::{fmt, sync::Arc};

/// Which origins may send what changes something: this site's own, and those that it trusts.
///
/// The rules are those of `CrossOriginProtection` in Go 1.25, and of tower-http:
///
/// 1. `GET`, `HEAD` and `OPTIONS` pass: they change nothing. (`TRACE` does not pass.)
/// 2. `Sec-Fetch-Site` ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/), in every browser since 2023) passes if it
///    is `same-origin` or `none`, which is an address that a person typed. All else, also `same-site`, passes only from
///    an origin that is trusted.
/// 3. Without it, `Origin` passes if its host and port are those of the request, or if it is trusted.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrossOrigin(());

/// What is written is not an origin as browsers send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidOrigin(Box<str>);

impl Origins {
    /// This site's own origin alone.
    pub fn new() -> Self {
        Self::default()
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
    /// write, is another origin. (Browsers that send `Sec-Fetch-Site` know that by themselves.)
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
        body.with_evidence(Evidence::new(Standing::Origin(self.check(request))))
    }
    fn trusted(&self, request: &Request) -> Result<Sender, CrossOrigin> {
        match &request.origin {
            Header::Once(origin) if self.0.trusted.contains(origin) => Ok(Sender::Trusted),
            _ => Err(CrossOrigin(())),
        }
    }
    /// Whether an origin is the one that the request is for.
    fn is_own(&self, origin: &str, request: &Request) -> bool {
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
    let is_host = |host: &str| {
        host.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_'))
            || host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).is_some_and(|address| {
                address.parse::<std::net::Ipv6Addr>().is_ok_and(|parsed| parsed.to_string() == address)
            })
    };
    let is_port = |port: &str| {
        let default = if scheme == "https" { "443" } else { "80" };
        port != default && port.parse::<u16>().is_ok_and(|number| number.to_string() == port)
    };
    matches!(scheme, "http" | "https") && !host.is_empty() && is_host(host) && port.is_none_or(is_port)
}

impl fmt::Debug for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origins")
            .field("trusted", &self.0.trusted)
            .field("https_only", &self.0.https_only)
            .finish()
    }
}

impl fmt::Display for CrossOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request comes from a page of another site")
    }
}

impl std::error::Error for CrossOrigin {}

impl fmt::Display for InvalidOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = &self.0;
        write!(
            f,
            "{written:?} is not an origin: write it as browsers send it, as in https://example.org:8443"
        )
    }
}

impl std::error::Error for InvalidOrigin {}
