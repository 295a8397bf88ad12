use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(label)]
    pub username: String,
    #[form(max_length =)]
    pub email: String,
}

fn main() {}
