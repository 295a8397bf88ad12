//! Streams a multipart body into its form.

use super::reading::{DrainLimit, content_type, incomplete_body};
use crate::{
    Body, Form, Receiver,
    body::is_multipart,
    upload::{Spool, UploadSink},
};
use http::{Method, header::EXPECT, request::Parts};
use http_body::{Body as _, Frame};
use http_body_util::BodyExt;
use std::sync::Arc;

/// Returns whether the request has a multipart body that a form may bind.
pub(super) fn has_parts(head: &Parts) -> bool {
    matches!(head.method, Method::POST | Method::PUT | Method::PATCH | Method::DELETE)
        && is_multipart(content_type(&head.headers))
}

/// Receives a multipart body for the form `F`.
pub(super) async fn receive<F: Form>(head: &Parts, mut stream: axum_core::body::Body) -> Body {
    let mut receiver = Receiver::<F>::new(content_type(&head.headers));
    if let Some(spool) = head.extensions.get::<Spool>() {
        receiver = receiver.spool(spool.clone());
    }
    if let Some(sink) = head.extensions.get::<Arc<dyn UploadSink>>() {
        receiver = receiver.sink(Arc::clone(sink));
    }
    let is_refused = !receiver.expect(stream.size_hint().lower());
    if is_refused && head.headers.contains_key(EXPECT) {
        // a client that sends `Expect: 100-continue` gets the response instead of `100 Continue`
        return receiver.finish();
    }
    let mut arrived = 0;
    let mut end = is_refused.then(|| DrainLimit::after(0));
    while let Some(frame) = stream.frame().await {
        let bytes = match frame.map(Frame::into_data) {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_trailers)) => continue,
            Err(_) if end.is_some() => break,
            Err(error) => return incomplete_body(&error, F::SCHEMA.limits.max_body_bytes),
        };
        arrived += bytes.len();
        match &end {
            None => {
                if !receiver.push(&bytes).await {
                    end = Some(DrainLimit::after(arrived));
                }
            }
            Some(end) if end.is_reached(arrived) => break,
            Some(_) => {}
        }
    }
    receiver.finish()
}
