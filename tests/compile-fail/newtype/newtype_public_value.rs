//! The value of a newtype is private: other code could put one into it that does not meet the rules.
use forms::FieldType;

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(email)]
struct WorkEmail(pub String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max = 100)]
struct Percentage(pub(crate) u8);

fn main() {}
