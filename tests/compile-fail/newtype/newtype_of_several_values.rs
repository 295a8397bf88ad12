//! A newtype is a struct around one value.
use forms::FieldType;

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max_length = 10)]
struct Name(String, String);

#[derive(FieldType, Debug, Clone, PartialEq)]
struct Named {
    value: String,
}

#[derive(FieldType, Debug, Clone, PartialEq)]
enum Size {
    Small,
}

#[derive(FieldType, Debug, Clone, PartialEq)]
struct Nothing;

fn main() {}
