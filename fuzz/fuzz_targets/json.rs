//! Any bytes as a JSON body of a form with a field of every kind.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::invariants::hold_for_json(bytes));
