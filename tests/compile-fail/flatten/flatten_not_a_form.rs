use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(flatten)]
    pub address: Address,
}

#[derive(Clone, PartialEq)]
pub struct Address {
    pub city: String,
}

fn main() {}
