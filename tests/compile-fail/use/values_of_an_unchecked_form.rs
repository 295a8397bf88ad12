//! A bound form gives its values only through its result, and nothing that it does not declare.
use forms::{Body, Form};

#[derive(Form)]
#[form(fields = all)]
struct Contact {
    name: String,
}

fn main() {
    let form = Contact::bind(&Body::form("name=Ada&is_admin=1"));
    let _ = form.name;
    let _ = form.data();
}
