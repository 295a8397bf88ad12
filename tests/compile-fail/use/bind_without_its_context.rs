//! A form that asks who submits is bound with the answer.
use forms::{Body, Form};

struct Actor;

#[derive(Form)]
#[form(fields = all, context = Actor)]
struct Contact {
    name: String,
}

fn main() {
    Contact::bind(&Body::form("name=Ada"));
}
