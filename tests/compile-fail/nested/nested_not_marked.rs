//! A struct within a form is a form itself, and marked.
use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    pub address: Address,
    pub phones: Vec<Phone>,
}

pub struct Address {
    pub city: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Phone {
    pub number: String,
}

fn main() {}
