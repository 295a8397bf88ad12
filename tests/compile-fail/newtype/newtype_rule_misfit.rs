//! The rules of a newtype fit its value.
use forms::FieldType;

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max = 10)]
struct Name(String);

fn main() {}
