//! What is clean is what was bound: there is no other way to it.
use forms::{Clean, Form};

#[derive(Form)]
#[form(fields = all)]
struct Contact {
    name: String,
}

fn main() {
    let unchecked = Contact { name: String::new() };
    let _: Clean<Contact> = Clean::from(unchecked);
    let unchecked = Contact { name: String::new() };
    let _: Clean<Contact> = Clean { values: unchecked };
}
