//! What came with a request.

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

/// What came with a request: content type and bytes, checked as UTF-8 once, and cheap to clone.
///
/// Making one never fails: what cannot be read is in the form that is bound to it, with a status.
///
/// ```
/// use forms::Body;
/// let form = Body::new("application/x-www-form-urlencoded", "title=Hello&text=World");
/// let json = Body::new("application/json; charset=utf-8", br#"{"title":"Hello"}"#.to_vec());
/// # let _ = (form, json);
/// ```
///
/// A buffer that can be taken over is not copied (`Vec<u8>`, `String`, a `bytes::Bytes` that no one else holds). If a
/// form that is bound to it has a secret, the buffer is wiped when the last handle drops; copies that a server made
/// before are out of reach.
#[derive(Clone)]
pub struct Body {
    kept: Arc<Kept>,
    /// what is known of who sent it
    #[cfg(feature = "csrf")]
    sender_check: Option<Arc<dyn SenderCheck>>,
}

struct Kept {
    content: Result<Content, Unreadable>,
    wipe: AtomicBool,
    /// where its values are, once they are asked for one by one
    index: OnceLock<Index>,
    #[cfg(feature = "axum")]
    patch: bool,
}

struct Content {
    text: String,
    format: Format,
    query: bool,
}

impl Body {
    /// The body of a request: `application/x-www-form-urlencoded`, or `application/json` and its `+json` relatives,
    /// in UTF-8. `content_type` is the header as it came; `""` where there was none.
    ///
    /// With a framework that has no extractor of ours, three things are the caller's duty:
    ///
    /// - Stop reading at the form's limit, `F::SCHEMA.limits.max_body_bytes`, whatever `Content-Length` says, and bind
    ///   [`Body::too_large`] then. The form checks the length again, but by then the bytes are in memory.
    /// - Bind [`Body::incomplete`] if the body broke off.
    /// - Take no encoded bytes. Undo a `Content-Encoding` (`gzip`) before, and count the decoded bytes against the limit; or answer
    ///   415 to any `Content-Encoding` but `identity`, as the extractors for axum do.
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
        // what no form can read may hold a secret all the same
        bytes.zeroize();
        Self::keep(content)
    }
    /// An urlencoded body.
    pub fn form(text: impl Into<String>) -> Self {
        Self::keep(Ok(Content { text: text.into(), format: Format::Form, query: false }))
    }
    /// A JSON body.
    pub fn json(text: impl Into<String>) -> Self {
        Self::keep(Ok(Content { text: text.into(), format: Format::Json, query: false }))
    }
    /// The query of a `GET` form: what stands behind the `?`. Secrets do not bind from it.
    pub fn query(text: impl Into<String>) -> Self {
        Self::keep(Ok(Content { text: text.into(), format: Format::Form, query: true }))
    }
    /// A body that was not read to its end because it has more than `limit` bytes.
    pub fn too_large(limit: u32) -> Self {
        Self::keep(Err(Unreadable::TooLarge(limit)))
    }
    /// A body that broke off before its end.
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
            }),
            #[cfg(feature = "csrf")]
            sender_check: None,
        }
    }
    pub(crate) fn content(&self) -> Result<(&str, Format), Unreadable> {
        match &self.kept.content {
            Ok(content) => Ok((&content.text, content.format)),
            Err(unreadable) => Err(*unreadable),
        }
    }
    /// The text, if it is no longer than it may be.
    #[inline]
    pub(crate) fn content_within(&self, limits: &Limits) -> Result<(&str, Format), Unreadable> {
        match self.content()? {
            (text, _) if text.len() > limits.most_bytes() as usize => {
                Err(Unreadable::TooLarge(limits.most_bytes()))
            }
            content => Ok(content),
        }
    }
    /// This body, let through by forms marked `csrf` without any check: for what a browser does not send by itself, as a
    /// call that is signed or carries a bearer token. The reason stands beside it, for whoever searches the code for
    /// `csrf_exempt`. Feature `csrf`.
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
    /// Notes that the body came with `PATCH`, for the headers of a refusal. A body that has other handles is not marked.
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
    /// Has the buffer wiped when the last handle drops.
    pub(crate) fn wipe_on_drop(&self) {
        self.kept.wipe.store(true, Ordering::Relaxed);
    }
    /// The scalar that was submitted under that key, as text.
    pub(crate) fn find(&self, path: &str) -> Option<String> {
        /// A shorter body is searched as it is.
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
        }
    }
}

impl fmt::Debug for Body {
    /// Nothing of what was submitted.
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
