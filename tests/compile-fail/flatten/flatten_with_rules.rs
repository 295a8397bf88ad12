use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(flatten, max_length = 30, rename = "a")]
    pub address: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

fn main() {}
