//! What comes of `bind` has nothing to be applied to.
use forms::{Body, Form};

#[derive(Form)]
#[form(fields = all)]
struct Contact {
    name: String,
}

fn main() {
    let mut contact = Contact { name: String::new() };
    let Ok(clean) = Contact::bind(&Body::form("name=Ada")).into_result() else { return };
    clean.apply_to(&mut contact);
}
