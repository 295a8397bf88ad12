//! The first byte chooses: one submission in both formats; the keys of a form by their grammar; pairs as `form_urlencoded`
//! reads them.
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
