//! What a request says of where it comes from.

/// The few headers of a request by which a browser says which site sent it, and the method.
///
/// ```
/// use forms::csrf::Request;
/// let headers = [("Host", "example.org"), ("Sec-Fetch-Site", "same-origin"), ("Accept", "*/*")];
/// let request = Request::new("POST").headers(headers);
/// # let _ = request;
/// ```
///
/// It takes all headers and keeps the three that count, so that none is forgotten: one that comes twice, or that is not
/// ASCII, makes the request cross-origin.
#[derive(Debug, Clone, Default)]
pub struct Request {
    is_safe: bool,
    pub(super) fetch_site: Header,
    pub(super) origin: Header,
    pub(super) host: Header,
    pub(super) scheme: Option<Box<str>>,
}

/// A header that may be there once.
#[derive(Debug, Clone, Default)]
pub(super) enum Header {
    #[default]
    Absent,
    Once(Box<str>),
    /// more than once, or not ASCII
    Malformed,
}

impl Request {
    /// A request of that method, as it stands in the request line.
    pub fn new(method: &str) -> Self {
        // a method that is not written in capitals is another one (RFC 9110 section 9.1)
        Request { is_safe: matches!(method, "GET" | "HEAD" | "OPTIONS"), ..Request::default() }
    }
    /// The headers, all of them, with their values as they came.
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
    /// The authority that the request is for, instead of its `Host` header: in HTTP/2 and 3 it stands in the address;
    /// behind a proxy only the proxy knows it.
    pub fn host(mut self, host: &str) -> Self {
        self.host = Header::Absent;
        self.host.add(host.as_bytes());
        self
    }
    /// The scheme that the browser used, `http` or `https`, where it is known for certain. An `Origin` of another one is
    /// then cross-origin, where the browser sends no `Sec-Fetch-Site` that says so.
    pub fn scheme(mut self, scheme: &str) -> Self {
        self.scheme = Some(scheme.to_ascii_lowercase().into());
        self
    }
    /// Whether the method changes nothing: `GET`, `HEAD`, `OPTIONS`.
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
