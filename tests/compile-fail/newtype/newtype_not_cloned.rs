//! A newtype derives `Clone` and `PartialEq`.
use forms::FieldType;

#[derive(FieldType)]
#[form(email)]
struct WorkEmail(String);

fn main() {}
