//! The readers. Each collects texts, and counts the bytes of files, as a program that sends them on does.

use crate::bodies::{BOUNDARY, Scenario};
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use bytes::Bytes;
use forms::multipart::{Event, Limits, Reader};
use futures_util::{Stream, StreamExt, stream};
use memchr::memmem;
use std::{
    convert::Infallible,
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// What a reader found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub texts: Vec<(String, String)>,
    pub file_bytes: usize,
}

/// The content type of the bodies.
fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// Runs a future whose input is in memory.
fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Gives one chunk each time it is polled, as a connection does. From a stream that is always ready the peers would collect
/// the whole body first.
fn chunks<E>(scenario: &Scenario) -> impl Stream<Item = Result<Bytes, E>> + Unpin + 'static {
    let mut chunks = scenario.chunks.clone().into_iter();
    let mut is_ready = false;
    stream::poll_fn(move |_| {
        is_ready = !is_ready;
        if is_ready { Poll::Ready(chunks.next().map(Ok)) } else { Poll::Pending }
    })
}

pub fn ours(scenario: &Scenario) -> Found {
    let mut found = Found::default();
    let limits = Limits::DEFAULT.max_body_bytes(1 << 30);
    let mut reader = Reader::new(&content_type(), limits).expect("a boundary");
    let mut text: Option<(String, Vec<u8>)> = None;
    for chunk in &scenario.chunks {
        let mut chunk = &chunk[..];
        while let Some(event) = reader.next(&mut chunk).expect("a body without errors") {
            match event {
                Event::Part(part) => {
                    text = part.filename.is_none().then(|| (part.name.to_owned(), Vec::new()));
                }
                Event::Data(bytes) => match &mut text {
                    Some((_, text)) => text.extend_from_slice(bytes),
                    None => found.file_bytes += black_box(bytes).len(),
                },
                Event::PartEnd => {
                    if let Some((name, text)) = text.take() {
                        found.texts.push((name, String::from_utf8(text).expect("UTF-8")));
                    }
                }
                Event::End => {}
            }
        }
    }
    reader.finish().expect("a closing delimiter");
    found
}

pub fn multer(scenario: &Scenario) -> Found {
    run(async {
        let mut found = Found::default();
        let mut body = multer::Multipart::new(chunks::<Infallible>(scenario), BOUNDARY);
        while let Some(mut field) = body.next_field().await.expect("a body without errors") {
            if field.file_name().is_some() {
                while let Some(chunk) = field.chunk().await.expect("content") {
                    found.file_bytes += black_box(chunk).len();
                }
            } else {
                let name = field.name().expect("a name").to_owned();
                found.texts.push((name, field.text().await.expect("UTF-8")));
            }
        }
        found
    })
}

pub fn actix(scenario: &Scenario) -> Found {
    run(async {
        let mut found = Found::default();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(&content_type()).expect("a header"));
        let mut body = actix_multipart::Multipart::new(&headers, chunks(scenario));
        while let Some(field) = body.next().await {
            let mut field = field.expect("a body without errors");
            let is_file = field.content_disposition().is_some_and(|header| header.get_filename().is_some());
            if is_file {
                while let Some(chunk) = field.next().await {
                    found.file_bytes += black_box(chunk.expect("content")).len();
                }
            } else {
                let name = field.name().expect("a name").to_owned();
                let text = field.bytes(1 << 20).await.expect("a small text").expect("content");
                found.texts.push((name, String::from_utf8(text.to_vec()).expect("UTF-8")));
            }
        }
        found
    })
}

/// Only searches for the delimiter, chunk by chunk.
pub fn search(scenario: &Scenario) -> usize {
    let delimiter = format!("\r\n--{BOUNDARY}");
    let finder = memmem::Finder::new(&delimiter);
    scenario.chunks.iter().filter(|chunk| finder.find(black_box(chunk)).is_some()).count()
}
