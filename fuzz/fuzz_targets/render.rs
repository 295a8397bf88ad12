//! A body of a form with every control, bound and shown again. The first byte says by which theme, and whether it is an
//! update; a body that begins as an object is JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::redisplay::hold(bytes));
