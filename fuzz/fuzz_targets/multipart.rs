//! A line with a content type, and any bytes as a body: divided at each place, it gives the same parts or the same error.
#![no_main]

use forms::multipart::Limits;

/// Low, so that bodies of fuzzers reach them.
const LIMITS: Limits = Limits::DEFAULT
    .max_body_bytes(2_000)
    .max_parts(6)
    .max_part_headers(4)
    .max_part_header_bytes(200)
    .max_header_bytes(500)
    .max_text_bytes(100);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (content_type, body) = tests::multipart::content_type_and_body(bytes);
    tests::multipart::check_divisions(&content_type, LIMITS, body);
    tests::multipart::check_divisions(&content_type, tests::multipart::LIMITS, body);
});
