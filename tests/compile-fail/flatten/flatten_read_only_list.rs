use forms::Form;

#[derive(Form)]
#[form(fields = [name], read_only = [address])]
pub struct User {
    pub name: String,
    #[form(flatten)]
    pub address: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

fn main() {}
