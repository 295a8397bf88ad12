use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(flatten, nested)]
    pub address: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

fn main() {}
