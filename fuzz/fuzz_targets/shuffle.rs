//! A body and the same body in another order. The first byte is the seed of the order. A body that begins with `{` is JSON.
#![no_main]

use tests::{
    invariants::{hold_for_shuffled_form, hold_for_shuffled_json},
    random::Random,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((seed, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut random = Random::new(u64::from(*seed));
    if text.trim_start().starts_with('{') {
        hold_for_shuffled_json(text, &mut random);
    } else {
        hold_for_shuffled_form(text, &mut random);
    }
});
