//! Submissions made of the bytes for a form with a field of every kind, held to what every form promises: the harness that
//! users point at forms of their own.
#![no_main]

use forms::fuzzing::Harness;
use tests::everything::{Everything, present};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| Harness::<Everything>::new().over(present).assert(bytes));
