//! Reads the body of a request within its limit.

use crate::Body;
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

/// Reads a request's body of at most `limit` bytes, whatever its `Content-Length` says; of a `GET` or `HEAD`, the query. The body of
/// any method but `POST`, `PUT`, `PATCH` and `DELETE` is refused as of no type that a form reads.
///
/// It never fails: to a body that is too large, of a type that no form reads, compressed, or cut off, a form binds with
/// that problem. A body that is refused is read on and thrown away, for at most 32 MiB and 5 seconds: Firefox and Safari
/// show an answer only once they have sent the whole body, and a broken connection if it closes before. A client that
/// stops sending is for the server's own timeout to end, as with any body.
///
/// Where a layer has put a `forms::csrf::Session` into the request's extensions, or `forms::csrf::Origins`, the body is checked for forms marked `csrf`.
pub async fn read(request: Request, limit: u32) -> Body {
    let (head, stream) = request.into_parts();
    let mut body = read_stream(&head, stream, limit).await;
    if head.method == Method::PATCH {
        body.mark_as_patch();
    }
    #[cfg(feature = "csrf")]
    let body = super::csrf::checked(&head, body);
    body
}

async fn read_stream(head: &Parts, mut stream: axum_core::body::Body, limit: u32) -> Body {
    if head.method == Method::GET || head.method == Method::HEAD {
        return Body::query(head.uri.query().unwrap_or_default());
    }
    // what other methods carry is not for a form to bind
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
        // the client waits for leave to send, and is not given it
        return refused;
    }
    let limit_of_all = limit as usize;
    let mut kept = Zeroizing::new(Vec::new());
    let mut arrived = 0;
    let mut end = refused.as_ref().map(|_| End::after(0));
    while let Some(frame) = stream.frame().await {
        let bytes = match frame.map(Frame::into_data) {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_trailers)) => continue,
            Err(error) => return refused.unwrap_or_else(|| cut_off(&error, limit)),
        };
        arrived += bytes.len();
        if arrived > limit_of_all {
            kept.zeroize();
            refused.get_or_insert_with(|| Body::too_large(limit));
            end.get_or_insert_with(|| End::after(arrived));
        }
        match &end {
            None => keep(&mut kept, &bytes, declared as usize),
            Some(end) if end.is_reached(arrived) => break,
            Some(_) => {}
        }
    }
    refused.unwrap_or_else(|| Body::new(content_type, std::mem::take(&mut *kept)))
}

/// Where the reading of a refused body ends, if the body itself does not end before.
struct End {
    bytes: usize,
    time: Instant,
}

impl End {
    /// `arrived`: the bytes of the body that were read before it was refused.
    fn after(arrived: usize) -> Self {
        End { bytes: arrived.saturating_add(READ_ON), time: Instant::now() + READ_ON_FOR }
    }
    fn is_reached(&self, arrived: usize) -> bool {
        arrived > self.bytes || Instant::now() >= self.time
    }
}

/// The most that is read of a body after it was refused.
const READ_ON: usize = 32 * 1024 * 1024;
/// The longest that a refused body is read.
const READ_ON_FOR: Duration = Duration::from_secs(5);

/// What is taken on trust of a declared length: memory that a client which then sends nothing can tie up.
const TRUSTED: usize = 16 * 1024;

/// Adds to what was read. It may be a secret, so that nothing of it is left behind where the buffer was before it grew.
fn keep(kept: &mut Zeroizing<Vec<u8>>, bytes: &[u8], declared: usize) {
    let needed = kept.len() + bytes.len();
    if needed > kept.capacity() {
        let mut larger = Vec::with_capacity(needed.max(2 * kept.capacity()).max(declared.min(TRUSTED)));
        larger.extend_from_slice(kept);
        *kept = Zeroizing::new(larger);
    }
    kept.extend_from_slice(bytes);
}

/// The content type, or `""` where no form could read the body: there is none or more than one, or it is compressed and
/// no layer before us has undone that.
fn content_type(headers: &HeaderMap) -> &str {
    let compressed = headers.get_all(CONTENT_ENCODING).iter().any(|coding| coding != "identity");
    let mut all = headers.get_all(CONTENT_TYPE).iter();
    match (all.next(), all.next()) {
        (Some(only), None) if !compressed => only.to_str().unwrap_or_default(),
        _ => "",
    }
}

/// A body whose end did not come. What came of it is not bound: a form cut short may be a valid one.
fn cut_off(error: &axum_core::Error, limit: u32) -> Body {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return Body::too_large(limit);
        }
        cause = error.source();
    }
    Body::incomplete()
}
