//! Many items of a type that cannot be hashed would be compared each with every other one.
use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
struct Keys {
    #[form(unique_items, max_items = 101)]
    keys: Vec<Password>,
}

fn main() {}
