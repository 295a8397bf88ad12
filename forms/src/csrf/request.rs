//! The headers of a request that say where it comes from.

/// The method of a request, and the few headers by which a browser says which site sent it.
///
/// ```
/// use forms::csrf::Request;
/// let headers = [("Host", "example.org"), ("Sec-Fetch-Site", "same-origin"), ("Accept", "*/*")];
/// let request = Request::new("POST").headers(headers);
/// # let _ = request;
/// ```
///
/// Pass it all headers; it keeps the three that matter. One of them that is repeated or not ASCII makes the request
/// cross-origin.
#[derive(Debug, Clone, Default)]
pub struct Request {
    is_safe: bool,
    pub(super) fetch_site: Header,
    pub(super) origin: Header,
    pub(super) host: Header,
    pub(super) scheme: Option<Box<str>>,
}

/// A header that may appear once.
#[derive(Debug, Clone, Default)]
pub(super) enum Header {
    #[default]
    Absent,
    Once(Box<str>),
    /// repeated, or not ASCII
    Malformed,
}

impl Request {
    /// Returns a request with a method, as written in the request line.
    pub fn new(method: &str) -> Self {
        // methods are case-sensitive (RFC 9110 section 9.1)
        Request { is_safe: matches!(method, "GET" | "HEAD" | "OPTIONS"), ..Request::default() }
    }
    /// Adds the headers of the request. Pass all of them, with unchanged values.
    pub fn headers<N: AsRef<str>, V: AsRef<[u8]>>(
        mut self,
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        for (name, value) in headers {
            let name = name.as_ref();
            let header = if name.eq_ignore_ascii_case("sec-fetch-site") {
                &mut self.fetch_site
            } else if name.eq_ignore_ascii_case("origin") {
                &mut self.origin
            } else if name.eq_ignore_ascii_case("host") {
                &mut self.host
            } else {
                continue;
            };
            header.add(value.as_ref());
        }
        self
    }
    /// Sets the authority that the request is sent to, instead of its `Host` header. In HTTP/2 and HTTP/3 it is part
    /// of the URI; behind a proxy only the proxy knows it.
    pub fn host(mut self, host: &str) -> Self {
        self.host = Header::Absent;
        self.host.add(host.as_bytes());
        self
    }
    /// Sets the scheme that the browser used, `http` or `https`, if it is known for certain. An `Origin` with another
    /// scheme is then cross-origin, if the browser sends no `Sec-Fetch-Site`.
    pub fn scheme(mut self, scheme: &str) -> Self {
        self.scheme = Some(scheme.to_ascii_lowercase().into());
        self
    }
    /// Returns whether the method changes nothing: `GET`, `HEAD`, `OPTIONS`.
    pub fn is_safe(&self) -> bool {
        self.is_safe
    }
}

impl Header {
    fn add(&mut self, value: &[u8]) {
        let text = std::str::from_utf8(value).ok().filter(|text| text.is_ascii());
        *self = match (&self, text) {
            (Header::Absent, Some(text)) => Header::Once(text.trim_matches([' ', '\t']).into()),
            _ => Header::Malformed,
        };
    }
}
