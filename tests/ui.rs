//! Every way to declare a form wrongly has a message that says what to write instead; every odd way to declare one
//! rightly compiles.

#[test]
fn declarations() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("compile-fail/*/*.rs");
    cases.pass("compile-pass/*.rs");
}
