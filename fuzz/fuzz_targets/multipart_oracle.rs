//! A line with a content type, and any bytes as a body, read by our reader and by multer: what we accept, it reads the same.
//! What only one of them accepts, or reads in another way, is a difference with a name.
#![no_main]

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use std::convert::Infallible;
use tests::multipart::{LIMITS, Part, content_type_and_body, read_chunks};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (content_type, body) = content_type_and_body(bytes);
    // we are stricter: what we refuse may be anything to multer
    let (ours, Ok(())) = read_chunks(&content_type, LIMITS, [body]) else { return };
    // it needs a delimiter
    if body.is_empty() {
        return;
    }
    // each of these is decided in the manual, and multer does something else
    let has = |what: &str| contains(body, what.as_bytes());
    // transfer encodings and nested bodies, which it gives out as they are
    if has("content-transfer-encoding") || has("multipart/mixed") {
        return;
    }
    // folded headers, which it refuses
    if has("\r\n ") || has("\r\n\t") {
        return;
    }
    // it reads the boundary with the crate `mime`; we compare what both understand
    let Ok(boundary) = multer::parse_boundary(&content_type) else { return };
    if !contains(body, format!("--{boundary}").as_bytes()) {
        return;
    }
    // a line that only begins like a delimiter is content, and an error of multer
    // a delimiter right after the empty line, or a part without headers
    let delimiter = format!("--{boundary}");
    if count_exactly(body, format!("\r\n{delimiter}").as_bytes()) + usize::from(body.starts_with(delimiter.as_bytes()))
        != ours.len() + 1
        || contains(body, format!("\r\n\r\n{delimiter}").as_bytes())
    {
        return;
    }
    let theirs = theirs(body, &boundary);
    match theirs {
        Ok(theirs) => {
            assert_eq!(theirs.len(), ours.len());
            for (theirs, ours) in theirs.iter().zip(&ours) {
                assert_eq!(theirs.content, ours.content);
                same_names(body, theirs, ours);
            }
        }
        // its parser of headers has a limit of 32, and refuses bytes that we allow in values
        Err(multer::Error::ReadHeaderFailed(_) | multer::Error::DecodeHeaderValue { .. }) => {}
        Err(error) => panic!("only we accept it: {error}"),
    }
});

/// Names are compared if the headers are written as browsers write them, and need no decoding: no escape, no other charset, no
/// quotes but those around a value. The manual decides the others, and multer does something else.
fn same_names(body: &[u8], theirs: &Part, ours: &Part) {
    let needs_decoding = |byte: &u8| matches!(byte, b'%' | b'\\' | b'*' | 0..=8 | 11 | 12 | 14..=31 | 127..);
    let dispositions = count(body, b"content-disposition");
    let plain = count_exactly(body, b"\r\nContent-Disposition: form-data; name=\"");
    let files = count_exactly(body, b"\"; filename=\"");
    let names = count(body, b"name");
    if body.iter().any(needs_decoding) || dispositions != plain || names != plain + files {
        return;
    }
    let is_odd = |name: &str| name.contains(['"', ';', '=']);
    if is_odd(&ours.name) || ours.filename.as_deref().is_some_and(is_odd) {
        return;
    }
    assert_eq!((&theirs.name, &theirs.filename), (&ours.name, &ours.filename));
}

fn theirs(body: &[u8], boundary: &str) -> Result<Vec<Part>, multer::Error> {
    let chunks = stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(body))]);
    let mut multipart = multer::Multipart::new(chunks, boundary);
    let mut parts = Vec::new();
    let read = async {
        while let Some(field) = multipart.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let filename = field.file_name().map(str::to_owned);
            parts.push(Part { name, filename, content: field.bytes().await?.to_vec(), ..Part::default() });
        }
        Ok(())
    };
    read.now_or_never().expect("the whole body is in memory")?;
    Ok(parts)
}

/// Returns how often the body contains this, in any case.
fn count(body: &[u8], what: &[u8]) -> usize {
    body.windows(what.len()).filter(|window| window.eq_ignore_ascii_case(what)).count()
}

fn count_exactly(body: &[u8], what: &[u8]) -> usize {
    body.windows(what.len()).filter(|window| *window == what).count()
}

fn contains(body: &[u8], what: &[u8]) -> bool {
    count(body, what) > 0
}
