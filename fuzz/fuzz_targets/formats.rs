//! The first byte selects the check: one submission in both formats; the keys of a form against the grammar; or pairs against
//! `form_urlencoded`.
#![no_main]

use tests::{agreement, urlencoded_oracle};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    match choice % 3 {
        0 => agreement::formats_agree(bytes),
        1 => agreement::keys_are_read_by_the_grammar(bytes),
        _ => urlencoded_oracle::compare_within_limits(bytes),
    }
});
