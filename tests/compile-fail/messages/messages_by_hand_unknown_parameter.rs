use forms::{FieldSchema, field::Field, schema::Message};

pub static NAME: FieldSchema =
    Field::<String>::new("name").messages(&[Message::new("min_length", "{label} needs {minimum}.")]).build();

fn main() {}
