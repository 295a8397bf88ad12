//! Reads the body of a request within its limit.

use crate::{Body, Form};
use axum_core::extract::Request;
use http::{
    HeaderMap, Method,
    header::{CONTENT_ENCODING, CONTENT_TYPE, EXPECT},
    request::Parts,
};
use http_body::{Body as _, Frame};
use http_body_util::{BodyExt, LengthLimitError};
use std::{
    error::Error,
    time::{Duration, Instant},
};
use zeroize::{Zeroize, Zeroizing};

/// Reads a request's body of at most `limit` bytes, whatever its `Content-Length` says. For a `GET` or `HEAD` it reads
/// the query. Of other methods it accepts only `POST`, `PUT`, `PATCH` and `DELETE`; a body of any other method is
/// refused like one with an unsupported content type.
///
/// It never fails. If the body is too large, compressed, cut off, or of a content type that no form accepts, the form
/// that is bound to it has that error. The rest of a refused body is read and discarded, for at most 32 MiB and 5
/// seconds: Firefox and Safari show a response only after they have sent the whole body, and a connection error if the
/// server closes before. A client that stops sending is left to the server's own timeout, as with any body.
///
/// If a layer has put a `forms::csrf::Session` or `forms::csrf::Origins` into the request's extensions, the sender is
/// checked, for forms marked `csrf`.
pub async fn read(request: Request, limit: u32) -> Body {
    let (head, stream) = request.into_parts();
    let body = read_stream(&head, stream, limit).await;
    checked(&head, body)
}

/// Reads a request's body for the form `F`, as [`read`] does, within the limits of the form. With the feature `multipart`,
/// it receives a multipart body chunk by chunk, so that the files of the form are in place when it is bound.
///
/// Large files go to the system's directory for temporary files, or to the `forms::upload::Spool` or the
/// `Arc<dyn forms::upload::UploadSink>` that a layer has put into the request's extensions.
pub async fn read_form<F: Form>(request: Request) -> Body {
    let (head, stream) = request.into_parts();
    #[cfg(feature = "multipart")]
    if super::uploads::has_parts(&head) {
        let body = super::uploads::receive::<F>(&head, stream).await;
        return checked(&head, body);
    }
    let body = read_stream(&head, stream, F::SCHEMA.limits.max_body_bytes).await;
    checked(&head, body)
}

/// Records what the head of the request says about the body.
fn checked(head: &Parts, mut body: Body) -> Body {
    if head.method == Method::PATCH {
        body.mark_as_patch();
    }
    #[cfg(feature = "csrf")]
    let body = super::csrf::checked(head, body);
    body
}

async fn read_stream(head: &Parts, mut stream: axum_core::body::Body, limit: u32) -> Body {
    if head.method == Method::GET || head.method == Method::HEAD {
        return Body::query(head.uri.query().unwrap_or_default());
    }
    // forms do not bind the body of other methods
    let binds = matches!(head.method, Method::POST | Method::PUT | Method::PATCH | Method::DELETE);
    let content_type = if binds { content_type(&head.headers) } else { "" };
    let declared = stream.size_hint().lower();
    let mut refused = Some(Body::new(content_type, Vec::new())).filter(|empty| empty.content().is_err());
    if declared > u64::from(limit) {
        refused.get_or_insert_with(|| Body::too_large(limit));
    }
    if head.headers.contains_key(EXPECT)
        && let Some(refused) = refused
    {
        // a client that sends `Expect: 100-continue` gets the response instead of `100 Continue`
        return refused;
    }
    let max_bytes = limit as usize;
    let mut kept = Zeroizing::new(Vec::new());
    let mut arrived = 0;
    let mut end = refused.as_ref().map(|_| DrainLimit::after(0));
    while let Some(frame) = stream.frame().await {
        let bytes = match frame.map(Frame::into_data) {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_trailers)) => continue,
            Err(error) => return refused.unwrap_or_else(|| incomplete_body(&error, limit)),
        };
        arrived += bytes.len();
        if arrived > max_bytes {
            kept.zeroize();
            refused.get_or_insert_with(|| Body::too_large(limit));
            end.get_or_insert_with(|| DrainLimit::after(arrived));
        }
        match &end {
            None => append(&mut kept, &bytes, declared as usize),
            Some(end) if end.is_reached(arrived) => break,
            Some(_) => {}
        }
    }
    refused.unwrap_or_else(|| Body::new(content_type, std::mem::take(&mut *kept)))
}

/// Limits how long the rest of a refused body is read.
pub(super) struct DrainLimit {
    bytes: usize,
    time: Instant,
}

impl DrainLimit {
    /// Starts the limit. `arrived` is the number of bytes that were read before the body was refused.
    pub(super) fn after(arrived: usize) -> Self {
        DrainLimit { bytes: arrived.saturating_add(MAX_DRAINED_BYTES), time: Instant::now() + MAX_DRAIN_TIME }
    }
    pub(super) fn is_reached(&self, arrived: usize) -> bool {
        arrived > self.bytes || Instant::now() >= self.time
    }
}

/// The maximum number of bytes that are read from a body after it was refused.
const MAX_DRAINED_BYTES: usize = 32 * 1024 * 1024;
/// The longest time that a refused body is read.
const MAX_DRAIN_TIME: Duration = Duration::from_secs(5);

/// The maximum number of bytes that are allocated because of a declared length, so that a client that then sends nothing ties up
/// little memory.
const MAX_PREALLOCATED_BYTES: usize = 16 * 1024;

/// Appends bytes to the buffer. The body may hold a secret, so the old buffer is wiped when the buffer grows.
fn append(kept: &mut Zeroizing<Vec<u8>>, bytes: &[u8], declared: usize) {
    let needed = kept.len() + bytes.len();
    if needed > kept.capacity() {
        let mut larger =
            Vec::with_capacity(needed.max(2 * kept.capacity()).max(declared.min(MAX_PREALLOCATED_BYTES)));
        larger.extend_from_slice(kept);
        *kept = Zeroizing::new(larger);
    }
    kept.extend_from_slice(bytes);
}

/// Returns the content type, or `""` if no form can read the body: the header is missing or repeated, or the body is
/// compressed and no earlier layer has decompressed it.
pub(super) fn content_type(headers: &HeaderMap) -> &str {
    let compressed = headers.get_all(CONTENT_ENCODING).iter().any(|coding| coding != "identity");
    let mut all = headers.get_all(CONTENT_TYPE).iter();
    match (all.next(), all.next()) {
        (Some(only), None) if !compressed => only.to_str().unwrap_or_default(),
        _ => "",
    }
}

/// Returns a body that is refused as incomplete or too large. The part that arrived is not bound, because it could be
/// a valid form by itself.
pub(super) fn incomplete_body(error: &axum_core::Error, limit: u32) -> Body {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return Body::too_large(limit);
        }
        cause = error.source();
    }
    Body::incomplete()
}
