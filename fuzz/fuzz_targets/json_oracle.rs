//! Any bytes as one JSON value, read by our reader and by `serde_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::json_oracle::compare(bytes));
