//! Submissions made from the bytes for a form with a field of every kind, checked by the harness of `forms::fuzzing`, which
//! users call for their own forms.
#![no_main]

use forms::fuzzing::Harness;
use tests::everything::{Everything, present};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| Harness::<Everything>::new().over(present).assert(bytes));
