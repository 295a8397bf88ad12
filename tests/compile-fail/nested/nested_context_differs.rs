use forms::Form;

#[derive(Form)]
#[form(fields = all, context = u8)]
pub struct User {
    #[form(nested)]
    pub address: Address,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, context = u16)]
pub struct Address {
    pub city: String,
}

fn main() {}
