use forms::{FieldSchema, spec::{Field, Message}};

pub static NAME: FieldSchema =
    Field::<String>::new("name").messages(&[Message::new("min_length", "{label} needs {minimum}.")]).build();

fn main() {}
