//! Bodies and headers for forms with CSRF protection: a body is bound only if it has a valid token of this session and this form,
//! and comes from a page of this site.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::forgery::hold(bytes));
