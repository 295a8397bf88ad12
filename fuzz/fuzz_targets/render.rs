//! A body of a form with every control, bound and rendered again. The first byte selects the theme and whether it is an
//! update. A body that begins with `{` is JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::redisplay::hold(bytes));
