//! What is clean comes out with `into_inner`.
use forms::{Body, Clean, Form};

#[derive(Form)]
#[form(fields = all)]
struct Contact {
    name: String,
}

fn main() {
    let Contact { name } = Contact::bind(&Body::form("name=Ada")).into_result().unwrap_or_else(|_| panic!());
}

fn moved(clean: Clean<Contact>) -> String {
    clean.name
}

fn taken(clean: Clean<Contact>) -> Contact {
    clean.value
}
