use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    pub city: String,
    #[form(flatten)]
    pub address: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

fn main() {}
