//! Any bytes as an urlencoded body of a form with a field of every kind.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::invariants::hold_for_form(bytes));
