use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(nested)]
    pub address: Address,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

fn main() {}
