//! What depends on the form belongs on the field; a mistake has an error of its own.
use forms::FieldType;

fn sizes(_: &()) -> forms::Choices {
    [("s", "Small")].into_iter().collect()
}

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(label = "Name", read_only, max_lenght = 3)]
struct Name(String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(choices = sizes)]
struct Size(String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(min_length = 5, max_length = 3)]
struct Code(String);

#[derive(FieldType, Debug, Clone, PartialEq)]
struct Place(#[form(max_length = 3)] String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max_length = 3)]
struct Id<T>(T);

fn main() {}
