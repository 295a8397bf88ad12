//! A text for one of all validators and field types; the first byte chooses which. What is kept is kept as it is when it is
//! judged again, holds no line break and nothing that it must not, and nothing that is said of the rest holds it.
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
