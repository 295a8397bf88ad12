//! Bodies and headers for forms that ask who sends: nothing is bound but what holds a token of this session and this form, in
//! time, from a page of this site.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::forgery::hold(bytes));
