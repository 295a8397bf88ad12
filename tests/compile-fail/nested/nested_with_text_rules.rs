use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(nested, max_length = 30)]
    pub address: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

fn main() {}
