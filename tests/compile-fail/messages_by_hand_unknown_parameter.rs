use forms::{FieldSpec, spec::{Field, Message}};

pub static NAME: FieldSpec =
    Field::<String>::new("name").messages(&[Message::new("min_length", "{label} needs {minimum}.")]).build();

fn main() {}
