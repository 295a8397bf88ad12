//! A newtype holds a single value that is given, and not a secret.
use forms::{FieldType, Form, Password};

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max_length = 10)]
struct Name(Option<String>);

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Address {
    city: String,
}

#[derive(FieldType, Debug, Clone, PartialEq)]
struct Home(Address);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(min_length = 15)]
struct Secret(Password);

fn main() {}
