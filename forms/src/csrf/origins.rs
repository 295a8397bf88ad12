//! The origin check: refuses requests that, according to the browser, a page of another site sent.

use super::{Request, request::Header, sender_check::SenderEvidence};
use crate::Body;
use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr},
    num::NonZeroU16,
    sync::Arc,
};

/// The limits of DNS (RFC 1035 section 2.3.4).
const MAX_LABEL_BYTES: usize = 63;
const MAX_HOST_BYTES: usize = 254;

/// The origins that may send requests that change something: this site's own, and those that it trusts.
///
/// The rules are those of `CrossOriginProtection` in Go 1.25, and of tower-http:
///
/// 1. `GET`, `HEAD` and `OPTIONS` pass, because they change nothing. `TRACE` does not pass.
/// 2. If `Sec-Fetch-Site` ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)) is sent, it passes if it is
///    `same-origin`, or `none`, which means that the user typed the address. Anything else, including `same-site`, passes
///    only from a trusted origin. Every browser since 2023 sends it over HTTPS and to `localhost`. No browser sends it over
///    plain HTTP to another host.
/// 3. Otherwise `Origin` passes if its host and port are those of the request (or of the origin that the site is
///    [served at](Self::served_at)), or if it is trusted.
/// 4. A request with neither header passes. Every browser of this decade sends one of them, and a client that is not a
///    browser does not send a visitor's cookies.
///
/// Two rules are stricter. A header that is repeated, empty or not ASCII does not pass. And if the scheme is known
/// ([`https_only`](Self::https_only), [`Request::scheme`]), it must match.
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
    /// the origins where the site is served; if empty, the `Host` of the request is used
    own: Vec<Box<str>>,
    trusted: Vec<Box<str>>,
    https_only: bool,
}

/// The sender of a request that passed the origin check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// Not checked, because the method changes nothing.
    Safe,
    /// A page of this site, or an address that the user typed.
    SameOrigin,
    /// A page of a trusted origin.
    Trusted,
    /// Unknown: not a browser, or a very old one.
    Unknown,
}

/// The error for a request that a page of another site sent, as far as its headers tell. Respond with 403.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request comes from a page of another site")]
pub struct CrossOrigin(());

/// The error for a text that is not an origin as browsers send it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an origin: write it as browsers send it, as in https://example.org:8443")]
pub struct InvalidOrigin(Box<str>);

impl Origins {
    /// Allows only this site's own origin.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets the origin at which this site is served, instead of the `Host` of each request. A site behind a proxy
    /// that changes the `Host` needs it wherever browsers send no `Sec-Fetch-Site`: over plain HTTP to any host
    /// except `localhost`, and in browsers before 2023. `Origin` is then compared with this origin. Call it once for
    /// each origin if there are several. Write the origin as in [`trust`](Self::trust).
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
    /// Allows pages of another origin to send requests that change something. Write the origin as browsers send it in
    /// the `Origin` header: `https://admin.example.org` or `https://example.org:8443`, in lower case, without a path
    /// and without the default port of its scheme. There are no wildcards.
    pub fn trust(mut self, origin: &str) -> Result<Self, InvalidOrigin> {
        if !is_origin(origin) {
            return Err(InvalidOrigin(origin.into()));
        }
        Arc::make_mut(&mut self.0).trusted.push(origin.into());
        Ok(self)
    }
    /// Treats a page of the same host over plain HTTP as another origin, for a site that is served only over HTTPS: an
    /// attacker on the network can change such a page. Browsers that send `Sec-Fetch-Site` already do this themselves.
    pub fn https_only(mut self) -> Self {
        Arc::make_mut(&mut self.0).https_only = true;
        self
    }
    /// Checks whether the request may change something. For routes without a form this check is enough.
    ///
    /// # Errors
    /// If a page of another site sent the request.
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
    /// Returns the body with the result of this check. A form marked `csrf` then accepts a form-encoded body if the
    /// browser says that it comes from this site or a trusted one, and a JSON body unless the browser says that it
    /// comes from another site.
    ///
    /// It needs no session, keys or tokens. It also refuses forms from clients that send neither header, which may be
    /// browsers older than 2020. [`Session::check_body`](super::Session::check_body) is stricter.
    pub fn check_body(&self, request: &Request, body: Body) -> Body {
        body.with_sender_check(Arc::new(SenderEvidence::Origin(self.check(request))))
    }
    /// Returns whether the browser hides the origin of the request: `Origin: null` without `Sec-Fetch-Site`. Pages of
    /// this site and of others then look the same.
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
    /// Returns whether an origin is the one that the request is sent to.
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
        // an origin omits the default port, a host may include it
        let host = host.strip_suffix(default_port).unwrap_or(host);
        !host.is_empty()
            && known.is_none_or(|known| known == scheme)
            && matches!(scheme, "http" | "https")
            && host.eq_ignore_ascii_case(authority)
    }
}

/// Returns whether a text is an origin as the `Origin` header has it (RFC 6454 section 6.2).
fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else { return false };
    let (host, port) = match authority.rsplit_once(':') {
        // an IPv6 address contains colons
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_port = |port: &str| {
        let default = if scheme == "https" { "443" } else { "80" };
        port != default && port.parse::<NonZeroU16>().is_ok_and(|number| number.to_string() == port)
    };
    matches!(scheme, "http" | "https") && is_host(host) && port.is_none_or(is_port)
}

/// Returns whether a text is a name, an IPv4 address or an IPv6 address in brackets, as browsers write it.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse().is_ok_and(|parsed| format_as_browsers_do(parsed) == address);
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let last = name.rsplit('.').next().unwrap_or_default();
    if is_number(last) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= MAX_HOST_BYTES && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL_BYTES).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

/// Returns whether a label can be the last one of an IPv4 address: decimal or hexadecimal.
fn is_number(label: &str) -> bool {
    let hexadecimal = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    label.bytes().all(|byte| byte.is_ascii_digit()) || label.strip_prefix("0x").is_some_and(hexadecimal)
}

/// Formats an IPv6 address as browsers do. They never write a part of it as an IPv4 address (WHATWG URL, host serializing).
fn format_as_browsers_do(address: Ipv6Addr) -> String {
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
