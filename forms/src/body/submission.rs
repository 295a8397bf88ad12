//! The body of a request.

#[cfg(feature = "multipart")]
use super::parts::ReceivedParts;
#[cfg(feature = "csrf")]
use super::sender_check::{SenderCheck, exempt};
use super::{Format, content_type, index::Index};
use crate::{Limits, error::Unreadable, password::wipe};
use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};
use zeroize::Zeroize;

/// The body of a request: its content type and bytes. It is checked as UTF-8 once, and cheap to clone.
///
/// The constructors never fail. If a body cannot be read, the form that is bound to it reports the error and
/// the HTTP status.
///
/// ```
/// use forms::Body;
/// let form = Body::new("application/x-www-form-urlencoded", "title=Hello&text=World");
/// let json = Body::new("application/json; charset=utf-8", br#"{"title":"Hello"}"#.to_vec());
/// # let _ = (form, json);
/// ```
///
/// Owned buffers are not copied (`Vec<u8>`, `String`, a `bytes::Bytes` without other handles). If a form with
/// a secret is bound to the body, the buffer is wiped when the last handle is dropped. Copies that the server
/// made before are not wiped.
#[derive(Clone)]
pub struct Body {
    kept: Arc<Kept>,
    /// the check of its sender
    #[cfg(feature = "csrf")]
    sender_check: Option<Arc<dyn SenderCheck>>,
}

struct Kept {
    content: Result<Content, Unreadable>,
    wipe: AtomicBool,
    /// the positions of its values; built on the first lookup
    index: OnceLock<Index>,
    #[cfg(feature = "axum")]
    patch: bool,
    /// the files and the JSON of a multipart body
    #[cfg(feature = "multipart")]
    parts: Option<Box<ReceivedParts>>,
    /// the error of the storage for files
    #[cfg(feature = "multipart")]
    storage_error: Option<std::io::Error>,
}

struct Content {
    text: String,
    format: Format,
    query: bool,
}

impl Body {
    /// Creates a body from a content type and bytes: `application/x-www-form-urlencoded`, or
    /// `application/json` and media types with the `+json` suffix, in UTF-8. `content_type` is the value of
    /// the header, or `""` if the header is missing.
    ///
    /// If you use a framework without an extractor in this crate, your code must do three things:
    ///
    /// - Stop reading at the form's limit, `F::SCHEMA.limits.max_body_bytes`, whatever `Content-Length` says,
    ///   and bind [`Body::too_large`] in that case. The form checks the length again, but by then the bytes
    ///   are in memory.
    /// - Bind [`Body::incomplete`] if the connection closes before the end of the body.
    /// - Pass decoded bytes only. Decode a `Content-Encoding` (`gzip`) first and count the decoded bytes
    ///   against the limit, or answer 415 to any `Content-Encoding` but `identity`, as the extractors for
    ///   axum do.
    ///
    /// ```
    /// use forms::{Body, Form};
    /// use std::io::Read;
    ///
    /// fn read<F: Form>(content_type: &str, mut stream: impl Read) -> Body {
    ///     let limit = F::SCHEMA.limits.max_body_bytes;
    ///     let mut bytes = Vec::new();
    ///     match stream.by_ref().take(u64::from(limit) + 1).read_to_end(&mut bytes) {
    ///         Ok(read) if read as u64 > u64::from(limit) => Body::too_large(limit),
    ///         Ok(_) => Body::new(content_type, bytes),
    ///         Err(_) => Body::incomplete(),
    ///     }
    /// }
    ///
    /// #[derive(Form)]
    /// #[form(fields = all)]
    /// struct Note { text: String }
    /// let body = read::<Note>("application/x-www-form-urlencoded", &b"text=Hello"[..]);
    /// assert!(Note::bind(&body).is_valid());
    /// let body = read::<Note>("application/x-www-form-urlencoded", std::io::repeat(b'x'));
    /// assert_eq!(Note::bind(&body).status(), 413);
    /// ```
    pub fn new(content_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let mut bytes = bytes.into();
        let format = content_type::format(content_type);
        let content = format.and_then(|format| match String::from_utf8(std::mem::take(&mut bytes)) {
            Ok(text) => Ok(Content { text, format, query: false }),
            Err(error) => {
                bytes = error.into_bytes();
                Err(Unreadable::Encoding)
            }
        });
        // an unreadable body may contain a secret too
        bytes.zeroize();
        Self::keep(content)
    }
    /// Creates an urlencoded body.
    pub fn form(text: impl Into<String>) -> Self {
        Self::keep(Ok(Content { text: text.into(), format: Format::Form, query: false }))
    }
    /// Creates a JSON body.
    pub fn json(text: impl Into<String>) -> Self {
        Self::keep(Ok(Content { text: text.into(), format: Format::Json, query: false }))
    }
    /// Creates a body from the query of a `GET` form: the part of the URL after the `?`. Secrets are not
    /// bound from a query.
    pub fn query(text: impl Into<String>) -> Self {
        Self::keep(Ok(Content { text: text.into(), format: Format::Form, query: true }))
    }
    /// Creates a placeholder for a body with more than `limit` bytes, which was not read to its end.
    pub fn too_large(limit: u32) -> Self {
        Self::keep(Err(Unreadable::TooLarge(limit)))
    }
    /// Creates a placeholder for a body that ended early.
    pub fn incomplete() -> Self {
        Self::keep(Err(Unreadable::Incomplete))
    }
    fn keep(content: Result<Content, Unreadable>) -> Self {
        Body {
            kept: Arc::new(Kept {
                content,
                wipe: AtomicBool::new(false),
                index: OnceLock::new(),
                #[cfg(feature = "axum")]
                patch: false,
                #[cfg(feature = "multipart")]
                parts: None,
                #[cfg(feature = "multipart")]
                storage_error: None,
            }),
            #[cfg(feature = "csrf")]
            sender_check: None,
        }
    }
    /// Creates a body from the text and the other parts of a multipart body.
    #[cfg(feature = "multipart")]
    pub(crate) fn multipart(text: String, parts: ReceivedParts) -> Self {
        let mut body = Self::form(text);
        if let Some(kept) = Arc::get_mut(&mut body.kept) {
            kept.parts = Some(Box::new(parts));
        }
        body
    }
    /// Creates a placeholder for a body that was refused while it was received.
    #[cfg(feature = "multipart")]
    pub(crate) fn unreadable(why: Unreadable) -> Self {
        Self::keep(Err(why))
    }
    /// Creates a placeholder for a body with a file that could not be stored.
    #[cfg(feature = "multipart")]
    pub(crate) fn not_stored(error: std::io::Error) -> Self {
        let mut body = Self::keep(Err(Unreadable::NotStored));
        if let Some(kept) = Arc::get_mut(&mut body.kept) {
            kept.storage_error = Some(error);
        }
        body
    }
    /// Returns the error because of which a file of the body could not be stored, such as a full disk. A form that is
    /// bound to such a body has the error `not_stored`, with the status 500. Requires the feature `multipart`.
    #[cfg(feature = "multipart")]
    pub fn storage_error(&self) -> Option<&std::io::Error> {
        self.kept.storage_error.as_ref()
    }
    /// Returns the files and the JSON of a multipart body.
    #[cfg(feature = "multipart")]
    pub(crate) fn parts(&self) -> Option<&ReceivedParts> {
        self.kept.parts.as_deref()
    }
    /// Returns the number of bytes that the limit of a body applies to.
    #[cfg_attr(
        not(feature = "multipart"),
        expect(clippy::unused_self, reason = "used by the feature `multipart`")
    )]
    fn counted_bytes(&self, text: &str) -> u64 {
        #[cfg(feature = "multipart")]
        if let Some(parts) = &self.kept.parts {
            return parts.bytes;
        }
        text.len() as u64
    }
    pub(crate) fn content(&self) -> Result<(&str, Format), Unreadable> {
        match &self.kept.content {
            Ok(content) => Ok((&content.text, content.format)),
            Err(unreadable) => Err(*unreadable),
        }
    }
    /// Returns the text and its format.
    ///
    /// # Errors
    /// Returns an error if the body cannot be read or is longer than the limit.
    #[inline]
    pub(crate) fn content_within(&self, limits: &Limits) -> Result<(&str, Format), Unreadable> {
        match self.content()? {
            (text, _) if self.counted_bytes(text) > u64::from(limits.most_bytes()) => {
                Err(Unreadable::TooLarge(limits.most_bytes()))
            }
            content => Ok(content),
        }
    }
    /// Exempts this body from the CSRF check of forms marked `csrf`.
    ///
    /// Use it for requests that a browser does not send by itself, such as signed requests or requests with a
    /// bearer token. `reason` documents the exemption: search the code for `csrf_exempt` to list all of them.
    /// Requires the feature `csrf`.
    #[cfg(feature = "csrf")]
    pub fn csrf_exempt(self, reason: &'static str) -> Self {
        self.with_sender_check(exempt(reason))
    }
    #[cfg(feature = "csrf")]
    pub(crate) fn with_sender_check(mut self, check: Arc<dyn SenderCheck>) -> Self {
        self.sender_check = Some(check);
        self
    }
    #[cfg(feature = "csrf")]
    pub(crate) fn sender_check(&self) -> Option<&dyn SenderCheck> {
        self.sender_check.as_deref()
    }
    /// Records that the body came with a `PATCH` request, for the headers of an error response. Has no effect
    /// if the body has other handles.
    #[cfg(feature = "axum")]
    pub(crate) fn mark_as_patch(&mut self) {
        if let Some(kept) = Arc::get_mut(&mut self.kept) {
            kept.patch = true;
        }
    }
    #[cfg(feature = "axum")]
    pub(crate) fn is_of_patch(&self) -> bool {
        self.kept.patch
    }
    pub(crate) fn is_query(&self) -> bool {
        matches!(&self.kept.content, Ok(content) if content.query)
    }
    /// Wipes the buffer when the last handle is dropped.
    pub(crate) fn wipe_on_drop(&self) {
        self.kept.wipe.store(true, Ordering::Relaxed);
    }
    /// Returns the submitted scalar at a path, as text.
    pub(crate) fn find(&self, path: &str) -> Option<String> {
        /// Up to this length, a linear search is used instead of an index.
        const SHORT: usize = 1024;
        let (text, format) = self.content().ok()?;
        match format {
            _ if text.len() > SHORT && !path.is_empty() && u32::try_from(text.len()).is_ok() => {
                self.kept.index.get_or_init(|| Index::new(text, format)).find(text, path)
            }
            Format::Form => super::urlencoded::find(text, path),
            Format::Json => super::json::find(text, path),
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if *self.wipe.get_mut()
            && let Ok(content) = &mut self.content
        {
            wipe(&mut content.text);
            #[cfg(feature = "multipart")]
            if let Some(parts) = &mut self.parts {
                parts.json.iter_mut().for_each(wipe);
            }
        }
    }
}

impl fmt::Debug for Body {
    /// Formats the format and the length, but nothing that was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kept.content {
            Ok(content) => f
                .debug_struct("Body")
                .field("format", &content.format)
                .field("bytes", &content.text.len())
                .finish_non_exhaustive(),
            Err(unreadable) => f.debug_tuple("Body").field(unreadable).finish(),
        }
    }
}
