//! A text for one of all validators and field types; the first byte selects which. An accepted value must stay the same when
//! it is validated again, and have no line break or forbidden character. An error must not contain the text.
#![no_main]

#[allow(dead_code, reason = "the tests ask more of it")]
#[path = "../../tests/tests/attacks/hostile/registry.rs"]
mod registry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let subjects = registry::all();
    subjects[usize::from(*choice) % subjects.len()].hold(text);
});
