//! Receives the body of a request chunk by chunk.

use super::blocking;
use crate::{
    Body, Form, Limits,
    bind::{Parts, Refusal},
    body::is_multipart,
    error::Unreadable,
    schema::FormSchema,
    upload::{Spool, Storage, UploadSink},
};
use std::{fmt, io::Read, marker::PhantomData, sync::Arc};
use zeroize::Zeroizing;

/// Receives the body of a request for a form, chunk by chunk, in any format that forms read. Of a multipart body, the
/// files that the form declares are kept while they arrive; others are skipped. Requires the feature `multipart`.
///
/// The extractors for axum use it. For another framework, pass every chunk to [`push`](Self::push):
///
/// ```
/// use forms::{Form, Receiver, upload::UploadedFile};
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Application {
///     name: String,
///     #[form(max_size = "5 MB", extensions = ["pdf", "odt"])]
///     letter: UploadedFile,
/// }
///
/// # async fn handle() {
/// # let chunks = ["--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n",
/// #     "--x\r\nContent-Disposition: form-data; name=\"letter\"; filename=\"letter.pdf\"\r\n\r\n%PDF-1.7\r\n--x--\r\n"];
/// let mut receiver = Receiver::<Application>::new("multipart/form-data; boundary=x");
/// for chunk in chunks {
///     if !receiver.push(chunk.as_bytes()).await {
///         break; // the body is refused: the rest of it is of no use
///     }
/// }
/// let form = Application::bind(&receiver.finish());
/// let application = form.into_result().unwrap();
/// assert_eq!(application.letter.safe_name(), "letter.pdf");
/// # }
/// # use std::{pin::pin, task::{Context, Poll, Waker}};
/// # assert!(matches!(pin!(handle()).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(())));
/// ```
///
/// All limits of the form hold while the body arrives: see [`Limits`]. If a receiver is dropped, what it has kept is
/// removed.
pub struct Receiver<F> {
    spec: &'static FormSchema,
    limits: Limits,
    content_type: Box<str>,
    storage: Storage,
    state: State,
    of: PhantomData<fn() -> F>,
}

enum State {
    /// before the first bytes
    New,
    Multipart(Box<Parts>),
    Whole(Zeroizing<Vec<u8>>),
    Refused(Refusal),
}

impl<F: Form> Receiver<F> {
    /// Creates a receiver for a body with this content type: the value of the header, or `""` if the header is missing.
    pub fn new(content_type: &str) -> Self {
        Receiver {
            spec: F::SCHEMA,
            limits: F::SCHEMA.limits,
            content_type: content_type.into(),
            storage: Storage::Spool(Spool::new()),
            state: State::New,
            of: PhantomData,
        }
    }
    /// Replaces the limits of the form. Bind the body with the same limits: [`Binder::limits`](crate::Binder::limits).
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
    /// Sets where large files are kept until the application takes them.
    #[must_use]
    pub fn spool(mut self, spool: Spool) -> Self {
        self.storage = Storage::Spool(spool);
        self
    }
    /// Sends the content of files to a storage of the application.
    #[must_use]
    pub fn sink(mut self, sink: Arc<dyn UploadSink>) -> Self {
        self.storage = Storage::Sink(sink);
        self
    }
    /// Receives the next bytes of the body, of any number. Returns `false` if the body is refused: it is too large, for
    /// example. The rest of it need not be received, and the form that is bound to it has the error.
    ///
    /// Without a [`sink`](Self::sink), the future is ready at once. Writing a temporary file blocks the thread.
    pub async fn push(&mut self, chunk: &[u8]) -> bool {
        if let State::New = self.state {
            self.begin();
        }
        let pushed = match &mut self.state {
            State::Multipart(parts) => parts.push(chunk, &self.storage).await,
            State::Whole(bytes) => {
                if bytes.len() + chunk.len() > self.limits.most_bytes() as usize {
                    Err(Unreadable::TooLarge(self.limits.most_bytes()).into())
                } else {
                    append(bytes, chunk);
                    Ok(())
                }
            }
            State::New | State::Refused(_) => Ok(()),
        };
        if let Err(refusal) = pushed {
            // removes what was kept
            self.state = State::Refused(refusal);
        }
        !self.is_refused()
    }
    /// Returns whether the body is refused, whatever the rest of it is. Also known before the first bytes if no form reads
    /// the content type.
    pub fn is_refused(&mut self) -> bool {
        if let State::New = self.state {
            self.begin();
        }
        matches!(self.state, State::Refused(_))
    }
    /// Tells the receiver how many bytes the body will have at least, such as its `Content-Length`. Returns `false` if the
    /// body is refused: it is too large, or no form reads its content type.
    pub fn expect(&mut self, bytes: u64) -> bool {
        if self.is_refused() {
            return false;
        }
        let most = u64::from(self.limits.most_bytes());
        let most = match &self.state {
            State::Multipart(_) => most.saturating_add(self.spec.file_capacity(&self.limits).bytes),
            _ => most,
        };
        if bytes > most {
            let limit = u32::try_from(most).unwrap_or(u32::MAX);
            self.state = State::Refused(Unreadable::TooLarge(limit).into());
        }
        bytes <= most
    }
    /// Ends the body, and returns it.
    pub fn finish(mut self) -> Body {
        if let State::New = self.state {
            self.begin();
        }
        match self.state {
            State::Multipart(parts) => parts.finish().unwrap_or_else(Refusal::into_body),
            State::Whole(mut bytes) => Body::new(&self.content_type, std::mem::take(&mut *bytes)),
            State::Refused(refusal) => refusal.into_body(),
            State::New => Body::new(&self.content_type, Vec::new()),
        }
    }
    /// Receives a whole body from a reader, for a server without asynchronous functions. Stops reading when the body is
    /// refused. A reader that fails is a connection that was closed early: the body is
    /// [`incomplete`](Body::incomplete).
    ///
    /// ```
    /// use forms::{Form, Receiver};
    ///
    /// #[derive(Form)]
    /// #[form(fields = all)]
    /// struct Note { text: String }
    ///
    /// let request_body = &b"text=Hello"[..]; // of the server: any `std::io::Read`
    /// let body = Receiver::<Note>::new("application/x-www-form-urlencoded").read(request_body);
    /// assert!(Note::bind(&body).is_valid());
    /// ```
    pub fn read(mut self, mut reader: impl Read) -> Body {
        let mut chunk = Zeroizing::new(vec![0; 16 * 1024]);
        blocking::wait(async {
            loop {
                match reader.read(&mut chunk) {
                    Ok(0) => return self.finish(),
                    Ok(len) => {
                        if !self.push(&chunk[..len]).await {
                            return self.finish();
                        }
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(_) => return Body::incomplete(),
                }
            }
        })
    }
    fn begin(&mut self) {
        self.state = if is_multipart(&self.content_type) {
            match Parts::new(&self.content_type, self.spec, &self.limits) {
                _ if self.spec.json_only => State::Refused(Unreadable::NotJson.into()),
                Ok(parts) => State::Multipart(Box::new(parts)),
                Err(why) => State::Refused(why.into()),
            }
        } else {
            match Body::new(&self.content_type, Vec::new()).content() {
                Ok(_) => State::Whole(Zeroizing::default()),
                Err(why) => State::Refused(why.into()),
            }
        };
    }
}

/// Appends bytes to the buffer. The body may hold a secret, so the old buffer is wiped when the buffer grows.
fn append(kept: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    let needed = kept.len() + bytes.len();
    if needed > kept.capacity() {
        let mut larger = Vec::with_capacity(needed.max(2 * kept.capacity()));
        larger.extend_from_slice(kept);
        *kept = Zeroizing::new(larger);
    }
    kept.extend_from_slice(bytes);
}

impl<F> fmt::Debug for Receiver<F> {
    /// Shows nothing that was received.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("form", &self.spec.name).finish_non_exhaustive()
    }
}
