use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(flatten)]
    pub address: Address,
}

#[derive(Form)]
#[form(fields = all, context = u16)]
pub struct Address {
    pub city: String,
}

fn main() {}
