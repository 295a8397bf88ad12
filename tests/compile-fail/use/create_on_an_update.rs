//! What comes of an update is applied.
use forms::{Body, Form};

#[derive(Form)]
#[form(fields = [name])]
struct Contact {
    id: i32,
    name: String,
}

fn main() {
    let contact = Contact { id: 1, name: String::new() };
    let Ok(clean) = ContactForm::bind_update(&contact, &Body::form("name=Ada")).into_result() else { return };
    clean.create(ContactFormRest { id: 2 });
}
